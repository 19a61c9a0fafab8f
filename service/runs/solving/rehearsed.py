"""A small run of invented people, made before the first real one waits: solvers begin as copies of what has done it.

Importing alone leaves a second for every new solver: what solves, declines and draws loads when first used.
"""

import contextlib
import gc

import service.runs.solving.loaded  # noqa: F401 - all that is not left to the first use
from questionnaires.examples import example_files
from questionnaires.loading import load_programme, resolved
from service.folder.make import make
from service.folder.request import Request, Role

PROGRAMME, PEOPLE = "r4-additional-education", 24


def rehearse() -> bool:
    """Make a run and throw it away; return whether it could be made."""
    programme = load_programme(PROGRAMME)
    example = example_files(programme, people=PEOPLE)
    files = {Role.ANSWERS: example.answers, Role.PREFERENCES: example.preferences, Role.LOCKS: example.locks}
    return bool(make(Request(programme=resolved(programme), files=files)).papers)


REHEARSED = False
# Without it only time is lost: what is wrong shows in the run that needs it.
with contextlib.suppress(Exception):
    REHEARSED = rehearse()
# A copy shares what is here as long as nobody touches it, and looking for rubbish touches everything.
gc.collect()
gc.freeze()
