"""``matcher audit``: walk the chains of records and say whether any record was changed, left out or cut off."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.terminal import places
from service.terminal.reply import Exit, Reply
from service.terminal.settings import opened_store, read_settings

if TYPE_CHECKING:
    from service.audit.heads import State

WHOLE = Wording("{title}: записей {count}, цепь цела.", "{title}: {count} records, the chain is whole.")
BROKEN = Wording(
    "{title}: цепь нарушена на записи {position}.", "{title}: the chain is broken at record {position}."
)
CUT = Wording(
    "{title}: прежний конец цепи, запись {position}, пропал или стал другим.",
    "{title}: the former end of the chain, record {position}, is gone or was changed.",
)
NONE = Wording("Организаций ещё нет.", "There is no organisation yet.")
HEADS = Wording(
    "файл вне базы с концами цепей: сверить и запомнить новые (иначе срезанный конец не виден)",
    "a file outside the database with the ends of the chains: compare, then remember the new ones",
)


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "audit",
        language=language,
        help=COMMANDS["audit"][language],
        callback=audit,
        params=[
            click.Option(
                ["--heads"],
                metavar=places.FILE[language],
                type=click.Path(path_type=Path),
                help=HEADS[language],
            )
        ],
    )


def audit(heads: Path | None = None) -> Reply:
    """Verify the chain of every organisation; exit 4 when one is broken, and then remember no new end."""
    from service.audit.heads import check_chains, read_heads, write_heads

    known = read_heads(heads) if heads is not None and heads.exists() else {}
    with opened_store(read_settings()) as store, store.whole(read_only=True) as session:
        states = check_chains(session, known)
    failed = any(one.broken_at is not None or one.cut_at is not None for one in states)
    if heads is not None and not failed:
        write_heads(heads, states)
    data = [
        {
            "organisation": one.organisation,
            "records": one.count,
            "broken_at": one.broken_at,
            "cut_at": one.cut_at,
        }
        for one in states
    ]
    return Reply(
        lines=[_line(one) for one in states] or [NONE],
        data={"chains": data},
        code=Exit.NOT_EQUAL if failed else Exit.FINISHED,
    )


def _line(one: "State") -> Wording:
    if one.broken_at is not None:
        return BROKEN.format(title=one.title, position=one.broken_at)
    if one.cut_at is not None:
        return CUT.format(title=one.title, position=one.cut_at)
    return WHOLE.format(title=one.title, count=one.count)
