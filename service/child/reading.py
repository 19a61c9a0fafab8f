"""Reading in the child: programmes, files, readiness."""

from typing import Any

from matcher.admission import documents_given
from matcher.readiness import Readiness, readiness
from questionnaires.answers import Answers
from questionnaires.finding import Finding
from questionnaires.loading import load_programme, resolved
from questionnaires.people import Person
from questionnaires.programme import Document, Programme
from questionnaires.reading import corrected_copy, write_people
from questionnaires.reading.input_file import InputFile
from service.child.basis import kept_apart
from service.folder.apart import refuse_errors
from service.folder.make import check_criteria, read
from service.folder.request import Request

Data = dict[str, Any]


def settle_programme(source: str | bytes) -> tuple[bytes, Data]:
    """Return the self-contained bytes of a programme and what it says of itself.

    Parameters
    ----------
    source
        Key of a ready programme, or the bytes of a file.
    """
    content = resolved(load_programme(source))
    programme = load_programme(content)
    check_criteria(programme)
    return content, about(programme)


def about_programme(content: bytes) -> Data:
    """Return what a programme says of itself, from its bytes."""
    return about(load_programme(content))


def about(programme: Programme) -> Data:
    """Return what a programme says of itself."""
    return {
        "key": programme.key,
        "title": programme.title,
        "road_map": programme.road_map,
        "about": programme.about,
        "date": programme.date.isoformat(),
        "start": programme.start.isoformat(),
        "end": programme.end.isoformat(),
        "purpose": programme.purpose.value,
        "stages": [stage.value for stage in programme.stages],
        "organisations": [{"key": one.key, "title": one.short} for one in programme.organisations],
        "forms": [{"key": form.key, "title": form.title} for form in programme.forms],
        "bases": [
            {
                "key": base.key,
                "title": base.title,
                "side": base.side.value,
                "questions": [
                    {"key": question.key, "text": question.text} for question in base.questionnaire.questions
                ],
            }
            for base in programme.bases
        ],
    }


def check_files(request: Request) -> Data:
    """Return what the files of a request hold: tallies, findings, people, and the register of codes."""
    programme, answers = read(request)
    given, withdrawn = documents_given(answers), _withdrawn(answers)
    return {
        "tallies": [
            {
                "file": tally.file,
                "base": tally.base,
                "rows": tally.rows,
                "ready": tally.ready,
                "repeated": tally.repeated,
                "refused": tally.refused,
            }
            for tally in answers.tallies
        ],
        "findings": answers.findings,
        "people": [
            {
                **_person(person, programme),
                "open_to_district": Document.TRANSFER in given.get(person.code, ()),
                "withdrawn": person.code in withdrawn,
            }
            for person in answers.people
        ],
        "register": write_people(answers.people),
        "sources": {
            code: [source.file, source.row]
            for base in answers.bases
            for code, source in zip(base.codes, base.sources, strict=False)
        },
    }


def correct_file(programme: bytes, file: InputFile, findings: tuple[Finding, ...]) -> bytes:
    """Return a workbook of a file with every finding beside its cell."""
    return corrected_copy(load_programme(programme), file, findings)


def compare_supply(request: Request) -> Data:
    """Return supply and demand before any run.

    Raises
    ------
    InputRefused
        When a file has errors.
    """
    programme, answers = read(request)
    refuse_errors(programme, answers)
    return _readiness(readiness(programme, answers), kept_apart(programme, answers))


def _withdrawn(answers: Answers) -> frozenset[str]:
    """Return the codes of those whose latest word on processing is a withdrawal; silence is none."""
    humans, given = answers.people.humans(), documents_given(answers)
    said = {humans.get(one.code, one.code) for one in answers.records if one.document is Document.PROCESSING}
    return frozenset(
        code
        for code, human in humans.items()
        if human in said and Document.PROCESSING not in given.get(code, ())
    )


def _person(person: Person, programme: Programme) -> Data:
    return {
        "code": person.code,
        "name": person.name,
        "organisation": person.organisation,
        "base": person.base,
        "apart": bool(person.base) and programme.get_base(person.base).private,
        "side": programme.get_base(person.base).side.value if person.base else "",
        "grade": str(person.grade or ""),
        "contact": person.contact,
        "guardian": person.guardian,
        "spellings": list(person.spellings),
        "twin": person.twin,
    }


def _readiness(found: Readiness, hidden: frozenset[str]) -> Data:
    return {
        "ready": dict(found.ready),
        "people": found.people,
        "places": found.places,
        "supplies": [
            {"form": s.form, "mentees": s.mentees, "mentors": s.mentors, "places": s.places}
            for s in found.supplies
        ],
        "lonely": [
            {
                "mentee": one.mentee,
                "apart": one.mentee in hidden,
                "forms": list(one.forms),
                "reason": one.reason,
                "funnel": [{"must": step.must, "left": step.left} for step in one.funnel],
                "remedy": one.remedy,
            }
            for one in found.lonely
        ],
        "stranded": [
            {"mentor": one.mentor, "apart": one.mentor in hidden, "reason": one.reason}
            for one in found.stranded
        ],
        "shortages": [
            {
                "form": s.form,
                "organisation": s.organisation,
                "option": s.option,
                "wanted": s.wanted,
                "spare": list(s.spare),
            }
            for s in found.shortages
        ],
        "absences": [
            {"code": a.code, "base": a.base, "apart": a.code in hidden, "reasons": list(a.reasons)}
            for a in found.absences
        ],
    }
