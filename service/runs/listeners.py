"""Who is told of a finished run, in the transaction that finishes it."""

from service.runs.ledger import Listener
from service.webhooks.finished import tell_of_run

LISTENERS: list[Listener] = [tell_of_run]
"""A plain list is the registry: each is called with the session and the run."""
