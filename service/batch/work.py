"""One organisation of a batch, in a worker process: made, or skipped because nothing changed, or refused."""

from pathlib import Path

from matcher.options import Options
from questionnaires.wording import Language
from service.batch.done import Done, State
from service.batch.region import Entry
from service.folder.checks.integrity import find_alterations
from service.folder.contents.counts import run_data
from service.folder.contents.manifest import RUN, Damaged, checksum, read_manifest, versions
from service.folder.make import make
from service.folder.request import Request
from service.folder.write import check_free, write_run
from service.terminal.faults import fault_reply
from service.terminal.inputs import read_inputs
from service.terminal.reply import Exit


def work(entry: Entry, out: str, language: Language = Language.RU) -> Done:
    """Make the run of one organisation in its folder below `out`; never raises for bad input."""
    folder = Path(out) / entry.key
    try:
        request = read_inputs(
            entry.programme, entry.given, Options(max_changes=entry.max_changes, shortlist=entry.shortlist)
        )
        if is_unchanged(folder, request):
            return Done(key=entry.key, state=State.UNCHANGED, code=0, facts=facts_of(folder))
        check_free(folder)
        made = make(request)
        write_run(folder, request, made.papers)
    except Exception as error:
        return failed(entry.key, error, language)
    return Done(key=entry.key, state=State.FINISHED, code=0, facts=run_data(made.view))


def is_unchanged(folder: Path, request: Request) -> bool:
    """Whether the folder holds the run of exactly these inputs, options and versions, with everything it wrote."""
    if not (folder / RUN).is_file():
        return False
    try:
        manifest = read_manifest(folder)
        altered = any(find_alterations(folder))
    except Damaged:
        return False
    inputs = {path: checksum(content) for path, content in request.inputs()}
    return bool(
        not altered
        and manifest["inputs"] == inputs
        and manifest["options"] == request.options.data()
        and manifest["made_with"] == versions()
    )


def facts_of(folder: Path) -> dict[str, object]:
    """Return the counts of a run that was left alone, from its manifest."""
    manifest = read_manifest(folder)
    return dict(manifest["counts"])


def failed(key: str, error: Exception, language: Language) -> Done:
    """Return what a failure makes of an organisation: what its own run would have said and ended with."""
    try:
        reply = fault_reply(error, language)
    except Exception as fault:
        return Done(key=key, state=State.FAILED, code=1, facts={"error": f"{type(fault).__name__}: {fault}"})
    code = reply.code if reply.code is not Exit.FINISHED else Exit.REFUSED
    return Done(
        key=key, state=State.FAILED, code=int(code), facts={**reply.data, "text": reply.text(language)}
    )
