"""Programmes and questionnaires from TOML: checked as a whole, every fault named with its place."""

from questionnaires.loading.catalogue import catalogue_digest, find_programmes
from questionnaires.loading.entries import load_consents, load_forms, load_questionnaire
from questionnaires.loading.programme_file import load_programme
from questionnaires.loading.resolving import resolved

__all__ = [
    "catalogue_digest",
    "find_programmes",
    "load_consents",
    "load_forms",
    "load_programme",
    "load_questionnaire",
    "resolved",
]
