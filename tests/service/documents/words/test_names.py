import pytest

from questionnaires.people import Gender, Person
from service.documents.words.names import Case, find_gender, in_case, short_name, sort_key

F, M = Gender.FEMALE, Gender.MALE


def person(name, gender=None, declension=""):
    return Person(code="Н-001", name=name, organisation="o", base="b", gender=gender, declension=declension)


@pytest.mark.parametrize(
    ("name", "gender", "genitive", "dative", "accusative", "instrumental"),
    [
        (
            "Ильина Мария Андреевна",
            F,
            "Ильиной Марии Андреевны",
            "Ильиной Марии Андреевне",
            "Ильину Марию Андреевну",
            "Ильиной Марией Андреевной",
        ),
        (
            "Черных Пётр Сергеевич",
            M,
            "Черных Петра Сергеевича",
            "Черных Петру Сергеевичу",
            "Черных Петра Сергеевича",
            "Черных Петром Сергеевичем",
        ),
        (
            "Гончар Дарья Олеговна",
            F,
            "Гончар Дарьи Олеговны",
            "Гончар Дарье Олеговне",
            "Гончар Дарью Олеговну",
            "Гончар Дарьей Олеговной",
        ),
        (
            "Лебедева-Шмидт Елена Аркадьевна",
            F,
            "Лебедевой-Шмидт Елены Аркадьевны",
            "Лебедевой-Шмидт Елене Аркадьевне",
            "Лебедеву-Шмидт Елену Аркадьевну",
            "Лебедевой-Шмидт Еленой Аркадьевной",
        ),
        (
            "Мельник Павел Андреевич",
            M,
            "Мельника Павла Андреевича",
            "Мельнику Павлу Андреевичу",
            "Мельника Павла Андреевича",
            "Мельником Павлом Андреевичем",
        ),
        (
            "Орехов Тимофей Алексеевич",
            M,
            "Орехова Тимофея Алексеевича",
            "Орехову Тимофею Алексеевичу",
            "Орехова Тимофея Алексеевича",
            "Ореховым Тимофеем Алексеевичем",
        ),
        (
            "Самойлова София Семёновна",
            F,
            "Самойловой Софии Семёновны",
            "Самойловой Софии Семёновне",
            "Самойлову Софию Семёновну",
            "Самойловой Софией Семёновной",
        ),
        ("Алиева Лейла", F, "Алиевой Лейлы", "Алиевой Лейле", "Алиеву Лейлу", "Алиевой Лейлой"),
    ],
)
def test_sure_names(name, gender, genitive, dative, accusative, instrumental):
    forms = [in_case(person(name, gender), case) for case in Case]
    assert [form.text for form in forms] == [genitive, dative, accusative, instrumental]
    assert all(form.sure for form in forms)


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Орёл Иван Петрович", M),
        ("Заяц Пётр Кузьмич", M),
        ("Соловей Игорь Ильич", M),
        ("Алиев Тимур Рашид оглы", M),
        ("Иванов Саша", None),
        ("Калина Анна Ильинична", F),
    ],
)
def test_where_dictionaries_disagree_the_name_is_not_sure(name, gender):
    assert not in_case(person(name, gender), Case.GENITIVE).sure


def test_unsure_only_in_the_case_that_is_disputed():
    kravets = person("Кравец Николай Ильич", M)
    assert in_case(kravets, Case.GENITIVE).sure
    assert not in_case(kravets, Case.INSTRUMENTAL).sure


def test_the_register_has_the_last_word():
    given = person(
        "Орёл Иван Петрович", M, "Орла Ивана Петровича|Орлу Ивану Петровичу|Орла Ивана Петровича|Орлом Иваном"
    )
    assert in_case(given, Case.GENITIVE) == in_case(given, Case.ACCUSATIVE)
    assert in_case(given, Case.INSTRUMENTAL).text == "Орлом Иваном"
    assert in_case(given, Case.DATIVE).sure
    assert in_case(person("Петрова Анна", F, "нет"), Case.DATIVE).text == "Петрова Анна"


@pytest.mark.parametrize(
    ("name", "instrumental"),
    [
        ("Осипов-Белый Егор", "Осиповым-Белым Егором"),
        ("Черных Галина", "Черных Галиной"),
        ("Иванова Саша", "Ивановой Сашей"),
        ("Шевчук Саша", "Шевчук Саша"),
    ],
)
def test_without_a_patronymic_a_name_is_declined_by_a_guess_that_is_listed_for_the_curator(
    name, instrumental
):
    declined = in_case(person(name), Case.INSTRUMENTAL)
    assert (declined.text, declined.sure) == (instrumental, False)


def test_gender_is_read_from_a_patronymic_only():
    assert find_gender("Иванова Мария Ильинична") is F
    assert find_gender("Никитин Илья Кузьмич") is M
    assert find_gender("Алиев Тимур Рашид оглы") is M
    assert find_gender("Ким Саша") is None
    assert in_case(person("Сидоров Илья Фомич"), Case.DATIVE).text == "Сидорову Илье Фомичу"


def test_short_names():
    assert short_name("Мамин-Озерский Глеб Ильич") == "Мамин-Озерский\xa0Г.\xa0И."
    assert short_name("Алиева Лейла") == "Алиева\xa0Л."
    assert short_name("Алиев Тимур Рашид оглы") == "Алиев\xa0Т.\xa0Р."
    assert short_name("Ким") == "Ким"


def test_yo_stands_with_ye():
    names = ["Жуков А", "Ёлкин А", "Елкин Б", "Елкин А", "Егоров А"]
    assert sorted(names, key=sort_key) == ["Егоров А", "Елкин А", "Ёлкин А", "Елкин Б", "Жуков А"]
