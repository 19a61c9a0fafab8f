import io
import re
import zipfile
from collections import Counter

import pytest
from example_tables import KEYS, column, decode, example, file_named, submissions, table

from questionnaires.examples import TrapKind, shuffled
from questionnaires.examples.broken import Fault, broken_files
from questionnaires.examples.lists.decisions import LOCKS_NAME
from questionnaires.examples.lists.records import FILE_NAME as RECORDS_NAME
from questionnaires.loading import load_programme
from questionnaires.question import Kind


def question_of(key, name):
    bases = load_programme(key).bases
    return next(question for base in bases if (question := base.questionnaire.find(name)))


LOOKS = {
    TrapKind.LATIN_GRADE: r"\d+[aB]",
    TrapKind.QUOTED_GRADE: r"\d+ «[А-Я]»",
    TrapKind.DASHED_GRADE: r"\d+-[а-я]",
    TrapKind.WORDED_GRADE: r"\d+ класс",
    TrapKind.ROMAN_GRADE: r"[IVX]+",
    TrapKind.DOUBLE_SPACE: r"\S+  \S+ \S+",
    TrapKind.LATIN_NAME: r".*[a-zA-Z].*",
    TrapKind.CAPITALS: r"[А-ЯЁ ]+",
    TrapKind.NBSP: r".*\N{NO-BREAK SPACE}.*",
    TrapKind.HOURS_IN_WORDS: r"\d часа? в неделю",
    TrapKind.RANGE_IN_WORDS: r"\d+–\d+ класс|\d+-\d+ лет",
    TrapKind.DECIMAL_COMMA: r"\d,5",
    TrapKind.ISO_DATE: r"\d{4}-\d\d-\d\d",
    TrapKind.OWN_WORDS: r".*(поездов|не решил\(а\)|погоды|понемногу)",
    TrapKind.OPTION_WITH_COMMA: r".+, .+",
    TrapKind.FORMULA: r"[=+@-].+",
}


@pytest.mark.parametrize("key", KEYS)
def test_every_trap_stands_where_it_is_said_to(key):
    """Row and column as a spreadsheet shows them; the cell is the one that was spoilt."""
    for trap in example(key).traps:
        if trap.row and trap.column:
            rows = table(file_named(example(key), trap.file))
            assert str(rows[trap.row - 1][rows[0].index(trap.column)]) == trap.found


@pytest.mark.parametrize("kind", LOOKS)
def test_every_kind_of_trap_is_planted(kind):
    found = [trap.found for key in KEYS for trap in example(key).traps if trap.kind is kind]
    assert found
    assert all(re.fullmatch(LOOKS[kind], cell) for cell in found)


@pytest.mark.parametrize(
    "kind",
    [
        TrapKind.YO,
        TrapKind.OUT_OF,
        TrapKind.PHANTOM_ROWS,
        TrapKind.EMPTY_HEADER,
        TrapKind.HAND_COLUMN,
        TrapKind.GRID,
        TrapKind.LONG_HEADER,
        TrapKind.REPEATED,
        TrapKind.NAMESAKE,
        TrapKind.MISSPELT,
        TrapKind.TWO_BASES,
        TrapKind.TWO_ORGANISATIONS,
        TrapKind.UNKNOWN_NAME,
    ],
)
def test_traps_of_rows_and_columns_are_planted(kind):
    assert [trap for key in KEYS for trap in example(key).traps if trap.kind is kind]


def test_every_kind_has_a_test():
    planted = {trap.kind for key in KEYS for trap in example(key).traps}
    assert planted == set(TrapKind)


def test_a_row_has_at_most_one_spoilt_cell():
    rows = Counter(
        (trap.file, trap.row) for trap in example("r2-gymnasium").traps if trap.row and trap.column
    )
    assert max(rows.values()) == 1


def test_a_repeated_row_has_a_later_one_of_the_same_person():
    found = example("r2-gymnasium")
    repeated = [trap for trap in found.traps if trap.kind is TrapKind.REPEATED]
    assert repeated
    for trap in repeated:
        rows = table(file_named(found, trap.file))[trap.row :]
        assert any(trap.found in map(str, row) for row in rows)


def test_namesakes_differ_by_birth_date_and_class():
    name = next(t.found for t in example("r1-district").traps if t.kind is TrapKind.NAMESAKE)
    people = [
        one.persona for one in submissions("r1-district") if one.persona.name == name and not one.outdated
    ]
    assert len({(p.organisation, p.birth, p.grade) for p in people}) == len(people) == 2
    assert len({p.organisation for p in people}) == 1


def test_a_child_of_two_organisations_is_one_person():
    name = next(t.found for t in example("r1-district").traps if t.kind is TrapKind.TWO_ORGANISATIONS)
    people = {one.persona for one in submissions("r1-district") if one.persona.name == name}
    assert len({p.organisation for p in people}) == 2
    assert len({(p.birth, p.base.key) for p in people}) == 1


@pytest.mark.parametrize("key", KEYS)
def test_a_fifth_to_a_third_of_consents_are_late(key):
    people = {(one.persona.name, one.persona.birth) for one in submissions(key)}
    rows = table(file_named(example(key), RECORDS_NAME))
    signed = sum(bool(cell) for cell in column(rows, rows[0][4]))
    assert 0.2 <= 1 - signed / len(people) <= 0.3


def test_one_person_is_spelt_in_three_ways():
    found = example("r5-teachers")
    everybody = {one.persona.name for one in submissions("r5-teachers")}
    wrong = [trap for trap in found.traps if trap.kind is TrapKind.MISSPELT]
    decided = next(trap for trap in wrong if trap.file == LOCKS_NAME)
    (name,) = [name for name in everybody if name[:4] + name[3:] == decided.found]
    assert name[:3] + name[4:] in {trap.found for trap in wrong if trap.file == RECORDS_NAME}
    assert not {trap.found for trap in wrong} & everybody


def test_days_asked_as_a_grid_say_the_same_as_in_one_cell():
    found = example("r3-full-process")
    grid = [trap for trap in found.traps if trap.kind is TrapKind.GRID]
    rows = table(file_named(found, grid[0].file))
    own = [trap.column for trap in grid if trap.file == grid[0].file]
    ticked = [{h.partition("[")[2][:-1] for h in own if row[rows[0].index(h)] == "да"} for row in rows[1:]]
    days = {option.key: option.label for option in question_of("r3-full-process", "days").options}
    name = rows[0].index("Фамилия, имя, отчество")
    said = Counter(
        (one.persona.name, frozenset(days[key] for key in one.answers["days"] or ()))
        for one in submissions("r3-full-process")
    )
    names = {person for person, _ in said}
    known = [(row[name], frozenset(t)) for row, t in zip(rows[1:], ticked, strict=True) if row[name] in names]
    assert len(known) > 20
    assert not Counter(known) - said


def test_google_writes_the_hour_of_twelve_in_one_file():
    files = [decode(f.content) for f in example("r3-full-process").answers if f.name.endswith(".csv")]
    moments = [
        m for text in files for m in re.findall(r"\d{4}/\d\d/\d\d (\d+):\d\d:\d\d ([AP]M) GMT\+3", text)
    ]
    assert moments
    assert all(1 <= int(hour) <= 12 for hour, _ in moments)
    assert {half for _, half in moments} == {"AM", "PM"}


def test_some_outsiders_are_not_admitted():
    rows = table(file_named(example("r1-district"), RECORDS_NAME))
    papers = [
        i for i, cell in enumerate(rows[0]) if re.search("судимости|Обучение|Место|Соглашение", str(cell))
    ]
    outsiders = [row for row in rows[1:] if row[1] in {"Агроколледж", "Молочный комбинат", "Лесничество"}]
    admitted = [all(row[paper] for paper in papers) for row in outsiders]
    assert len(papers) == 4
    assert 0.5 < sum(admitted) / len(admitted) < 1


def test_a_lock_names_a_stranger():
    rows = table(file_named(example("r2-gymnasium"), LOCKS_NAME))
    trap = next(t for t in example("r2-gymnasium").traps if t.kind is TrapKind.UNKNOWN_NAME)
    everybody = {one.persona.name for one in submissions("r2-gymnasium")}
    assert rows[trap.row - 1][2] == trap.found not in everybody
    assert {row[1] for row in rows[1:]} <= everybody


@pytest.mark.parametrize("key", KEYS)
def test_shuffling_keeps_the_rows(key):
    for file in example(key).answers:
        before, after = table(file), table(shuffled(file, 1))
        assert before[0] == after[0]
        assert sorted(map(str, before)) == sorted(map(str, after))
        assert before[:30] != after[:30] or len(before) < 4
        assert shuffled(file, 1) == shuffled(file, 1) != shuffled(file, 2)


def test_shuffling_keeps_the_encoding():
    for file in example("r3-full-process").answers:
        if file.name.endswith(".csv"):
            other = shuffled(file, 1)
            assert other.content[:20] == file.content[:20]
            assert sorted(decode(other.content).splitlines()) == sorted(decode(file.content).splitlines())


def test_options_are_those_of_the_questionnaire():
    """Unspoilt cells of the project's own workbook hold only labels of the programme."""
    programme = load_programme("r2-gymnasium")
    base = programme.get_base("employers")
    file = next(f for f in example("r2-gymnasium").answers if "работодатель" in f.name)
    spoilt = {trap.found for trap in example("r2-gymnasium").traps}
    for question in base.questionnaire.questions:
        if question.kind in {Kind.CHOICE, Kind.CHOICES}:
            labels = {option.label for option in question.options}
            cells = [str(cell) for cell in column(table(file), question.text) if str(cell).strip()]
            assert {part for cell in cells if cell not in spoilt for part in cell.split("; ")} <= labels


def test_broken_files_are_broken_as_they_say():
    broken = {fault: file for file, fault in broken_files(load_programme("r2-gymnasium"))}
    assert set(broken) == set(Fault)
    assert b"\0" in broken[Fault.NUL_BYTES].content
    assert broken[Fault.WEB_PAGE].content.startswith(b"<html")
    assert broken[Fault.UNCLOSED_QUOTE].content.count(b'"') % 2 == 1
    assert len(table(broken[Fault.MANY_COLUMNS])[0]) == 10_000
    bomb = broken[Fault.ZIP_BOMB].content
    sizes = [part.file_size for part in zipfile.ZipFile(io.BytesIO(bomb)).infolist()]
    assert len(bomb) < 2**20 < 300 * 2**20 < sum(sizes)
