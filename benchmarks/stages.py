"""Where the time of a whole run goes: ``matcher run`` in a process of its own, with a clock at every stage."""

import builtins
import functools
import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from types import GeneratorType
from typing import Any

STAGES = {
    "load": ("service.terminal.inputs.read_inputs", "service.folder.make.load_programme"),
    "read": ("service.folder.make.read_answers",),
    "score": tuple(
        f"matcher.matching.{name}" for name in ("admit", "decisions", "assemble", "find_conflicts")
    ),
    "solve": ("matcher.matching.solve", "matcher.peers.match_peers"),
    "verify": ("matcher.matching.verify",),
    "explain": ("matcher.matching.report",),
    "names": (
        "service.documents.reports.curator.doubtful_names",
        "service.documents.pairs.proposal.doubtful_rows",
    ),
    "reports": ("service.folder.papers.render_overview",),
    "proposal": ("service.folder.papers.render_proposal", "service.folder.papers.render_interviews"),
    "bases": ("service.folder.papers.render_bases",),
    "tables": (
        "service.folder.make.result_papers",
        "service.folder.papers.render_pairs",
        "service.folder.papers.render_unmatched",
        "service.folder.make.certificate_bytes",
        "service.folder.make.run_manifest",
    ),
    "write": ("service.folder.write.check_free", "service.folder.write.write_run"),
}
"""Stage → the functions whose time it is, each by the name under which it is called."""
IMPORTS = "imports"
_END = object()


class Stopwatch:
    """Gives every moment to the innermost stage that is at work."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys((IMPORTS, *STAGES), 0.0)
        self._open: list[str] = []
        self._since = time.perf_counter()

    def enter(self, stage: str) -> None:
        """Begin a stage; the one around it waits."""
        self._note()
        self._open.append(stage)

    def leave(self) -> None:
        """End the innermost stage."""
        self._note()
        self._open.pop()

    def _note(self) -> None:
        now = time.perf_counter()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time counted, what it yields included."""

        @functools.wraps(function)
        def call(*arguments: Any, **named: Any) -> Any:
            self.enter(stage)
            try:
                made = function(*arguments, **named)
            finally:
                self.leave()
            return self._each(stage, made) if isinstance(made, GeneratorType) else made

        return call

    def _each(self, stage: str, items: Iterator[Any]) -> Iterator[Any]:
        following = self.timed(stage, lambda: next(items, _END))
        while (item := following()) is not _END:
            yield item


def main() -> None:
    """Run the command whose arguments follow, and print the seconds of each stage as the last line."""
    watch = Stopwatch()
    builtins.__import__ = watch.timed(IMPORTS, builtins.__import__)
    watch.enter(IMPORTS)
    for stage, places in STAGES.items():
        for place in places:
            module, _, name = place.rpartition(".")
            owner = importlib.import_module(module)
            setattr(owner, name, watch.timed(stage, getattr(owner, name)))
    from service.command.group import run_command

    watch.leave()
    code = run_command(["run", *sys.argv[1:]])
    print(json.dumps(watch.seconds))
    sys.exit(code)
