"""The run a request makes, kept for the next question about it."""

import hashlib
from collections import OrderedDict

from matcher.matching import Run
from questionnaires.answers import Answers
from questionnaires.programme import Programme
from service.folder.make import decide
from service.folder.request import Request

MOST_KEPT = 4
_kept: "OrderedDict[str, tuple[Programme, Answers, Run]]" = OrderedDict()


def decided(request: Request) -> tuple[Programme, Answers, Run]:
    """Return the programme, the answers and the run of a request; the last few are remembered."""
    key = digest(request)
    if key not in _kept:
        _kept[key] = decide(request)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    _kept.move_to_end(key)
    return _kept[key]


def kept_apart(programme: Programme, answers: Answers) -> frozenset[str]:
    """Return the codes of the people of bases that only a curator sees."""
    bases = {base.key for base in programme.bases if base.private}
    return frozenset(person.code for person in answers.people if person.base in bases)


def forget() -> None:
    """Drop what is remembered, as after an erasure."""
    _kept.clear()


def digest(request: Request) -> str:
    """Return a checksum of everything that decides a run."""
    seen = hashlib.sha256(repr(request.options).encode())
    for path, content in request.inputs():
        seen.update(f"{path}\0{len(content)}\0".encode())
        seen.update(content)
    return seen.hexdigest()
