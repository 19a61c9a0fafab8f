"""What a finished run gave: read from its files, so that HTTP says what the folder says."""

import csv
import io
import json
from typing import Any

from questionnaires.wording import Wording
from service.access.roles import May
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import principal, session
from service.api.protocol.lookup import get_run, get_whole_run
from service.api.protocol.problems import Problem
from service.folder.contents.manifest import RUN
from service.personal.district import open_codes
from service.runs.accept import get_request, get_result
from service.store.run_states import GOOD, State
from service.store.runs import Run

NOT_FINISHED = Wording("Подбор ещё не закончен.", "The run is not finished yet.")
NO_RESULT = Wording("Подбор закончился без результата.", "The run ended without a result.")


def finished(run_id: str, *, whole: bool = False) -> Run:
    """Return a run with a result; raise 409 while it has none.

    Parameters
    ----------
    whole
        Its inputs and papers are needed as well; raise 410 when they were destroyed.
    """
    row = get_run(run_id)
    if row.state is not State.FINISHED:
        raise Problem(kinds.WRONG_STATE, NOT_FINISHED, headers={"Retry-After": "1"})
    if row.outcome not in GOOD:
        raise Problem(kinds.WRONG_STATE, NO_RESULT)
    return get_whole_run(run_id) if whole else row


def paper(run: Run, path: str) -> bytes:
    """Return one file of the run's folder; raise 410 when it was destroyed."""
    try:
        return get_result(session(), run.id, path)
    except KeyError:
        raise Problem(kinds.ERASED if run.erased_at else kinds.NOT_FOUND) from None


def rows(run: Run, path: str) -> list[dict[str, str]]:
    """Return the rows of one table of the folder."""
    text = paper(run, path).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def manifest(run: Run) -> dict[str, Any]:
    """Return run.json."""
    content: dict[str, Any] = json.loads(paper(run, RUN))
    return content


def asked_of(run: Run) -> Any:
    """Return the request of a run; raise 410 when its inputs were destroyed."""
    try:
        return get_request(session(), run.id)
    except KeyError:
        raise Problem(kinds.ERASED) from None


def names_of(run: Run) -> dict[str, str]:
    """Return code → name for those who may see names, to the district only of those who agreed."""
    if run.erased_at is not None:
        return {}
    named = None if principal().may(May.NAMES) else open_codes(session(), run.programme_id)
    if named is not None and not named:
        return {}
    known = {row["Код"]: row["ФИО"] for row in rows(run, "people.csv")}
    return {code: name for code, name in known.items() if named is None or code in named}


def pairs_data(run: Run) -> list[dict[str, Any]]:
    """Return the pairs of a run, by code, with names where they may be seen."""
    names = names_of(run)
    return [
        {
            "form": row["form"],
            "mentee": row["mentee"],
            "mentor": row["mentor"],
            "mentee_name": names.get(row["mentee"]),
            "mentor_name": names.get(row["mentor"]),
            "points": int(row["points"]),
            "certain": {"yes": True, "no": False}.get(row["certain"]),
            "origin": row["origin"],
        }
        for row in rows(run, "pairs.csv")
    ]
