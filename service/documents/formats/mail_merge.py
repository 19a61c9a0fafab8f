"""Filling one Word template for many people: parsed once, then one small archive per person.

A template stays an ordinary .docx that a curator edits in Word, with the tags of docxtpl. Opening it anew
for each of three thousand people would take minutes, so only the body is rendered per person; every other
part is packed once.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from service.documents.formats.archive import EPOCH, pack
from service.documents.formats.keep_together import keep_together
from service.documents.formats.unbroken import unbroken

BODY = "word/document.xml"

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
_HYPHENS = re.compile(r"(?<=\w)-(в|во|за|на|над|по|под|при|у)-(?=\w)")
"""A place on a river or by a town: «Ясногорье-на-Каме» is one word, and no line ends inside it."""
_KEPT_HYPHEN = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
_KEPT_HYPHENS = f"{_KEPT_HYPHEN}\\1{_KEPT_HYPHEN}"


class MailMerge:
    """A template ready to be filled in.

    Parameters
    ----------
    content
        Bytes of the .docx template.
    """

    def __init__(self, content: bytes) -> None:
        with ZipFile(BytesIO(content)) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        body = DocxTemplate(BytesIO(content)).patch_xml(parts.pop(BODY).decode())
        self._template = _environment().from_string(body)
        self._front = pack(parts.items())

    def fill(self, fields: Mapping[str, object]) -> bytes:
        """Return the document with these fields; a field the template names and nobody gave is an error."""
        body = self._template.render(fields)
        body = keep_together(body) if "<w:vMerge" in body else body
        target = BytesIO(self._front)
        with ZipFile(target, "a") as archive:
            archive.writestr(_entry(BODY), body.encode())
        return target.getvalue()


@cache
def get_template(name: str) -> MailMerge:
    """Return the project's own template, e.g. ``"letter"``."""
    return MailMerge(files("service.documents").joinpath("templates", f"{name}.docx").read_bytes())


def printable(value: object) -> object:
    """Return a value as it may stand in the body: lines kept, what XML forbids left out, names and places whole."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return loosely(unbroken(value))


def loosely(text: str) -> Markup:
    """Return a text as it may stand in a narrow column of the body: a line may end at any space."""
    lines = _NOT_XML.sub("", text).splitlines()
    return _BREAK.join(Markup(_HYPHENS.sub(_KEPT_HYPHENS, str(escape(line)))) for line in lines)


def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=printable)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EPOCH)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # as `pack` does
    entry.external_attr = 0o644 << 16
    return entry
