"""By when a programme refreshes its bases and pairs, as its road map asks."""

from questionnaires.programme import Programme
from questionnaires.wording import Wording, both
from service.documents.words.answer_text import day_text

MOST_DAYS = 4
"""Of more days the first are told: who refreshes every week knows the next."""
REFRESH = Wording(
    "Базы и пары обновляют не реже {often} {times} в год: не позднее {days}.",
    "Bases and pairs are refreshed at least {often} times a year: by {days}.",
)


def refresh_sentence(programme: Programme) -> Wording | None:
    """Return the days by which bases and pairs are refreshed; None where none falls into the term."""
    days = programme.refresh_days()
    if not days:
        return None
    told = ", ".join([*map(day_text, days[:MOST_DAYS]), *(["…"] if len(days) > MOST_DAYS else [])])
    often = programme.refresh.times_a_year
    times = "раза" if often % 10 == 1 and often % 100 != 11 else "раз"
    return REFRESH.format(often=often, times=times, days=both(told))
