"""A conflict says of itself whether it names somebody whom only a curator sees."""

from types import SimpleNamespace
from typing import Any

from questionnaires.wording import Wording
from service.folder.make import NoAssignment
from service.runs.solving.judging import verdict_against
from service.runs.solving.verdict import APART, open_part


def test_a_conflict_that_names_somebody_kept_apart_is_marked() -> None:
    bases: list[Any] = [
        SimpleNamespace(key="open", private=False),
        SimpleNamespace(key="apart", private=True),
    ]
    people = [SimpleNamespace(code="Н-001", base="open"), SimpleNamespace(code="Н-012", base="apart")]
    conflicts = (Wording("Н-001 ждёт.", "Н-001 waits."), Wording("Н-012 и М-001.", "Н-012 and М-001."))
    run: Any = SimpleNamespace(solution=None, result=SimpleNamespace(conflicts=conflicts))
    programme: Any = SimpleNamespace(bases=bases)
    answers: Any = SimpleNamespace(people=people)
    problems = verdict_against(NoAssignment(programme, answers, run)).problems
    assert [one.get("apart", False) for one in problems] == [False, True]
    assert open_part(problems[0]) == problems[0]
    assert open_part(problems[1])["reason"] == {"ru": APART.ru, "en": APART.en}
