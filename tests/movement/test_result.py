"""What a run says of itself: counts as they may be told, in Python as on the command line."""

import dataclasses

import numpy as np
import pytest

from posada.movement.ensemble import ensemble
from posada.movement.example import example
from posada.movement.result import Flows, reports_untold_at_end, total_is_untold
from posada.movement.rows import FleeFolder
from posada.movement.simulate import simulate


def conflict_of(north: int, south: int) -> FleeFolder:
    """The example with so many people in each of its two camps from the 21st day to the last."""
    files = {"refugees_csv": north + south, "north_csv": north, "south_csv": south}
    return example(
        **{name: f"2021-01-01,0\n2021-01-21,{it}\n2021-02-09,{it}\n" for name, it in files.items()}
    )


@pytest.fixture(name="flows")
def some_flows() -> Flows:
    """A run that ends with 3,000 people in one camp, 7 in the other and 40 on the road."""
    flows = simulate(conflict_of(3040, 7), engine="mean_field")
    counts = np.zeros_like(flows.counts)
    counts[:, 2:] = 3000.0, 7.0
    return dataclasses.replace(flows, counts=counts, on_the_road=np.full(len(counts), 40.0))


def test_a_camp_of_few_is_told_as_few_and_the_other_is_withheld(flows: Flows) -> None:
    """As the sum over camps is told, one camp alone would tell the other; so it is with what was reported."""
    assert flows.summary().splitlines()[1:] == [
        "People who set out: 3,047. In camps at the end: 3,007, on the road: 40.",
        "Camp North: withheld (reported: withheld)",
        "Camp South: fewer than 10 (reported: fewer than 10)",
    ]
    assert flows.explain("Camp South", "es") == "Camp South: menos de 10 (informadas: menos de 10)"


def test_counts_of_ten_and_more_stand_as_they_are(flows: Flows) -> None:
    """Nothing is withheld where nobody is few."""
    counts = flows.counts.copy()
    counts[:, 3] = 12.0
    many = dataclasses.replace(flows, counts=counts, folder=conflict_of(3040, 12), reported={})
    assert many.summary().splitlines()[2:] == ["Camp North: 3,000", "Camp South: 12"]


def test_rows_stay_exact(flows: Flows) -> None:
    """Errors and checks are computed from rows: they hold what is."""
    assert [row.people for row in flows.rows()[-4:]] == [0.0, 0.0, 3000.0, 7.0]


def test_an_ensemble_tells_no_few_either() -> None:
    """In no quantile, and nothing is left of seven people but that they are few."""
    told = ensemble(conflict_of(3, 4), members=3, seed=1).summary().splitlines()[1:]
    few = "fewer than 10"
    assert all(set(line.split(": ", 1)[1].split(" (")[0].split(", ")) <= {few, "0"} for line in told)
    assert all(line.endswith(f"(reported: {few})") for line in told)


def test_what_was_reported_is_a_whole_of_its_own() -> None:
    """The row of the total is no part of it, and a total that nothing hides is untold."""
    folder = conflict_of(15, 7)
    reported = {
        name: np.array([float(it)]) for name, it in (("total", 22), ("Camp North", 15), ("Camp South", 7))
    }
    assert reports_untold_at_end(folder, reported) == {"Camp North", "Camp South"}
    assert total_is_untold(reported)
    assert not total_is_untold(reported | {"Camp North": np.array([60.0])})
    assert not total_is_untold({})
