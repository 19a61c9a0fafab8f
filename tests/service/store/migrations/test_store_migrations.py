"""The database goes up and down with data in it, and equals the models when it is up."""

from sqlalchemy import inspect, select, text
from tenants import add_organisation, add_programme, add_run

from service.runs.queue import engine
from service.store import schema
from service.store.base import Base, Tenanted
from service.store.organisation import Organisation
from service.store.plans import Plan
from service.store.store import Store
from service.store.tables import all_tables
from service.store.users import Role


def test_an_empty_database_becomes_what_the_models_say(empty_database: str) -> None:
    store = Store(empty_database)
    assert not schema.current_revision(store.engine).is_current
    schema.upgrade(store.engine)
    engine.prepare(empty_database)
    assert schema.check(store.engine).differences == ()
    assert schema.current_revision(store.engine).is_current
    store.close()


def test_each_step_goes_down_and_up_again_with_data(store: Store) -> None:
    own = add_organisation(store)
    add_run(store, own)
    with store.scope(own, Role.CURATOR) as session:
        session.add(Plan(programme_id=add_programme(session).id, title="Осень", pairs=[{"form": "a"}]))
    schema.downgrade(store.engine, "0001")
    assert schema.current_revision(store.engine).found == "0001"
    schema.upgrade(store.engine)
    with store.whole() as session:
        assert session.scalars(select(Organisation.title)).all() == ["Школа «Кедр»"]
        assert session.execute(select(Plan.title, Plan.pairs)).all() == [("Осень", [{"form": "a"}])]
    assert schema.check(store.engine).is_current


def test_all_the_way_down_leaves_the_run_engine_alone(store: Store) -> None:
    add_run(store, add_organisation(store))
    schema.downgrade(store.engine, "base")
    place = "dbos" if store.engine.dialect.name == "postgresql" else None
    left = inspect(store.engine)
    assert not {table.name for table in all_tables()} & set(left.get_table_names())
    assert "workflow_status" in left.get_table_names(schema=place)
    schema.upgrade(store.engine)
    assert schema.check(store.engine).is_current


def tenant_tables() -> set[str]:
    mapped = (mapper for mapper in Base.registry.mappers if issubclass(mapper.class_, Tenanted))
    return {mapper.local_table.name for mapper in mapped}


def test_every_tenant_table_has_its_policy(store: Store) -> None:
    if store.engine.dialect.name == "postgresql":
        query = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
        with store.engine.connect() as connection:
            guarded = set(connection.execute(text(query)).scalars())
        assert guarded == tenant_tables()


def test_every_table_with_an_organisation_is_a_tenant_table_or_says_who_may_log_in() -> None:
    with_organisation = {table.name for table in all_tables() if "organisation_id" in table.columns}
    assert with_organisation - tenant_tables() == {"api_keys", "memberships"}
