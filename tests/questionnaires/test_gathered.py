"""Findings that repeat themselves are gathered, and none of them is lost."""

from hypothesis import given
from hypothesis import strategies as st

from questionnaires.finding import Finding, Severity
from questionnaires.gathered import MOST_ROWS, TOLD, gather
from questionnaires.wording import Language, Wording

LATIN = Wording("«9a» — латинская буква", "«9a» has a Latin letter")


def finding(
    row: int | None, column: str = "Класс", *, severity=Severity.NOTE, code="read-as", file="a.xlsx"
) -> Finding:
    return Finding(
        severity=severity,
        code=code,
        reason=LATIN,
        remedy=Wording("", ""),
        file=file,
        row=row,
        column=column,
    )


def test_of_equal_notes_one_is_told_and_the_rows_of_the_others_are_named():
    rows = [finding(2), finding(9), finding(3), finding(5, "ФИО")]
    (kind,) = gather(rows)
    assert kind.told == (rows[0],)
    assert kind.remainder() == Wording(
        "Похожих ещё: 3 — «Класс»: строки 3, 9; «ФИО»: строка 5",
        "More like it: 3 — «Класс»: rows 3, 9; «ФИО»: row 5",
    )


def test_notes_of_two_files_are_two_things():
    notes = [finding(row, file=file) for file in ("a.xlsx", "b.xlsx") for row in range(4)]
    assert [(kind.told[0].file, len(kind.others)) for kind in gather(notes)] == [("a.xlsx", 3), ("b.xlsx", 3)]


def test_a_row_with_several_of_them_is_named_once():
    kind = gather([finding(2), finding(9), finding(9), finding(3)])[0]
    assert kind.remainder().ru == "Похожих ещё: 3 — «Класс»: строки 3, 9"


def test_what_has_no_row_is_counted():
    kind = gather([finding(None)] * 4)[0]
    assert kind.remainder()[Language.RU] == "Похожих ещё: 3"


def test_many_rows_are_not_all_named():
    kind = gather([finding(row) for row in range(1, 60)])[0]
    assert kind.remainder().ru.endswith(f", {MOST_ROWS + 1}, …")


def test_one_more_is_told_like_the_first():
    assert gather([finding(2), finding(3)])[0].others == ()


def test_an_error_is_never_gathered():
    errors = [finding(row, severity=Severity.ERROR) for row in range(5)]
    assert [kind.told for kind in gather(errors)] == [(error,) for error in errors]


def test_warnings_of_two_columns_are_two_things():
    warnings = [finding(row, column, severity=Severity.WARNING) for column in "АБ" for row in range(6)]
    assert [(len(kind.told), len(kind.others)) for kind in gather(warnings)] == [(3, 3), (3, 3)]


KINDS = st.tuples(
    st.integers(1, 9), st.sampled_from("АБ"), st.sampled_from(list(Severity)), st.sampled_from(["a", "b"])
)


@given(st.lists(KINDS, max_size=30))
def test_none_is_lost_and_what_is_told_stands_in_its_order(kinds):
    findings = [finding(row, column, severity=how, code=code) for row, column, how, code in kinds]
    gathered = gather(findings)
    everything = [one for kind in gathered for one in (*kind.told, *kind.others)]
    assert sorted(map(id, everything)) == sorted(map(id, findings))
    firsts = [next(at for at, one in enumerate(findings) if one is kind.told[0]) for kind in gathered]
    assert firsts == sorted(firsts)
    assert all(
        len(kind.others) != 1 and (not kind.others or len(kind.told) in TOLD.values()) for kind in gathered
    )
