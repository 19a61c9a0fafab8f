"""Letters: to whom, and how little they say."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx_text import words
from python_calamine import CalamineWorkbook
from sample import PEOPLE, SECRET_REASON, SECRET_REFUSAL, SECRET_REQUEST, sample_view

from questionnaires.people import People
from questionnaires.programme import ShortTerm, Side
from questionnaires.question import Grade
from service.documents.pairs.letters import render_letters


def letters(view=None):
    papers = render_letters(view or sample_view(approved=True))
    return {paper.path: paper.content for paper in papers}


def index(papers):
    book = CalamineWorkbook.from_filelike(BytesIO(papers["letters/index.xlsx"]))
    return book.get_sheet_by_index(0).to_python()


def test_no_letter_before_people_agreed():
    assert render_letters(sample_view(approved=False)) == ()


def test_a_minors_letter_goes_to_the_guardian_and_an_adults_to_the_person():
    papers = letters()
    child, adult = words(papers["letters/Н-001.docx"]), words(papers["letters/Н-009.docx"])
    assert "Законному представителю" in child
    assert "Законный представитель Н-001" in child
    assert "Законному представителю" not in adult


def test_a_pupil_whose_age_is_unknown_counts_as_a_minor():
    people = People(tuple(replace(p, birth_date=None) if p.code == "Н-001" else p for p in PEOPLE))
    papers = letters(sample_view(approved=True, people=people))
    assert "Законному представителю" in words(papers["letters/Н-001.docx"])


def test_a_letter_names_every_partner_of_the_person():
    mentor = words(letters()["letters/М-005.docx"])
    for name in ("Ковальчук Анна Игоревна", "Ёлкин Артём Дмитриевич", "Мамин-Озерский Глеб Ильич"):
        assert name in mentor


@pytest.mark.parametrize("code", ["Н-006", "Н-007"])
def test_without_a_mentor_the_letter_says_one_thing_and_never_why(code):
    papers = letters()
    said = words(papers[f"letters/{code}.docx"])
    assert "Заявка принята, наставник подбирается." in said
    view = sample_view()
    unmatched = next(person for person in view.unmatched() if person.mentee == code)
    assert unmatched.reason.ru not in said
    others = [person.name for person in PEOPLE if person.code != code]
    assert not any(name in said for name in others)


def test_who_waits_among_peers_waits_for_no_mentor():
    view = sample_view(approved=True)
    bases = tuple(
        replace(base, side=Side.PEERS) if base.key == "pupil-mentees" else base
        for base in view.programme.bases
    )
    said = words(letters(sample_view(approved=True, bases=bases))["letters/Н-006.docx"])
    assert "Заявка принята, пара подбирается." in said


def test_a_mentor_who_waits_is_thanked():
    assert "наставляемый подбирается" in words(letters()["letters/М-006.docx"])


def test_a_parent_is_not_thanked_for_being_a_mentor():
    """The child is the mentor; an adult is thanked in person."""
    papers = letters()
    child, adult = words(papers["letters/М-001.docx"]), words(papers["letters/М-003.docx"])
    assert "Законному представителю" in child
    assert "Спасибо участнику программы за готовность быть наставником, а вам — за поддержку." in child
    assert "Спасибо за готовность быть наставником." in adult


def test_a_parent_is_not_thanked_for_the_help_of_a_child_who_waits():
    people = People(tuple(replace(p, birth_date=None) if p.code == "М-006" else p for p in PEOPLE))
    waiting = words(letters(sample_view(approved=True, people=people))["letters/М-006.docx"])
    assert "Законному представителю" in waiting
    assert "Спасибо участнику программы за готовность помогать!" in waiting


def test_who_works_together_already_is_not_told_so_as_news():
    papers = letters()
    mentee, mentor = words(papers["letters/Н-003.docx"]), words(papers["letters/М-005.docx"])
    assert "Работа в программе наставничества продолжается:" in mentee
    assert "Первую встречу" not in mentee
    assert "предстоит" in mentor, "two of his three pairs are new"
    assert "Первую встречу" in mentor
    about = {row[0]: row[3] for row in index(papers)[1:]}
    assert (about["Н-003"], about["Н-004"]) == ("работа продолжается", "с кем предстоит работать")


def test_no_contact_answer_score_or_reason_of_anybody():
    for path, content in letters().items():
        said = words(content) if path.endswith(".docx") else str(index(letters()))
        assert not any(person.contact in said for person in PEOPLE), path
        for secret in (SECRET_REQUEST, SECRET_REASON, SECRET_REFUSAL, "Математика", "вторник", "8137", "ОВЗ"):
            assert secret not in said, (path, secret)


def test_people_kept_apart_are_in_no_letter_and_no_file_name():
    papers = letters()
    assert not any("Н-008" in path for path in papers)
    assert "Тихонов" not in "".join(
        words(content) for path, content in papers.items() if path.endswith("docx")
    )
    assert "Н-008" not in str(index(papers))


def test_people_kept_apart_who_wait_get_no_letter_either():
    view = sample_view()
    waiting = replace(view.result.unmatched[0], mentee="Н-008")
    pairs = tuple(pair for pair in view.result.pairs if pair.mentee != "Н-008")
    papers = letters(sample_view(approved=True, pairs=pairs, unmatched=(waiting,)))
    assert "letters/Н-008.docx" not in papers


def test_a_mentor_of_people_kept_apart_only_is_told_by_the_curator():
    view = sample_view(approved=True)
    apart = tuple(pair for pair in view.result.pairs if pair.mentee != "Н-002")
    papers = letters(sample_view(approved=True, pairs=apart, idle_mentors=("М-002",)))
    assert "letters/М-002.docx" not in papers


def test_who_has_not_agreed_to_processing_gets_no_letter():
    assert "letters/Н-010.docx" not in letters()


def test_a_school_writes_to_its_own_people_and_its_partners():
    view = sample_view(approved=True)
    papers = letters(view.seen_by(view.programme.get_organisation("gymnasium-1")))
    codes = {path.removeprefix("letters/").removesuffix(".docx") for path in papers if path.endswith("docx")}
    assert codes == {"Н-004", "Н-006", "Н-009", "М-004", "М-005", "М-006"}
    mentor = words(papers["letters/М-005.docx"])
    assert "Ёлкин" in mentor
    assert "Ковальчук" not in mentor


def test_an_enterprise_never_heads_a_letter():
    assert "завод" not in words(letters()["letters/М-005.docx"])


def test_the_index_lists_every_file_with_room_to_sign():
    papers = letters()
    header, *rows = index(papers)
    assert header[-2:] == ["Вручено, дата", "Подпись"]
    assert {f"letters/{row[4]}" for row in rows} == set(papers) - {"letters/index.xlsx"}


def test_names_with_markup_stay_text():
    people = People(
        tuple(replace(p, name='<w:p> & {{ name }} "x"\x0b') if p.code == "Н-001" else p for p in PEOPLE)
    )
    papers = letters(sample_view(approved=True, people=people))
    assert '<w:p> & {{ name }} "x"' in words(papers["letters/Н-001.docx"])


def test_the_same_run_gives_the_same_bytes():
    assert letters() == letters()


def with_people(**changed):
    """Return the run with other facts of some people, by code."""
    view = sample_view(approved=True)
    persons = tuple(replace(p, **changed.get(p.code, {})) for p in view.answers.people)
    return sample_view(approved=True, people=People(persons))


def test_whom_a_letter_addresses_stands_in_the_dative():
    view = with_people(**{"Н-001": {"guardian": "Богданов Константин Олегович, папа"}})
    papers = letters(view)
    child, adult = words(papers["letters/Н-001.docx"]), words(papers["letters/Н-009.docx"])
    assert "Богданову Константину Олеговичу, папа" in child
    assert "Участник: Ильина Мария Андреевна" in child
    assert "Живаго Ольге Викторовне" in adult


def test_a_grade_without_a_letter_is_called_a_grade():
    papers = letters(with_people(**{"Н-002": {"grade": Grade(8)}}))
    assert "Школа № 3, 8 класс" in words(papers["letters/М-002.docx"])
    assert "Школа № 3, 6Б" in words(papers["letters/М-001.docx"])


@pytest.mark.parametrize(
    ("position", "place"), [("строительная компания, мастер", "строительная компания, мастер"), ("", "—")]
)
def test_an_outsider_who_stands_with_the_school_does_not_work_in_it(position, place):
    view = with_people(**{"М-005": {"organisation": "school-3", "position": position}})
    row = Document(BytesIO(letters(view)["letters/Н-003.docx"])).tables[0].rows[1]
    assert row.cells[1].text == place


def test_a_pair_with_somebody_who_graduates_ends_early_on_either_side():
    """The mentor Гончар is in grade 9, the mentee in grade 6; the order says the same."""
    terms = (ShortTerm(grades=(9, 11), end=date(2027, 4, 30)),)
    papers = letters(sample_view(approved=True, short_terms=terms))
    assert "до 30.04.2027" in words(papers["letters/Н-001.docx"])
    assert "до 30.04.2027" in words(papers["letters/М-001.docx"])
    assert "до 31.05.2027" in words(papers["letters/Н-002.docx"])
