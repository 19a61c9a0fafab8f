"""``matcher audit``: walk the chains of records and say whether any record was changed or left out."""

import click

from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.command.reply import Exit, Reply
from service.command.settings import opened_store, read_settings

WHOLE = Wording("{title}: записей {count}, цепь цела.", "{title}: {count} records, the chain is whole.")
BROKEN = Wording(
    "{title}: цепь нарушена на записи {position}.", "{title}: the chain is broken at record {position}."
)
NONE = Wording("Организаций ещё нет.", "There is no organisation yet.")


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command("audit", language=language, help=COMMANDS["audit"][language], callback=audit)


def audit() -> Reply:
    """Verify the chain of every organisation; exit 4 when one is broken."""
    from sqlalchemy import func, select

    from service.audit.journal import verify_chain
    from service.store.journal import AuditEvent
    from service.store.organisation import Organisation

    lines, data = list[Wording](), list[dict[str, object]]()
    with opened_store(read_settings()) as store, store.whole(read_only=True) as session:
        for one in session.scalars(select(Organisation).order_by(Organisation.id)):
            own = AuditEvent.organisation_id == one.id
            count = session.scalar(select(func.count()).where(own)) or 0
            broken = verify_chain(session, one.id)
            said = WHOLE if broken is None else BROKEN
            lines.append(said.format(title=one.title, count=count, position=broken))
            data.append({"organisation": one.id, "records": count, "broken_at": broken})
    failed = any(one["broken_at"] is not None for one in data)
    return Reply(
        lines=lines or [NONE], data={"chains": data}, code=Exit.NOT_EQUAL if failed else Exit.FINISHED
    )
