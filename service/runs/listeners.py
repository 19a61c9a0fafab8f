"""Who is told of a finished run, in the transaction that finishes it."""

from service.runs.ledger import Listener

LISTENERS: list[Listener] = []
"""A plain list is the registry: each is called with the session and the run."""
