"""Proposes how a file's columns map to the questionnaires, for a person to edit."""

from questionnaires.programme import Programme
from questionnaires.question import Questionnaire
from questionnaires.reading.cells.nearest import find_nearest
from questionnaires.reading.findings import Findings
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.messages.tables import AMBIGUOUS_FILE
from questionnaires.reading.recognition.guessing import with_guesses
from questionnaires.reading.recognition.headers import Mapped, map_headers, questions_of
from questionnaires.reading.recognition.profile import FileProfile, Profile
from questionnaires.reading.recognition.recognise import (
    IGNORE,
    Layout,
    candidates,
    propose_columns,
    recognise,
)
from questionnaires.reading.recognition.rivals import private_questionnaires
from questionnaires.reading.tables.sheet import Sheet
from questionnaires.reading.tables.table import read_table


def propose_profile(programme: Programme, file: InputFile) -> Profile:
    """Return the mapping of every table of a file; unknown headers get the nearest question as a proposal.

    The text of the file is ``profile.to_toml()``; what a person leaves in it is what reading follows.
    """
    sheets = read_table(file, Findings())
    files = tuple(_propose(sheet, programme, alone=len(sheets) == 1) for sheet in sheets)
    return Profile(files, legend_of(programme))


def propose_for(sheet: Sheet, form: Questionnaire) -> dict[str, str]:
    """Return header → question key of a sheet that a person says is this questionnaire."""
    return _with_nearest(map_headers(sheet, form))


def legend_of(programme: Programme) -> tuple[str, ...]:
    """Return what a profile may say: every questionnaire and form with the keys and texts of its questions."""
    lines: list[str] = []
    for _, form in candidates(programme, tuple(Layout)):
        lines += ["", f"{form.key} — {form.title}:"]
        lines += [f"    {question.key} — {question.text}" for question in questions_of(form)]
    return tuple(lines)


def _propose(sheet: Sheet, programme: Programme, *, alone: bool) -> FileProfile:
    findings = Findings()
    known = recognise([sheet], programme, Profile(), tuple(Layout), findings)
    if known:
        mapped, base = known[0].mapped, known[0].base
    elif alone:
        mapped, base = _closest(sheet, programme), ""
    else:
        return FileProfile(name=sheet.file, sheet=sheet.title, reads=IGNORE)
    columns = _with_nearest(mapped) if not known else propose_columns(mapped)
    # where several questionnaires fit, the person who edits the profile says which; it is not proposed
    asked = any(finding.code == AMBIGUOUS_FILE.code for finding in findings.all())
    reads = "" if base or asked else mapped.questionnaire.key
    return FileProfile(name=sheet.file, sheet=sheet.title, reads=reads, base=base, columns=columns)


def _closest(sheet: Sheet, programme: Programme) -> Mapped:
    private = private_questionnaires(programme)
    forms = [form for _, form in candidates(programme, tuple(Layout)) if form.key not in private]
    mapped = [map_headers(sheet, form) for form in forms]
    return max(mapped, key=lambda found: (sum(map(bool, _with_nearest(found).values())), -len(found.missing)))


def _with_nearest(mapped: Mapped) -> dict[str, str]:
    """Return header → question key, unknown headers with the nearest question that has no column yet."""
    columns = propose_columns(mapped)
    free = {question.text: question.key for question in mapped.missing}
    for header, key in columns.items():
        nearest = None if key else find_nearest(header, free)
        if nearest is not None:
            columns[header] = free.pop(nearest)
    return with_guesses(columns, [one for one in mapped.missing if one.text in free])
