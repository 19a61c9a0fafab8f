"""``/v1/webhook-endpoints``: where other systems want to be told; signed as Standard Webhooks asks."""

from typing import Any

from flask import Response
from marshmallow import fields, validate
from sqlalchemy import select

from questionnaires.wording import Wording
from service.access.roles import May
from service.api import problem_types as kinds
from service.api.context import organisation, parts, session
from service.api.deeds import write_down
from service.api.fields import Body, Told, listed, text
from service.api.lookup import get_row
from service.api.paging import answer_page
from service.api.problems import Problem, invalid
from service.api.resource import Resource
from service.api.schemas import PageQuery
from service.moments import told
from service.store.journal import Message, WebhookEndpoint
from service.webhooks.addresses import AddressRefused, check_form
from service.webhooks.outbox import EVENTS
from service.webhooks.signing import new_secret

webhook_endpoints = Resource(
    "webhook_endpoints", __name__, url_prefix="/v1/webhook-endpoints", description="Notices to other systems."
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


class EndpointTold(Told):
    """An endpoint; the secret is shown once, when it is made."""

    id = fields.String(required=True, metadata={"example": "whk_0123456789abcdefghjkmnpqrs"})
    url = fields.String(required=True, metadata={"example": "https://lms.example/hooks/matcher"})
    events = fields.List(fields.String(), required=True, metadata={"example": ["run.finished"]})
    created_at = fields.String(required=True, metadata={"example": "2026-09-01T08:00:00Z"})
    disabled_at = fields.String(allow_none=True, metadata={"example": None})


class EndpointMade(EndpointTold):
    """A new endpoint with its secret."""

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
    }
