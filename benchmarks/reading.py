"""Reading of survey files: 100 000 rows × 40 columns, read and checked, in a process of its own; beside it pandas."""

import csv
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from questionnaires.programme import Base, Category, Document, OrderText, Organisation, Programme, Side
from questionnaires.question import Kind, Option, Question, Questionnaire, QuestionnaireKind
from questionnaires.reading import InputFile, read_answers

ROWS, SMOKE_ROWS = 100_000, 1_000
_SCHOOLS = 40
_SURNAMES = [
    f"{start}{end}"
    for start in [
        "Ал",
        "Бор",
        "Вас",
        "Гор",
        "Дар",
        "Ел",
        "Жар",
        "Зор",
        "Ив",
        "Кар",
        "Лог",
        "Мар",
        "Ник",
        "Ор",
        "Пав",
    ]
    for end in ["ов", "енко", "ин", "ский", "ьев", "унов", "ихин", "атов"]
]
_FIRST = [
    "Анна",
    "Борис",
    "Вера",
    "Глеб",
    "Дарья",
    "Егор",
    "Жанна",
    "Захар",
    "Инна",
    "Кирилл",
    "Лада",
    "Марк",
    "Нина",
    "Олег",
    "Павел",
    "Рита",
]
_FATHERS = [
    "Алексеевна",
    "Борисовна",
    "Викторовна",
    "Глебовна",
    "Денисовна",
    "Егоровна",
    "Ивановна",
    "Кирилловна",
    "Львовна",
]


def run(smoke: bool) -> list[dict]:
    """Return seconds and peak memory of reading a CSV file and the same as a workbook, each in a child process."""
    rows = SMOKE_ROWS if smoke else ROWS
    with tempfile.TemporaryDirectory() as folder:
        return [_measure(rows, Path(folder) / name) for name in ("answers.csv", "answers.xlsx")]


def _measure(rows: int, path: Path) -> dict:
    # a child's peak is never below its parent's, so the file is made in a process of its own as well
    command = [sys.executable, "-m", "benchmarks.reading", str(path)]
    subprocess.run([*command, str(rows)], check=True)
    return _told_by(command) | _told_by([*command, "--pandas"])


def _told_by(command: list[str]) -> dict:
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def make_programme() -> Programme:
    """Return a programme whose questionnaire has forty questions of all kinds."""
    questionnaire = Questionnaire(
        key="large",
        title="Анкета",
        kind=QuestionnaireKind.BASE,
        introduction="",
        questions=tuple(_questions()),
    )
    base = Base(
        key="pupils",
        title="База",
        side=Side.MENTEE,
        category=Category.PUPIL,
        questionnaire=questionnaire,
        documents=(Document.PROCESSING,),
    )
    schools = tuple(
        Organisation(key=f"s{n}", name=f"Средняя школа № {n}", short=f"Школа № {n}") for n in range(_SCHOOLS)
    )
    return Programme(
        key="large",
        title="",
        road_map="",
        about="",
        date=date(2026, 9, 1),
        start=date(2026, 10, 1),
        end=date(2027, 5, 25),
        salt="large",
        organisations=schools,
        bases=(base,),
        forms=(),
        stages=(),
        order=OrderText(preamble="", duties=()),
    )


def _questions() -> list[Question]:
    def question(key: str, kind: Kind, **settings: object) -> Question:
        return Question(key=key, text=f"Вопрос {key}", kind=kind, purpose="", **settings)

    options = tuple(Option(key=f"o{n}", label=f"Вариант {n}, подробно") for n in range(12))
    first = [
        question("timestamp", Kind.TIMESTAMP),
        question("name", Kind.NAME, required=True),
        question("organisation", Kind.ORGANISATION, required=True),
        question("birth_date", Kind.DATE),
        question("grade", Kind.GRADE),
        question("contact", Kind.CONTACT),
        question("wishes", Kind.TEXT),
        question("hours", Kind.HOURS, least=0, most=40),
        question("ages", Kind.AGES),
        question("grades", Kind.GRADES),
    ]
    choices = [question(f"many{n}", Kind.CHOICES, options=options, other=True) for n in range(10)]
    single = [question(f"one{n}", Kind.CHOICE, options=options) for n in range(10)]
    scales = [question(f"scale{n}", Kind.SCALE, least=1, most=10) for n in range(10)]
    return [*first, *choices, *single, *scales]


def make_file(rows: int) -> bytes:
    """Return a CSV file of Russian Excel with so many rows; the same for ever."""
    dice = random.Random(2026)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([question.text for question in _questions()])
    for number in range(rows):
        writer.writerow(_row(dice, number))
    return text.getvalue().encode("utf-8-sig")


def write_workbook(rows: int, path: Path) -> None:
    """Write the same answers as a workbook, as a form service exports it: every cell a text."""
    import xlsxwriter

    dice = random.Random(2026)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, [question.text for question in _questions()])
    for number in range(rows):
        for column, cell in enumerate(_row(dice, number)):
            if cell:
                page.write_string(number + 1, column, cell)
    book.close()


def _row(dice: random.Random, number: int) -> list[str]:
    labels = [f"Вариант {n}, подробно" for n in range(12)]
    grade = dice.randint(5, 11)
    first = [
        f"{1 + number % 28:02d}.09.2026 {number % 24:02d}:{number % 60:02d}:00",
        f"{dice.choice(_SURNAMES)}а {dice.choice(_FIRST)} {dice.choice(_FATHERS)}",
        f"Школа № {dice.randrange(_SCHOOLS)}",
        f"{dice.randint(1, 28):02d}.{dice.randint(1, 12):02d}.{2026 - 7 - grade}",
        f"{grade}{dice.choice('АБВГ')}" if dice.random() < 0.95 else f"{grade}a",
        f"+7 900 {number:07d}",
        f"Пожелание номер {number}" if dice.random() < 0.3 else "",
        dice.choice(["2 часа в неделю", "1,5", "3", "", "30 минут"]),
        dice.choice(["10-12 лет", "12–14", ""]),
        dice.choice(["5–7 класс", "8-9", ""]),
    ]
    many = [", ".join(sorted(dice.sample(labels, dice.randint(0, 3)))) for _ in range(10)]
    single = [dice.choice([*labels, ""]) for _ in range(10)]
    scales = [dice.choice(["8/10", "7", "10", "3 из 10", ""]) for _ in range(10)]
    return [*first, *many, *single, *scales]


def make(path: Path, rows: int) -> None:
    """Write the answers as the ending of the path says."""
    if path.suffix == ".xlsx":
        write_workbook(rows, path)
    else:
        path.write_bytes(make_file(rows))


def main(path: Path) -> None:
    """Measure once and print one line of JSON."""
    programme = make_programme()
    file = InputFile(path.name, path.read_bytes())
    start, busy = time.perf_counter(), time.process_time()
    answers = read_answers(programme, answers=[file])
    seconds, processor = time.perf_counter() - start, time.process_time() - busy
    measured = {
        "file": path.suffix[1:].upper(),
        "rows": sum(tally.rows for tally in answers.tallies),
        "columns": len(_questions()),
        "people": len(answers.people),
        "findings": len(answers.findings),
        "file MB": round(len(file.content) / 1e6, 1),
        "seconds": round(seconds, 2),
        "processor seconds": round(processor, 2),
        "peak MB": _peak(),
    }
    print(json.dumps(measured))


def parse(path: Path) -> None:
    """Measure pandas, which only parses the same file into a table of texts, and print one line of JSON."""
    import pandas  # comes with OR-Tools

    start = time.perf_counter()
    if path.suffix == ".xlsx":
        frame = pandas.read_excel(path, dtype=str, engine="calamine")
    else:
        frame = pandas.read_csv(path, sep=";", dtype=str, encoding="utf-8-sig")
    seconds = time.perf_counter() - start
    if frame.shape[1] != len(_questions()):
        raise RuntimeError(f"pandas must find {len(_questions())} columns, got {frame.shape[1]}.")
    print(json.dumps({"pandas parses in": round(seconds, 2), "pandas MB": _peak()}))


def _peak() -> int:
    """Return the megabytes this process has held at most."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    if sys.argv[2:] == ["--pandas"]:
        parse(Path(sys.argv[1]))
    elif len(sys.argv) > 2:
        make(Path(sys.argv[1]), int(sys.argv[2]))
    else:
        main(Path(sys.argv[1]))
