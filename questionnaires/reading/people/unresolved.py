"""A name that does not lead to one person, or leads there in part: said in one way wherever names are asked."""

from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.lists import AMBIGUOUS_NAME, NAME_FILLED_OUT, UNKNOWN_NAME
from questionnaires.reading.messages.message import Message, Place
from questionnaires.reading.people.directory import Directory, Found, Match


def report_unresolved(
    text: str,
    found: Found,
    place: Place,
    directory: Directory,
    findings: Findings,
    *,
    unknown: Message = UNKNOWN_NAME,
    ambiguous: Message = AMBIGUOUS_NAME,
) -> None:
    """Report who may be meant, or the nearest name of all.

    Parameters
    ----------
    unknown, ambiguous
        What is said when nobody, or more than one person, may be meant.
    """
    if found.match is Match.AMBIGUOUS:
        findings.add(ambiguous, place, found=text, candidates=found.candidates)
        return
    hint = directory.hint(text)
    findings.add(unknown, place, found=text, nearest=hint)


def report_filled_out(
    text: str, found: Found, place: Place, directory: Directory, findings: Findings
) -> None:
    """Report for whom a name was taken that is written in part: a decision or a consent must not go astray."""
    if not directory.is_whole(text, found):
        person = found.persons[0]
        findings.add(NAME_FILLED_OUT, place, found=text, name=person.name, code=person.code)
