"""What is due is destroyed by itself, and nothing else."""

from datetime import date, timedelta

from http_sample import Service, bring_files, finished_run, new_programme
from sqlalchemy import select

from service.personal.retention import destroy_due
from service.store.blobs import Blob
from service.store.programmes import Import, Participant
from service.store.users import Role


def test_a_closed_programme_is_destroyed_on_its_day_and_not_before(own_service: Service) -> None:
    service, caller = own_service, own_service.client(Role.HEAD)
    path = new_programme(caller)
    bring_files(service, path)
    run = finished_run(service, caller, path)
    programme_id = path.rsplit("/", 1)[1]
    day = date.fromisoformat(caller.post(f"{path}/close").json["destroyed_on"])
    assert caller.post(f"{path}/close").status_code == 409
    assert destroy_due(service.store, day - timedelta(days=1)) == 0
    assert caller.get(f"{run}/pairs").status_code == 200
    assert destroy_due(service.store, day) == 1
    assert destroy_due(service.store, day + timedelta(days=1)) == 0
    with service.store.whole(read_only=True) as session:
        own = Participant.programme_id == programme_id, Participant.name.is_not(None)
        assert session.scalars(select(Participant).where(*own)).all() == []
        held = Import.programme_id == programme_id, Import.content.is_not(None)
        assert session.scalars(select(Import).where(*held)).all() == []
        assert session.scalars(select(Blob).where(Blob.holders <= 0)).all() == []
    assert caller.get(f"{run}/pairs").status_code == 410
    assert caller.get(f"{path}/participants").json["participants"] == []
    assert caller.get("/v1/audit-events/verdict").json["whole"]
