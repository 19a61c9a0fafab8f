"""Hosts on one machine: network namespaces joined by a bridge, their own traffic only; needs root on Linux."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import psutil
from missing import leave_out

MIDDLE = "db"
ADDRESSES = {MIDDLE: "10.77.203.1", "a": "10.77.203.2", "b": "10.77.203.3"}


@dataclass
class Network:
    """Three hosts; the database stands on the middle one."""

    name: str
    started: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def start(
        self, host: str, *arguments: str, settings: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        """Start a Python process on a host."""
        own = {key: value for key, value in os.environ.items() if not key.startswith("MATCHER_")}
        process = subprocess.Popen(
            ["ip", "netns", "exec", self.space(host), sys.executable, *arguments],
            env=own | dict(settings or {}) | {"PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
        )
        self.started.append(process)
        return process

    def cut_off(self, host: str) -> None:
        """Take a host off the net: what is on its way is lost, and nobody is told."""
        ip("-n", self.space(MIDDLE), "link", "set", f"to-{host}", "down")

    def join(self, host: str) -> None:
        """Put a host back."""
        ip("-n", self.space(MIDDLE), "link", "set", f"to-{host}", "up")

    def kill(self, host: str) -> None:
        """Kill everything that runs on a host, as a cut of its power would."""
        said = subprocess.run(["ip", "netns", "pids", self.space(host)], capture_output=True, check=True)
        for process in map(int, said.stdout.split()):
            with contextlib.suppress(psutil.NoSuchProcess):
                psutil.Process(process).kill()

    def space(self, host: str) -> str:
        """Return the name of a host's namespace."""
        return f"{self.name}-{host}"

    def build(self) -> None:
        """Make the hosts and join them."""
        for host in ADDRESSES:
            ip("netns", "add", self.space(host))
            ip("-n", self.space(host), "link", "set", "lo", "up")
        middle = self.space(MIDDLE)
        ip("-n", middle, "link", "add", "bridge", "type", "bridge")
        ip("-n", middle, "addr", "add", f"{ADDRESSES[MIDDLE]}/24", "dev", "bridge")
        ip("-n", middle, "link", "set", "bridge", "up")
        for host in ADDRESSES.keys() - {MIDDLE}:
            ends = ("link", "add", f"to-{host}", "type", "veth", "peer", "name", "net")
            ip("-n", middle, *ends, "netns", self.space(host))
            ip("-n", middle, "link", "set", f"to-{host}", "master", "bridge", "up")
            ip("-n", self.space(host), "addr", "add", f"{ADDRESSES[host]}/24", "dev", "net")
            ip("-n", self.space(host), "link", "set", "net", "up")

    def clear(self) -> None:
        """End everything that was started and take the hosts away."""
        for host in ADDRESSES:
            with contextlib.suppress(subprocess.CalledProcessError):
                self.kill(host)
        for process in self.started:
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
        for host in ADDRESSES:
            subprocess.run(["ip", "netns", "del", self.space(host)], check=False, capture_output=True)


def ip(*arguments: str) -> None:
    """Run iproute2's command."""
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


def make_network() -> Iterator[Network]:
    """Yield three hosts; skip, and in CI fail, where they cannot be made."""
    network = Network(f"m{os.getpid()}")
    why = "" if shutil.which("ip") else "iproute2 is not installed."
    try:
        if not why:
            network.build()
    except subprocess.CalledProcessError as error:
        why = f"This user may make no network namespaces: {error.stderr.decode().strip()}"
    try:
        if why:
            leave_out(why)
        yield network
    finally:
        if shutil.which("ip"):
            network.clear()
