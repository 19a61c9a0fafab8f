"""A programme: a cohort with its organisations, bases, forms, rules and documents. Loaded from TOML, never mutated."""

from questionnaires.programme.base import Base, Blank, Capacity, Category, Requirement, Side
from questionnaires.programme.consent import ConsentText
from questionnaires.programme.document import Document
from questionnaires.programme.form import Arrangement, Priority, ProgrammeForm, RoleModel
from questionnaires.programme.indicator import Indicator
from questionnaires.programme.order_text import OrderText
from questionnaires.programme.organisation import Organisation
from questionnaires.programme.programme import Day, Programme, Purpose, Refresh, ShortTerm, Stage

__all__ = [
    "Arrangement",
    "Base",
    "Blank",
    "Capacity",
    "Category",
    "ConsentText",
    "Day",
    "Document",
    "Indicator",
    "OrderText",
    "Organisation",
    "Priority",
    "Programme",
    "ProgrammeForm",
    "Purpose",
    "Refresh",
    "Requirement",
    "RoleModel",
    "ShortTerm",
    "Side",
    "Stage",
]
