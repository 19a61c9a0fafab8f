"""What people do on the pages, without a browser: they log in, send forms, bring the example, approve."""

import re
from typing import Any

from flask.testing import FlaskClient
from live import PASSWORD, Live
from page_forms import token_of

PAIR = re.compile(r"<small>(Н-\d+) · (М-\d+)</small>")
BY = "Директор Ветлугина О. С."


def log_in(client: FlaskClient, login: str, password: str = PASSWORD, **given: Any) -> Any:
    token = token_of(client.get("/login"))
    return client.post("/login", data={"csrf_token": token, "login": login, "password": password}, **given)


def post(client: FlaskClient, path: str, **form: str) -> Any:
    """Post a form as a page would, with the token of any page."""
    return client.post(path, data={"csrf_token": token_of(client.get("/programmes")), **form})


def new_programme(head: FlaskClient) -> str:
    path = "/".join(post(head, "/programmes", key="r2-gymnasium").headers["Location"].split("/")[:3])
    post(head, f"{path}/uploads/example")
    post(head, f"{path}/uploads/accept")
    return path


def approved(live: Live, head: FlaskClient, programme: str) -> str:
    run_id = post(head, f"{programme}/runs").headers["Location"].split("/")[2]
    live.wait_for_end(run_id)
    post(head, f"/runs/{run_id}/approve", by=BY, agreed="yes")
    return f"/runs/{run_id}"
