"""The people of one side of a form, column by column, with the facts a criterion may compare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from questionnaires.answers import EarlierPair, Preference
from questionnaires.question import Question, Value


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Crowd:
    """People of one side.

    Parameters
    ----------
    codes
        One code per person.
    columns
        Question key (or ``"age"``: whole years on the programme's date, ``"organisation"``: key) → one value per
        person; None is unknown. A key that is not here is unknown for everybody.
    questions
        Question key → question, for options and labels.
    """

    codes: tuple[str, ...]
    columns: Mapping[str, Sequence[Value | None]]
    questions: Mapping[str, Question] = field(default_factory=dict)

    def column(self, key: str) -> Sequence[Value | None]:
        """Return the answers to a question, all None when nobody was asked."""
        return self.columns.get(key) or (None,) * len(self.codes)

    def picked(self, places: Sequence[int]) -> "Crowd":
        """Return the people at these places, in this order."""
        columns = {key: tuple(column[i] for i in places) for key, column in self.columns.items()}
        codes = tuple(self.codes[i] for i in places)
        return Crowd(codes=codes, columns=columns, questions=self.questions)

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known of pairs and not of single answers: third-party requests, preferences, earlier pairs."""

    requests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    preferences: Mapping[str, Preference] = field(default_factory=dict)
    earlier: tuple[EarlierPair, ...] = ()
