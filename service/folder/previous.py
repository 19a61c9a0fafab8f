"""An earlier run as an input of the next: its pairs, its register, its declined pairs, its hand-filled bases."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

from questionnaires.answers import EarlierPair, PairState
from questionnaires.reading import InputFile

KEPT = ("run.json", "approval.json", "people.csv", "pairs.csv", "mentees.xlsx", "mentors.xlsx")
"""What the next run needs of an earlier one, in the folder itself and in those of its organisations."""


def collect_previous(folder: Path) -> tuple[InputFile, ...]:
    """Return the files of an earlier run that decide a refresh, named by their path with ``~`` for ``/``."""
    paths = [folder / name for name in KEPT]
    paths += [path / name for path in sorted(folder.iterdir()) if path.is_dir() for name in KEPT]
    chosen = [path for path in paths if path.is_file() and "inputs" not in path.parts[len(folder.parts) :]]
    return tuple(
        InputFile(path.relative_to(folder).as_posix().replace("/", "~"), path.read_bytes()) for path in chosen
    )


def read_previous(files: tuple[InputFile, ...]) -> tuple[EarlierPair, ...]:
    """Return the pairs of an earlier run with what has become of them."""
    by_name = {file.name: file.content for file in files}
    if "pairs.csv" not in by_name:
        return ()
    ended = _ended(by_name)
    rows = csv.DictReader(io.StringIO(by_name["pairs.csv"].decode("utf-8-sig")), delimiter=";")
    pairs = tuple(_pair(row, ended) for row in rows if row["mentor"])
    return pairs + tuple(_declined(by_name.get("run.json", b"{}")))


def earlier_bases(files: tuple[InputFile, ...], organisation: str = "") -> dict[str, bytes]:
    """Return the earlier ``mentees.xlsx`` and ``mentors.xlsx`` of the folder or of one organisation in it."""
    prefix = f"{organisation}~" if organisation else ""
    names = {f"{prefix}{name}": name for name in ("mentees.xlsx", "mentors.xlsx")}
    return {names[file.name]: file.content for file in files if file.name in names}


def _pair(row: dict[str, str], ended: set[str]) -> EarlierPair:
    state = PairState.ENDED if row["mentee"] in ended else PairState.WORKING
    return EarlierPair(mentee=row["mentee"], mentor=row["mentor"], form=row["form"], state=state)


def _declined(manifest: bytes) -> Iterator[EarlierPair]:
    for mentee, mentor in json.loads(manifest).get("declined", ()):
        yield EarlierPair(mentee=mentee, mentor=mentor, form="", state=PairState.DECLINED)


def _ended(by_name: dict[str, bytes]) -> set[str]:
    """Return the codes of mentees for whom the school wrote a «Дата завершения» into its base."""
    from python_calamine import CalamineWorkbook

    ended: set[str] = set()
    for name, content in by_name.items():
        if not name.endswith("mentees.xlsx"):
            continue
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        header = next((row for row in rows if "Код" in row and "Дата завершения" in row), None)
        if header is not None:
            code, end = header.index("Код"), header.index("Дата завершения")
            ended |= {str(row[code]) for row in rows[rows.index(header) + 1 :] if str(row[end]).strip()}
    return ended
