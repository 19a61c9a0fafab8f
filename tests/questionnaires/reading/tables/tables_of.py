"""What a file is read as, whole: to compare one way of reading with another."""

from questionnaires.reading import InputFile
from questionnaires.reading.findings import Findings
from questionnaires.reading.tables.table import read_table


def tables(file: InputFile) -> list[tuple[object, ...]]:
    """Return title, width and typed cells of every table, then the findings."""
    findings = Findings()
    found = [
        (one.title, one.usual_width, [[(type(cell), cell) for cell in column] for column in one.columns])
        for one in read_table(file, findings)
    ]
    return [*found, findings.all()]
