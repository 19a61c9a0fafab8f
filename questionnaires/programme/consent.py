"""The texts of the consents, handed out as documents of their own."""

from dataclasses import dataclass

from questionnaires.programme.base import Category
from questionnaires.programme.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """The text of one consent, handed out as a document of its own; the school's lawyer edits it.

    Parameters
    ----------
    key
        Unique within the programme: one record may have a text for minors and another for adults.
    document
        The record that the signed paper gives.
    categories
        Who gets this text.
    minors
        True: for people under 18, signed by the законный представитель; False: for adults; None: everybody.
    version
        Written into the register of consents beside the date.
    paragraphs
        One paragraph each; ``{organisation}``, ``{programme}``, ``{curator}``, ``{site}`` and ``{end}`` are
        filled in.
    """

    key: str
    document: Document
    title: str
    version: str
    categories: tuple[Category, ...]
    paragraphs: tuple[str, ...]
    minors: bool | None = None
    signer: str = ""
