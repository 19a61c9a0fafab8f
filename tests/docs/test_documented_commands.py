"""Every command of the README and of the guide works as it is written, in its order."""

import glob
import re
import shlex
from pathlib import Path

import pytest

from questionnaires.examples import example_files
from questionnaires.loading import load_programme
from service.command.group import run_command
from service.demo.play import example_papers
from service.folder.write import add_papers

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)


def fences(page: str, language: str) -> list[str]:
    return [
        body for name, body in FENCE.findall((ROOT / page).read_text(encoding="utf-8")) if name == language
    ]


def commands(page: str) -> list[str]:
    return [line for body in fences(page, "sh") for line in body.splitlines() if line.startswith("matcher ")]


@pytest.fixture
def with_examples(tmp_path, monkeypatch):
    """Stand in a folder that has the example files where `make run` puts them."""
    programme = load_programme("r2-gymnasium")
    add_papers(tmp_path / "out/r2-gymnasium/files", example_papers(example_files(programme)))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("page", ["README.md", "docs/guide.md", "docs/guide.en.md"])
def test_commands_work_as_written(page, with_examples, capsys):
    assert commands(page)
    for command in commands(page):
        words = [found for word in shlex.split(command)[1:] for found in (sorted(glob.glob(word)) or [word])]
        code = run_command(words)
        assert code == 0, f"{command}\n{capsys.readouterr()}"


def test_python_of_the_readme_works():
    (body,) = fences("README.md", "python")
    exec(compile(body, "README.md", "exec"), {})


PAGES = sorted(
    str(page.relative_to(ROOT))
    for folder in (".", "docs", "benchmarks")
    for page in (ROOT / folder).glob("*.md")
)
HOUSE = re.compile(r"`((?:questionnaires|matcher|service|benchmarks|tests|docs|\.ci)/[\w./-]*)`")


@pytest.mark.parametrize("page", PAGES)
def test_links_and_files_of_the_house_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    missing = [link for link in links if not (ROOT / page).parent.joinpath(link).exists()]
    missing += [
        name
        for name in HOUSE.findall(text)
        if not any((top / name).exists() for top in (ROOT, ROOT / "tests"))
    ]
    assert not missing


def test_the_page_of_the_house_names_every_folder_of_the_service():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    folders = [init.parent.name for init in (ROOT / "service").glob("*/__init__.py")]
    assert folders
    assert [name for name in folders if f"`{name}/`" not in page] == []
