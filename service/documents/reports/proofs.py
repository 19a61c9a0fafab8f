"""What is proved, said so that a head teacher can repeat it; no more is claimed than the run can show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.result import Pair, PartialProof, Result, Unmatched
from matcher.solution import Proof, Status
from questionnaires.answers import PairState
from questionnaires.programme import Purpose
from questionnaires.wording import Wording, join
from service.documents.reports.figures import PAIRS, counted, exactly, number
from service.view import RunView

PROVED = Wording(
    "Лучше нельзя — проверено. {why} Это подтвердила отдельная проверка по протоколу, не повторяя подбора.",
    "Nothing better exists — checked. {why} A separate checker confirmed it from its record without matching again.",
)
NUMBERS = Wording(
    "С парой: {served} из {people}, общее совпадение всех пар: {objective}.",
    "With a partner: {served} of {people}, points of all pairs: {objective}.",
)
WHY = {
    Purpose.MOST_MATCHED: Wording(
        "При этих правилах нельзя помочь большему числу людей, а при таком их числе — найти пары, "
        "у которых в сумме больше общего.",
        "Under these rules no more people can be helped, and with as many helped no pairs have more in common.",
    ),
    Purpose.BEST_TOTAL: Wording(
        "При этих правилах нельзя найти пары, у которых в сумме больше общего.",
        "Under these rules no pairs have more in common.",
    ),
}
KEPT_FIRST = Wording("Действующие пары сохранялись в первую очередь.", "Working pairs were kept first.")
BY_SOLVER = Wording(
    "Лучше нельзя — так утверждает сам расчёт; отдельной проверки у этой части нет.",
    "Nothing better exists, says the calculation itself; this part has no separate check.",
)
NOT_PROVED = Wording(
    "Хороший вариант, но не доказано, что лучше нельзя: из того, что возможно, набрано не меньше {share}.",
    "A good choice, yet it is not proved that nothing better exists: at least {share} of what is possible is reached.",
)
UNKNOWN = Wording(
    "Хороший вариант; насколько он близок к лучшему, не проверялось.",
    "A good choice; how near it is to the best was not checked.",
)
STOPPED = Wording(
    "Подбор остановлен раньше конца, взят лучший из найденных вариантов. Лучше нельзя — не проверено.",
    "The matching was stopped before its end and the best choice so far was kept. Whether a better one exists was not "
    "checked.",
)
IMPOSSIBLE = Wording(
    "Подбора нет: обязательные правила и решения противоречат друг другу. Что мешает, сказано ниже.",
    "There is no matching: the musts and the decisions contradict each other. What is in the way is said below.",
)
ALL_FORMS = Wording("Формы с наставниками", "Forms with mentors")
LOTS = Wording(
    "{pairs} из {of_pairs} и {people} из оставшихся {of_people} выбраны жребием среди равных вариантов. "
    "Жребий назначен до чтения анкет, и повторить его иначе нельзя.",
    "{pairs} of {of_pairs} and {people} of the {of_people} left were chosen by lot among equal choices. The lot was "
    "fixed before the answers were read and cannot be drawn again.",
)
NO_LOTS = Wording(
    "Ничего не решал жребий: любой другой выбор был бы хуже.",
    "Nothing was decided by lot: any other choice would be worse.",
)
LOTS_UNKNOWN = Wording(
    "Есть ли другой столь же хороший вариант, проверено не для всех пар.",
    "Whether another choice is as good was not checked for all pairs.",
)


CHECKED = Wording("проверено", "checked")
COMPUTED = Wording("по расчёту решателя", "as the solver computed")
NOT_SHOWN = Wording("не доказано", "not proved")


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed of one part of the run.

    Parameters
    ----------
    part
        What was decided in it.
    claim
        What is proved of it, without any count: it may stand where counts are hidden.
    numbers
        Places and points, for the curator; None when there is no matching.
    proved
        Whether a separate check has shown that nothing better exists.
    """

    part: Wording
    claim: Wording
    numbers: Wording | None
    proved: bool
    tag: Wording
    """The same in a word or two."""


def find_claims(view: RunView) -> Iterator[Claim]:
    """Yield what may be claimed of every part of the run, and no more."""
    programme = view.programme
    titles = {base.key: base.title for base in programme.bases} | {
        form.key: form.title for form in programme.forms
    }
    refreshed = any(pair.state is PairState.WORKING for pair in view.answers.previous)
    for proof in view.result.proofs:
        title = titles.get(proof.part)
        part = Wording(title, title) if title else ALL_FORMS
        stopped = view.result.stopped and proof.proof is Proof.NONE and proof.part not in titles
        claim = STOPPED if stopped else _claim(proof, programme.purpose, refreshed)
        yield Claim(part, claim, _numbers(proof), _is_proved(proof), _tag(proof))


def proof_in_a_word(result: Result) -> Wording:
    """Return what is proved of all parts of a run together: the weakest of them decides."""
    tags = [_tag(proof) for proof in result.proofs]
    return next((tag for tag in (NOT_SHOWN, COMPUTED) if tag in tags), CHECKED)


def find_lots(pairs: Sequence[Pair], waiting: Sequence[Unmatched]) -> Wording | None:
    """Return how many of the pairs and of the people left were decided by lot, or None when there is nobody."""
    certain = [pair.certain for pair in pairs] + [person.certain for person in waiting]
    if not certain:
        return None
    drawn_pairs = sum(pair.certain is False for pair in pairs)
    drawn_people = sum(person.certain is False for person in waiting)
    if None in certain:
        return LOTS_UNKNOWN
    if not drawn_pairs + drawn_people:
        return NO_LOTS
    return LOTS.format(
        pairs=counted(drawn_pairs, PAIRS),
        of_pairs=number(len(pairs)),
        people=number(drawn_people),
        of_people=number(len(waiting)),
    )


def _tag(proof: PartialProof) -> Wording:
    if proof.status is not Status.OPTIMAL or proof.proof is Proof.NONE:
        return NOT_SHOWN
    return CHECKED if _is_proved(proof) else COMPUTED


def _is_proved(proof: PartialProof) -> bool:
    return proof.status is Status.OPTIMAL and proof.proof is Proof.DUALS


def _claim(proof: PartialProof, purpose: Purpose, refreshed: bool) -> Wording:
    if proof.status is Status.INFEASIBLE:
        return IMPOSSIBLE
    if proof.status is Status.OPTIMAL and proof.proof is Proof.DUALS:
        why = WHY[purpose]
        if refreshed:
            why = join((KEPT_FIRST, why), " ")
        return PROVED.format(why=why)
    if proof.status is Status.OPTIMAL and proof.proof is Proof.SOLVER:
        return BY_SOLVER
    if proof.proof is Proof.NONE or not proof.bound or proof.objective is None:
        return UNKNOWN
    # Rounded down: no more is claimed than holds.
    return NOT_PROVED.format(share=f"{100 * proof.objective // proof.bound} %")


def _numbers(proof: PartialProof) -> Wording | None:
    if proof.objective is None:
        return None
    served, people = number(proof.served), number(proof.people)
    return NUMBERS.format(served=served, people=people, objective=exactly(proof.objective))
