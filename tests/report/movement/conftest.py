"""What the pages on movement are made of, made once for all their tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from posada.movement.caravans.follow import Followed, follow_caravans
from posada.movement.caravans.parameters_file import read_parameters
from posada.movement.example import example
from posada.movement.rows import FleeFolder
from posada.programme import Programme, read_programme
from posada.report.movement.conflict_bands import ConflictBands, conflict_bands

MAPASTEPEC = Path(__file__).parents[3] / "examples" / "mapastepec-2021"


@pytest.fixture(scope="session")
def programme() -> Programme:
    """The programme of examples/mapastepec-2021."""
    return read_programme(MAPASTEPEC)


@pytest.fixture(scope="session")
def followed(programme: Programme) -> Followed:
    """Its groups, the promise never kept."""
    given, _ = read_parameters(MAPASTEPEC)
    return follow_caravans(programme, offer="cards-2021-11", delivered="never", members=60, parameters=given)


@pytest.fixture(scope="session")
def bands() -> ConflictBands:
    """The bands of an invented conflict of four places."""
    return conflict_bands(example(), members=4)


@pytest.fixture(scope="session")
def small_conflict() -> Callable[[int, int], FleeFolder]:
    """The invented conflict with so many people in each of its two camps from the 21st day to the last."""

    def of(north: int, south: int) -> FleeFolder:
        files = {"refugees_csv": north + south, "north_csv": north, "south_csv": south}
        return example(
            **{name: f"2021-01-01,0\n2021-01-21,{it}\n2021-02-09,{it}\n" for name, it in files.items()}
        )

    return of
