"""Replacing the secret of an endpoint: for a while notices are signed with the old one too, so that none is refused."""

from datetime import UTC, datetime, timedelta

from service.store.base import now
from service.store.journal import WebhookEndpoint
from service.webhooks.signing import new_secret

GRACE_HOURS = 24
"""Hours an old secret stays valid, when nobody says otherwise."""
LONGEST_HOURS = 168
MOST_FORMER = 4
"""Old secrets that may be valid at once: each is one more signature of every notice."""


class TooManyFormer(Exception):  # noqa: N818 - named for what a person sees
    """So many old secrets are still valid that one more would make a notice too long."""


def replace_secret(endpoint: WebhookEndpoint, grace: timedelta) -> None:
    """Give an endpoint a new secret; without a grace time every old one ends at once.

    A request whose answer was lost is sent again: so the secrets of earlier replacements keep their own time.

    Raises
    ------
    TooManyFormer
        When `MOST_FORMER` old secrets are still valid.
    """
    kept = [*_former(endpoint), (endpoint.secret, now() + grace)] if grace else []
    if len(kept) > MOST_FORMER:
        raise TooManyFormer
    endpoint.former_secrets = [{"secret": secret, "until": until.isoformat()} for secret, until in kept]
    endpoint.secret = new_secret()


def valid_secrets(endpoint: WebhookEndpoint) -> tuple[str, ...]:
    """Return what a notice is signed with now: the newest first."""
    return (endpoint.secret, *(secret for secret, _ in reversed(_former(endpoint))))


def former_until(endpoint: WebhookEndpoint) -> datetime | None:
    """Return when the last old secret ends, or None when the present one is the only one."""
    return max((until for _, until in _former(endpoint)), default=None)


def _former(endpoint: WebhookEndpoint) -> list[tuple[str, datetime]]:
    kept = [(one["secret"], datetime.fromisoformat(one["until"])) for one in endpoint.former_secrets]
    return [(secret, until.astimezone(UTC)) for secret, until in kept if until > now()]
