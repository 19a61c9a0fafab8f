"""Which consents people gave, took back or never brought, as counts and lists need it."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from matcher.admission import documents_given
from questionnaires.answers import Answers
from questionnaires.programme import Document


@dataclass(frozen=True, slots=True, eq=False)
class Consents:
    """The register of consents and admissions, read once.

    Parameters
    ----------
    given
        Code → documents the person has given and not taken back.
    withdrawn
        Code → documents the person took back.
    """

    given: Mapping[str, Set[Document]]
    withdrawn: Mapping[str, Set[Document]]

    @classmethod
    def of(cls, answers: Answers) -> "Consents":
        """Return the consents of everybody who answered."""
        given = documents_given(answers)
        back: dict[str, set[Document]] = {}
        for record in answers.records:
            if not record.given and record.document not in given.get(record.code, ()):
                back.setdefault(record.code, set()).add(record.document)
        return cls(given, back)

    def has(self, code: str, document: Document) -> bool:
        """Return whether the person has given the document; without a record nothing is given."""
        return document in self.given.get(code, ())

    def is_withdrawn(self, code: str, document: Document) -> bool:
        """Return whether the person took the document back."""
        return document in self.withdrawn.get(code, ())

    def counts(self, document: Document, codes: Iterable[str]) -> tuple[int, int, int]:
        """Return how many of these people have given a document, taken it back, and never brought it."""
        people = list(codes)
        has = sum(self.has(code, document) for code in people)
        back = sum(self.is_withdrawn(code, document) for code in people)
        return has, back, len(people) - has - back
