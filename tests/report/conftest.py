"""The plan of the small example, made once for all tests of the report."""

from pathlib import Path

import pytest

from posada.plan import Plan, make_plan
from posada.programme import read_programme

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def first_steps() -> Plan:
    """The plan of examples/first-steps."""
    return make_plan(read_programme(EXAMPLES / "first-steps"))


@pytest.fixture(scope="session")
def mapastepec() -> Plan:
    """The plan of examples/mapastepec-2021."""
    return make_plan(read_programme(EXAMPLES / "mapastepec-2021"))
