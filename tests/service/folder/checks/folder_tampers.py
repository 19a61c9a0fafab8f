"""Ways to tamper with a finished folder."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from small_run import edit_rows, manifest, read_rows

from service.folder.contents.manifest import APPROVAL, ORDER, RUN, chained_manifest, checksum, sealed

PAIRS, UNMATCHED, PEOPLE, CERTIFICATE = "pairs.csv", "unmatched.csv", "people.csv", "certificate.npz"


Rows = list[dict[str, str]]


Tamper = Callable[[Path], object]


def reseal(folder: Path, change: Callable[[dict[str, Any]], object] = lambda content: None) -> None:
    """Change run.json and write every checksum in it anew, as a forger who knows the format would."""
    content = manifest(folder)
    for part in ("inputs", "outputs"):
        for path in content[part]:
            if (folder / path).is_file():
                content[part][path] = checksum((folder / path).read_bytes())
    change(content)
    content.pop("seal", None)
    (folder / RUN).write_bytes(sealed(content))


def rows(path: str, change: Callable[[Rows], object]) -> Tamper:
    def tamper(folder: Path) -> None:
        edit_rows(folder / path, change)
        reseal(folder)

    return tamper


def said(change: Callable[[dict[str, Any]], object]) -> Tamper:
    return lambda folder: reseal(folder, change)


def counted(**counts: object) -> Tamper:
    return said(lambda run: run["counts"].update(counts))


def proved(**proof: object) -> Tamper:
    return said(lambda run: run["proofs"][0].update(proof))


def content(path: str, change: Callable[[bytes], bytes]) -> Tamper:
    def tamper(folder: Path) -> None:
        (folder / path).write_bytes(change((folder / path).read_bytes()))
        reseal(folder)

    return tamper


def swap_mentors(table: Rows) -> None:
    first, other = next(
        (a, b)
        for a, b in itertools.combinations(table, 2)
        if a["mentor"] != b["mentor"] and a["form"] == b["form"]
    )
    first["mentor"], other["mentor"] = other["mentor"], first["mentor"]


def turn(mark: str) -> str:
    return {"yes": "no", "no": "yes"}[mark]


def worse_pairs(folder: Path) -> None:
    """Take a pair away and let every figure that depends on it agree, the total and the proof included."""
    table = read_rows((folder / PAIRS).read_bytes())
    lost = next(row for row in table if row["origin"] == "chosen")
    edit_rows(folder / PAIRS, lambda table: table.remove(lost))
    waiting = {
        "mentee": lost["mentee"],
        "forms": lost["form"],
        "certain": "no",
        "could_fit": "1",
        "places_left": "1",
    }
    edit_rows(folder / UNMATCHED, lambda table: table.append(waiting))
    total = manifest(folder)["proofs"][0]["objective"] - int(lost["points"])

    def change(run: dict[str, Any]) -> None:
        for proof in (run["proofs"][0], run["counts"]["proofs"][0]):
            proof.update(objective=total, bound=total)
        run["counts"].update(pairs=run["counts"]["pairs"] - 1, unmatched=run["counts"]["unmatched"] + 1)

    reseal(folder, change)


def withhold_proof(folder: Path) -> None:
    """Claim nothing, so that there is nothing to disprove."""

    def change(run: dict[str, Any]) -> None:
        for proof in (run["proofs"][0], run["counts"]["proofs"][0]):
            proof.update(status="feasible", proof="none")

    reseal(folder, change)


TAMPERINGS: dict[str, Tamper] = {
    "points of a pair": rows(PAIRS, lambda table: table[0].update(points="9999")),
    "points blank": rows(PAIRS, lambda table: table[0].update(points="")),
    "certain turned": rows(PAIRS, lambda table: table[0].update(certain=turn(table[0]["certain"]))),
    "certain blank": rows(PAIRS, lambda table: table[0].update(certain="")),
    "certain unknown": rows(PAIRS, lambda table: table[0].update(certain="maybe")),
    "origin of a pair": rows(PAIRS, lambda table: table[0].update(origin="accepted")),
    "form of a pair": rows(PAIRS, lambda table: table[0].update(form="unknown")),
    "mentors swapped": rows(PAIRS, swap_mentors),
    "a pair twice": rows(PAIRS, lambda table: table.append(dict(table[0]))),
    "a pair gone": rows(PAIRS, lambda table: table.pop()),
    "a stranger": rows(PAIRS, lambda table: table[0].update(mentee="Н-999")),
    "an unknown mentor": rows(PAIRS, lambda table: table[0].update(mentor="М-999")),
    "rows turned": rows(PAIRS, lambda table: table.reverse()),
    "a column more": rows(PAIRS, lambda table: [row.update(note="") for row in table]),
    "pairs empty": content(PAIRS, lambda old: b""),
    "pairs without rows": content(PAIRS, lambda old: old.splitlines(keepends=True)[0]),
    "pairs in UTF-16": content(PAIRS, lambda old: old.decode("utf-8-sig").encode("utf-16")),
    "pairs with NUL": content(PAIRS, lambda old: old + b"\0\0;\0\r\n"),
    "waiting, certain turned": rows(
        UNMATCHED, lambda table: table[0].update(certain=turn(table[0]["certain"]))
    ),
    "waiting, one gone": rows(UNMATCHED, lambda table: table.pop()),
    "waiting, one more": rows(UNMATCHED, lambda table: table.append({**table[0], "mentee": "Н-999"})),
    "waiting, could fit": rows(UNMATCHED, lambda table: table[0].update(could_fit="77")),
    "waiting, places": rows(UNMATCHED, lambda table: table[0].update(places_left="5")),
    "waiting, forms": rows(UNMATCHED, lambda table: table[0].update(forms="unknown")),
    "a name in the register": rows(PEOPLE, lambda table: table[0].update({"ФИО": "Другой Человек"})),
    "a code in the register": rows(PEOPLE, lambda table: table[0].update({"Код": "Н-777"})),
    "somebody out of the register": rows(PEOPLE, lambda table: table.pop()),
    "count of pairs": counted(pairs=1),
    "count of groups": counted(groups=9),
    "count of waiting": counted(unmatched=0),
    "count of absent": counted(absent=0),
    "count of changes": counted(changes=3),
    "mean match": counted(mean=100),
    "proofs in the counts": counted(proofs=[]),
    "programme": said(lambda run: run.update(programme="r5-teachers")),
    "rules": said(lambda run: run.update(rules_version=99)),
    "format": said(lambda run: run.update(format=2)),
    "declined pairs": said(lambda run: run.update(declined=[["Н-001", "М-001"]])),
    "no proofs": said(lambda run: run.update(proofs=[])),
    "a proof of another part": proved(part="another"),
    "a proof twice": said(lambda run: run["proofs"].append(run["proofs"][0])),
    "objective": proved(objective=1),
    "bound": proved(bound=10**6),
    "status": proved(status="feasible"),
    "proof of another kind": proved(proof="none"),
    "proof and status withheld": proved(proof="none", status="feasible"),
    "proof by the solver only": proved(proof="solver"),
    "worse pairs, figures adjusted": worse_pairs,
    "worse pairs, no proof claimed": lambda folder: (worse_pairs(folder), withhold_proof(folder)),
    "no proof claimed": withhold_proof,
    "tables not named": said(lambda run: run.update(outputs={})),
    "inputs not named": said(lambda run: run.update(inputs={})),
    "certificate gone": lambda folder: (folder / CERTIFICATE).unlink(),
    "certificate empty": content(CERTIFICATE, lambda old: b""),
    "certificate short": content(CERTIFICATE, lambda old: old[:200]),
    "certificate of zeros": content(CERTIFICATE, lambda old: bytes(len(old))),
    "certificate without parts": content(CERTIFICATE, lambda old: b"PK\x05\x06" + bytes(18)),
    "names in an input": lambda folder: change_input(folder, "М", "Ж"),
    "the programme": content("inputs/programme.json", lambda old: old.replace(b'"salt": "', b'"salt": "x')),
}
"""Changes after which every checksum in run.json is right again."""


def change_input(folder: Path, old: str, new: str) -> None:
    """Give people other names in one file of answers."""
    path = next((folder / "inputs" / "answers").glob("*.csv"))
    content = path.read_bytes()
    encoding = next(name for name in ("utf-8-sig", "cp1251") if reads(content, name))
    assert old in content.decode(encoding)
    path.write_bytes(content.decode(encoding).replace(old, new).encode(encoding))
    reseal(folder)


def reads(content: bytes, encoding: str) -> bool:
    try:
        return bool(content.decode(encoding))
    except UnicodeDecodeError:
        return False


PLAIN: dict[str, Tamper] = {
    "a figure in run.json": lambda folder: edit_text(folder / RUN, '"unmatched": ', '"unmatched": 1'),
    "a version in run.json": lambda folder: edit_text(folder / RUN, '"numpy": "', '"numpy": "9'),
    "an option in run.json": lambda folder: edit_text(folder / RUN, '"shortlist": 0', '"shortlist": 1'),
    "run.json gone": lambda folder: (folder / RUN).unlink(),
    "run.json empty": lambda folder: (folder / RUN).write_bytes(b""),
    "run.json a list": lambda folder: (folder / RUN).write_bytes(b"[]"),
    "run.json endless": lambda folder: (folder / RUN).write_bytes(b"[" * 100_000),
    "run.json not UTF-8": lambda folder: (folder / RUN).write_bytes(b"\xff\xfe{}"),
    "approval made by hand": lambda folder: (folder / APPROVAL).write_bytes(b"{}"),
    "an order without approval": lambda folder: (folder / ORDER).write_bytes(
        chained_manifest((folder / RUN).read_bytes(), {"number": "1", "date": "2026-09-01"}, [])
    ),
    "an order of somebody's own": lambda folder: write(folder / "orders" / "another.docx", b"PK"),
    "an input gone": lambda folder: next((folder / "inputs" / "answers").iterdir()).unlink(),
}
"""Changes by somebody who knows nothing of checksums."""


AFTER_ORDER: dict[str, Tamper] = {
    "approval gone": lambda folder: (folder / APPROVAL).unlink(),
    "another name approves": lambda folder: edit_text(folder / APPROVAL, "Директор", "Дирекция"),
    "another name approves, sealed": lambda folder: another_name(folder),
    "another number": lambda folder: edit_text(folder / ORDER, '"47; 48"', '"99"'),
    "another day": lambda folder: edit_text(folder / ORDER, "2026-09-21", "2026-09-22"),
    "an order edited": lambda folder: append(next((folder / "orders").glob("*.docx"))),
    "a letter edited": lambda folder: append(next((folder / "letters").iterdir())),
    "run.json of another run": lambda folder: reseal(folder, lambda run: run["made_with"].clear()),
    "a proposal put back": lambda folder: write(folder / "proposal.docx", b"PK"),
    "an order forged": lambda folder: write(folder / "orders" / "zz.docx", b"PK"),
}


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


def append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def edit_text(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, "nothing to change"
    path.write_bytes(text.replace(old, new, 1).encode())


def another_name(folder: Path) -> None:
    content = json.loads((folder / APPROVAL).read_bytes())
    del content["seal"]
    (folder / APPROVAL).write_bytes(sealed({**content, "approved_by": "Кто-то"}))
