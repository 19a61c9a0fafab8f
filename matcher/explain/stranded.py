"""A mentor who is ready and whom no ready mentee fits: which must leaves nobody, and the answer that is lacking."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.crowd import Crowd
from matcher.explain.screen import BoolArray, Screen
from matcher.scores import Rules
from matcher.scoring import Rule
from questionnaires.criterion import BlankMust
from questionnaires.wording import Wording

NO_MENTEES = Wording(
    "В формах этого наставника нет готовых наставляемых.",
    "The forms of this mentor have no mentee who is ready.",
)
STOPPED_AT = Wording(
    "После условия «{must}» не остаётся ни одного наставляемого.",
    "After the condition «{must}» no mentee remains.",
)
UNANSWERED = Wording(
    "Нет ответа на вопрос «{question}», а условие «{must}» его требует.",
    "There is no answer to «{question}», and the condition «{must}» needs one.",
)
DECIDED = Wording(
    "Остальных исключают решения куратора, отказы или порог формы.",
    "Decisions of the curator, refusals or the floor of the form exclude the others.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranded:
    """A mentor whom nobody fits, and why; nothing about any mentee is told."""

    mentor: str
    reason: Wording


def find_stranded(screen: Screen) -> Iterator[Stranded]:
    """Yield every mentor whom no ready mentee fits in any form, in the order of the seats."""
    of_mentor: dict[str, list[int]] = {}
    for column, (_, code) in enumerate(screen.assembly.seats):
        of_mentor.setdefault(code, []).append(column)
    for code, columns in of_mentor.items():
        if not screen.allowed[:, columns].any():
            yield Stranded(mentor=code, reason=why_stranded(screen, columns))


def why_stranded(screen: Screen, columns: Sequence[int]) -> Wording:
    """Return which must leaves nobody for the mentor of these seats: of several forms, in the first that has people."""
    if not any(_joining(screen, column).any() for column in columns):
        return NO_MENTEES
    found = (why for column in columns for why in _stopped(screen, column))
    return next(found, DECIDED)


def lacking(criterion_key: str, crowd: Crowd, i: int) -> str:
    """Return the text of a question that was asked and that a person has not answered; empty when there is none."""
    asked = crowd.questions.get(criterion_key)
    return asked.text if asked and crowd.column(criterion_key)[i] is None else ""


def _joining(screen: Screen, column: int) -> BoolArray:
    """Return (n_form_mentees,): who of the form of a seat may be served in it."""
    k = _form(screen, column)
    rules = screen.assembly.problem.allowed
    assert isinstance(rules, Rules)
    joining: BoolArray = np.asarray(rules.rules[0][0])[screen.assembly.tables[k].rows, k] > 0
    return joining


def _stopped(screen: Screen, column: int) -> Iterator[Wording]:
    """Yield the must after which nobody of the form is left; nothing when decisions exclude the rest."""
    k, left = _form(screen, column), _joining(screen, column)
    if not left.any():
        return
    table = screen.assembly.tables[k]
    j = int(np.searchsorted(table.columns, column))
    for rule, allowed in screen.by_rule[k]:
        left = left & allowed[:, j]
        if not left.any():
            yield _said(rule, table.scores.mentors, j)
            return


def _said(rule: Rule, mentors: Crowd, j: int) -> Wording:
    question = lacking(rule.criterion.mentor, mentors, j)
    words = UNANSWERED if question and rule.criterion.blank_must is BlankMust.REFUSE else STOPPED_AT
    return words.format(question=question, must=rule.title)


def _form(screen: Screen, column: int) -> int:
    form = screen.assembly.seats[column][0]
    return next(k for k, table in enumerate(screen.assembly.tables) if table.form.key == form)
