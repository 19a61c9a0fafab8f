"""How a run stands, in the words of the curator."""

from dataclasses import dataclass

from flask import url_for

from questionnaires.wording import Wording
from service.runs.port import RunStatus
from service.store.run_states import RunOutcome, State
from service.store.runs import Run

STATES = {
    State.CREATED: Wording("Принят, ждёт очереди", "Accepted, waiting its turn"),
    State.VALIDATING: Wording("Читаем анкеты", "Reading the answers"),
    State.QUEUED: Wording("Ждёт очереди", "Waiting its turn"),
    State.RUNNING: Wording("Идёт подбор", "Matching"),
    State.STOPPING: Wording("Останавливаем", "Stopping"),
}
OUTCOMES = {
    RunOutcome.OPTIMAL: Wording("Готово. Лучше нельзя — проверено", "Done. Nothing better exists — checked"),
    RunOutcome.FEASIBLE: Wording(
        "Готово. Хороший вариант, но не доказано, что лучше нельзя",
        "Done. A good choice, not proved to be the best",
    ),
    RunOutcome.INFEASIBLE: Wording(
        "Подбора нет: условия и решения противоречат друг другу",
        "No matching: the musts and the decisions contradict each other",
    ),
    RunOutcome.INVALID: Wording("Подбора нет: в файлах есть ошибки", "No matching: the files hold errors"),
    RunOutcome.CANCELLED: Wording("Подбор отменён", "Cancelled"),
    RunOutcome.FAILED: Wording("Подбор не удался: ошибка программы", "Failed: a fault of the program"),
}
ADVICE = {
    State.QUEUED: Wording(
        "Страницу можно закрыть: подбор продолжится.", "You may close this page: the matching goes on."
    ),
    State.STOPPING: Wording("Лучшее из найденного сохранится.", "The best found so far is kept."),
}
OPEN = Wording(
    "Страницу можно закрыть: подбор продолжится, а результат сохранится.",
    "You may close this page: the matching goes on and its result is kept.",
)
AFTER = {
    RunOutcome.INFEASIBLE: Wording(
        "Уберите одно из решений, которые спорят друг с другом, и начните снова.",
        "Lift one of the decisions that contradict each other and start again.",
    ),
    RunOutcome.INVALID: Wording(
        "Исправьте файлы на шаге «Анкеты» и начните снова.",
        "Mend the files on the step “Answers” and start again.",
    ),
    RunOutcome.CANCELLED: Wording("Можно начать снова.", "You can start again."),
    RunOutcome.FAILED: Wording(
        "Анкеты на месте. Начните снова; если повторится, сообщите тому, кто установил программу.",
        "The answers are safe. Start again; if it happens again, tell whoever installed the program.",
    ),
}
AHEAD = Wording("Перед ним в очереди: {count}.", "Ahead of it: {count}.")
PROGRESS = Wording("Пройдено {progress} %.", "{progress} % done.")
NONE = Wording("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What the page of a run shows while it lasts."""

    id: str
    moving: bool
    headline: Wording
    best: Wording | None
    advice: Wording
    progress: int
    done_url: str | None


def run_state(run: Run) -> Wording:
    """Return a run's state in words."""
    return OUTCOMES[run.outcome] if run.outcome is not None else STATES.get(run.state, NONE)


def watched(status: RunStatus) -> Watched:
    """Return what to show of a run."""
    moving = status.state is not State.FINISHED
    outcome = status.outcome or RunOutcome.FAILED
    good = not moving and outcome in {RunOutcome.OPTIMAL, RunOutcome.FEASIBLE}
    return Watched(
        id=status.run_id,
        moving=moving,
        headline=STATES[status.state] if moving else OUTCOMES[outcome],
        best=_best(status) if moving else None,
        advice=ADVICE.get(status.state, OPEN) if moving else AFTER.get(outcome, NONE),
        progress=status.progress,
        done_url=url_for("pages.runs.show", run_id=status.run_id) if good else None,
    )


def _best(status: RunStatus) -> Wording | None:
    if status.ahead:
        return AHEAD.format(count=status.ahead)
    return PROGRESS.format(progress=status.progress) if status.progress else None
