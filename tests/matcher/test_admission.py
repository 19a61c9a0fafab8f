"""Who may take part: documents fail closed, bounds count on the programme's date."""

from datetime import date
from decimal import Decimal

import pytest
from small import answers, base, programme

from matcher.admission import admit, documents_given, whole_years
from questionnaires.answers import Lock, LockKind, Record
from questionnaires.programme import Blank, Document, Requirement, Side

AGE = Requirement(fact="age", label="возраст 10–19 лет", least=Decimal(10), most=Decimal(19))


def absent(cast) -> dict[str, str]:
    return {absence.code: "; ".join(reason.ru for reason in absence.reasons) for absence in cast.absences}


def test_no_consent_no_part():
    cast = admit(programme(), answers({"Н-1": {}, "М-1": {}}, consent=False))
    assert cast.ready["mentees"].codes == ()
    assert absent(cast) == dict.fromkeys(("Н-1", "М-1"), "нет: согласие на обработку персональных данных")


@pytest.mark.parametrize(
    ("records", "given"),
    [
        ([(True, date(2026, 9, 1))], True),
        ([(True, date(2026, 9, 1)), (False, date(2026, 9, 2))], False),
        ([(False, date(2026, 9, 2)), (True, date(2026, 9, 1))], False),
        ([(False, date(2026, 9, 1)), (True, date(2026, 9, 2))], True),
        ([(True, date(2026, 9, 1)), (False, date(2026, 9, 1))], False),
        ([(False, date(2026, 9, 1)), (True, date(2026, 9, 1))], False),
        ([(True, None), (False, date(2026, 9, 1))], False),
    ],
)
def test_latest_record_decides_and_withdrawal_wins_a_day(records, given):
    made = tuple(Record(code="Н-1", document=Document.PROCESSING, given=yes, on=on) for yes, on in records)
    found = documents_given(answers({"Н-1": {}}, records=made))
    assert (Document.PROCESSING in found.get("Н-1", set())) is given


def test_one_person_in_two_bases_signs_once():
    people = {"Н-1": {"twin": "М-1"}, "М-1": {"twin": "Н-1"}}
    record = Record(code="Н-1", document=Document.PROCESSING, given=True)
    cast = admit(programme(), answers(people, records=(record,)))
    assert cast.ready["mentors"].codes == ("М-1",)


@pytest.mark.parametrize(
    ("born", "taken"),
    [
        (date(2016, 9, 1), True),
        (date(2016, 9, 2), False),
        (date(2006, 9, 2), True),
        (date(2006, 9, 1), False),
    ],
)
def test_age_counts_on_the_programmes_date(born, taken):
    asked = programme(bases=(base("mentees", Side.MENTEE, requirements=(AGE,)), base("mentors", Side.MENTOR)))
    cast = admit(asked, answers({"Н-1": {"born": born}}))
    assert (cast.ready["mentees"].codes == ("Н-1",)) is taken
    assert taken or absent(cast)["Н-1"] == "не выполнено условие программы: возраст 10–19 лет"


@pytest.mark.parametrize(("blank", "taken"), [(Blank.REFUSE, False), (Blank.PASS, True)])
def test_unknown_age_is_refused_unless_the_programme_lets_it_pass(blank, taken):
    bound = Requirement(fact="age", label="возраст", least=Decimal(10), blank=blank)
    asked = programme(
        bases=(base("mentees", Side.MENTEE, requirements=(bound,)), base("mentors", Side.MENTOR))
    )
    cast = admit(asked, answers({"Н-1": {"born": None}}))
    assert (cast.ready["mentees"].codes == ("Н-1",)) is taken


def test_chosen_by_hand_stands_in_no_automatic_pair():
    cast = admit(programme(), answers({"Н-1": {}}, locks=(Lock(kind=LockKind.BY_HAND, mentee="Н-1"),)))
    assert absent(cast) == {"Н-1": "подбирает куратор лично"}


@pytest.mark.parametrize(("on", "years"), [(date(2026, 2, 28), 13), (date(2026, 3, 1), 14)])
def test_whole_years_of_a_leap_day(on, years):
    assert whole_years(date(2012, 2, 29), on) == years


def test_mentor_who_answers_zero_takes_nobody_and_bars_nobody():
    people = {"М-1": {"capacity": 0}, "М-2": {"capacity": None}, "М-3": {"capacity": 9}}
    cast = admit(programme(), answers(people))
    assert cast.ready["mentors"].codes == ("М-2", "М-3")
    assert absent(cast) == {"М-1": "наставляемых пока не берёт: мест 0"}
