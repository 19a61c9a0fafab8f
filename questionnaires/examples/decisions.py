"""What people decided before a run: interviews with potential pairs, and what only the curator knows."""

from collections.abc import Iterator, Mapping

from questionnaires.examples.affinity import Guest, affinity, may_meet, sides
from questionnaires.examples.example import InputFile, Trap, TrapKind
from questionnaires.examples.meeting import STRANGER
from questionnaires.examples.records import has_papers
from questionnaires.examples.shapes import EXCEL_BOM, write_workbook
from questionnaires.examples.sheet import Row, Sheet
from questionnaires.programme import Programme, ProgrammeForm, Side, Stage

ACCEPTED, DECLINED = 4, 3
"""So many pairs have been accepted, so many declined; the others have not been asked yet."""
LOCKS_NAME = "Решения куратора.csv"
LOCK_HEADERS = ("Вид", "Наставляемый", "Наставник", "Форма", "Причина", "Автор")
Guests = Mapping[str, list[Guest]]


def file_verdicts(programme: Programme, guests: Guests, seed: int) -> list[InputFile]:
    """Return the sheet of interviews and decisions, where the programme has such a stage."""
    if programme.verdicts is None or Stage.VERDICTS not in programme.stages:
        return []
    form = programme.forms[0]
    pairs = list(_likely_pairs(programme, form, guests, seed))
    accepted = [(*pair, "принята", "методист", "") for pair in pairs[:ACCEPTED]]
    declined = [
        (*pair, "отклонена", "методист", "не совпало время занятий")
        for pair in pairs[ACCEPTED : ACCEPTED + DECLINED]
    ]
    headers = tuple(question.text for question in programme.verdicts.questions)
    rows: list[Row] = [(a.persona.name, b.persona.name, *rest) for a, b, *rest in (*accepted, *declined)]
    sheet = Sheet(headers, tuple(rows), title="Решения")
    return [InputFile(f"{programme.verdicts.title}.xlsx", write_workbook((sheet,)))]


def _likely_pairs(
    programme: Programme, form: ProgrammeForm, guests: Guests, seed: int
) -> Iterator[tuple[Guest, Guest]]:
    """Return pairs that no rule forbids, everybody at most once, those with much in common first."""
    ready = {
        key: [one for one in people if has_papers(programme, one.persona, seed)]
        for key, people in guests.items()
    }
    mentees, mentors = sides(programme, form, ready)
    names = [guest.persona.name for guest in (*mentees, *mentors)]
    pairs = [(a, b) for a in mentees for b in mentors if may_meet(form, a, b)]
    pairs.sort(key=lambda pair: (-affinity(form, *pair), pair[0].persona.name, pair[1].persona.name))
    seen: set[str] = set()
    for pair in pairs:
        both_names = {guest.persona.name for guest in pair}
        if not both_names & seen and all(names.count(name) == 1 for name in both_names):
            seen |= both_names
            yield pair


def file_locks(programme: Programme, guests: Guests, seed: int) -> tuple[list[InputFile], list[Trap]]:
    """Return what the curator wants together and apart; one name in it belongs to nobody who answered."""
    form = programme.forms[0]
    pairs = list(_likely_pairs(programme, form, guests, seed))
    if (
        Stage.VERDICTS in programme.stages
        or len(pairs) < ACCEPTED + DECLINED
        or Side.PEERS in {programme.get_base(key).side for key in form.mentees}
    ):
        return [], []
    author = programme.organisations[0].curator
    named = [(a.persona.name, b.persona.name) for a, b in pairs]
    rows: list[Row] = [
        ("оставить вместе", *named[0], "", "уже занимались вместе в прошлом году", author),
        ("не ставить вместе", *named[1], "", "просьба стороны", author),
        ("не ставить вместе", named[2][0], STRANGER, "", "просьба стороны", author),
        ("подбирает куратор лично", named[3][0], "", "", "", author),
    ]
    trap = Trap(file=LOCKS_NAME, row=4, column="Наставник", kind=TrapKind.UNKNOWN_NAME, found=STRANGER)
    return [InputFile(LOCKS_NAME, EXCEL_BOM.write(Sheet(LOCK_HEADERS, tuple(rows))))], [trap]
