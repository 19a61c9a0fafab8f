"""A batch on a server: every organisation is submitted at once, so that the workers of all hosts share them."""

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.options import Options
from questionnaires.wording import Language, Wording
from service.batch.done import Done, State
from service.batch.line import Left, Line, LineDown, Refused
from service.batch.region import Entry
from service.batch.work import facts_of, failed, is_unchanged
from service.folder.contents.manifest import RUN, checksum, versions
from service.folder.request import PROGRAMME, Request
from service.folder.write import check_free, write_run
from service.store.run_states import RunOutcome
from service.store.run_states import State as RunState
from service.terminal.inputs import read_inputs
from service.terminal.reply import Exit
from service.view import Paper

DAMAGED = Wording(
    "Файл {path} дошёл с сервера повреждённым. Повторите ту же команду.",
    "The file {path} came damaged from the server. Repeat the same command.",
)
CODES = {
    RunOutcome.INFEASIBLE: Exit.NO_ASSIGNMENT,
    RunOutcome.INVALID: Exit.REFUSED,
    RunOutcome.CANCELLED: Exit.REFUSED,
    RunOutcome.FAILED: Exit.BROKEN,
}
"""What the command's own run would have ended with."""
ENDED = {
    RunOutcome.INFEASIBLE: Wording(
        "обязательные условия противоречат друг другу", "the musts contradict each other"
    ),
    RunOutcome.INVALID: Wording("файлы не приняты", "the files are refused"),
    RunOutcome.CANCELLED: Wording("подбор отменён на сервере", "the run was cancelled on the server"),
    RunOutcome.FAILED: Wording("подбор не удался на сервере", "the run failed on the server"),
}


class Damaged(Exception):  # noqa: N818 - named for what a person sees
    """What came back from the server is not what was asked for."""

    def __init__(self, why: Wording) -> None:
        self.why = why
        super().__init__(why.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """An organisation whose run the server has accepted, so that it can no longer be lost."""

    entry: Entry
    request: Request
    run: str


def work_on_server(
    entries: Sequence[Entry], out: str, threads: int, language: Language, line: Line
) -> Iterator[Done]:
    """Yield results as they come; what was submitted by an earlier batch is found again and not run twice.

    Raises
    ------
    LineDown
        When the server is away for long, or refuses the key.
    """
    pool = ThreadPoolExecutor(threads)
    try:
        first = {pool.submit(_begin, entry, out, language, line): entry for entry in entries}
        later: list[Future[Done]] = []
        for future in as_completed(first):
            begun = future.result()
            if isinstance(begun, Done):
                yield begun
            else:
                later.append(pool.submit(_collect, begun, out, language, line))
        for collected in as_completed(later):
            yield collected.result()
    finally:
        line.leaving.set()
        pool.shutdown(cancel_futures=True)


def _begin(entry: Entry, out: str, language: Language, line: Line) -> Done | Submitted:
    folder = Path(out) / entry.key
    try:
        options = Options(max_changes=entry.max_changes, shortlist=entry.shortlist)
        request = read_inputs(entry.programme, entry.given, options)
        if is_unchanged(folder, request):
            return Done(key=entry.key, state=State.UNCHANGED, code=0, facts=facts_of(folder))
        check_free(folder)
        return Submitted(entry=entry, request=request, run=submit(line, entry.key, request))
    except (Refused, Damaged) as error:
        return _refused(entry.key, error, language)
    except (LineDown, Left):
        raise
    except Exception as error:
        return failed(entry.key, error, language)


def submit(line: Line, title: str, request: Request) -> str:
    """Have a run of this request accepted; return its path. The same request again gives the same run."""
    same = fingerprint(title, request)
    body = {"source": request.programme.decode(), "title": title}
    programme = line.post("/v1/programmes", _json(body), key=f"{same}.programme").headers["location"]
    asked = {name: str(value) for name, value in request.options.data().items() if value is not None}
    sent = line.post(
        f"{programme}/runs/of-files", archive(request), key=f"{same}.run", kind="application/zip", **asked
    )
    return sent.headers["location"]


def archive(request: Request) -> bytes:
    """Return the files of a request as they lie below ``inputs/`` of its run: equal files, equal bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as writing:
        for path, content in request.inputs():
            if path != PROGRAMME:
                writing.writestr(zipfile.ZipInfo(path.removeprefix("inputs/")), content)
    return packed.getvalue()


def fingerprint(title: str, request: Request) -> str:
    """Return what names a request for ever: another program version, option or byte gives another."""
    inputs = [[path, checksum(content)] for path, content in request.inputs()]
    said = [title, request.options.data(), inputs, versions()]
    return hashlib.sha256(_json(said)).hexdigest()


def _collect(begun: Submitted, out: str, language: Language, line: Line) -> Done:
    key = begun.entry.key
    try:
        run = _finished(line, begun.run)
        outcome = RunOutcome(run["outcome"])
        if outcome in CODES:
            return _ended(key, outcome, run["problems"], language)
        folder = Path(out) / key
        papers = _papers(line, begun)
        write_run(folder, begun.request, papers)
    except (Refused, Damaged) as error:
        return _refused(key, error, language)
    except (LineDown, Left):
        raise
    except Exception as error:
        return failed(key, error, language)
    return Done(key=key, state=State.FINISHED, code=0, facts={**run["counts"], **_made_with(papers)})


def _finished(line: Line, path: str) -> dict[str, Any]:
    while True:
        answer = line.get(path)
        run = answer.data()
        if run["state"] == RunState.FINISHED:
            return run
        line.pause(float(answer.headers.get("retry-after", "1")))


def _papers(line: Line, begun: Submitted) -> list[Paper]:
    """Return what the run wrote; its inputs are here already, and must be those."""
    told: Mapping[str, str] = line.get(f"{begun.run}/papers").data()["papers"]
    inputs = {path: checksum(content) for path, content in begun.request.inputs()}
    for path in inputs:
        if told.get(path) != inputs[path]:
            raise Damaged(DAMAGED.format(path=path))
    return [_paper(line, begun.run, path, told[path]) for path in sorted(told.keys() - inputs.keys())]


def _paper(line: Line, run: str, path: str, expected: str) -> Paper:
    content = line.get(f"{run}/papers/content", path=path).body
    if checksum(content) != expected:
        raise Damaged(DAMAGED.format(path=path))
    return Paper(path, content)


def _made_with(papers: Sequence[Paper]) -> dict[str, str]:
    """Return what of the server's versions differs from those here: then the bytes may, too."""
    written = next(paper.content for paper in papers if paper.path == RUN)
    theirs: Mapping[str, str] = json.loads(written)["made_with"]
    here = versions()
    other = [f"{name} {theirs[name]}" for name in sorted(theirs) if theirs[name] != here.get(name)]
    return {"server_versions": ", ".join(other)} if other else {}


def _ended(key: str, outcome: RunOutcome, problems: Sequence[Mapping[str, Any]], language: Language) -> Done:
    said = [str(problem["reason"][language.value]) for problem in problems]
    text = "; ".join([ENDED[outcome][language], *said])
    facts: dict[str, object] = {"error": ENDED[outcome][language], "problems": list(problems), "text": text}
    return Done(key=key, state=State.FAILED, code=int(CODES[outcome]), facts=facts)


def _refused(key: str, error: Refused | Damaged, language: Language) -> Done:
    facts: dict[str, object] = {"error": error.why[language] if isinstance(error, Damaged) else str(error)}
    if isinstance(error, Refused):
        problems: list[dict[str, object]] = list(error.problem.get("errors") or [])
        details = [str(one.get("detail")) for one in problems]
        facts |= {"problems": problems, "text": "; ".join([str(error), *details])}
    return Done(key=key, state=State.FAILED, code=int(Exit.REFUSED), facts=facts)


def _json(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()


def new_line(server: str, key: str, language: Language) -> Line:
    """Return a line to a server."""
    return Line(server=server, key=key, language=language.value, leaving=threading.Event())
