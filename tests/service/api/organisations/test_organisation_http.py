"""What an organisation sets for itself over HTTP: keys, addresses for events; and the chain of records of it."""

from datetime import UTC, datetime

from contract import check_problem
from http_sample import Caller, Service

from service.store.journal import Message
from service.store.users import Role


def test_a_webhook_may_not_point_inside(service: Service) -> None:
    caller = service.client(Role.HEAD)
    for url in (
        "https://127.0.0.1/x",
        "https://[::1]/",
        "https://10.0.0.8/",
        "http://lms.example/",
        "https://a:b@lms.example/",
        "ftp://x",
        "https://[::ffff:127.0.0.1]/",
    ):
        answer = caller.post("/v1/webhook-endpoints", {"url": url, "events": ["run.finished"]})
        check_problem(answer, 422, "invalid")
    made = caller.post("/v1/webhook-endpoints", {"url": "https://lms.example/x", "events": ["run.finished"]})
    assert made.json["secret"].startswith("whsec_")
    assert "secret" not in caller.get(made.headers["Location"]).json


def test_a_webhooks_secret_is_replaced_and_shown_once(service: Service) -> None:
    head = service.client(Role.HEAD)
    made = head.post("/v1/webhook-endpoints", {"url": "https://lms.example/r", "events": ["run.finished"]})
    place, first = made.headers["Location"], made.json["secret"]
    assert made.json["former_secrets_until"] is None
    assert made.json["deliveries"] == {"sent": 0, "waiting": 0, "given_up": 0, "last_status": None}
    again = head.post(f"{place}/secret").json
    assert again["secret"].startswith("whsec_")
    assert again["secret"] != first
    shown = head.get(place)
    assert shown.json["former_secrets_until"] == again["former_secrets_until"] > made.json["created_at"]
    assert "whsec_" not in shown.text
    for _ in range(3):
        head.post(f"{place}/secret", {"grace_hours": 1})
    check_problem(head.post(f"{place}/secret"), 409, "wrong-state")
    check_problem(head.post(f"{place}/secret", {"grace_hours": 169}), 422, "invalid")
    assert head.post(f"{place}/secret", {"grace_hours": 0}).json["former_secrets_until"] is None
    events = head.get("/v1/audit-events?limit=200").json["audit_events"]
    asked = [event["facts"] for event in events if event["action"] == "webhook.secret_replaced"]
    assert asked == [{"grace_hours": hours} for hours in (24, 1, 1, 1, 0)]


def test_how_notices_fare_is_told_with_their_endpoint(service: Service) -> None:
    head = service.client(Role.HEAD)
    made = head.post("/v1/webhook-endpoints", {"url": "https://lms.example/d", "events": ["run.finished"]})
    answered = {"sent": 204, "waiting": 503, "given_up": 410}
    with service.store.whole() as session:
        for day, (state, status) in enumerate(answered.items(), start=1):
            row = Message(
                organisation_id=service.organisations["ours"],
                endpoint_id=made.json["id"],
                event="run.finished",
            )
            row.created_at, row.attempts, row.last_status = datetime(2026, 9, day, tzinfo=UTC), 1, status
            row.sent_at = row.created_at if state == "sent" else None
            row.given_up_at = row.created_at if state == "given_up" else None
            session.add(row)
    told = head.get(made.headers["Location"]).json["deliveries"]
    assert told == {"sent": 1, "waiting": 1, "given_up": 1, "last_status": 410}
    assert head.delete(made.headers["Location"]).status_code == 204


def test_keys_are_shown_once_scoped_and_revoked(service: Service) -> None:
    head = service.client(Role.HEAD)
    made = head.post("/v1/api-keys", {"title": "Журнал", "role": "curator", "scopes": ["read"]}).json
    other = Caller(service.app.test_client(), made["key"])
    assert other.get("/v1/programmes").status_code == 200
    assert other.post("/v1/programmes", {"ready": "r2-gymnasium"}).status_code == 403
    assert made["key"] not in head.get("/v1/api-keys").text
    assert head.delete(f"/v1/api-keys/{made['id']}").status_code == 204
    assert other.get("/v1/programmes").status_code == 401
    over = head.post("/v1/api-keys", {"title": "x", "role": "operator"})
    assert over.status_code == 201


def test_the_chain_of_records_holds(service: Service, run: str) -> None:
    head = service.client(Role.HEAD)
    assert head.get("/v1/audit-events/verdict").json == {"whole": True, "broken_at": None}
    events = head.get("/v1/audit-events?limit=200").json["audit_events"]
    assert {"programme.created", "import.accepted", "run.accepted"} <= {event["action"] for event in events}
    created = [event["facts"] for event in events if event["action"] == "programme.created"]
    assert [facts["version"] for facts in created] == [1] * len(created), (
        "the version that it got, and no blank"
    )
