"""Forms as pages send them: with the token of a page, and filled in as any of them may ask."""

import re
from typing import Any

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
FILLED = {
    "by": "Директор Чернилов О. О.",
    "agreed": "yes",
    "number": "1",
    "day": "2026-09-01",
    "role": "answers",
}


def token_of(page: Any) -> str:
    """Return the token that a form of this page would send."""
    found = TOKEN.search(page.text)
    assert found, page.text[:500]
    return found.group(1)
