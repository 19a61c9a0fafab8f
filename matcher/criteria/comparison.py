"""What a kind of criterion is given, and what it makes of it: the one shape all kinds share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy.typing as npt

from matcher.criteria.product import Product
from matcher.crowd import Circumstances, Crowd
from questionnaires.criterion import Criterion, CriterionKind, Force
from questionnaires.question import Kind, Question, Value
from questionnaires.wording import Wording

Embed = Callable[[Sequence[str]], npt.NDArray[Any]]
"""A text model: texts → one vector each, (n, d). The vector of a text must not depend on the other texts."""

RESTRICTION = Wording("ограничение куратора", "a restriction set by the curator")
"""What is said instead of a private reason, wherever the words may be read by others."""


NO_WORDS = Wording("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A criterion with the people it compares.

    Parameters
    ----------
    embed
        The text model, or None when none is installed.
    """

    criterion: Criterion
    mentees: Crowd
    mentors: Crowd
    circumstances: Circumstances
    embed: Embed | None = None

    @property
    def is_must(self) -> bool:
        """Whether the criterion forbids rather than counts."""
        return self.criterion.force is Force.MUST

    @property
    def mentee_question(self) -> Question | None:
        """The mentees' question, or None for a fact."""
        return self.mentees.questions.get(self.criterion.mentee)

    @property
    def mentor_question(self) -> Question | None:
        """The mentors' question, or None for a fact."""
        return self.mentors.questions.get(self.criterion.mentor)

    def mentee_answers(self) -> Sequence[Value | None]:
        """Return the mentees' answers."""
        return self.mentees.column(self.criterion.mentee)

    def mentor_answers(self) -> Sequence[Value | None]:
        """Return the mentors' answers."""
        return self.mentors.column(self.criterion.mentor)

    def number_setting(self, name: str, default: int) -> int:
        """Return a whole number of the settings; raise ValueError when it is something else."""
        value = self.criterion.settings.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(
                f"Criterion {self.criterion.key!r}: {name!r} must be a whole number, got {value!r}."
            )
        return value


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of one pair.

    Parameters
    ----------
    met
        Whether there is something in common: the `yes` words of the criterion are used, else the `no` words.
    words
        What is said when the programme has no words of its own.
    shared
        What fills ``{shared}`` in the programme's words.
    blank
        An answer is missing; the programme's words are not used.
    """

    met: bool
    words: Wording
    shared: Wording = NO_WORDS
    blank: bool = False


Describe = Callable[[int, int], Remark]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """A criterion compiled for two crowds.

    Parameters
    ----------
    product
        Of a wish: its points. Of a must: a number that must reach `least`.
    describe
        What is said of the pair of these indices.
    exceptions
        Pair → points added to the product; wishes only.
    least
        Least product a must allows.
    forbidden
        Pairs forbidden besides; a wish may forbid too («нет» after the meeting).
    private
        The words repeat what only the curator sees.
    """

    criterion: Criterion
    product: Product
    describe: Describe
    exceptions: Mapping[tuple[int, int], int] = field(default_factory=dict)
    least: int = 0
    forbidden: frozenset[tuple[int, int]] = frozenset()
    private: bool = False

    def points(self, i: int, j: int) -> int:
        """Return the points of one pair."""
        return self.product.at(i, j) + self.exceptions.get((i, j), 0)


def no_faults(
    criterion: Criterion, mentee_question: Question | None, mentor_question: Question | None
) -> tuple[Wording, ...]:
    """Find nothing: for kinds whose settings and questions are checked in full by the general check."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One kind of criterion.

    Parameters
    ----------
    compare
        Compiles a criterion of this kind.
    mentee_kinds, mentor_kinds
        Kinds of question it can compare on each side; empty when it looks at no question there.
    faults
        What is wrong with a criterion beyond names and types of settings and kinds of question.
    """

    kind: CriterionKind
    compare: Callable[[Facts], Comparison]
    mentee_kinds: frozenset[Kind] = frozenset()
    mentor_kinds: frozenset[Kind] = frozenset()
    faults: Callable[[Criterion, Question | None, Question | None], tuple[Wording, ...]] = no_faults
