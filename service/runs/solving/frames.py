"""What a worker and its solver say to each other: a line of JSON, then the bytes it announces."""

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing.connection import Connection
from typing import IO, Any


class Word(StrEnum):
    """What a frame is about."""

    READY = "ready"
    """The solver has loaded all it needs."""
    READ = "read"
    """Read the input only."""
    SOLVE = "solve"
    TOLD = "told"
    """What is known so far."""
    STOP = "stop"
    """Keep the best so far."""
    DONE = "done"
    END = "end"
    """Go now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One message.

    Parameters
    ----------
    facts
        Small values, as JSON.
    files
        Path → bytes.
    """

    word: Word
    facts: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


def send(other: Connection, frame: Frame) -> None:
    """Hand a frame to the process at the other end; raise `OSError` when it is gone."""
    message = io.BytesIO()
    write_frame(message, frame)
    other.send_bytes(message.getbuffer())


def receive(other: Connection) -> Frame | None:
    """Wait for the next frame; None when the other side is gone, in the middle of a frame too."""
    try:
        return read_frame(io.BytesIO(other.recv_bytes()))
    except (EOFError, OSError):
        return None


def write_frame(stream: IO[bytes], frame: Frame) -> None:
    """Write one frame and hand it over at once."""
    sizes = [[path, len(content)] for path, content in frame.files.items()]
    head = {"word": frame.word.value, "facts": frame.facts, "files": sizes}
    stream.write(json.dumps(head, ensure_ascii=False).encode() + b"\n")
    for content in frame.files.values():
        stream.write(content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Frame | None:
    """Return the next frame; None when the other side is gone, in the middle of a frame too."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    head = json.loads(line)
    files = _contents(stream, head["files"])
    return None if files is None else Frame(word=Word(head["word"]), facts=head["facts"], files=files)


def _contents(stream: IO[bytes], sizes: Iterable[tuple[str, int]]) -> dict[str, bytes] | None:
    files: dict[str, bytes] = {}
    for path, size in sizes:
        files[path] = stream.read(size)
        if len(files[path]) != size:
            return None
    return files
