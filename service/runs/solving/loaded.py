"""Everything a run needs, imported before the first one waits for it: solvers begin as copies of this."""

import docxtpl
import pymorphy3

import service.folder.make
import service.runs.inputs
import service.runs.solving.judging

LOADED = (docxtpl, pymorphy3, service.folder.make, service.runs.inputs, service.runs.solving.judging)
"""A plain list, so that no import here looks forgotten."""
