"""Findings as they are kept and sent: what kind of thing is wrong and what to do, never what stood in the cell."""

from questionnaires.finding import Finding
from questionnaires.wording import Wording

FALLBACK = Wording("Проверьте эту ячейку.", "Check this cell.")


def kind_of(finding: Finding) -> Wording:
    """Return the remedy of a finding, or a plain sentence where the remedy repeats the cell.

    The reason of a finding quotes the cell; where it is kept or sent the place is enough, and nothing a person wrote
    is echoed.
    """
    said = finding.remedy
    found = (finding.found or "").strip()
    if not said.ru.strip() or (found and (found in said.ru or found in said.en)):
        return FALLBACK
    return said
