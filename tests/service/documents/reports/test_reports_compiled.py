"""Templates are compiled once for all processes, and never taken from a file that does not fit."""

import os
import sys

import pytest
from jinja2 import DictLoader, Environment

from service.documents.reports import compiled
from service.documents.reports.compiled import CompiledTemplates

TEXT = "Пар: {{ pairs }}"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def render(text=TEXT, makers=(__file__,)):
    """Render as a process of its own would."""
    environment = Environment(
        loader=DictLoader({"a.html": text}), bytecode_cache=CompiledTemplates(makers), autoescape=True
    )
    return environment.get_template("a.html").render(pairs="<3>")


def kept(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_template_is_compiled_once(folder, monkeypatch):
    assert render() == "Пар: &lt;3&gt;"
    assert len(kept(folder)) == 1

    def compile_again(*_, **__):
        raise AssertionError("compiled twice")

    monkeypatch.setattr(Environment, "compile", compile_again)
    assert render() == "Пар: &lt;3&gt;"


def test_another_text_is_compiled_anew(folder):
    render()
    assert render("Групп: {{ pairs }}") == "Групп: &lt;3&gt;"


def test_templates_are_made_anew_when_their_maker_changes(folder, tmp_path_factory):
    maker = tmp_path_factory.mktemp("maker") / "page.py"
    maker.write_text("1", "utf-8")
    render(makers=[str(maker)])
    os.utime(maker, ns=(1, 1))
    render(makers=[str(maker)])
    assert len(kept(folder)) == 2


@pytest.mark.parametrize("content", [b"", b"j2", b"nothing of the kind"])
def test_a_damaged_file_is_passed_over(folder, content):
    render()
    (path,) = folder.iterdir()
    path.write_bytes(content)
    assert render() == "Пар: &lt;3&gt;"


def test_a_file_cut_short_is_passed_over(folder):
    render()
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        assert render() == "Пар: &lt;3&gt;"


def test_a_folder_that_cannot_be_written_does_no_harm(folder, monkeypatch):
    monkeypatch.setattr(compiled, "FOLDER", folder / "none")
    assert render() == "Пар: &lt;3&gt;"


def test_nothing_is_kept_where_python_keeps_no_modules(folder, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    render()
    assert kept(folder) == []
