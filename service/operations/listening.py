"""Where the web server listens: one address or several, and why it cannot."""

import errno
from typing import Any

from waitress.server import create_server

from questionnaires.wording import Wording, both
from service.config import Config
from service.operations.refusals import MEGABYTE, channel_of

UNHEARD = 50
"""A body so many times over the limit is refused at once. A smaller one is heard to its end and kept nowhere, so that
its sender, who listens only then, hears the limit."""
WHY = {
    errno.EADDRNOTAVAIL: Wording("такого адреса у этой машины нет", "this machine has no such address"),
    errno.EACCES: Wording("нет прав на этот порт", "no permission for this port"),
}
UNKNOWN = Wording("такого имени нет", "there is no such name")


class NoAddress(Exception):  # noqa: N818 - named for what a person sees
    """The web server cannot listen where it should."""

    def __init__(self, host: str, port: int, error: OSError | ValueError) -> None:
        number = error.errno if isinstance(error, OSError) else None
        self.host, self.port, self.is_taken = host, port, number == errno.EADDRINUSE
        self.why = WHY.get(
            number or 0, both(error.strerror or "?") if isinstance(error, OSError) else UNKNOWN
        )
        super().__init__(f"{host}:{port}: {self.why.en}")


def listening(app: Any, config: Config) -> Any:
    """Return a server that listens at every address of the host: «localhost» often has two.

    Raises
    ------
    NoAddress
        When the port is taken, or the host is none of this machine.
    """
    servers: dict[int, Any] = {}
    try:
        server = create_server(
            app,
            map=servers,
            host=config.host,
            port=config.port,
            threads=config.threads,
            ident="matcher",
            max_request_body_size=UNHEARD * config.upload_mb * MEGABYTE,
        )
    except (OSError, ValueError) as error:  # waitress says with the latter that no host is called so
        raise NoAddress(config.host, config.port, error) from error
    for one in servers.values():
        one.channel_class = channel_of(config.upload_mb)
    return server


def address_of(server: Any) -> str:
    """Return the address to open in a browser."""
    host, port = server.effective_listen[0] if hasattr(server, "effective_listen") else _only(server)
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _only(server: Any) -> tuple[str, int]:
    return server.effective_host, server.effective_port
