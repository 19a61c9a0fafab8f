"""The register of a programme: who has which code, kept from import to import."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.reading import InputFile, read_people
from service.folder.request import Role
from service.named import fold_name
from service.personal.district import OPEN
from service.personal.retention import follow_consent
from service.store.base import now
from service.store.blobs import drop_blob, get_blob, put_blob
from service.store.programmes import Import, ImportState, Participant

FILE = "people.csv"


def keep_register(session: Session, programme_id: str, organisation: str, checked: dict[str, Any]) -> bool:
    """Keep the register and one row a person: a code once given stays. Return whether somebody newly withdrew.

    The caller then ends what goes on with the data of that person: `service.personal.withdrawal.end_use`.
    """
    withdrawals = 0
    _keep_file(session, programme_id, organisation, checked["register"])
    query = select(Participant).where(Participant.programme_id == programme_id)
    known = {row.code: row for row in session.scalars(query) if row.code}
    waiting = {(row.name_key, _base(row)): row for row in session.scalars(query) if not row.code}
    for person in checked["people"]:
        key = fold_name(person["name"])
        row = known.get(person["code"]) or waiting.pop((key, person["base"]), None)
        if row is None:
            row = Participant(organisation_id=organisation, programme_id=programme_id)
            session.add(row)
        if row.erased_at is None:
            row.code, row.name, row.name_key = person["code"], person["name"], key
            row.facts = {**(row.facts or {}), **_facts(person)}
            session.flush()
            withdrawals += follow_consent(session, row, withdrawn=person["withdrawn"])
    session.flush()
    return withdrawals > 0


def register_row(session: Session, programme_id: str) -> Import | None:
    """Return the import that holds the register, or None before the first file was accepted."""
    query = select(Import).where(
        Import.programme_id == programme_id,
        Import.role == Role.PEOPLE.value,
        Import.state == ImportState.ACCEPTED,
    )
    return session.scalars(query).first()


def codes_of(session: Session, programme_id: str, code: str) -> tuple[str, ...]:
    """Return all codes of the human who has this one; none when the register does not know it."""
    row = register_row(session, programme_id)
    if row is None or row.content is None:
        return ()
    people, _ = read_people(InputFile(FILE, get_blob(session, row.content)))
    return people.roles().get(code, ())


def _keep_file(session: Session, programme_id: str, organisation: str, content: bytes) -> None:
    row = register_row(session, programme_id)
    if row is None:
        row = Import(
            organisation_id=organisation,
            programme_id=programme_id,
            role=Role.PEOPLE.value,
            file_name=FILE,
            state=ImportState.ACCEPTED,
            accepted_at=now(),
        )
        session.add(row)
    before, row.content, row.size = row.content, put_blob(session, content), len(content)
    session.flush()
    if before is not None:
        drop_blob(session, before)


def _base(row: Participant) -> str:
    return str((row.facts or {}).get("base", ""))


def _facts(person: dict[str, Any]) -> dict[str, Any]:
    return {name: person[name] for name in ("organisation", "base", "side", "grade", "apart", OPEN)}
