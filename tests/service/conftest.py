"""Both databases, and runs that many tests look at, made once for each worker; who changes a folder takes a copy."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from databases import (
    database,
    empty_database,
    migrated_file,
    migrated_template,
    postgresql,
    store,
)
from small_run import BY, GYMNASIUM, STUDIO, TEACHERS, all_agreed, request_of

from service.folder.approve import approve
from service.folder.make import Made, make
from service.folder.order import number_order
from service.folder.request import Request
from service.folder.write import write_run

__all__ = ["database", "empty_database", "migrated_file", "migrated_template", "postgresql", "store"]


@pytest.fixture(scope="session")
def gymnasium_request() -> Request:
    return request_of(GYMNASIUM)


@pytest.fixture(scope="session")
def gymnasium_made(gymnasium_request: Request) -> Made:
    return make(gymnasium_request)


@pytest.fixture(scope="session")
def gymnasium_folder(
    gymnasium_request: Request, gymnasium_made: Made, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """R2 before approval."""
    folder = tmp_path_factory.mktemp("gymnasium") / "run"
    write_run(folder, gymnasium_request, gymnasium_made.papers)
    return folder


@pytest.fixture(scope="session")
def ordered_folder(gymnasium_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """R2 approved, its orders numbered."""
    folder = tmp_path_factory.mktemp("ordered") / "run"
    shutil.copytree(gymnasium_folder, folder)
    approve(folder, by=BY)
    number_order(folder, "47; 48", date(2026, 9, 21))
    return folder


@pytest.fixture(scope="session")
def district_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """R5 approved: 18 schools that each sign their orders, some without a pair."""
    folder = tmp_path_factory.mktemp("district") / "run"
    request = request_of(TEACHERS)
    write_run(folder, request, make(request).papers)
    approve(folder, by=BY)
    return folder


@pytest.fixture(scope="session")
def studio_request() -> Request:
    return request_of(STUDIO)


@pytest.fixture(scope="session")
def studio_made(studio_request: Request) -> Made:
    return make(studio_request)


@pytest.fixture(scope="session")
def studio_folder(
    studio_request: Request, studio_made: Made, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """R4 before the interviews: the stages are open."""
    folder = tmp_path_factory.mktemp("studio") / "run"
    write_run(folder, studio_request, studio_made.papers)
    return folder


@pytest.fixture(scope="session")
def agreed_studio(studio_request: Request, studio_made: Made) -> Request:
    """R4 after interviews in which everybody agreed."""
    return all_agreed(studio_request, studio_made)


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[Path], Path]:
    """Return a copy of a folder that the test may change."""

    def copy(folder: Path) -> Path:
        place = tmp_path / "copy"
        shutil.copytree(folder, place)
        return place

    return copy
