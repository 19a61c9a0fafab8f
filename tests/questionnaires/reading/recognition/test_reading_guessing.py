"""Headers of a school's own survey are guessed by the words they share with a question, for a person to confirm."""

from questionnaires.question import Kind, Question
from questionnaires.reading.recognition.guessing import guess_questions, with_guesses


def question(key: str, text: str, *also: str) -> Question:
    return Question(key=key, text=text, kind=Kind.TEXT, purpose="-", also=also)


NAME = question("name", "Фамилия, имя, отчество", "ФИО")
GUARDIAN = question("guardian", "ФИО родителя (законного представителя)", "ФИО родителя")
SUBJECTS = question("subjects", "По каким предметам нужна помощь", "Трудные предметы")
DAYS = question("days", "В какие дни вам удобно встречаться", "Удобные дни")
ASKED = [NAME, GUARDIAN, SUBJECTS, DAYS]


def test_words_and_not_their_endings_decide() -> None:
    headers = ["Ваши ФИО", "Кто из родителей", "Предметы, по которым трудно", "Когда удобно (дни)"]
    assert guess_questions(headers, ASKED) == dict(
        zip(headers, ["name", "guardian", "subjects", "days"], strict=True)
    )


def test_no_question_is_guessed_twice_and_the_likest_header_has_it() -> None:
    guessed = guess_questions(["Какая нужна помощь", "Трудный предмет"], ASKED)
    assert guessed == {"Трудный предмет": "subjects"}


def test_words_that_every_question_has_are_no_likeness() -> None:
    assert guess_questions(["Какие вам", "Для чего и когда", "№", ""], ASKED) == {}


def test_what_is_known_stays_and_is_not_guessed_again() -> None:
    known = {"Имя": "name", "ФИО ученика": "", "Дни": ""}
    assert with_guesses(known, [SUBJECTS, DAYS]) == {"Имя": "name", "ФИО ученика": "", "Дни": "days"}
