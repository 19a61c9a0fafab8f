"""Bring a database that listens on a socket of this machine to an address: forward.py ADDRESS SOCKET [PORT]."""

import contextlib
import socket
import sys
import threading

PORT = 5432


def main() -> None:
    address, place, *port = sys.argv[1:]
    with socket.create_server((address, int(port[0]) if port else PORT)) as server:
        print("ready", flush=True)
        while True:
            near, _ = server.accept()
            far = socket.socket(socket.AF_UNIX)
            far.connect(place)
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=_pour, args=(one, other), daemon=True).start()


def _pour(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while content := one.recv(65_536):
            other.sendall(content)
    for end in (one, other):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


main()
