"""What each table held: rows read, ready, refused."""

from questionnaires.answers import Tally
from questionnaires.reading.tables.sheet import Sheet


def count_rows(sheet: Sheet, rows: int, routed: dict[str, list[int]]) -> list[Tally]:
    """Count a table once for each base its rows went to; what went nowhere stands with the first."""
    counts = [(base, len(places)) for base, places in routed.items() if places] or [
        (next(iter(routed), ""), 0)
    ]
    refused = rows - len({place for places in routed.values() for place in places})
    tallies = []
    for base, ready in counts:
        tallies.append(
            Tally(
                file=sheet.file,
                base=base,
                rows=ready + refused,
                ready=ready,
                repeated=0,
                refused=refused,
                sheet=sheet.label,
            )
        )
        refused = 0
    return tallies
