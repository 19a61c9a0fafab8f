"""``matcher organisation``: the schools and centres of the service; each sees its own data only."""

import click

from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.terminal import places
from service.terminal.reply import Reply
from service.terminal.settings import opened_store, read_settings

ADD = Wording("название новой организации", "title of a new organisation")
NONE = Wording("Организаций ещё нет.", "There is no organisation yet.")


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "organisation",
        language=language,
        help=COMMANDS["organisation"][language],
        callback=organisation,
        params=[click.Option(["--add"], default="", metavar=places.TITLE[language], help=ADD[language])],
    )


def organisation(add: str) -> Reply:
    """Add an organisation if asked to, then list all."""
    from sqlalchemy import select

    from service.store.organisation import Organisation

    with opened_store(read_settings()) as store, store.whole() as session:
        if add.strip():
            session.add(Organisation(title=add.strip()[:500]))
            session.flush()
        rows = session.scalars(select(Organisation).order_by(Organisation.created_at, Organisation.id)).all()
        data = [{"id": one.id, "title": one.title} for one in rows]
    return Reply(
        lines=[f"{one['id']}  {one['title']}" for one in data] or [NONE], data={"organisations": data}
    )
