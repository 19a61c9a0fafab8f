"""Making one page out of a template: nothing is fetched, nothing runs, and the page forbids both itself."""

from base64 import b64encode
from collections.abc import Mapping
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined

from questionnaires.wording import Language
from service.documents.reports.compiled import CompiledTemplates
from service.documents.reports.figures import exact, number, score
from service.documents.reports.words import TEXT


def render_page(
    template: str, language: Language, facts: Mapping[str, object], *, sheet: str = "report.css"
) -> bytes:
    """Return a finished page in UTF-8.

    Parameters
    ----------
    template
        Name of the template, e.g. ``"curator.html"``.
    facts
        What the template names; a name it needs and does not get is an error.
    sheet
        Name of the style sheet that is written into the page.
    """
    style = _style(sheet)
    page = (
        _environment()
        .get_template(template)
        .render(
            **facts,
            language=language.value,
            style=style,
            policy=_policy(style),
            w={key: wording[language] for key, wording in TEXT.items()},
            say=lambda wording: wording[language],
            exact=partial(exact, language=language),
        )
    )
    return page.encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=_loader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=CompiledTemplates([__file__]),
    )
    environment.filters["score"] = score
    environment.filters["number"] = number
    return environment


def _loader() -> BaseLoader:
    return PackageLoader("service.documents.reports")


@cache
def _style(sheet: str) -> str:
    return files("service.documents.reports").joinpath("templates", sheet).read_text("utf-8")


def _policy(style: str) -> str:
    """Only this very style sheet and pictures inside the page are allowed; no script, no other host."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
