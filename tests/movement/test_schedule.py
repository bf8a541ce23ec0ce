"""What is given on each day: conflicts begin as the files say, and a closure gives a place back as it was."""

import pytest

from posada.movement.example import FILES, example
from posada.movement.network import network_of
from posada.movement.rows import FleeFolder
from posada.movement.schedule import Schedule, schedule_of

PLACES = FILES["input_csv/locations.csv"]
TWO_ZONES = PLACES.replace("Brava,West,Aland,1.0,2.0,town,0,", "Brava,West,Aland,1.0,2.0,conflict_zone,{},")
LEAVING = "move_rules:\n  conflict_movechance: 1.0\n  default_movechance: 0.3\n  camp_movechance: 0.001\n"


def days_of(folder: FleeFolder, *, compat: bool = False) -> Schedule:
    return schedule_of(folder, network_of(folder, compat=compat), compat=compat)


@pytest.mark.parametrize("begins", [0, 7])
@pytest.mark.parametrize("conflicts", [FILES["input_csv/conflicts.csv"], ""])
def test_a_zone_without_a_column_is_in_conflict_from_its_date(begins: int, conflicts: str) -> None:
    """People leave and set out from a zone that conflicts.csv does not name, from its date in locations.csv on."""
    folder = example(locations_csv=TWO_ZONES.format(begins), conflicts_csv=conflicts, simsetting_yml=LEAVING)
    days, brava = days_of(folder), 1
    assert days.chance[:, brava].tolist() == [0.3] * begins + [1.0] * (40 - begins)
    assert (days.origin_share[:, brava] > 0).tolist() == [False] * begins + [True] * (40 - begins)


def test_flee_takes_a_later_zone_without_a_column_for_a_town() -> None:
    """With compat="flee" it stays one, as Flee 3.1 looks at conflicts.csv only."""
    days = days_of(example(locations_csv=TWO_ZONES.format(7), simsetting_yml=LEAVING), compat=True)
    assert days.is_town[:, 1].all()


def test_a_column_without_conflict_makes_a_town_of_a_zone() -> None:
    """Where conflicts.csv names a zone it decides, not the date."""
    nowhere = "#Day,Akora,Brava\n" + "".join(f"{day},1.0,0\n" for day in range(40))
    days = days_of(example(locations_csv=TWO_ZONES.format(0), conflicts_csv=nowhere, simsetting_yml=LEAVING))
    assert days.is_town[:, 1].all()


@pytest.mark.parametrize("place", ["Brava", "Akora"])
def test_a_closure_of_a_camp_that_is_none_changes_nothing(place: str) -> None:
    """A town and a zone stay what they are; Flee makes a camp of either when the closure ends."""
    closed = example(closures_csv=f"camp,{place},,2,4\n", simsetting_yml=LEAVING)
    now, before = days_of(closed), days_of(example(simsetting_yml=LEAVING))
    assert (now.chance == before.chance).all()
    assert (now.is_camp == before.is_camp).all()
    number = [it.name for it in closed.locations].index(place)
    assert days_of(closed, compat=True).is_camp[5, number]


def test_a_camp_closed_as_an_idpcamp_opens_as_the_camp_it_was() -> None:
    """Its chance to be left is that of a town while it is closed, and that of its own kind afterwards."""
    days = days_of(example(closures_csv="idpcamp,Camp North,,2,4\n", simsetting_yml=LEAVING))
    assert days.chance[:6, 2].tolist() == [0.001, 0.001, 0.3, 0.3, 0.001, 0.001]
    assert days.is_camp[:6, 2].tolist() == [True, True, False, False, True, True]
