"""A sheet of decisions in which everybody who was proposed agrees; for the example only."""

import csv
import io

from questionnaires.reading import InputFile
from service.folder.make import Made

NAME = "Решения собеседований, второй круг.csv"
HEADER = ("Наставляемый", "Наставник", "Решение", "Кто решил", "Причина")


def all_accepted(made: Made) -> InputFile:
    """Return decisions that accept every pair of a run that has not been decided yet."""
    decided = {(verdict.mentee, verdict.mentor) for verdict in made.answers.verdicts}
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for pair in made.run.result.pairs:
        if (pair.mentee, pair.mentor) not in decided:
            writer.writerow((pair.mentee, pair.mentor, "принята", "методист", ""))
    return InputFile(NAME, b"\xef\xbb\xbf" + text.getvalue().encode())
