"""The main job: five programmes end to end, each checked and repeated, told in at most fifteen lines."""

import re
from pathlib import Path
from urllib.parse import unquote

from service.command import demo as command
from service.command.group import run_command


def test_five_programmes_from_files_to_orders(tmp_path, capsys):
    out = tmp_path / "out"
    assert run_command(["demo", "--out", str(out)]) == 0
    told = capsys.readouterr().out.strip().splitlines()
    assert len(told) <= 15
    assert told[0].startswith("Пять программ · люди вымышленные · ")
    assert [line.split()[0] for line in told[2:7]] == ["R1", "R2", "R3", "R4", "R5"]
    assert all("соблюдены" in line for line in told[2:7])
    assert any("те же пары, документы совпали до байта" in line and "5 из 5" in line for line in told)
    assert_page_leads_to_files(out)
    runs = sorted(path.parent for path in out.glob("*/*/run.json"))
    assert len(runs) >= 8
    for folder in runs:
        assert run_command(["verify", str(folder)]) == 0, capsys.readouterr()
    # The demo has just made each once more; that a stranger can do so too is shown of one.
    assert run_command(["reproduce", str(runs[0])]) == 0, capsys.readouterr()


def assert_page_leads_to_files(out: Path) -> None:
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "вымышлены" in page
    links = re.findall(r'href="([^"#]+)"', page)
    assert len(links) >= 20
    assert [link for link in links if not (out / unquote(link)).exists()] == []


def test_folder_of_somebody_else_is_not_touched(tmp_path, capsys):
    (tmp_path / "own.txt").write_text("моё")
    assert run_command(["demo", "--out", str(tmp_path)]) == 2
    assert "ничего не тронуто" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["own.txt"]


def test_demo_can_be_repeated_in_its_own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("service.demo.demo.run_demo", lambda out, tell=None: (["готово"], True))
    for _ in range(2):
        assert command.demo(tmp_path / "out").code == 0
