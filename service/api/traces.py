"""The access log: who looked at names, written beside the answer and not in its way."""

from service.access.roles import May
from service.api.context import organisation, principal, writing
from service.audit.journal import looked


def trace(subject: str, action: str) -> None:
    """Remember that names were looked at; somebody who sees codes only leaves no trace."""
    if not principal().may(May.NAMES):
        return
    with writing() as session:
        looked(session, organisation=organisation(), actor=principal().actor, subject=subject, action=action)
