"""The access log: who looked at names, written beside the answer and not in its way."""

from service.access.roles import May
from service.api.protocol.context import organisation, principal, writing
from service.audit.journal import looked
from service.store.programmes import Programme


def trace(subject: str, action: str, *, named: bool = False) -> None:
    """Remember that names were looked at; somebody who sees codes only leaves no trace.

    Parameters
    ----------
    named
        Somebody was named to a role that sees codes otherwise.
    """
    if not (named or principal().may(May.NAMES)):
        return
    with writing() as session:
        owner = session.get(Programme, subject) if principal().others else None
        looked(
            session,
            organisation=owner.organisation_id if owner else organisation(),
            actor=principal().actor,
            subject=subject,
            action=action,
        )
