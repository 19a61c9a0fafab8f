"""A resource: one decorator a view that authorises, negotiates, reads, answers and describes the operation."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import wraps
from typing import Any

import marshmallow as ma
from flask import Response, g, json, request
from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser
from werkzeug.routing import BaseConverter

from questionnaires.wording import Wording, both
from service.access.roles import May
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import authorise, reading, writing
from service.api.protocol.negotiation import Form, find_form, language
from service.api.protocol.problems import Problem
from service.api.schemas.description import REQUEST_HEADERS, document
from service.api.schemas.examples import sample_of
from service.api.schemas.fields import faults_of

JSON = (Form.JSON,)
TABLE = (Form.JSON, Form.CSV, Form.XLSX)
_TWICE = Wording("Имя стоит в объекте JSON дважды.", "A name stands twice in an object of the JSON.")
_CODED = Wording("Тело нужно без Content-Encoding.", "The body must come without Content-Encoding.")
_DEEP = Wording("JSON вложен слишком глубоко.", "The JSON is nested too deeply.")

View = Callable[..., Any]


class Ident(BaseConverter):
    """An id: a prefix of three letters and what nobody can guess."""

    regex = r"[a-z]{3}_[A-Za-z0-9_-]{1,64}"


class Parser(FlaskParser):
    """Reads bodies and queries; every refusal is a problem with pointers."""

    # a misspelt dry_run must not pass for none
    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {"json": None, "query": ma.RAISE}  # noqa: RUF012 - webargs' own shape

    def load_json(self, req: Any, schema: Any) -> Any:
        """Return the body; 415 when it is of another kind, 400 when it is no JSON."""
        if not req.is_json:
            raise Problem(kinds.MEDIA_TYPE, both(f"Content-Type: {Form.JSON}."))
        try:
            return json.loads(
                req.get_data(), parse_constant=_no_such_number, object_pairs_hook=_each_name_once
            )
        except RecursionError:
            raise Problem(kinds.MALFORMED, _DEEP) from None
        except ValueError:
            raise Problem(kinds.MALFORMED) from None

    def handle_error(self, error: Any, req: Any, schema: Any, **_: Any) -> Any:
        """Answer 422 with every wrong field."""
        location = next((name for name in ("json", "query") if name in error.messages), "json")
        raise Problem(kinds.INVALID, errors=faults_of(error.messages, location))


def _no_such_number(_: str) -> float:
    raise ValueError


def _each_name_once(given: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(given)
    if len(found) < len(given):
        raise Problem(kinds.MALFORMED, _TWICE)  # programs differ in which of the two they take
    return found


class Resource(Blueprint):  # type: ignore[misc]  # flask-smorest has no types
    """A blueprint whose views are operations of the API."""

    ARGUMENTS_PARSER = Parser()

    def operation(
        self,
        method: str,
        rule: str,
        *,
        may: May | None,
        body: type[ma.Schema] | None = None,
        query: type[ma.Schema] | None = None,
        answer: type[ma.Schema] | ma.Schema | None = None,
        status: int = 200,
        forms: Sequence[Form] = JSON,
        columns: Sequence[str] = (),
        problems: Sequence[kinds.ProblemType] = (),
        headers: Sequence[str] = (),
        sends: Sequence[str] = (),
        upload: Sequence[str] = (),
        alone: bool = False,
    ) -> Callable[[View], View]:
        """Make a view an operation.

        Parameters
        ----------
        may
            What the caller must be allowed to do; None: nobody is asked.
        body, query
            What is read and handed to the view, in this order, after the parts of the path.
        answer, status, forms, columns
            What comes back, in which forms, and the columns of a table.
        problems
            Kinds besides those every operation may answer with.
        headers, sends
            Request headers it reads and response headers it sets, by name.
        upload
            Content types of a body that is a file.
        alone
            The view opens its sessions itself, because it does something slow between reading and writing.
        """

        def decorate(view: View) -> View:
            inner = _answering(view, answer, status)
            read_query = self.arguments(query, location="query") if query is not None else _without_query
            inner = read_query(inner)
            if body is not None:
                inner = self.arguments(body, example=sample_of(body()))(inner)
            around = None if alone or may is None else reading if method == "GET" else writing
            outer = _guarded(inner, may, tuple(forms), tuple(upload), around)
            outer = self.doc(
                operationId=view.__name__,
                **document(
                    answer=answer,
                    status=status,
                    forms=forms,
                    columns=columns,
                    problems=problems,
                    sends=sends,
                    upload=upload,
                    may=may,
                    method=method,
                    rule=f"{self.url_prefix or ''}{rule}",
                    has_body=body is not None or bool(upload),
                ),
            )(outer)
            told = outer._apidoc.setdefault("arguments", {}).setdefault("parameters", [])
            told += [{"in": "header", "name": name, **REQUEST_HEADERS[name]} for name in headers]
            self.add_url_rule(rule, view.__name__, outer, methods=[method])
            return view

        return decorate


def spoken(data: Any) -> Any:
    """Return plain data with every sentence in the client's language."""
    if isinstance(data, Wording):
        return data[language()]
    if isinstance(data, dict):
        return {key: spoken(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [spoken(value) for value in data]
    return data


def _guarded(
    view: View, may: May | None, forms: tuple[Form, ...], upload: tuple[str, ...], around: View | None
) -> View:
    @wraps(view)
    def guarded(*given: Any, **path: Any) -> Any:
        g.principal = authorise(may)
        form = find_form(forms)
        if form is None:
            raise Problem(kinds.NOT_ACCEPTABLE, both(f"Accept: {', '.join(forms)}."))
        g.form = form
        if upload and request.mimetype not in upload:
            raise Problem(kinds.MEDIA_TYPE, both(f"Content-Type: {', '.join(upload)}."))
        if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
            raise Problem(kinds.MEDIA_TYPE, _CODED)
        with around() if around is not None else nullcontext():
            return view(*given, **path)

    return guarded


def _without_query(view: View) -> View:
    @wraps(view)
    def checked(*given: Any, **path: Any) -> Any:
        if request.args:  # a dry_run of what knows none must not be made
            raise Problem(kinds.INVALID, errors=faults_of(dict.fromkeys(request.args, "unknown"), "query"))
        return view(*given, **path)

    return checked


def _answering(view: View, answer: Any, status: int) -> View:
    @wraps(view)
    def answering(*given: Any, **path: Any) -> Any:
        # webargs hands parsed arguments over by position, the path by name: views take the path first
        found = view(*path.values(), *given)
        data, headers = found if isinstance(found, tuple) else (found, {})
        if isinstance(data, Response):
            data.headers.update(headers)
            return data
        if answer is None:
            return Response(status=status, headers=headers)
        told = spoken(data)
        text = json.dumps(told, ensure_ascii=False)
        return Response(text, status, headers, content_type="application/json")

    return answering
