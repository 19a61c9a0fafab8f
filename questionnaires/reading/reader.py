"""The way from file bytes to answers by code. Bad input is never raised: every problem is a finding."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from questionnaires.answers import Answers, EarlierPair, Tally
from questionnaires.people import People, Person
from questionnaires.programme import Programme
from questionnaires.reading.findings import Findings
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.lists.decisions import read_locks, read_verdicts
from questionnaires.reading.lists.monitoring import read_monitoring
from questionnaires.reading.lists.old_pairs import find_told_pairs, read_told_pairs
from questionnaires.reading.lists.preferences import read_preferences
from questionnaires.reading.lists.records import read_records
from questionnaires.reading.lists.requests import read_requests
from questionnaires.reading.messages.lists import UNKNOWN_CODE
from questionnaires.reading.messages.tables import RECOGNISED
from questionnaires.reading.people.applicants import Applicant, find_applicants
from questionnaires.reading.people.base_answers import to_base_answers
from questionnaires.reading.people.codes import Coded, give_codes
from questionnaires.reading.people.directory import Directory
from questionnaires.reading.people.people_file import read_people
from questionnaires.reading.people.register import update_register
from questionnaires.reading.people.relatives import report_relatives
from questionnaires.reading.people.roles import find_twins
from questionnaires.reading.people.similar import report_similar, report_similar_to_register
from questionnaires.reading.people.submissions import Submissions, read_submissions
from questionnaires.reading.recognition.headers import Mapped
from questionnaires.reading.recognition.profile import Profile, read_profiles
from questionnaires.reading.recognition.recognise import (
    ANSWER_LAYOUTS,
    NOBODY,
    Known,
    Layout,
    check_profile,
    recognise,
)
from questionnaires.reading.tables.table import read_table
from questionnaires.reading.uncollected import uncollected


@uncollected()
def read_answers(
    programme: Programme,
    *,
    answers: Sequence[InputFile],
    people: InputFile | None = None,
    preferences: Sequence[InputFile] = (),
    verdicts: Sequence[InputFile] = (),
    locks: Sequence[InputFile] = (),
    previous: tuple[EarlierPair, ...] = (),
    profile: InputFile | Sequence[InputFile] | None = None,
) -> Answers:
    """Read every file of a run.

    Parameters
    ----------
    answers
        Questionnaires, the register of consents, third-party requests, monitoring, existing bases: in any order, each
        told by its headers.
    people
        The register of an earlier run; None on the first.
    preferences, verdicts, locks
        What people said after the meeting, what interviews decided, what the curator decided.
    previous
        Pairs of an earlier run; working pairs of bases from before this program join them.
    profile
        Mapping of columns, for files whose headers are not the questionnaires': one file or several; a mapping that
        names its file goes before one for all files, and the earlier before the later.

    Returns
    -------
    Answers
        What could be read, with everything noticed in `findings`; an ERROR among them refuses the run.
    """
    findings = Findings()
    known_people = _read_register(people, findings)
    profiles = read_profiles([profile] if isinstance(profile, InputFile) else profile or (), findings)
    mapping = check_profile(profiles, programme, findings)
    by_code = known_people.by_code()
    tables = _open(answers, programme, mapping, ANSWER_LAYOUTS, findings, by_code)
    bases, tallies = read_submissions(tables, programme, by_code, findings)
    told = find_told_pairs(table.mapped for table in tables if table.layout is Layout.OLD_BASE)
    # the tables of the bases are read: a large one must not stay in memory beside its answers
    tables = [table for table in tables if table.layout not in {Layout.BASE, Layout.OLD_BASE}]
    register, coded, alike, tallies = _settle_people(bases, known_people, tallies, findings)
    directory = Directory(register)
    lists = {
        layout: _mapped(_open(files, programme, mapping, (layout,), findings), layout, findings)
        for layout, files in (
            (Layout.PREFERENCES, preferences),
            (Layout.VERDICTS, verdicts),
            (Layout.LOCKS, locks),
        )
    }
    decided = by_code if previous else {}
    working = read_told_pairs(told, programme, directory, decided, findings)
    return Answers(
        people=register,
        bases=tuple(to_base_answers(base, coded, directory, findings) for base in bases.values()),
        records=read_records(_mapped(tables, Layout.RECORDS, findings), programme, directory, findings),
        requests=read_requests(_mapped(tables, Layout.REQUESTS, findings), programme, directory, findings),
        monitoring=read_monitoring(
            _mapped(tables, Layout.MONITORING, findings), programme, directory, findings
        ),
        preferences=read_preferences(lists[Layout.PREFERENCES], programme, directory, findings),
        verdicts=read_verdicts(lists[Layout.VERDICTS], programme, directory, findings),
        locks=read_locks(lists[Layout.LOCKS], programme, directory, findings),
        previous=_join_pairs(_known_pairs(previous, directory, findings), working),
        alike=alike,
        tallies=tuple(tallies),
        findings=findings.all(),
    )


def _read_register(file: InputFile | None, findings: Findings) -> People:
    if file is None:
        return People()
    people, found = read_people(file)
    findings.extend(found)
    return people


def _open(
    files: Sequence[InputFile],
    programme: Programme,
    profile: Profile,
    layouts: Sequence[Layout],
    findings: Findings,
    people: Mapping[str, Person] = NOBODY,
) -> list[Known]:
    known: list[Known] = []
    for file in files:
        known += recognise(read_table(file, findings), programme, profile, layouts, findings, people)
    return known


def _mapped(tables: Sequence[Known], layout: Layout, findings: Findings) -> list[Mapped]:
    """Return the tables of one kind, and say aloud that they were taken for it."""
    mapped = [table.mapped for table in tables if table.layout is layout]
    for one in mapped:
        rows = one.sheet.height - one.header_row - 1
        findings.add(RECOGNISED, one.sheet.place(), title=one.questionnaire.title, rows=rows)
    return mapped


def _settle_people(
    bases: dict[str, Submissions], known_people: People, tallies: list[Tally], findings: Findings
) -> tuple[People, list[Coded], tuple[tuple[str, str], ...], list[Tally]]:
    """Return the register, everybody of this run by code, who may be one human, and tallies with repeated rows."""
    applicants = {key: find_applicants(base, findings) for key, base in bases.items()}
    everybody = [one for people in applicants.values() for one in people]
    coded = give_codes(everybody, known_people, bases, findings)
    twins = find_twins(coded, bases, findings)
    register = update_register(known_people, coded, bases, twins)
    alike = report_similar(coded, register.humans(), bases, findings)
    report_similar_to_register(coded, known_people, bases, findings)
    report_relatives(register, coded, bases, findings)
    return register, coded, alike, [_without_repeated(tally, bases, applicants) for tally in tallies]


def _without_repeated(
    tally: Tally, bases: dict[str, Submissions], applicants: dict[str, list[Applicant]]
) -> Tally:
    if tally.base not in bases:
        return tally
    base = bases[tally.base]
    sources = (base.sources[person.row] for person in applicants[tally.base])
    kept = sum((source.file, source.sheet) == (tally.file, tally.sheet) for source in sources)
    return replace(tally, ready=kept, repeated=tally.ready - kept)


def _known_pairs(
    previous: tuple[EarlierPair, ...], directory: Directory, findings: Findings
) -> tuple[EarlierPair, ...]:
    known = []
    for pair in previous:
        unknown = [code for code in (pair.mentee, pair.mentor) if code and code not in directory.persons]
        for code in unknown:
            findings.add(UNKNOWN_CODE, found=code)
        if not unknown:
            known.append(pair)
    return tuple(known)


def _join_pairs(run: tuple[EarlierPair, ...], told: tuple[EarlierPair, ...]) -> tuple[EarlierPair, ...]:
    """Return the pairs of the earlier run, then those of old bases about which it says nothing."""
    known = {(pair.mentee, pair.mentor) for pair in run}
    return (*run, *(pair for pair in told if (pair.mentee, pair.mentor) not in known))
