"""What a receiver of notices does, as the page of Standard Webhooks has it."""

import base64
import hashlib
import hmac

TOLERANCE = 300
"""Seconds by which clocks may differ."""


def is_signed(secret: str, given: dict[str, str], body: bytes, now: int) -> bool:
    """Tell whether a notice was sent by whoever knows the secret, just now."""
    name, timestamp = given["webhook-id"], given["webhook-timestamp"]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = hmac.new(key, f"{name}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(expected).decode()}"
    return abs(now - int(timestamp)) <= TOLERANCE and signature in given["webhook-signature"].split()
