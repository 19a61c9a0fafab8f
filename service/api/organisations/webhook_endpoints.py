"""``/v1/webhook-endpoints``: where other systems want to be told; signed as Standard Webhooks asks."""

from datetime import timedelta
from typing import Any

from flask import Response
from marshmallow import fields, validate
from sqlalchemy import func, select

from questionnaires.wording import Wording
from service.access.roles import May
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import organisation, parts, session
from service.api.protocol.deeds import write_down
from service.api.protocol.lookup import get_row
from service.api.protocol.paging import answer_page
from service.api.protocol.problems import Problem, invalid
from service.api.resource import Resource
from service.api.schemas.fields import Body, Told, listed, text, whole
from service.api.schemas.shared import PageQuery
from service.moments import told
from service.store.journal import Message, WebhookEndpoint
from service.webhooks.addresses import AddressRefused, check_form
from service.webhooks.outbox import EVENTS
from service.webhooks.rotation import (
    GRACE_HOURS,
    LONGEST_HOURS,
    MOST_FORMER,
    TooManyFormer,
    former_until,
    replace_secret,
)
from service.webhooks.signing import new_secret

webhook_endpoints = Resource(
    "webhook_endpoints", __name__, url_prefix="/v1/webhook-endpoints", description="Notices to other systems."
)
OFTEN = Wording(
    "Уже {most} прежних секрета ещё действуют. Подождите, пока они кончатся, или замените с «grace_hours»: 0.",
    '{most} old secrets are still valid. Wait until they end, or replace with "grace_hours": 0.',
)
MOST = 20
TOO_MANY = Wording("Больше {most} адресов нельзя.", "At most {most} addresses are possible.")


class NewEndpoint(Body):
    """Where to send what."""

    url = text(2000, required=True, about="https address.", sample="https://lms.example/hooks/matcher")
    events = listed(
        fields.String(
            validate=validate.OneOf(EVENTS, error=f"choice|{', '.join(EVENTS)}"),
            error_messages={"invalid": "text", "null": "null"},
            metadata={"example": "run.finished"},
        ),
        len(EVENTS),
        least=1,
        required=True,
    )


class SecretReplaced(Body):
    """How long the old secret stays valid beside the new one."""

    grace_hours = whole(
        0,
        LONGEST_HOURS,
        about="0: every old secret ends at once, for one that others have seen.",
        load_default=GRACE_HOURS,
        sample=GRACE_HOURS,
    )


class DeliveriesTold(Told):
    """How notices fared there; those of which something is wrong are sent again with growing pauses."""

    sent = fields.Integer(required=True, metadata={"example": 12})
    waiting = fields.Integer(required=True, metadata={"example": 1})
    given_up = fields.Integer(required=True, metadata={"example": 0})
    last_status = fields.Integer(
        allow_none=True,
        metadata={
            "description": "What the newest notice that was tried was answered; null: nothing, or none was tried.",
            "example": 503,
        },
    )


class EndpointTold(Told):
    """An endpoint; the secret is shown once, when it is made or replaced."""

    id = fields.String(required=True, metadata={"example": "whk_0123456789abcdefghjkmnpqrs"})
    url = fields.String(required=True, metadata={"example": "https://lms.example/hooks/matcher"})
    events = fields.List(fields.String(), required=True, metadata={"example": ["run.finished"]})
    created_at = fields.String(required=True, metadata={"example": "2026-09-01T08:00:00Z"})
    disabled_at = fields.String(
        allow_none=True, metadata={"description": "Since it answered 410.", "example": None}
    )
    former_secrets_until = fields.String(
        allow_none=True,
        metadata={
            "description": "Until then notices are signed with secrets that were replaced, too.",
            "example": "2026-09-02T08:00:00Z",
        },
    )
    deliveries = fields.Nested(DeliveriesTold, required=True)


class EndpointMade(EndpointTold):
    """An endpoint with its new secret."""

    secret = fields.String(required=True, metadata={"example": "whsec_…"})


class EndpointList(Told):
    """A page of endpoints."""

    webhook_endpoints = fields.List(fields.Nested(EndpointTold), required=True)
    next = fields.String(allow_none=True, metadata={"example": None})


@webhook_endpoints.operation("GET", "", may=May.MANAGE, query=PageQuery, answer=EndpointList, sends=["Link"])
def list_endpoints(query: dict[str, Any]) -> Response:
    """List where notices go."""
    organisation()
    rows = session().scalars(select(WebhookEndpoint).order_by(WebhookEndpoint.id)).all()
    return answer_page("webhook_endpoints", rows, query, told=_row, key=lambda row: row.id)


@webhook_endpoints.operation(
    "POST",
    "",
    may=May.MANAGE,
    body=NewEndpoint,
    answer=EndpointMade,
    status=201,
    sends=["Location"],
    problems=[kinds.WRONG_STATE],
)
def create_endpoint(body: dict[str, Any]) -> Any:
    """Add an address; its secret is shown in this answer only."""
    try:
        check_form(body["url"], internal_allowed=parts().internal_addresses)
    except AddressRefused as error:
        raise invalid("/url", "address", error.why) from None
    if len(session().scalars(select(WebhookEndpoint.id)).all()) >= MOST:
        raise Problem(kinds.WRONG_STATE, TOO_MANY.format(most=MOST))
    row = WebhookEndpoint(
        organisation_id=organisation(),
        url=body["url"],
        secret=new_secret(),
        events=sorted(set(body["events"])),
    )
    session().add(row)
    write_down("webhook.created", row)
    return {**_row(row), "secret": row.secret}, {"Location": f"/v1/webhook-endpoints/{row.id}"}


@webhook_endpoints.operation("GET", "/<id:endpoint_id>", may=May.MANAGE, answer=EndpointTold)
def read_endpoint(endpoint_id: str) -> Any:
    """Read one address."""
    organisation()
    return _row(get_row(WebhookEndpoint, endpoint_id))


@webhook_endpoints.operation(
    "POST",
    "/<id:endpoint_id>/secret",
    may=May.MANAGE,
    body=SecretReplaced,
    answer=EndpointMade,
    problems=[kinds.WRONG_STATE],
)
def replace_endpoint_secret(endpoint_id: str, body: dict[str, Any]) -> Any:
    """Replace the secret; it is shown in this answer only, and notices are signed with the old one too for a while."""
    organisation()
    row = get_row(WebhookEndpoint, endpoint_id)
    session().refresh(row, with_for_update=True)  # of two at once the second keeps what the first gave
    try:
        replace_secret(row, timedelta(hours=body["grace_hours"]))
    except TooManyFormer:
        raise Problem(kinds.WRONG_STATE, OFTEN.format(most=MOST_FORMER)) from None
    write_down("webhook.secret_replaced", row, {"grace_hours": body["grace_hours"]})
    return {**_row(row), "secret": row.secret}


@webhook_endpoints.operation("DELETE", "/<id:endpoint_id>", may=May.MANAGE, status=204)
def delete_endpoint(endpoint_id: str) -> None:
    """Send nothing there any more."""
    organisation()
    row = get_row(WebhookEndpoint, endpoint_id)
    write_down("webhook.deleted", row)
    for message in session().scalars(select(Message).where(Message.endpoint_id == row.id)):
        session().delete(message)
    session().flush()
    session().delete(row)


def _row(row: WebhookEndpoint) -> dict[str, Any]:
    return {
        "id": row.id,
        "url": row.url,
        "events": row.events,
        "created_at": told(row.created_at),
        "disabled_at": told(row.disabled_at),
        "former_secrets_until": told(former_until(row)),
        "deliveries": _deliveries(row),
    }


def _deliveries(row: WebhookEndpoint) -> dict[str, int | None]:
    sent, given_up, every = (
        func.count(column) for column in (Message.sent_at, Message.given_up_at, Message.id)
    )
    own = Message.endpoint_id == row.id
    arrived, lost, written = session().execute(select(sent, given_up, every).where(own)).one()
    newest = select(Message.last_status).where(own, Message.attempts > 0).order_by(Message.created_at.desc())
    return {
        "sent": arrived,
        "waiting": written - arrived - lost,
        "given_up": lost,
        "last_status": session().scalars(newest.limit(1)).first(),
    }
