"""Bodies of requests as they come in: one over the limit is heard to its end, and kept nowhere."""

from typing import Any

from waitress.buffers import OverflowableBuffer
from waitress.parser import HTTPRequestParser, ParsingError


class Forgetful(OverflowableBuffer):  # type: ignore[misc]  # waitress has no types
    """A body in memory or in a file, until it is longer than anybody will read: then only its length is known.

    Parameters
    ----------
    overflow
        Bytes that are kept in memory.
    most
        Bytes of the longest body that is kept.
    """

    def __init__(self, overflow: int, most: int) -> None:
        super().__init__(overflow)
        self._most, self._length = most, 0

    def __len__(self) -> int:
        return self._length

    def append(self, s: bytes) -> None:
        """Take the next bytes."""
        self._length += len(s)
        if self._length <= self._most:
            super().append(s)
        elif self.buf is not None or self.strbuf:
            self.close()
            self._forget()

    def _forget(self) -> None:
        self.buf: Any = None
        self.strbuf, self.overflowed = b"", False


class Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """Reads requests, each with one end, and keeps no body that is over the limit.

    The length of such a body is told to the application, which refuses it before it reads: in the words of the page or
    of the resource. Who asks before sending (``Expect: 100-continue``) is not asked to send it.
    """

    most = 0

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head of a request.

        One whose end is told in two ways is refused: a proxy may believe the other one, and what follows the end that
        was believed here would be a request that the proxy never saw.
        """
        super().parse_header(header_plus)
        in_parts = self.chunked or "TRANSFER_ENCODING" in self.headers
        if in_parts and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Both Transfer-Encoding and Content-Length")
        if self.expect_continue and self.content_length > self.most:
            self._answer_unsent()
        elif self.body_rcv is not None:
            self.body_rcv.buf = Forgetful(self.adj.inbuf_overflow, self.most)

    def _answer_unsent(self) -> None:
        # Whether the body comes all the same is not known, so nothing else can follow in this connection.
        self.expect_continue, self.body_rcv = False, None
        self.connection_close, self.headers["CONNECTION"] = True, "close"
