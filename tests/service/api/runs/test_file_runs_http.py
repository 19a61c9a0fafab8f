"""A run of files that are sent with it: exactly those are read, within stated limits."""

from collections.abc import Mapping

import pytest
from by_command import written_by_command
from http_sample import Service, new_programme
from small_run import STUDIO, request_of

from service.batch.remote import archive
from service.documents.formats.archive import zipped

ZIP = "application/zip"


def packed(files: Mapping[str, bytes]) -> bytes:
    return zipped(files.items())


def test_it_reads_the_files_sent_and_no_other(service: Service) -> None:
    caller, asked = service.client(), request_of(STUDIO)
    programme = new_programme(caller, STUDIO)
    answer = caller.post(f"{programme}/runs/of-files", data=archive(asked), content_type=ZIP)
    assert answer.status_code == 202, answer.text
    service.runs.carry()
    run = answer.headers["Location"]
    told = caller.get(f"{run}/papers").json["papers"]
    expected = written_by_command(asked)
    assert told.keys() == expected.keys()
    for path, content in expected.items():
        found = caller.get(f"{run}/papers/content", query_string={"path": path})
        assert found.data == content, path
    people = caller.get(f"{programme}/participants").json["participants"]
    assert len(people) == 24, "what is held on a person can be found"


def test_other_people_need_a_programme_of_their_own(service: Service) -> None:
    caller, asked = service.client(), request_of(STUDIO)
    programme = new_programme(caller, STUDIO)
    files = {path.removeprefix("inputs/"): content for path, content in asked.inputs() if "/answers/" in path}
    assert caller.post(f"{programme}/runs/of-files", data=packed(files), content_type=ZIP).status_code == 202
    one, *_ = files
    fewer = packed({one: files[one]})
    assert caller.post(f"{programme}/runs/of-files", data=fewer, content_type=ZIP).status_code in (409, 422)


@pytest.mark.parametrize(
    "content",
    [
        b"no archive",
        packed({"answers/01-a.csv": b"x"})[:-30],
        packed({"../01-a.csv": b"x"}),
        packed({"answers/../01-a.csv": b"x"}),
        packed({"secrets/01-a.csv": b"x"}),
        packed({"answers/01-a.csv": b"\0" * 201_000_000}),
        packed({f"answers/{number:03d}-a.csv": b"x" for number in range(201)}),
        packed({"answers/01-a.csv": b"\0\1\2"}),
    ],
    ids=["text", "cut", "above", "inside-above", "role", "bomb", "many", "no-table"],
)
def test_what_is_no_archive_of_a_run_is_refused(service: Service, content: bytes) -> None:
    caller = service.client()
    answer = caller.post(f"{new_programme(caller, STUDIO)}/runs/of-files", data=content, content_type=ZIP)
    assert answer.status_code == 422, answer.text
    assert answer.json["errors"]


def test_an_archive_without_answers_starts_nothing(service: Service) -> None:
    caller = service.client()
    answer = caller.post(f"{new_programme(caller, STUDIO)}/runs/of-files", data=packed({}), content_type=ZIP)
    assert answer.status_code == 409
