"""The words of an order that a curator may change."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderText:
    """The words of an order that a curator may change; everything else comes from the pairs.

    Parameters
    ----------
    preamble
        «В целях …»; the grounds of the forms follow.
    duties
        The points after «Закрепить …», one each; ``{curator}``, ``{site}`` and ``{end}`` are filled in.
    show_role_model
        Whether the appendix has a column with `RoleModel.print_label`; off by default.
    """

    preamble: str
    duties: tuple[str, ...]
    show_role_model: bool = False
