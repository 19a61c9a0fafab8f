"""Who takes part: schools, their partners, and who signs for them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A school, gymnasium, организация дополнительного образования or partner.

    Parameters
    ----------
    name, short
        Full name for the heading of an order; short one for lists («Школа № 3»).
    act
        «приказ» or «распоряжение».
    head, head_position
        Who signs: «Соколова М. А.», «Директор».
    also
        Other spellings read as this organisation.
    """

    key: str
    name: str
    short: str
    place: str = ""
    act: str = "приказ"
    head: str = ""
    head_position: str = "Директор"
    curator: str = ""
    site: str = ""
    also: tuple[str, ...] = ()
    partner: bool = False
    """An enterprise, college or other outside organisation: it signs no order."""
