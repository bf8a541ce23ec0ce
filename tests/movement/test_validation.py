"""Validation: the measure of Flee, beside what needs no model; checks that find what was put wrong."""

import dataclasses
import datetime as dt

import numpy as np
import pytest

from posada.movement.check import check
from posada.movement.example import example
from posada.movement.simulate import simulate
from posada.movement.validation import mean_difference, validate


def test_the_measure_is_a_mean_over_days_of_shares() -> None:
    """A day that is right and a day on which all are in the wrong place give 1; days without reports do not count."""
    simulated = np.array([[5.0, 5.0], [10.0, 0.0], [3.0, 3.0]])
    reported = np.array([[5.0, 5.0], [0.0, 10.0], [0.0, 0.0]])
    assert mean_difference(simulated, reported) == 1.0


def test_baselines_stand_beside_our_error() -> None:
    """The difference of shares comes first, with baselines and without capacities; that of counts last, by its name."""
    found = validate(simulate(example(), engine="mean_field"))
    shares, baselines, leak, counts = found.summary().splitlines()
    assert shares.startswith("Difference of shares from the reports")
    assert shares.endswith(f": {found.rescaled:.3f}.")
    assert f"equal shares: {found.equal:.3f}" in baselines
    assert "frozen on day 30" in baselines
    assert "without the capacities" in leak
    assert counts == f"Difference of counts (the same, people not scaled): {found.ours:.3f}."
    assert "capacidades" in found.summary("es")


def test_flee_stands_beside_our_error_where_it_is_known() -> None:
    """By the name of the folder, each figure with who says so; for another conflict there is no line."""
    known = dataclasses.replace(example(), name="mali2012")
    told = validate(simulate(known, engine="mean_field")).summary().splitlines()
    assert told[3].startswith("The same for Flee itself: 0.360 (our run of Flee at 02cd2cbd")
    assert told[4].startswith(
        "The same for Flee itself without the capacities: 0.811 (our run of Flee 3.1 (PyPI)"
    )
    assert told[5].startswith("Difference of counts (")
    assert told[6].startswith("Difference of counts of Flee itself: 0.395 (our run of Flee at 02cd2cbd")
    assert told[7] == "Difference of counts of Flee as published: 0.254 (issue djgroen/flee#59, 2023-06-30)."
    assert "el propio Flee" in validate(simulate(known, engine="mean_field")).summary("es")
    assert "Flee itself" not in validate(simulate(example(), engine="mean_field")).summary()


def test_the_leak_free_score_does_not_see_capacities() -> None:
    """Other capacities change our error, not the leak-free score."""
    other = example()
    small = example(locations_csv=_with_capacity(300))
    one, two = (validate(simulate(folder, engine="mean_field")) for folder in (other, small))
    assert one.ours != two.ours
    assert one.leak_free == two.leak_free


def _with_capacity(capacity: int) -> str:
    return (
        "Akora,West,Aland,1.0,1.0,conflict_zone,0,50000\nBrava,West,Aland,1.0,2.0,town,0,20000\n"
        f"Camp North,North,Borland,2.0,2.0,camp,0,{capacity}\nCamp South,South,Borland,0.0,2.0,camp,0,9000\n"
    )


def test_a_folder_without_camps_in_its_reports_has_no_score() -> None:
    """Nothing to compare with is said, not scored."""
    flows = simulate(example(data_layout_csv="total,refugees.csv\n"), engine="mean_field")
    with pytest.raises(
        ValueError, match=r"^reports: must hold at least one camp of locations.csv, got none.$"
    ):
        validate(flows)


def test_the_check_finds_somebody_lost() -> None:
    """One person more than set out is told with the day."""
    flows = simulate(example(), seed=1)
    rows = list(flows.rows())
    rows[0] = rows[0]._replace(people=rows[0].people + 1)
    told = check(flows.folder, rows, flows.on_the_road.tolist(), flows.set_out.tolist())
    assert len(told) == 1
    assert told[0].startswith("2021-01-01: must have ")


def test_the_check_finds_somebody_where_no_road_leads() -> None:
    """People in a place apart cannot have walked there."""
    text = "name,region,country,lat,lon,location_type,conflict_date,population\n" + _with_capacity(9000)
    flows = simulate(example(locations_csv=text + "Island,r,Aland,5,5,town,0,9\n"), seed=1)
    moved = {"Island": 2.0, "Camp North": -2.0}
    late = flows.folder.starts_on + dt.timedelta(days=30)
    rows = [
        row._replace(people=row.people + moved.get(row.place, 0.0) * (row.on >= late)) for row in flows.rows()
    ]
    told = check(flows.folder, rows, flows.on_the_road.tolist(), flows.set_out.tolist())
    assert told == ["Island: must be empty, as no road leads here from where people set out."]


def test_wrong_names_of_engines_and_languages_are_told() -> None:
    """A mistyped option says what there is."""
    with pytest.raises(
        ValueError, match=r"engine: must be one of population, individual, mean_field, got 'fast'\."
    ):
        simulate(example(), engine="fast")
    with pytest.raises(ValueError, match=r"compat: must be '' or 'flee', got 'Flee'\."):
        simulate(example(), compat="Flee")
    with pytest.raises(ValueError, match=r"lang: must be one of en, es, got 'fr'\."):
        simulate(example()).summary("fr")


def test_the_answer_explains_a_place() -> None:
    """A place is told with its people and what was reported; a name that no place has is a KeyError."""
    flows = simulate(example(), seed=1)
    assert flows.explain("Camp North").endswith("(reported: 4,405)")
    with pytest.raises(KeyError):
        flows.explain("Nowhere")
