"""Rules that households, persons and ties must keep with one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from posada.programme.frames import BAD, Frames, must_have_rows, shown
from posada.programme.mistakes import Mistake
from posada.programme.settings import Settings


def households_without_adult(settings: Settings, frames: Frames) -> Iterator[Mistake]:
    """Households with neither an adult nor a member who is unaccompanied; an unknown age is no adult."""
    households, persons = frames["households"], frames["persons"]
    if persons.broken:
        return
    if not len(persons):
        if len(households):
            yield must_have_rows("persons.csv", ["households.csv"])
        return
    latest_adult = settings.starts_on.year - 18
    held: set[Any] = set()
    seen: set[Any] = set()
    values = persons.values
    for household_id, birth_year, unaccompanied in zip(
        values["household_id"], values["birth_year"], values["unaccompanied"], strict=True
    ):
        seen.add(household_id)
        if unaccompanied or (birth_year is not None and birth_year <= latest_adult):
            held.add(household_id)
    for row, household_id in enumerate(households.values["household_id"]):
        if household_id is BAD or household_id in held:
            continue
        if household_id not in seen:
            yield households.mistake(row, "household_id", "must have at least one person in persons.csv.")
        else:
            yield households.mistake(
                row,
                "household_id",
                "must hold an adult (18 or older by birth_year) or a member with unaccompanied=yes.",
            )


def born_after_the_start(settings: Settings, frames: Frames) -> Iterator[Mistake]:
    """Persons whose year of birth lies after the year in which the programme ends."""
    persons = frames["persons"]
    for row, birth_year in enumerate(persons.values["birth_year"]):
        if birth_year is not None and birth_year is not BAD and birth_year > settings.ends_on.year:
            yield persons.mistake(row, "birth_year", "must not be after the end of the programme.")


def adults_called_unaccompanied(settings: Settings, frames: Frames) -> Iterator[Mistake]:
    """Persons who were adults before the year of the start and are marked as children without a family."""
    persons = frames["persons"]
    pairs = zip(persons.values["birth_year"], persons.values["unaccompanied"], strict=True)
    for row, (birth_year, unaccompanied) in enumerate(pairs):
        if unaccompanied is not True or birth_year is None or birth_year is BAD:
            continue
        if settings.starts_on.year - birth_year > 18:
            yield persons.mistake(row, "unaccompanied", "must be no for an adult (over 18 by birth_year).")


def principals_of_other_households(frames: Frames) -> Iterator[Mistake]:
    """Principal applicants who are members of another household."""
    households, persons = frames["households"], frames["persons"]
    home = dict(zip(persons.values["person_id"], persons.values["household_id"], strict=True))
    pairs = zip(households.values["household_id"], households.values["principal_person_id"], strict=True)
    for row, (household_id, principal) in enumerate(pairs):
        if principal is None or principal is BAD or household_id is BAD:
            continue
        if principal in home and home[principal] is not BAD and home[principal] != household_id:
            yield households.mistake(row, "principal_person_id", "must be a member of this household.")


def wishes_that_clash(frames: Frames) -> Iterator[Mistake]:
    """Households that prefer and refuse the same place."""
    households = frames["households"]
    pairs = zip(households.values["prefers_place_id"], households.values["refuses_place_id"], strict=True)
    for row, (prefers, refuses) in enumerate(pairs):
        if prefers is not BAD and refuses is not BAD and prefers and refuses and set(prefers) & set(refuses):
            yield households.mistake(
                row, "refuses_place_id", "must not name a place that prefers_place_id names."
            )


def ties_that_clash(frames: Frames) -> Iterator[Mistake]:
    """Ties to nothing, to two things or to oneself, and bonds that cannot all be kept."""
    ties, households = frames["ties"], frames["households"]
    columns = ("household_id", "with_household_id", "place_id", "bond")
    rows = list(zip(*(ties.values[name] for name in columns), strict=True))
    leader = _must_groups(rows)
    refused: dict[Any, set[Any]] = {}
    for household_id, places in zip(
        households.values["household_id"], households.values["refuses_place_id"], strict=True
    ):
        if household_id is not BAD and places is not BAD and places:
            refused.setdefault(leader(household_id), set()).update(places)
    pins: dict[Any, tuple[Any, int]] = {}
    for household_id, _, place_id, bond in rows:
        if bond == "apart" and place_id is not None and BAD not in (household_id, place_id):
            refused.setdefault(leader(household_id), set()).add(place_id)
    for row, (household_id, other, place_id, bond) in enumerate(rows):
        if BAD in (household_id, other, place_id, bond):
            continue
        if (other is None) == (place_id is None):
            yield ties.mistake(
                row, "with_household_id", "must be filled, or place_id must be: one of the two."
            )
        elif other == household_id:
            yield ties.mistake(row, "with_household_id", "must be another household.")
        elif bond == "apart" and other is not None and leader(other) == leader(household_id):
            yield ties.mistake(row, "bond", "must not be apart for households that other ties hold together.")
        elif bond == "must" and place_id is not None:
            earlier, line = pins.setdefault(leader(household_id), (place_id, ties.lines[row]))
            if earlier != place_id:
                yield ties.mistake(
                    row, "place_id", f"must be the same place as in line {line}: these go together."
                )
            if place_id in refused.get(leader(household_id), ()):
                yield ties.mistake(
                    row, "place_id", "must not be a place that the household refuses or keeps apart from."
                )


def ties_told_twice(frames: Frames) -> Iterator[Mistake]:
    """Rows of ties that say what an earlier row says: their points would count twice."""
    ties = frames["ties"]
    first: dict[tuple[Any, ...], int] = {}
    for row, told in enumerate(zip(*ties.values.values(), strict=True)):
        earlier = first.setdefault(told, row)
        if earlier != row and BAD not in told:
            yield ties.mistake(
                row, "household_id", f"repeats line {ties.lines[earlier]}: take one of them away."
            )


def pins_to_closed_places(settings: Settings, frames: Frames) -> Iterator[Mistake]:
    """Pins to places that receive nobody on any day of the programme."""
    ties, places = frames["ties"], frames["places"]
    columns = ("place_id", "opens_on", "closes_on")
    closed = {
        place_id
        for place_id, opens_on, closes_on in zip(*(places.values[name] for name in columns), strict=True)
        if BAD not in (opens_on, closes_on)
        and ((closes_on or settings.ends_on) < settings.starts_on)
        | ((opens_on or settings.starts_on) > settings.ends_on)
    }
    for row, (place_id, bond) in enumerate(zip(ties.values["place_id"], ties.values["bond"], strict=True)):
        if bond == "must" and place_id in closed:
            yield ties.mistake(row, "place_id", "must be a place that receives people during the programme.")


def floors_for_nobody(settings: Settings, frames: Frames) -> Iterator[Mistake]:
    """Floors for a value that no household or person has, so that no plan could reach them."""
    floors, households, persons = frames["floors"], frames["households"], frames["persons"]
    if households.broken or persons.broken:
        return
    pairs = zip(floors.values["group_column"], floors.values["group_value"], strict=True)
    for row, (column, value) in enumerate(pairs):
        if BAD in (column, value):
            continue
        holder = households if column in households.values else persons
        held: set[Any] = set()
        for cell in holder.values[column]:
            held.update(cell if isinstance(cell, tuple) else (cell,))
        if value not in held:
            yield floors.mistake(
                row,
                "group_value",
                f"must be a {column} that stands in {holder.table.file}, got {shown(value)}.",
            )


def _must_groups(rows: Iterable[tuple[Any, ...]]) -> Callable[[Any], Any]:
    """A function from a household to the one that stands for all those it must be with."""
    parent: dict[Any, Any] = {}

    def leader(household: Any) -> Any:
        while household in parent:
            household = parent[household]
        return household

    for household_id, other, _, bond in rows:
        if bond == "must" and other is not None and BAD not in (household_id, other):
            first, second = leader(household_id), leader(other)
            if first != second:
                parent[second] = first
    return leader
