"""``matcher user``: who may log in, in which role of which organisation."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import click

from questionnaires.wording import Language, Wording
from service.command.group import Command, with_actions
from service.terminal import places
from service.terminal.faults import Failure
from service.terminal.reply import Exit, Reply
from service.terminal.settings import opened_store, read_settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Action(StrEnum):
    """What is done."""

    LIST = "list"
    ADD = "add"
    REMOVE = "remove"
    PASSWORD = "password"
    KEY = "key"
    DISABLE = "disable"


ROLES = ("viewer", "curator", "head", "methodologist")
ACTION_PLACE, LOGIN_PLACE = Wording("ДЕЙСТВИЕ", "ACTION"), Wording("[ИМЯ]", "[LOGIN]")
ROLE = Wording("роль", "role")
ORGANISATION = Wording("организация: название или id", "organisation: its title or its id")
NAME = Wording("имя человека, как его показывать", "the person's name, as it is shown")
NO_PASSWORD = Wording("вход только через поставщика входа", "log-in by the identity provider only")
NEEDS = Wording("Нужны: {what}.", "Needed: {what}.")
UNKNOWN = Wording("Здесь нет такого: {what}.", "There is no such thing here: {what}.")
DONE = Wording("Готово: {login}.", "Done: {login}.")
ONCE = Wording("Одноразовый пароль (показан один раз): {secret}", "One-time password, shown once: {secret}")
KEY = Wording("Ключ (показан один раз): {secret}", "Key, shown once: {secret}")
NO_ROLES = Wording("без ролей", "no role")
DISABLED = Wording(" (отключён)", " (disabled)")


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "user",
        language=language,
        help=with_actions("user", ACTION_PLACE, Action, language),
        callback=user,
        params=[
            click.Argument(
                ["action"], type=click.Choice([one.value for one in Action]), metavar=ACTION_PLACE[language]
            ),
            click.Argument(["login"], default="", metavar=LOGIN_PLACE[language]),
            click.Option(["--role"], type=click.Choice(ROLES), help=ROLE[language]),
            click.Option(
                ["--organisation"], default="", metavar=places.TITLE[language], help=ORGANISATION[language]
            ),
            click.Option(["--name"], default="", metavar=places.NAME[language], help=NAME[language]),
            click.Option(["--no-password"], is_flag=True, help=NO_PASSWORD[language]),
        ],
    )


def user(action: str, login: str, role: str | None, organisation: str, name: str, no_password: bool) -> Reply:
    """Do one thing with one user, or list them."""
    from service.access.roster import NotInRoster

    wanted = Action(action)
    needed = {"LOGIN": login, "--role": role, "--organisation": organisation}
    if wanted not in (Action.ADD, Action.REMOVE):
        needed = {} if wanted is Action.LIST else {"LOGIN": login}
    missing = ", ".join(what for what, given in needed.items() if not given)
    if missing:
        raise _refused(NEEDS, missing)
    try:
        with opened_store(read_settings()) as store, store.whole() as session:
            if wanted is Action.LIST:
                return _listed(session)
            return _done(session, wanted, login, role or "", organisation, name, no_password)
    except NotInRoster as error:
        raise _refused(UNKNOWN, str(error)) from error


def _done(
    session: "Session", wanted: Action, login: str, role: str, organisation: str, name: str, no_password: bool
) -> Reply:
    from service.access import roster
    from service.store.users import Role

    if wanted is Action.ADD:
        place = roster.find_organisation(session, organisation)
        try:
            person, secret = roster.get_user(session, login), ""
        except roster.NotInRoster:
            person = roster.add_user(session, login, name=name)
            secret = "" if no_password else roster.give_password(session, person)
        roster.give_role(session, person, place, Role(role))
        return _reply(person.login, ONCE, secret)
    person = roster.get_user(session, login)
    if wanted is Action.REMOVE:
        roster.take_role(session, person, roster.find_organisation(session, organisation), Role(role))
    elif wanted is Action.DISABLE:
        roster.disable(session, person)
    elif wanted is Action.PASSWORD:
        return _reply(person.login, ONCE, roster.give_password(session, person))
    else:
        return _reply(person.login, KEY, roster.give_key(session, person, name or person.login))
    return _reply(person.login, ONCE, "")


def _listed(session: "Session") -> Reply:
    from sqlalchemy import select

    from service.store.organisation import Organisation
    from service.store.users import Membership, User

    titles = {one.id: one.title for one in session.scalars(select(Organisation))}
    roles: dict[str, list[dict[str, str]]] = {}
    for one in session.scalars(select(Membership).order_by(Membership.created_at, Membership.id)):
        held = {
            "organisation": one.organisation_id,
            "title": titles[one.organisation_id],
            "role": one.role.value,
        }
        roles.setdefault(one.user_id, []).append(held)
    lines, data = list[Wording | str](), list[dict[str, Any]]()
    for person in session.scalars(select(User).order_by(User.login)):
        own = roles.get(person.id, [])
        said = ", ".join(f"{one['role']} @ {one['title']}" for one in own)
        state = DISABLED if person.disabled_at else Wording("", "")
        lines.append(
            Wording(
                f"{person.login}: {said or NO_ROLES.ru}{state.ru}",
                f"{person.login}: {said or NO_ROLES.en}{state.en}",
            )
        )
        data.append({"login": person.login, "disabled": person.disabled_at is not None, "roles": own})
    return Reply(lines=lines, data={"users": data})


def _reply(login: str, said: Wording, secret: str) -> Reply:
    lines = [DONE.format(login=login)] + ([said.format(secret=secret)] if secret else [])
    return Reply(lines=lines, data={"login": login, "secret": secret or None})


def _refused(said: Wording, what: str) -> Failure:
    line = said.format(what=what)
    return Failure(Reply(lines=[line], data={"error": line.en}, code=Exit.REFUSED))
