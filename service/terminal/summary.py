"""A finished run in a few lines."""

from collections.abc import Iterator

from matcher.result import Origin, Result
from matcher.solution import Proof, Status
from questionnaires.wording import Wording
from service.folder.contents.counts import mean_match
from service.view import RunView

COUNTS = Wording(
    "Пар: {pairs}, групп «равный – равному»: {groups}. Пока без наставника: {unmatched}. Не участвуют: {absent}.",
    "Pairs: {pairs}, groups of peers: {groups}. Without a mentor yet: {unmatched}. Not taking part: {absent}.",
)
PAIRS = Wording(
    "Пар: {pairs}. Пока без наставника: {unmatched}. Не участвуют: {absent}.",
    "Pairs: {pairs}. Without a mentor yet: {unmatched}. Not taking part: {absent}.",
)
RULES = Wording("Все обязательные правила соблюдены.", "Every must-rule holds.")
MEAN = Wording("Среднее совпадение: {mean} из 100.", "Mean match: {mean} of 100.")
PROVED = Wording(
    "Лучше нельзя — проверено независимой проверкой.", "Nothing better exists: checked independently."
)
SOLVER = Wording("Лучше нельзя — по расчёту решателя.", "Nothing better exists, as the solver computed.")
OPEN = Wording(
    "Найдено хорошее распределение; что лучше нет, не доказано.",
    "A good assignment; not proved to be the best.",
)
STOPPED = Wording(
    "Подбор был остановлен, взято лучшее из найденного. Лучше нельзя — не проверено.",
    "The run was stopped and the best so far was kept. Whether a better one exists was not checked.",
)
LOTS = Wording(
    "Иначе было бы хуже: пар {certain} из {pairs}. Равные варианты, выбран жребий: {drawn}.",
    "Anything else would be worse: {certain} of {pairs} pairs. Drawn from equal choices: {drawn}.",
)
DECIDED = Wording(
    "Решили люди или прошлый подбор: пар {decided} из {pairs}.",
    "Decided by people or by the last run: {decided} of {pairs} pairs.",
)


def run_lines(view: RunView) -> Iterator[Wording]:
    """Yield what a person wants to know first."""
    result = view.result
    counts = COUNTS if result.groups else PAIRS
    yield counts.format(
        pairs=len(result.pairs),
        groups=len(result.groups),
        unmatched=len(result.unmatched),
        absent=len(result.absences),
    )
    if result.pairs:
        yield MEAN.format(mean=mean_match(result))
    yield RULES
    yield proof_sentence(result)
    yield from _who_decided(result)


def _who_decided(result: Result) -> Iterator[Wording]:
    """Yield how many pairs were no choice of the matching, and how sure its own choices are."""
    known = [pair for pair in result.pairs if pair.certain is not None and pair.origin is Origin.CHOSEN]
    decided = sum(pair.origin is not Origin.CHOSEN for pair in result.pairs)
    if decided:
        yield DECIDED.format(decided=decided, pairs=len(result.pairs))
    if known:
        certain = sum(bool(pair.certain) for pair in known)
        yield LOTS.format(certain=certain, pairs=len(known), drawn=len(known) - certain)


def proof_sentence(result: Result) -> Wording:
    """Return what is proved of all parts of the run together: the weakest of them decides."""
    if result.stopped:
        return STOPPED
    if any(part.status is not Status.OPTIMAL or part.proof is Proof.NONE for part in result.proofs):
        return OPEN
    return PROVED if all(part.proof is Proof.DUALS for part in result.proofs) else SOLVER
