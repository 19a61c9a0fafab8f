"""The six steps of a programme as the strip above every page shows them."""

from dataclasses import dataclass
from enum import StrEnum

from questionnaires.wording import Wording


class Step(StrEnum):
    """A step of the journey; also the name of the page that does it."""

    PROGRAMME = "programme"
    UPLOADS = "uploads"
    READINESS = "readiness"
    RUN = "run"
    PAIRS = "pairs"
    ORDERS = "orders"


class State(StrEnum):
    """Where a step stands; also the class of its mark."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


TITLES = {
    Step.PROGRAMME: Wording("Программа", "Programme"),
    Step.UPLOADS: Wording("Анкеты", "Answers"),
    Step.READINESS: Wording("Готовность", "Readiness"),
    Step.RUN: Wording("Подбор", "Matching"),
    Step.PAIRS: Wording("Пары", "Pairs"),
    Step.ORDERS: Wording("Приказ", "Order"),
}
NEXT = {
    Step.UPLOADS: Wording("загрузить анкеты", "upload answers"),
    Step.READINESS: Wording("проверить готовность и начать подбор", "check readiness and start matching"),
    Step.RUN: Wording("посмотреть, как идёт подбор", "watch the matching"),
    Step.PAIRS: Wording("посмотреть пары и утвердить", "look at the pairs and approve"),
    Step.ORDERS: Wording("скачать приказ", "download the order"),
}
DECIDE = Wording("посмотреть проверенные файлы", "look at the files that were checked")
NONE = Wording("", "")
SOON = Wording("позже", "later")
FILES = Wording("файлов: {count}", "{count} files")
WAIT = Wording("ждут решения: {count}", "{count} to decide on")
NO_FILES = Wording("файлов нет", "no files")
GOING = Wording("идёт", "going on")
PAIR_COUNT = Wording("пар: {count}", "{count} pairs")
APPROVED = Wording("утверждён", "approved")
PROPOSAL = Wording("предложение", "proposal")
IMPOSSIBLE = Wording("нужна помощь", "needs help")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a programme has come.

    Parameters
    ----------
    accepted, waiting
        Files taken in, and files checked that wait for a decision.
    run_id
        The latest run, or None.
    finished
        Whether that run has pairs.
    """

    programme_id: str
    accepted: int = 0
    waiting: int = 0
    run_id: str | None = None
    moving: bool = False
    finished: bool = False
    pairs: int = 0
    approved: bool = False

    @property
    def now(self) -> Step:
        """The step that is next."""
        if self.waiting or not self.accepted:
            return Step.UPLOADS
        if self.run_id is None or not (self.moving or self.finished):
            return Step.READINESS
        if self.moving:
            return Step.RUN
        return Step.ORDERS if self.approved else Step.PAIRS

    @property
    def next(self) -> Wording:
        """What is to be done next."""
        return DECIDE if self.waiting else NEXT[self.now]

    def detail(self, step: Step) -> Wording:
        """Return the few words under a step."""
        if step is Step.UPLOADS:
            return self._files()
        if step is Step.RUN and self.run_id:
            return GOING if self.moving else NONE if self.finished else IMPOSSIBLE
        if step is Step.PAIRS and self.finished:
            return PAIR_COUNT.format(count=self.pairs)
        if step is Step.ORDERS and self.finished:
            return APPROVED if self.approved else PROPOSAL
        return NONE if step in {Step.PROGRAMME, Step.READINESS} else SOON

    def _files(self) -> Wording:
        if self.waiting:
            return WAIT.format(count=self.waiting)
        return FILES.format(count=self.accepted) if self.accepted else NO_FILES

    def state(self, step: Step) -> State:
        """Return whether a step is done, is the next one or comes later."""
        order = list(Step)
        if step is self.now and not (step is Step.ORDERS and self.approved):
            return State.NOW
        return State.DONE if order.index(step) <= order.index(self.now) else State.LATER


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One step as the strip shows it; without `url` there is nothing to open yet."""

    title: Wording
    detail: Wording
    state: State
    url: str | None
    here: bool
