"""The faults a definition file can have: one wording for one kind, in both languages."""

from collections.abc import Iterable
from difflib import get_close_matches

from questionnaires.finding import Finding, Severity
from questionnaires.loading.faults.fault_words import FAULTS


def fault(code: str, place: str, file: str, **values: object) -> Finding:
    """Return the finding of a fault.

    Parameters
    ----------
    code
        A key of `FAULTS`.
    place
        Where it is, as `questionnaires.loading.faults.place.place` says it; empty for the whole file.
    file
        Name of the file without folders.
    values
        Fields of the wording.
    """
    reason, remedy = FAULTS[code]
    return Finding(
        severity=Severity.ERROR,
        code=code,
        reason=reason.format(**values),
        remedy=remedy.format(**values),
        file=file,
        column=place or None,
        found=str(values["found"]) if "found" in values else None,
    )


def listed(names: Iterable[str], found: object = "") -> str:
    """Return the known names in one line, the one nearest to what was found first."""
    known = list(names)
    close = get_close_matches(str(found), known, n=1)
    return ", ".join(f"«{name}»" for name in [*close, *(name for name in known if name not in close)]) or "—"
