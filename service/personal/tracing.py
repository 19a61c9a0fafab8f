"""Personal data in the child: what is held on a person, and files without the person."""

from collections.abc import Sequence
from typing import Any

from questionnaires.answers import Answers
from questionnaires.people import Person
from questionnaires.programme import Programme
from questionnaires.reading import InputFile
from questionnaires.reading.shown import shown
from service.child.basis import decided, forget
from service.folder.make import read
from service.folder.request import Request
from service.personal.redaction import Traces, redact

Data = dict[str, Any]


def find_traces(request: Request, code: str) -> Traces:
    """Return how a person may stand in the files: every role, spelling, contact and row."""
    _, answers = read(request)
    persons = _roles(answers, code)
    codes = tuple(person.code for person in persons)
    return Traces(
        names=tuple(name for person in persons for name in (person.name, *person.spellings) if name),
        codes=codes,
        contacts=tuple(_own_contacts(persons, answers)),
        rows=tuple(
            (source.file, source.sheet, source.row)
            for base in answers.bases
            for one, source in zip(base.codes, base.sources, strict=False)
            if one in codes
        ),
    )


def redact_files(files: Sequence[tuple[str, InputFile]], traces: Traces) -> list[tuple[str, bytes, int]]:
    """Return (id, new bytes, rows and cells gone) of every file in which the person stands."""
    forget()
    found = [(key, redact(file, traces)) for key, file in files]
    return [(key, *one) for key, one in found if one is not None]


def tell_held(request: Request, code: str) -> Data:
    """Return all that is held on a person, without anybody else's answers."""
    programme, answers = read(request)
    persons = _roles(answers, code)
    codes = {person.code for person in persons}
    return {
        "register": [_register(person) for person in persons],
        "answers": [one for person in persons for one in _answers(person, answers, programme)],
        "records": [
            {
                "document": record.document.value,
                "given": record.given,
                "on": record.on.isoformat() if record.on else None,
                "signer": record.signer,
                "version": record.version,
            }
            for record in answers.records
            if record.code in codes
        ],
        "requests": [topic for one in sorted(codes) for topic in answers.requests.get(one, ())],
        "preferences": [
            {"liked": list(one.liked), "refused": list(one.refused), "ranked": one.ranked}
            for one in answers.preferences
            if one.code in codes
        ],
        "restrictions": sum(bool({lock.mentee, lock.mentor} & codes) for lock in answers.locks),
    }


def tell_matches(request: Request, code: str) -> list[Data]:
    """Return with whom a run put a person and what each criterion gave; the words, which hold answers, stay out."""
    _, _, run = decided(request)
    return [
        {
            "form": pair.form,
            "with": pair.mentor if pair.mentee == code else pair.mentee,
            "points": pair.points,
            "parts": [{"title": part.title, "points": part.points, "most": part.most} for part in pair.parts],
        }
        for pair in run.result.pairs
        if code in (pair.mentee, pair.mentor)
    ]


def _roles(answers: Answers, code: str) -> list[Person]:
    humans = answers.people.humans()
    wanted = humans.get(code, code)
    return [person for person in answers.people if humans[person.code] == wanted]


def _own_contacts(persons: Sequence[Person], answers: Answers) -> list[str]:
    """Return contacts that nobody else has: brothers share a parent's telephone, and it must stay theirs."""
    own = {text for person in persons for text in (person.contact, person.guardian) if len(text.strip()) > 4}
    codes = {person.code for person in persons}
    others = {text for one in answers.people if one.code not in codes for text in (one.contact, one.guardian)}
    return sorted(own - others)


def _register(person: Person) -> Data:
    return {
        "code": person.code,
        "name": person.name,
        "organisation": person.organisation,
        "base": person.base,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "grade": str(person.grade or ""),
        "contact": person.contact,
        "guardian": person.guardian,
        "position": person.position,
        "spellings": list(person.spellings),
    }


def _answers(person: Person, answers: Answers, programme: Programme) -> list[Data]:
    base = answers.get_base(person.base)
    if person.code not in base.codes:
        return []
    place = base.codes.index(person.code)
    questions = programme.get_base(person.base).questionnaire.questions
    return [
        {"question": question.text, "answer": shown(base.columns[question.key][place], question)}
        for question in questions
        if question.key in base.columns
    ]
