"""What every refusal over HTTP looks like."""

import json

PROBLEM = "application/problem+json"
NOWHERE = "/v1/programmes/prg_" + "0" * 26


def check_problem(answer: object, status: int, code: str) -> dict[str, object]:
    assert answer.status_code == status, answer.text
    assert answer.content_type == PROBLEM
    body: dict[str, object] = json.loads(answer.data)
    assert (body["status"], body["code"]) == (status, code)
    assert {"type", "title", "detail", "instance", "request_id"} <= body.keys()
    return body
