"""Decisions on two people: verdicts of interviews and meetings, and the curator's locks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from questionnaires.answers import PRESENCE, Lock, LockKind, Outcome, Source, Verdict
from questionnaires.programme import Programme
from questionnaires.reading.columns import Rows, read_rows
from questionnaires.reading.findings import Findings
from questionnaires.reading.list_forms import LOCK_KINDS
from questionnaires.reading.messages.cells import REQUIRED_BLANK
from questionnaires.reading.messages.lists import (
    NAMED_SELF,
    NOT_DECIDED,
    REASON_MISSING,
    UNKNOWN_NAME,
    UNKNOWN_NAME_REFUSED,
    UNKNOWN_WORD,
    VERDICTS_DIFFER,
)
from questionnaires.reading.messages.message import Place
from questionnaires.reading.people.directory import Directory, Match
from questionnaires.reading.people.unresolved import report_filled_out, report_unresolved
from questionnaires.reading.recognition.headers import Mapped
from questionnaires.reading.spelling import fold

_MENTEES, _MENTORS = "НУ", "МУ"
_FORGIVING = frozenset({LockKind.APART, LockKind.ALLOW_AGAIN})
"""Kinds in which an unknown name changes nothing by itself, so that the run may go on."""


def read_verdicts(
    tables: Iterable[Mapped], programme: Programme, directory: Directory, findings: Findings
) -> tuple[Verdict, ...]:
    """Return the decisions of interviews and meetings, one per pair, in the order of the codes.

    A later file overrules an earlier one; within one file two decisions on a pair must agree.
    """
    verdicts: dict[tuple[str, str], Verdict] = {}
    for mapped in tables:
        rows = read_rows(mapped, programme, findings, optional=("mentee", "mentor"))
        for row in range(len(rows.numbers)):
            for verdict in _verdicts_of(rows, row, directory, findings):
                _take(verdict, verdicts, rows.place(row), directory, findings)
    decided = (verdicts[pair] for pair in sorted(verdicts))
    return tuple(verdict for verdict in decided if verdict.outcome is not Outcome.UNDECIDED)


def _take(
    verdict: Verdict,
    verdicts: dict[tuple[str, str], Verdict],
    place: Place,
    directory: Directory,
    findings: Findings,
) -> None:
    """Put a decision where it belongs: within one file a decision goes before a meeting that was still needed."""
    pair = (verdict.mentee, verdict.mentor)
    names = [directory.persons[code].name for code in pair]
    if verdict.outcome is Outcome.UNDECIDED:
        findings.add(NOT_DECIDED, place, mentee=names[0], mentor=names[1])
    earlier = verdicts.get(pair)
    if (
        earlier is None
        or earlier.source is None
        or earlier.source.file != place.file
        or earlier.outcome is Outcome.UNDECIDED
    ):
        verdicts[pair] = verdict
    elif verdict.outcome not in {earlier.outcome, Outcome.UNDECIDED}:
        findings.add(VERDICTS_DIFFER, place, mentee=names[0], mentor=names[1])


def read_locks(
    tables: Iterable[Mapped], programme: Programme, directory: Directory, findings: Findings
) -> tuple[Lock, ...]:
    """Return what the curator decided about people and pairs, each once a file, in the order of the files."""
    by_file: dict[str, list[Lock]] = {}
    for mapped in tables:
        rows = read_rows(mapped, programme, findings, optional=("mentee", "mentor"))
        for row in range(len(rows.numbers)):
            by_file.setdefault(rows.file, []).extend(_locks_of(rows, row, programme, directory, findings))
    return tuple(lock for locks in by_file.values() for lock in _each_once(locks))


def _each_once(locks: Iterable[Lock]) -> list[Lock]:
    """Return the decisions of one file in an order that its rows do not change."""
    said = {replace(lock, source=None): lock for lock in locks}
    return sorted(said.values(), key=lambda lock: (lock.kind, lock.mentee, lock.mentor, lock.form))


def _verdicts_of(rows: Rows, row: int, directory: Directory, findings: Findings) -> list[Verdict]:
    outcome = rows.column("outcome")[row]
    mentees = _people(rows, row, "mentee", _MENTEES, directory, findings)
    mentors = _people(rows, row, "mentor", _MENTORS, directory, findings)
    if outcome not in set(Outcome):
        if not rows.is_blank(row, "outcome"):
            _report_word(rows, row, "outcome", ("Принята", "Отклонена", "Нужна ещё встреча"), findings)
        return []
    by, reason = (str(rows.column(key)[row] or "") for key in ("by", "reason"))
    said, source = Outcome(str(outcome)), Source(rows.file, rows.numbers[row])
    return [
        Verdict(mentee=mentee, mentor=mentor, outcome=said, by=by, reason=reason, source=source)
        for mentee in mentees
        for mentor in mentors
    ]


def _locks_of(
    rows: Rows, row: int, programme: Programme, directory: Directory, findings: Findings
) -> list[Lock]:
    word = rows.column("kind")[row]
    if word not in set(LockKind):
        if not rows.is_blank(row, "kind"):
            _report_word(rows, row, "kind", tuple(kind.label for kind in LOCK_KINDS), findings)
        return []
    kind = LockKind(str(word))
    if kind in PRESENCE:
        return _presence_of(rows, row, kind, directory, findings)
    forgiving = kind in _FORGIVING
    mentees = _people(rows, row, "mentee", _MENTEES, directory, findings, forgiving=forgiving)
    mentors = [""]
    if kind is not LockKind.BY_HAND:
        mentors = _people(rows, row, "mentor", _MENTORS, directory, findings, forgiving=forgiving)
    reason, author = (str(rows.column(key)[row] or "") for key in ("reason", "author"))
    if kind is LockKind.ALLOW_AGAIN and not reason:
        findings.add(REASON_MISSING, rows.place(row, "reason"))
    bases = {directory.persons[code].base for code in (*mentees, *mentors) if code}
    form = _form(rows, row, programme, bases, findings)
    pairs = [
        (mentee, mentor)
        for mentee in mentees
        for mentor in mentors
        if not _is_self(rows, row, mentee, mentor, directory, findings)
    ]
    source = Source(rows.file, rows.numbers[row])
    return [
        Lock(kind=kind, mentee=mentee, mentor=mentor, form=form, reason=reason, author=author, source=source)
        for mentee, mentor in pairs
    ]


def _presence_of(
    rows: Rows, row: int, kind: LockKind, directory: Directory, findings: Findings
) -> list[Lock]:
    """Return who left or came back: it is said of one person, in either column or in both."""
    keys = [key for key in ("mentee", "mentor") if not rows.is_blank(row, key)] or ["mentor"]
    people = [
        code for key in keys for code in _people(rows, row, key, _MENTEES + _MENTORS, directory, findings)
    ]
    reason, author = (str(rows.column(key)[row] or "") for key in ("reason", "author"))
    source = Source(rows.file, rows.numbers[row])
    return [Lock(kind=kind, mentee=code, reason=reason, author=author, source=source) for code in people]


def _is_self(
    rows: Rows, row: int, mentee: str, mentor: str, directory: Directory, findings: Findings
) -> bool:
    if not mentor or mentor not in directory.roles(mentee):
        return False
    findings.add(NAMED_SELF, rows.place(row, "mentor"))
    return True


def _people(
    rows: Rows,
    row: int,
    key: str,
    letters: str,
    directory: Directory,
    findings: Findings,
    *,
    forgiving: bool = False,
) -> list[str]:
    """Return the codes of the people a cell names; everybody who cannot be found is reported."""
    value = rows.column(key)[row]
    texts = value if isinstance(value, tuple) else (str(value),) if value else ()
    if not texts:
        findings.add(REQUIRED_BLANK, rows.place(row, key))
    codes = []
    for text in texts:
        found = directory.find(text, letters=letters)
        place = rows.place(row, key, text)
        if found.match is Match.FOUND:
            codes.append(found.code)
            report_filled_out(text, found, place, directory, findings)
        else:
            unknown = UNKNOWN_NAME if forgiving else UNKNOWN_NAME_REFUSED
            report_unresolved(text, found, place, directory, findings, unknown=unknown)
    return codes


def _form(rows: Rows, row: int, programme: Programme, bases: set[str], findings: Findings) -> str:
    """Return the form a cell names; of several of one title the one that has the bases of these people."""
    text = str(rows.column("form")[row] or "")
    if not text:
        return ""
    named = [form for form in programme.forms if _tight(text) in {_tight(form.key), _tight(form.title)}]
    if not named:
        titles = dict.fromkeys(form.title for form in programme.forms)
        _report_word(rows, row, "form", tuple(titles), findings)
        return ""
    own = [form for form in named if bases <= {*form.mentees, *form.mentors}]
    return (own or named)[0].key


def _tight(text: str) -> str:
    """Return a title as it is compared: «Ученик-ученик» is «Ученик – ученик»."""
    return fold(text).replace(" ", "")


def _report_word(rows: Rows, row: int, key: str, expected: Sequence[str], findings: Findings) -> None:
    column = rows.mapped.columns[key][0]
    found = str(rows.mapped.sheet.columns[column.place][rows.numbers[row] - 1])
    words = ", ".join(f"«{word}»" for word in expected)
    findings.add(UNKNOWN_WORD, rows.place(row, key, found), found=found, expected=words)
