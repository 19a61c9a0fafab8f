"""Every fault of a definition file: its code, what is wrong, and what to change."""

from questionnaires.loading.faults.reference_words import REFERENCE_FAULTS
from questionnaires.loading.faults.shape_words import SHAPE_FAULTS
from questionnaires.wording import Wording

FAULTS: dict[str, tuple[Wording, Wording]] = {**SHAPE_FAULTS, **REFERENCE_FAULTS}
