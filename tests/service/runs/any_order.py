"""What people and chance do to one programme of the real service, and a model of what has to come of it."""

import time
from collections.abc import Callable
from functools import cache
from typing import Any

from asking import Asking, Lost
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)
from small_run import GYMNASIUM, request_of
from storm import Storm, add_files, until_said
from waiting import PATIENCE

from service.child.reading import check_files
from service.personal.register import keep_register
from service.store.users import Role

MOST_RUNS = 4
BY = {"by": "Директор Карандашова Л. И."}
WHICH = st.integers(0, 3)
KEEPS, PARTS = ("lock", "together"), ("forbid", "apart")
Pairs = frozenset[tuple[str, str]]


class AnyOrder(RuleBasedStateMachine):
    """What people and chance do to one programme."""

    storm: Storm
    asking: Asking

    @initialize()
    def begin(self) -> None:
        storm = type(self).storm
        with storm.store.scope(storm.organisation, Role.CURATOR) as session:
            programme = add_files(session, request_of(GYMNASIUM))
            keep_register(session, programme, storm.organisation, _read())
        self.programme = f"/v1/programmes/{programme}"
        self.asking = type(self).asking
        self.runs: list[str] = []
        self.decided: dict[str, dict[str, tuple[str, str, str]]] = {}
        self.ended: dict[str, dict[str, Any]] = {}
        self.decisions: dict[str, tuple[str, str, str]] = {}
        self.plans: dict[str, list[Pairs]] = {}
        self.approved: set[str] = set()
        self.published: set[str] = set()

    @precondition(lambda self: len(self.runs) < MOST_RUNS)
    @rule()
    def start_a_run(self) -> None:
        key = f'"{self.programme}-{len(self.runs)}"'
        status, said, _ = self.asking.again("POST", f"{self.programme}/runs", {}, Idempotency_Key=key)
        assert status == 202, said
        assert said["id"] not in self.runs
        self.runs.append(said["id"])
        self.decided[said["id"]] = dict(self.decisions)

    @precondition(lambda self: self.runs)
    @rule(which=WHICH)
    def start_it_again(self, which: int) -> None:
        number = which % len(self.runs)
        key = f'"{self.programme}-{number}"'
        status, said, headers = self.asking.again("POST", f"{self.programme}/runs", {}, Idempotency_Key=key)
        assert (status, said["id"], headers["Idempotent-Replayed"]) == (202, self.runs[number], "true")

    @precondition(lambda self: self.runs)
    @rule(which=WHICH, how=st.sampled_from(["stop", "cancel"]))
    def end_a_run(self, which: int, how: str) -> None:
        run = self.runs[which % len(self.runs)]
        status, said, _ = self.asking.again("POST", f"/v1/runs/{run}/{how}")
        assert status in (202, 409), said
        if run in self.ended:
            assert status == 409

    @precondition(lambda self: self.runs)
    @rule(which=WHICH)
    def wait_for_a_run(self, which: int) -> None:
        self._ended(self.runs[which % len(self.runs)])

    @rule(which=st.sampled_from(["web", "worker", "solver"]))
    def kill(self, which: str) -> None:
        type(self).storm.kill_one(which)

    @precondition(lambda self: self._good())
    @rule(which=WHICH, kind=st.sampled_from([*KEEPS, *PARTS]))
    def decide(self, which: int, kind: str) -> None:
        pairs = sorted(self._pairs(self._good()[0]))
        first, second = pairs[which % len(pairs)]
        body = {"kind": kind, "first": first, "second": second, "reason": str(len(self.decisions))}
        try:
            status, said, _ = self.asking.once("POST", f"{self.programme}/constraints", body)
        except Lost:
            said, status = None, 0
        assert status in (0, 201, 409), said
        listed = self.asking.again("GET", f"{self.programme}/constraints")[1]["constraints"]
        now = {one["id"]: (one["kind"], one["first"], one["second"]) for one in listed}
        assert self.decisions.items() <= now.items()
        assert set(now.values()) - set(self.decisions.values()) <= {(kind, first, second)}
        self.decisions = now

    @precondition(lambda self: self.decisions)
    @rule()
    def take_a_decision_back(self) -> None:
        gone = min(self.decisions)
        status, said, _ = self.asking.again("DELETE", f"{self.programme}/constraints/{gone}")
        assert status in (204, 404), said
        del self.decisions[gone]

    @precondition(lambda self: self._good() and len(self.plans) < 3)
    @rule(which=WHICH)
    def copy_into_a_plan(self, which: int) -> None:
        run = self._good()[which % len(self._good())]
        key = f'"plan-{len(self.plans)}-{self.programme}"'
        status, said, _ = self.asking.again("POST", "/v1/plans", {"run_id": run}, Idempotency_Key=key)
        assert status == 201, said
        self.plans[f"/v1/plans/{said['id']}"] = [_pairs(said)]

    @precondition(lambda self: self.plans)
    @rule(which=WHICH, stale=st.booleans())
    def part_a_pair(self, which: int, stale: bool) -> None:
        path = self._plan(which)
        before = self.plans[path][-1]
        if not before:
            return
        mentee = min(before)[0]
        after = frozenset(pair for pair in before if pair[0] != mentee)
        body = {"steps": [{"mentee": mentee, "mentor": ""}]}
        if stale:
            assert self.asking.again("POST", f"{path}/moves", body, If_Match='"0"')[0] in (409, 412)
        elif path in self.approved:
            assert self._change(path, "POST", "/moves", body, lambda plan: False) == 409
        else:
            self._change(path, "POST", "/moves", body, lambda plan: _pairs(plan) == after)
            self.plans[path].append(after)

    @precondition(lambda self: self.plans)
    @rule(which=WHICH)
    def undo(self, which: int) -> None:
        path = self._plan(which)
        if path in self.approved or len(self.plans[path]) == 1:
            assert self._change(path, "PATCH", "", {"undo": True}, lambda plan: False) == 409
            return
        self.plans[path].pop()
        expected = self.plans[path][-1]
        self._change(path, "PATCH", "", {"undo": True}, lambda plan: _pairs(plan) == expected)

    @precondition(lambda self: self.plans)
    @rule(which=WHICH)
    def approve(self, which: int) -> None:
        path = self._plan(which)
        if path not in self.approved:
            self._change(path, "PUT", "/approval", BY, lambda plan: plan["approved_at"] is not None)
            self.approved.add(path)

    @precondition(lambda self: self.plans)
    @rule(which=WHICH)
    def tell_participants(self, which: int) -> None:
        path = self._plan(which)
        tag = self.asking.again("GET", path)[2]["ETag"]
        status, said, _ = self.asking.again("PUT", f"{path}/publication", If_Match=tag)
        assert status == (200 if path in self.approved else 409), said
        if status == 200:
            self.published.add(path)

    @precondition(lambda self: self.plans)
    @rule(which=WHICH)
    def recall(self, which: int) -> None:
        path = self._plan(which)
        try:
            status = self.asking.once("DELETE", f"{path}/publication")[0]
        except Lost:
            status = self.asking.again("DELETE", f"{path}/publication")[0]
            assert status in (204, 409)
        else:
            assert status == (204 if path in self.published else 409)
        self.published.discard(path)

    def teardown(self) -> None:
        if not hasattr(self, "runs"):
            return
        for run in self.runs:
            self._ended(run)
        for path, states in self.plans.items():
            plan = self.asking.again("GET", path)[1]
            assert _pairs(plan) == states[-1]
            assert (plan["approved_at"] is not None) == (path in self.approved)
            told = self.asking.again("GET", f"{path}/publication")[1]
            assert told["published"] == (path in self.published)
        type(self).storm.look()

    def _ended(self, run: str) -> None:
        """Wait until a run is finished; what it said then it says for ever, and it obeys what was decided before it."""

        def asked() -> dict[str, Any] | None:
            said: dict[str, Any] = self.asking.again("GET", f"/v1/runs/{run}")[1]
            return said if said["state"] == "finished" else None

        said = until_said(asked, 2 * PATIENCE)
        assert said["outcome"] != "invalid", said
        if run not in self.ended and said["outcome"] in ("optimal", "feasible"):
            pairs = self._pairs(run)
            for kind, *pair in self.decided[run].values():
                assert (tuple(pair) in pairs) == (kind in KEEPS), (kind, pair)
        assert self.ended.setdefault(run, said) == said

    def _good(self) -> list[str]:
        return [run for run in self.runs if self.ended.get(run, {}).get("outcome") in ("optimal", "feasible")]

    def _pairs(self, run: str) -> Pairs:
        return _pairs(self.asking.again("GET", f"/v1/runs/{run}/pairs?limit=200")[1])

    def _plan(self, which: int) -> str:
        return sorted(self.plans)[which % len(self.plans)]

    def _change(
        self, path: str, method: str, below: str, body: Any, is_made: Callable[[dict[str, Any]], bool]
    ) -> int:
        """Change a plan once, however often the server dies; return the last status."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found, plan, headers = self.asking.again("GET", path)
            assert found == 200, plan
            if is_made(plan):
                return 200
            try:
                status, said, _ = self.asking.once(method, path + below, body, If_Match=headers["ETag"])
            except Lost:
                continue
            if (said or {}).get("code") == "busy":
                continue
            if status >= 400:
                return status
            assert is_made(self.asking.again("GET", path)[1]), said
        raise AssertionError("waited too long")


@cache
def _read() -> dict[str, Any]:
    """Return what is known of the people once their files are accepted: decisions are about codes of a register."""
    return check_files(request_of(GYMNASIUM))


def _pairs(said: dict[str, Any]) -> Pairs:
    return frozenset((pair["mentee"], pair["mentor"]) for pair in said["pairs"])
