"""What is said of a table that nothing fits, or several things."""

from collections.abc import Sequence

from questionnaires.question import Questionnaire
from questionnaires.reading.cells.cell import cell_is_blank
from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.files import FILE_EMPTY
from questionnaires.reading.messages.tables import (
    AMBIGUOUS_FILE,
    NO_QUESTION_KNOWN,
    SHEET_SKIPPED,
    SHEET_UNREAD,
    UNEXPECTED_FILE,
    UNRECOGNISED,
)
from questionnaires.reading.recognition.headers import Mapped, map_headers, name_question
from questionnaires.reading.recognition.rivals import deciding_questions
from questionnaires.reading.tables.sheet import Sheet
from questionnaires.wording import Wording, both, join

DECIDES = Wording("{texts} — только в «{title}»", "{texts} only in “{title}”")
NONE_DECIDES = Wording("таких нет", "there are none")
REQUIRED = Wording("«{text}» (без него людей не узнать)", "“{text}” (without it nobody can be told)")
_MOST_MISSING = 6
_LEAST_LIKENESS = 3
"""From so many columns of one questionnaire a sheet is one that was meant to be read."""


def is_empty(sheet: Sheet) -> bool:
    """Tell whether a sheet has no cell that says anything."""
    return all(cell_is_blank(cell) for column in sheet.columns for cell in set(column))


def report_unknown(
    sheet: Sheet, forms: Sequence[Questionnaire], findings: Findings, *, is_alone: bool
) -> None:
    """Say of a sheet that fits nothing what it is most like and what is missing.

    Parameters
    ----------
    forms
        What it could have been.
    is_alone
        Whether nothing else of its file is read.
    """
    if is_empty(sheet):
        message = FILE_EMPTY if is_alone else SHEET_SKIPPED
        findings.add(message, sheet.place(), sheet=sheet.title)
        return
    mapped = [map_headers(sheet, form) for form in forms]
    closest = max(mapped, key=lambda found: (len(found.columns), -len(found.missing)))
    missing = _missing(closest)
    if not is_alone and len(closest.columns) < _LEAST_LIKENESS:
        findings.add(SHEET_SKIPPED, sheet.place(), sheet=sheet.title)
    elif not is_alone:
        findings.add(SHEET_UNREAD, sheet.place(), closest=closest.questionnaire.title, missing=missing)
    elif len(forms) > 1 and not closest.columns:
        findings.add(NO_QUESTION_KNOWN, sheet.place())
    elif len(forms) == 1:
        findings.add(UNEXPECTED_FILE, sheet.place(), expected=closest.questionnaire.title, missing=missing)
    else:
        findings.add(UNRECOGNISED, sheet.place(), closest=closest.questionnaire.title, missing=missing)


def _missing(closest: Mapped) -> Wording:
    """Return the first of the questions without a column; the one without which nobody can be told comes first."""
    name = name_question(closest.questionnaire).key
    ranked = sorted(closest.missing, key=lambda question: question.key != name)[:_MOST_MISSING]
    told = [
        (REQUIRED if question.key == name else both("«{text}»")).format(text=question.text)
        for question in ranked
    ]
    return join(told, ", ")


def report_rivals(sheet: Sheet, rivals: Sequence[Mapped], findings: Findings) -> None:
    """Ask which of several questionnaires a table is, and say how that can be told."""
    titles = [found.questionnaire.title for found in rivals]
    keys = [found.questionnaire.key for found in rivals]
    deciding = [
        DECIDES.format(title=title, texts=", ".join(f"«{text}»" for text in texts))
        for title, found in zip(titles, rivals, strict=True)
        if (texts := deciding_questions(found, rivals))
    ]
    findings.add(
        AMBIGUOUS_FILE,
        sheet.place(),
        titles=", ".join(f"«{title}»" for title in titles),
        reads=Wording(*(between.join(f'reads = "{key}"' for key in keys) for between in (" или ", " or "))),
        deciding=join(deciding, "; ") if deciding else NONE_DECIDES,
    )
