"""A web server in a thread of its own, on a free loopback port."""

import threading
from dataclasses import dataclass
from typing import Any

from waitress.server import create_server


@dataclass
class InThread:
    """A running server."""

    server: Any
    thread: threading.Thread
    stopped: bool = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.effective_port}"

    def stop(self) -> None:
        """Close the server where it runs: from here its sockets could be gone while it waits for them."""
        if not self.stopped:
            self.stopped = True
            self.server.trigger.pull_trigger(self.server.close)
            self.thread.join(5)


def serve_in_thread(app: Any, threads: int) -> InThread:
    """Start a server of an application; it ends with the process, if nobody stops it before."""
    sockets: dict[int, Any] = {}  # its own: servers of one process would wait for each other's otherwise
    server = create_server(app, map=sockets, host="127.0.0.1", port=0, threads=threads)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    return InThread(server, thread)
