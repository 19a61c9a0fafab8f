"""Telling about a run in the child: pairs with their parts, people without a mentor, why and why not."""

from typing import Any

from matcher.explain.person import explain_person
from matcher.explain.together import explain_together
from matcher.matching import Run
from matcher.result import Pair, Unmatched
from questionnaires.wording import Wording
from service.child.basis import decided, kept_apart
from service.folder.request import Request

Data = dict[str, Any]
MOST_ALTERNATES = 5


def tell_pairs(request: Request) -> list[Data]:
    """Return every pair with the points of each criterion."""
    programme, answers, run = decided(request)
    hidden = kept_apart(programme, answers)
    return [{**_pair(one), "apart": bool({one.mentee, one.mentor} & hidden)} for one in run.result.pairs]


def tell_unmatched(request: Request) -> list[Data]:
    """Return every mentee without a mentor: reason, funnel, smallest remedy, and mentors who would fit."""
    programme, answers, run = decided(request)
    hidden = kept_apart(programme, answers)
    return [{**_unmatched(run, one), "apart": one.mentee in hidden} for one in run.result.unmatched]


def tell_person(request: Request, who: str) -> tuple[Wording, ...] | None:
    """Return why a person has these partners or none; None when the run does not know the code."""
    _, answers, run = decided(request)
    if who not in {person.code for person in answers.people}:
        return None
    return explain_person(run, who)


def tell_together(request: Request, who: str, other: str) -> tuple[Wording, ...] | None:
    """Return why two people are a pair or not, and what the opposite would cost; None for an unknown code."""
    _, answers, run = decided(request)
    if not {who, other} <= {person.code for person in answers.people}:
        return None
    mentors = {code for _, code in run.assembly.seats}
    mentee, mentor = (other, who) if who in mentors else (who, other)
    return explain_together(run, mentee, mentor)


def _pair(pair: Pair) -> Data:
    return {
        "form": pair.form,
        "mentee": pair.mentee,
        "mentor": pair.mentor,
        "parts": [
            {
                "criterion": part.criterion,
                "title": part.title,
                "points": part.points,
                "most": part.most,
                "blank": part.blank,
                "words": None if part.private else part.words,
            }
            for part in pair.parts
        ],
    }


def _unmatched(run: Run, person: Unmatched) -> Data:
    return {
        "mentee": person.mentee,
        "forms": list(person.forms),
        "certain": person.certain,
        "reason": person.reason,
        "funnel": [{"must": step.must, "left": step.left} for step in person.funnel],
        "remedy": person.remedy,
        "alternates": _alternates(run, person.mentee),
    }


def _alternates(run: Run, mentee: str) -> list[str]:
    """Return mentors whom no must or decision keeps away, the best first."""
    problem, row = run.assembly.problem, run.assembly.row_of[mentee]
    allowed, points = problem.allowed_block(row, row + 1)[0], problem.points_block(row, row + 1)[0]
    forbidden = {int(j) for i, j in problem.forbidden if int(i) == row}
    columns = [j for j in range(len(run.assembly.seats)) if allowed[j] and j not in forbidden]
    ranked = sorted(columns, key=lambda j: (-int(points[j]), j))
    return list(dict.fromkeys(run.assembly.seats[j][1] for j in ranked))[:MOST_ALTERNATES]
