"""Logs: one JSON object a line, with the request's id; no names, no free text, no values of failed statements."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

QUIET = ("dbos", "sqlalchemy", "alembic", "waitress", "waitress.queue", "urllib3", "werkzeug")
"""Libraries of which only warnings are of interest."""

Event = MutableMapping[str, Any]


def configure_logging(level: str = "INFO") -> None:
    """Send everything that is logged to the error stream as JSON."""
    before: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        describe_exception,
    ]
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=True),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # The run engine writes lines of its own kind unless it finds that somebody has taken care of it.
    logging.getLogger("dbos").handlers[:] = [logging.NullHandler()]
    logging.getLogger("dbos").propagate = True


def describe_exception(logger: Any, method: str, event: Event) -> Event:
    """Replace an exception by its type and the places it passed: its message may hold values of people."""
    given = event.pop("exc_info", None)
    if not given:
        return event
    kind, _, trace = sys.exc_info() if given is True else _parts(given)
    if kind is not None:
        event["exception"] = kind.__name__
        event["places"] = _places(trace)
    # The standard library's formatter would add the whole text again.
    record = event.get("_record")
    if record is not None:
        record.exc_info = record.exc_text = None
    return event


def _parts(given: Any) -> tuple[type[BaseException] | None, BaseException | None, TracebackType | None]:
    if isinstance(given, BaseException):
        return type(given), given, given.__traceback__
    kind, error, trace = given
    return kind, error, trace


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames]
