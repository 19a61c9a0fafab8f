"""The container file and the unit: who runs, what may be written, what is started; nothing secret in either."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from missing import leave_out

from service.config import Config, variable

ROOT = Path(__file__).parents[3]
CONTAINER = ROOT / "docs" / "deploy" / "Containerfile"
UNIT = ROOT / "docs" / "deploy" / "matcher.service"
MOST_EXPOSED = 3.0
"""What `systemd-analyze security` calls «OK» and better, from 0 (safe) to 10."""


def instructions(text: str) -> list[tuple[str, str]]:
    """Return (instruction, rest) of a container file, continued lines joined."""
    joined = re.sub(r"\\\n\s*", " ", text)
    lines = [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


@pytest.fixture(scope="module")
def container() -> list[tuple[str, str]]:
    return instructions(CONTAINER.read_text("utf-8"))


def last(container: list[tuple[str, str]], name: str) -> str:
    """Return what the last instruction of a kind says: the one that holds for the image."""
    return [rest for kind, rest in container if kind == name][-1]


def test_the_image_runs_as_a_numbered_user_who_is_not_root(container: list[tuple[str, str]]) -> None:
    kinds = [kind for kind, _ in container]
    user = last(container, "USER")
    assert user.isdigit()
    assert int(user) > 0
    assert f"--uid {user}" in " ".join(rest for kind, rest in container if kind == "RUN")
    after = kinds[len(kinds) - kinds[::-1].index("USER") :]
    assert not {"RUN", "COPY", "ADD"} & set(after), "nothing is installed by the one who runs"


def test_the_image_comes_from_a_named_version_of_no_particular_registry(
    container: list[tuple[str, str]],
) -> None:
    for name in (rest.split()[0] for kind, rest in container if kind == "FROM"):
        assert re.fullmatch(r"python:3\.\d+-slim", name)


def test_dependencies_are_installed_by_their_hashes(container: list[tuple[str, str]]) -> None:
    installs = [rest for kind, rest in container if kind == "RUN" and "pip install" in rest]
    assert len(installs) == 2
    assert "--require-hashes" in installs[0]
    assert "--no-deps" in installs[1]


def test_what_is_copied_and_started_exists(container: list[tuple[str, str]]) -> None:
    for kind, rest in container:
        if kind == "COPY" and "--from" not in rest:
            assert [one for one in rest.split()[:-1] if not (ROOT / one).exists()] == []
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert last(container, "ENTRYPOINT") == '["/opt/matcher/bin/matcher"]'
    assert "matcher" in scripts
    from service.command.group import COMMANDS

    assert last(container, "CMD").strip('[]"') in COMMANDS


def test_settings_are_settings_and_none_is_a_secret(container: list[tuple[str, str]]) -> None:
    written = " ".join(rest for kind, rest in container if kind in {"ENV", "ARG"})
    text = written + UNIT.read_text("utf-8")
    known = {variable(name) for name in Config.__dataclass_fields__}
    named = set(re.findall(r"(MATCHER_[A-Z_]+?)(?:_FILE)?\b(?==|,|\.| )", text))
    assert named <= known
    assert not re.search(r"(SECRET|PASSWORD|TOKEN|KEY|DATABASE_URL)\w*=\S", text)


def test_health_is_asked_of_an_address_that_exists(container: list[tuple[str, str]]) -> None:
    check = last(container, "HEALTHCHECK")
    port = re.search(r"MATCHER_PORT=(\d+)", last(container, "ENV"))
    assert port
    assert f"http://127.0.0.1:{port[1]}/healthz" in check
    assert last(container, "EXPOSE") == port[1]


def test_the_unit_is_what_systemd_understands(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        leave_out("systemd-analyze is not installed.")
    # The program is not at its place on this machine, which is no fault of the unit.
    unit = tmp_path / "matcher.service"
    unit.write_text(UNIT.read_text("utf-8").replace("/opt/matcher/bin/matcher", "/bin/true"), "utf-8")
    done = subprocess.run([analyze, "verify", str(unit)], capture_output=True, text=True)
    assert "matcher.service" not in done.stderr, done.stderr
    found = subprocess.run(
        [analyze, "security", "--offline=true", str(unit)], capture_output=True, text=True
    ).stdout
    exposed = re.search(r"exposure level for matcher\.service: ([0-9.]+)", found)
    assert exposed, found
    assert float(exposed[1]) <= MOST_EXPOSED


def test_the_unit_leaves_only_its_own_folder_to_write() -> None:
    said = [
        line.split("=", 1) for line in UNIT.read_text("utf-8").splitlines() if "=" in line and line[0] != "#"
    ]
    unit, folder = dict(said), f"/var/lib/{dict(said)['StateDirectory']}"
    assert (unit["ProtectSystem"], unit["DynamicUser"], unit["NoNewPrivileges"]) == ("strict", "yes", "yes")
    named = dict(value.split("=", 1) for name, value in said if name == "Environment")
    assert named == {"MATCHER_HOME": folder, "NUMBA_CACHE_DIR": f"{folder}/compiled"}
    assert unit["ExecStart"] == "/opt/matcher/bin/matcher serve"
