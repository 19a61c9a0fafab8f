"""Moments as RFC 3339 in UTC."""

from datetime import UTC, datetime


def told(moment: datetime | None) -> str | None:
    """Return ``2026-09-01T08:00:00Z``, or None."""
    if moment is None:
        return None
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
