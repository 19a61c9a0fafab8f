"""What reading noticed in a file: never raised one by one, always gathered and shown together."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.wording import Language, Wording

_SHEET, _ROW = Wording("лист", "sheet"), Wording("строка", "row")


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The run is refused until it is mended."""
    WARNING = "warning"
    """The run goes on; a person should look."""
    NOTE = "note"
    """Something was read in another form than it was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found in a file, with where it is and what to do.

    Parameters
    ----------
    severity
        Whether the run may go on.
    code
        Stable kind of the finding in kebab-case, e.g. ``"unknown-option"``; one wording for one kind.
    reason
        What is wrong, a sentence with the value expected and the value found.
    remedy
        What the person can change.
    file
        Name of the file without folders.
    row
        Row as a spreadsheet shows it: the header is row 1.
    column
        Header of the column as it stands in the file.
    found
        The cell as it was written.
    sheet
        Title of the sheet, where a workbook has answers on several.
    """

    severity: Severity
    code: str
    reason: Wording
    remedy: Wording
    file: str | None = None
    row: int | None = None
    column: str | None = None
    found: str | None = None
    sheet: str | None = None

    def sentence(self, language: Language = Language.RU) -> str:
        """Return «file, sheet, row N, «Column»: reason. Remedy» in one line."""
        place = [
            self.file,
            f"{_SHEET[language]} «{self.sheet}»" if self.sheet else None,
            f"{_ROW[language]} {self.row}" if self.row else None,
            f"«{self.column}»" if self.column else None,
        ]
        where = ", ".join(part for part in place if part)
        text = f"{self.reason[language]} {self.remedy[language]}".strip()
        return f"{where}: {text}" if where else text


class InputRefused(Exception):  # noqa: N818 - named for what a person sees, as the exit code is
    """The input has errors; `findings` holds all of them, not the first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(finding.sentence(Language.EN) for finding in self.findings))
