"""A consent withdrawn while runs go on with it: they end at once, and say why."""

from collections.abc import Collection

from questionnaires.wording import Wording
from service.personal.destruction import open_runs
from service.runs.port import Runs
from service.runs.solving.verdict import said
from service.store.store import Store

WITHDRAWN = Wording(
    "Кто-то из участников отозвал согласие, поэтому подбор с его данными отменён. Начните новый.",
    "A participant has withdrawn consent, so the run that used these data was cancelled. Start a new one.",
)


def end_use(store: Store, runs: Runs, programme_id: str, spared: Collection[str] = ()) -> None:
    """Cancel what goes on with the data of somebody who withdrew; call it once the withdrawal is kept.

    Parameters
    ----------
    spared
        Runs that were accepted after it, and do not use them.
    """
    with store.whole(read_only=True) as session:
        going = open_runs(session, programme_id)
    for run_id in going:
        if run_id not in spared:
            runs.cancel(run_id, why=said("consent-withdrawn", WITHDRAWN))
