"""Findings about people kept apart tell the code, and nothing they answered."""

from dataclasses import replace

import pytest
from sample import sample_view

from questionnaires.answers import Source, Tally
from questionnaires.finding import Finding, InputRefused
from questionnaires.reading.messages.cells import READ_AS, REQUIRED_BLANK
from questionnaires.reading.messages.lists import UNKNOWN_NAME
from questionnaires.reading.messages.message import Place
from questionnaires.reading.messages.people import ANSWERED_AGAIN
from questionnaires.reading.messages.tables import COLUMN_IGNORED, MORE_OF_THE_SAME
from questionnaires.wording import Language, Wording
from service.folder.apart import refuse_errors, shown_findings

CODE, NAME = "Н-008", "Тихонов"
FILE, OPEN = "Отдельные анкеты.xlsx", "Анкеты.xlsx"


def apart_answers(*findings: Finding):
    """Return the sample programme and answers whose row 5 of the file apart is the person kept apart."""
    view = sample_view()
    bases = tuple(
        replace(base, sources=tuple(Source(FILE, 5 + k) for k in range(len(base.codes))))
        if base.base == "special-mentees"
        else base
        for base in view.answers.bases
    )
    tallies = (Tally(file=FILE, base="special-mentees", rows=2, ready=1, repeated=1, refused=0),)
    return view.programme, replace(view.answers, bases=bases, tallies=tallies, findings=findings)


def full_name() -> str:
    return next(person.name for person in sample_view().answers.people if person.code == CODE)


def sentences(*findings: Finding) -> str:
    return "\n".join(
        finding.sentence(language)
        for finding in shown_findings(*apart_answers(*findings))
        for language in Language
    )


CELL = Place(FILE, 5, "Класс", "6 «Б»")
TOLD = {
    "cell": READ_AS.at(CELL, found="6 «Б»", value="6Б", odd=Wording(" (как сказано)", " (as said)")),
    "earlier row of the same file": READ_AS.at(
        replace(CELL, row=4), found="6 «Б»", value="6Б", odd=""
    ),
    "answered again": ANSWERED_AGAIN.at(
        Place(FILE, 4),
        name=full_name(),
        kept=5,
        kept_file=FILE,
        differences=Wording(" Изменилось: «Класс»: 6Б", " Changed: 6Б"),
    ),
    "list of consents": UNKNOWN_NAME.at(
        Place("Реестр.xlsx", 9, "ФИО", full_name().replace("о", "a", 1)),
        found=full_name().replace("о", "a", 1),
        nearest=Wording(f" (похоже на «{full_name()}», 6Б)", f" (like {full_name()}, 6Б)"),
    ),
    "kind nobody knows": replace(READ_AS.at(CELL, found="6Б", value="6Б", odd=""), code="x"),
    "gathered": MORE_OF_THE_SAME.at(Place(FILE), count=3, example="6Б"),
}  # fmt: skip


@pytest.mark.parametrize("kind", TOLD)
def test_a_finding_about_somebody_kept_apart_tells_no_name_and_no_answer(kind):
    said = sentences(TOLD[kind])
    assert NAME not in said
    assert "Тихaнов" not in said
    assert "6Б" not in said
    assert "6 «Б»" not in said
    assert all(finding.found is None for finding in shown_findings(*apart_answers(TOLD[kind])))


@pytest.mark.parametrize("kind", ["cell", "answered again", "list of consents", "kind nobody knows"])
def test_the_code_says_whose_finding_it_is(kind):
    assert CODE in sentences(TOLD[kind])


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("answered again", "взят последний (строка …, …). Если"),
        ("cell", "прочитано как «…»."),
        ("list of consents", "нет среди ответивших: запись не учтена."),
    ],
)
def test_a_part_of_a_sentence_that_held_an_answer_is_left_out_whole(kind, said):
    assert said in sentences(TOLD[kind])


def test_findings_about_everybody_else_stay_as_they_are():
    open_cell = READ_AS.at(replace(CELL, file=OPEN), found="6а", value="6А", odd="")
    header = COLUMN_IGNORED.at(Place(FILE, 1, "ID"))
    open_name = next(person.name for person in sample_view().answers.people if person.base == "pupil-mentees")
    named = ANSWERED_AGAIN.at(Place(OPEN, 4), name=open_name, kept=5, kept_file=OPEN, differences="")
    told = (open_cell, header, named)
    assert shown_findings(*apart_answers(*told)) == told


def test_a_row_of_a_mixed_file_that_nobody_is_known_to_own_tells_nothing():
    """The same file holds both bases: an open row is told, a row that was replaced by a later one is not."""
    programme, answers = apart_answers(
        TOLD["cell"], replace(TOLD["cell"], row=12), replace(TOLD["cell"], row=30)
    )
    bases = tuple(
        replace(base, sources=(Source(FILE, 12),) * len(base.codes)) if base.base == "pupil-mentees" else base
        for base in answers.bases
    )
    own, shown, unknown = shown_findings(programme, replace(answers, bases=bases))
    assert (own.found, shown.found, unknown.found) == (None, "6 «Б»", None)


def test_a_row_of_an_open_sheet_does_not_open_the_same_row_of_a_sheet_apart():
    """A workbook with a sheet for each base: row 5 of one is somebody else than row 5 of the other."""
    cell = replace(TOLD["cell"], sheet="ОВЗ")
    programme, answers = apart_answers(cell)
    bases = tuple(
        replace(base, sources=(Source(FILE, 5, "5А"),) * len(base.codes))
        if base.base == "pupil-mentees"
        else base
        for base in answers.bases
    )
    (own,) = shown_findings(programme, replace(answers, bases=bases))
    assert own.found is None


def test_files_with_errors_are_refused_with_the_findings_as_they_may_be_shown():
    error = REQUIRED_BLANK.at(CELL)
    with pytest.raises(InputRefused, match=CODE) as refused:
        refuse_errors(*apart_answers(error, TOLD["list of consents"]))
    assert refused.value.findings == shown_findings(*apart_answers(error, TOLD["list of consents"]))
    refuse_errors(*apart_answers(TOLD["list of consents"]))
