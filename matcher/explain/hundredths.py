"""Points as a person reads them."""

from questionnaires.wording import Wording


def hundredths(points: int) -> Wording:
    """Return hundredths of a point without needless zeros: 7550 → «75,5», “75.5”."""
    text = f"{points / 100:.2f}".rstrip("0").rstrip(".")
    return Wording(text.replace(".", ","), text)
