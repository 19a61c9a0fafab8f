"""Every heading, button and short text of the curator's pages that the reports do not have already."""

from questionnaires.wording import Wording
from service.pages.words import coming_in, matching, preparing, signing

PARTS = (coming_in, preparing, matching, signing)
TEXT: dict[str, Wording] = {key: told for part in PARTS for key, told in part.TEXT.items()}
