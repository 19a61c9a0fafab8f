"""One kind of finding: its sentence with blanks, filled in and tied to a place."""

from dataclasses import dataclass

from questionnaires.finding import Finding, Severity
from questionnaires.wording import Wording


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: file, row as a spreadsheet shows it, header of the column, the cell as written, sheet."""

    file: str | None = None
    row: int | None = None
    column: str | None = None
    found: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A message with its blanks filled in, not yet tied to a place."""

    severity: Severity
    code: str
    reason: Wording
    remedy: Wording

    def at(self, place: Place) -> Finding:
        """Return the finding of this remark at a place."""
        return Finding(
            severity=self.severity,
            code=self.code,
            reason=self.reason,
            remedy=self.remedy,
            file=place.file,
            row=place.row,
            column=place.column,
            found=place.found,
            sheet=place.sheet,
        )


@dataclass(frozen=True, slots=True)
class Message:
    """One kind of finding: its reason and remedy in Russian and in English, with ``str.format`` fields."""

    severity: Severity
    code: str
    reason_ru: str
    reason_en: str
    remedy_ru: str = ""
    remedy_en: str = ""

    def fill(self, **values: object) -> Remark:
        """Return the message with its fields filled in."""
        reason = Wording(self.reason_ru, self.reason_en).format(**values)
        return Remark(
            self.severity, self.code, reason, Wording(self.remedy_ru, self.remedy_en).format(**values)
        )

    def at(self, place: Place, **values: object) -> Finding:
        """Return a finding of this kind at a place."""
        return self.fill(**values).at(place)
