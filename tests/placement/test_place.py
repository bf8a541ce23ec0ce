"""The whole room against every plan there is, against a second solver, and by properties that always hold."""

import datetime as dt
import itertools
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import coo_array

from posada.placement import Placement, place
from posada.placement.check import check
from posada.programme import Programme
from posada.programme.tables import Assignment, Capacity, Floor, Resource, Score, Vacancy
from posada.testing import PLACES, assert_no_faults, programmes

Build = Callable[..., Programme]
Plan = Mapping[str, str | None]


# What a plan may be and what it is worth, said again from the tables alone.


class Judge:
    """A programme seen with the eyes of an inspector who has all day."""

    def __init__(self, programme: Programme, keep: Iterable[Assignment] = ()) -> None:
        self.programme = programme
        self.keep = {(row.household_id, row.place_id) for row in keep}
        self.households = {row.household_id: row for row in programme.households}
        self.places = {row.place_id: row for row in programme.places}
        self.resources = {row.resource_id: row for row in programme.resources}
        self.members = programme.members()
        self.weights = programme.settings.score
        first, last = programme.settings.starts_on, programme.settings.ends_on
        self.days = [first + dt.timedelta(number) for number in range((last - first).days + 1)]
        self.scores = {
            (household_id, place_id): self.score(household_id, place_id)
            for household_id in self.households
            for place_id in self.places
        }
        self.stays = {
            (household_id, place_id, resource_id): self.stay(household_id, place_id, resource_id)
            for household_id in self.households
            for place_id in self.places
            for resource_id in self.resources
        }
        self.offered = {
            (place_id, resource_id, day): self.amount(place_id, resource_id, day)
            for place_id in self.places
            for resource_id in self.resources
            for day in self.days
        }
        self.pairs: dict[frozenset[str], float] = {}
        for tie in programme.ties:
            if tie.bond == "prefer" and tie.with_household_id is not None:
                pair = frozenset((tie.household_id, tie.with_household_id))
                worth = float(getattr(self.weights, tie.kind))
                self.pairs[pair] = max(worth, self.pairs.get(pair, worth))

    def age(self, born: int | None) -> int:
        return -1 if born is None else self.programme.settings.starts_on.year - born

    def score(self, household_id: str, place_id: str) -> float:
        household, place, weights = self.households[household_id], self.places[place_id], self.weights
        people = self.members[household_id]
        points = weights.person_placed * len(people)
        if self.programme.scores:
            return points + sum(
                row.score
                for row in self.programme.scores
                if (row.household_id, row.place_id) == (household_id, place_id)
            )
        if place_id in household.prefers_place_id:
            points += weights.preference / 2 ** household.prefers_place_id.index(place_id)
        for kind in ("family", "friend", "job_offer"):
            if any(
                (tie.household_id, tie.place_id, tie.kind) == (household_id, place_id, kind)
                and tie.bond != "apart"
                for tie in self.programme.ties
            ):
                points += float(getattr(weights, kind))
        jobs = {
            row.occupation for row in self.programme.vacancies if row.place_id == place_id and row.openings
        }
        services = {
            self.resources[row.resource_id].counts.removeprefix("need:")
            for row in self.programme.capacities
            if row.place_id == place_id
            and row.amount
            and self.resources[row.resource_id].counts.startswith("need:")
        }
        for person in people:
            points += weights.language * bool(set(person.languages) & set(place.languages))
            points += weights.job * (self.age(person.birth_year) >= 18 and person.occupation in jobs)
            points += weights.service * len(services & set(person.specific_needs))
        return points

    def units(self, household_id: str, resource: Resource) -> int:
        people = self.members[household_id]
        ages = [self.age(person.birth_year) for person in people]
        kind, _, code = resource.counts.partition(":")
        return {
            "people": len(people),
            "households": 1,
            "adults": sum(age >= 18 for age in ages),
            "school_children": sum(5 <= age < 18 for age in ages),
            "infants": sum(0 <= age <= 1 for age in ages),
            "need": sum(code in person.specific_needs for person in people),
            "language": sum(code in person.languages for person in people),
        }[kind]

    def arrival(self, household_id: str, place_id: str) -> dt.date:
        days = (self.days[0], self.households[household_id].ready_on, self.places[place_id].opens_on)
        return max(day for day in days if day)

    def stay(self, household_id: str, place_id: str, resource_id: str) -> frozenset[dt.date]:
        first, length = self.arrival(household_id, place_id), self.resources[resource_id].stay_days
        if not self.units(household_id, self.resources[resource_id]):
            return frozenset()
        return frozenset(
            day for day in self.days if day >= first and (length is None or (day - first).days < length)
        )

    def amount(self, place_id: str, resource_id: str, day: dt.date) -> int:
        closes = self.places[place_id].closes_on
        if self.resources[resource_id].hard and closes and day > closes:
            return 0
        return sum(
            row.amount
            for row in self.programme.capacities
            if (row.place_id, row.resource_id) == (place_id, resource_id)
            and (row.from_on or day) <= day <= (row.until_on or day)
        )

    def may_go(self, household_id: str, place_id: str) -> bool:
        """Whether the household, seen alone, may go to the place; capacities and ties between aside."""
        household, place = self.households[household_id], self.places[place_id]
        people = self.members[household_id]
        ages = [self.age(person.birth_year) for person in people]
        if any(person.unaccompanied or "child_alone" in person.specific_needs for person in people):
            return False
        if max(ages, default=-1) < 19 or household.consents is not True:
            return False  # The programmes here never start on 31 December.
        if household.asylum_claim == "open":
            gathering = next(
                row for row in self.programme.gatherings if row.gathering_id == household.gathering_id
            )
            if place.state != (household.claim_state or gathering.state):
                return False
        if place_id in household.refuses_place_id:
            return False
        for tie in self.programme.ties:
            if tie.household_id == household_id and tie.place_id is not None:
                if tie.bond == "must" and tie.place_id != place_id:
                    return False
                if tie.bond == "apart" and tie.place_id == place_id:
                    return False
        if self.arrival(household_id, place_id) > min(place.closes_on or self.days[-1], self.days[-1]):
            return False
        offered = {row.resource_id for row in self.programme.capacities if row.place_id == place_id}
        return all(
            resource_id in offered or not self.units(household_id, resource)
            for resource_id, resource in self.resources.items()
        )

    def used(self, plan: Plan) -> dict[tuple[str, str], dict[dt.date, int]]:
        found: dict[tuple[str, str], dict[dt.date, int]] = defaultdict(lambda: defaultdict(int))
        for household_id, place_id in plan.items():
            if place_id is not None:
                for resource_id, resource in self.resources.items():
                    for day in self.stays[household_id, place_id, resource_id]:
                        found[place_id, resource_id][day] += self.units(household_id, resource)
        return found

    def is_allowed(self, plan: Plan) -> bool:
        for tie in self.programme.ties:
            if tie.with_household_id is not None:
                mine, other = plan[tie.household_id], plan[tie.with_household_id]
                if tie.bond == "must" and mine != other:
                    return False
                if tie.bond == "apart" and mine is not None and mine == other:
                    return False
        return all(
            count <= self.offered[place_id, resource_id, day]
            for (place_id, resource_id), by_day in self.used(plan).items()
            if self.resources[resource_id].hard
            for day, count in by_day.items()
        )

    def worth(self, plan: Plan) -> float:
        placed = {household_id: place_id for household_id, place_id in plan.items() if place_id is not None}
        points = sum(self.scores[pair] for pair in placed.items())
        prices = self.programme.settings.placement
        points += prices.move_cost * len(self.keep & set(placed.items()))
        for pair, worth in self.pairs.items():
            at = {placed.get(household_id) for household_id in pair}
            points += worth * (len(at) == 1 and None not in at)
        for (place_id, resource_id), by_day in self.used(plan).items():
            resource = self.resources[resource_id]
            if not resource.hard:
                over = max(count - self.offered[place_id, resource_id, day] for day, count in by_day.items())
                points -= (resource.overrun_price or 0.0) * max(0, over)
        for row in self.programme.capacities:
            points -= prices.shortfall_price * max(0, (row.at_least or 0) - self.counted(row, placed))
        for floor in self.programme.floors:
            reached = sum(self.scores[pair] for pair in placed.items() if self.is_of_group(pair[0], floor))
            points -= 10.0 * max(0.0, floor.at_least_score - reached)
        return points

    def counted(self, row: Capacity, placed: Mapping[str, str]) -> int:
        """The units that count for the minimum of a row."""
        period = {day for day in self.days if (row.from_on or day) <= day <= (row.until_on or day)}
        return sum(
            self.units(household_id, self.resources[row.resource_id])
            for household_id, place_id in placed.items()
            if place_id == row.place_id and self.stays[household_id, place_id, row.resource_id] & period
        )

    def is_of_group(self, household_id: str, floor: Floor) -> bool:
        for row in (self.households[household_id], *self.members[household_id]):
            held = getattr(row, floor.group_column, ())
            if floor.group_value in (held if isinstance(held, tuple) else (held,)):
                return True
        return False

    def plans(self) -> Iterator[Plan]:
        """Every plan there is."""
        choices = [
            [None, *(place_id for place_id in self.places if self.may_go(household_id, place_id))]
            for household_id in self.households
        ]
        for chosen in itertools.product(*choices):
            plan = dict(zip(self.households, chosen, strict=True))
            if self.is_allowed(plan):
                yield plan

    def best(self) -> float:
        """The worth of the best of all plans."""
        return max(self.worth(plan) for plan in self.plans())


def plan_of(judge: Judge, placed: Placement) -> Plan:
    at = {row.household_id: row.place_id for row in placed.assignments}
    return {household_id: at.get(household_id) for household_id in judge.households}


# A second solver: the same programme as rows and columns made from the tables, given to scipy.


@dataclass
class Rows:
    """A program in whole numbers under construction; every row is at most its right-hand side."""

    cost: list[float]
    whole: list[int]
    upper: list[float]
    entries: list[tuple[int, int, float]]
    right: list[float]

    def column(self, cost: float, *, whole: bool = False, upper: float = np.inf) -> int:
        self.cost.append(cost)
        self.whole.append(int(whole))
        self.upper.append(upper)
        return len(self.cost) - 1

    def at_most(self, right: float, entries: Iterable[tuple[int, float]]) -> None:
        self.entries += [(len(self.right), column, value) for column, value in entries]
        self.right.append(right)

    def maximum(self, constant: float) -> float:
        row, column, value = zip(*self.entries, strict=True) if self.entries else ((0,), (0,), (0.0,))
        right = self.right or [0.0]
        table = coo_array((value, (row, column)), shape=(len(right), len(self.cost))).tocsc()
        found = milp(
            -np.array(self.cost),
            integrality=self.whole,
            bounds=(np.zeros(len(self.cost)), np.array(self.upper)),
            constraints=LinearConstraint(table, -np.inf, np.array(right)),
            options={"mip_rel_gap": 0.0},
        )
        assert found.success, found.message
        return constant - float(found.fun)


def second_opinion(judge: Judge) -> float:
    """The worth of the best plan, by scipy, household by household and day by day."""
    programme, rows = judge.programme, Rows([], [], [], [], [])
    go = {}
    for household_id, place_id in judge.scores:
        if judge.may_go(household_id, place_id):
            kept = programme.settings.placement.move_cost * ((household_id, place_id) in judge.keep)
            go[household_id, place_id] = rows.column(
                judge.scores[household_id, place_id] + kept, whole=True, upper=1.0
            )
    for household_id in judge.households:
        rows.at_most(1, [(go[pair], 1.0) for pair in go if pair[0] == household_id])
    for place_id, (resource_id, resource) in itertools.product(judge.places, judge.resources.items()):
        over = None if resource.hard else rows.column(-(resource.overrun_price or 0.0))
        for day in judge.days:
            there = [
                (go[household_id, place_id], float(judge.units(household_id, resource)))
                for household_id in judge.households
                if (household_id, place_id) in go and day in judge.stays[household_id, place_id, resource_id]
            ]
            if there:
                rows.at_most(
                    judge.offered[place_id, resource_id, day],
                    there if over is None else [*there, (over, -1.0)],
                )
    for tie in programme.ties:
        if tie.with_household_id is None or tie.bond == "prefer":
            continue
        for place_id in judge.places:
            mine, other = go.get((tie.household_id, place_id)), go.get((tie.with_household_id, place_id))
            if tie.bond == "apart" and mine is not None and other is not None:
                rows.at_most(1, [(mine, 1.0), (other, 1.0)])
            if tie.bond == "must":
                pair = [(column, sign) for column, sign in ((mine, 1.0), (other, -1.0)) if column is not None]
                rows.at_most(0, pair)
                rows.at_most(0, [(column, -sign) for column, sign in pair])
    for (one, other), worth in ((sorted(pair), worth) for pair, worth in judge.pairs.items()):
        for place_id in judge.places:
            if (one, place_id) in go and (other, place_id) in go:
                both = rows.column(worth)
                rows.at_most(0, [(both, 1.0), (go[one, place_id], -1.0)])
                rows.at_most(0, [(both, 1.0), (go[other, place_id], -1.0)])
    for row in programme.capacities:
        if row.at_least:
            short = rows.column(-programme.settings.placement.shortfall_price)
            counts = [(go[pair], -float(judge.counted(row, dict([pair])))) for pair in go]
            rows.at_most(-row.at_least, [(short, -1.0), *counts])
    for floor in programme.floors:
        short = rows.column(-10.0)
        group = [(go[pair], -judge.scores[pair]) for pair in go if judge.is_of_group(pair[0], floor)]
        rows.at_most(-floor.at_least_score, [(short, -1.0), *group])
    return rows.maximum(0.0)


def crowd(build: Build, seed: int) -> tuple[Programme, tuple[Assignment, ...]]:
    """Return a programme of 36 households and 5 places with every kind of rule, and a plan to stay near."""
    dice = random.Random(seed)
    start = dt.date(2021, 11, 22)
    ids = [f"h{number:02}" for number in range(36)]
    towns = ["a", "b", "c", "d", "e"]
    households: dict[str, dict[str, Any]] = {}
    for name in ids:
        wishes = dice.sample(towns, 3)
        households[name] = {
            "born": [
                dice.choice([1960, 1985, 1999]),
                *dice.choices([1990, 2010, 2016, 2021], k=dice.randrange(4)),
            ],
            "needs": dice.choice([(), (), ("serious_medical",), ("pregnant",)]),
            "languages": dice.choice([(), ("spa",), ("hat", "fra")]),
            "occupation": dice.choice([None, "baker"]),
            "consents": dice.random() < 0.95,
            "asylum_claim": dice.choice(["none", "none", "none", "recognised", "open"]),
            "claim_state": "MX-PUE",
            "ready_on": dice.choice([None, start + dt.timedelta(dice.randrange(6))]),
            "prefers_place_id": tuple(wishes[:2]),
            "refuses_place_id": tuple(wishes[2:]) if dice.random() < 0.3 else (),
        }
    places = {
        name: {
            "beds": dice.randrange(8, 20),
            "languages": dice.choice([("spa",), ("spa", "hat")]),
            "state": dice.choice(["MX-PUE", "MX-GUA"]),
            "opens_on": dice.choice([None, start + dt.timedelta(2)]),
            "closes_on": dice.choice([None, None, start + dt.timedelta(7)]),
        }
        for name in towns
    }
    capacities = [
        Capacity(place_id=name, resource_id="seats", amount=dice.randrange(4), at_least=2) for name in towns
    ]
    for name in towns[1:]:
        middle = start + dt.timedelta(4)
        capacities += [
            Capacity(place_id=name, resource_id="clinic", amount=dice.randrange(4), until_on=middle),
            Capacity(place_id=name, resource_id="clinic", amount=dice.randrange(4), from_on=middle),
        ]
    pairs = [dice.sample(ids, 2) for _ in range(14)]
    bonds = ["must"] * 4 + ["apart"] * 4 + ["prefer:family"] * 3 + ["prefer:friend"] * 3
    ties = [(one, other, bond) for (one, other), bond in zip(pairs, bonds, strict=True)]
    ties += [(dice.choice(ids), dice.choice(towns), bond) for bond in ("must", "apart", "prefer:job_offer")]
    programme = build(
        places=places,
        households=households,
        ties=ties,
        resources=[
            Resource(resource_id="beds", counts="people", stay_days=dice.choice([None, 4])),
            Resource(resource_id="clinic", counts="need:serious_medical"),
            Resource(resource_id="seats", counts="school_children", hard=False, overrun_price=35.0),
        ],
        capacities=capacities,
        floors=(Floor(floor_id="f", group_column="languages", group_value="hat", at_least_score=2000.0),),
        vacancies=(Vacancy(place_id="c", occupation="baker", openings=3),),
        score={
            "preference": 60.0,
            "family": 50.0,
            "friend": 20.0,
            "language": 10.0,
            "job": 25.0,
            "service": 15.0,
        },
        placement={"move_cost": 30.0},
    )
    keep = tuple(Assignment(household_id=name, place_id=dice.choice(towns), people=1) for name in ids[:12])
    return programme, keep


kept = st.dictionaries(st.integers(0, 6), st.sampled_from(PLACES), max_size=4)


def published(programme: Programme, places: Mapping[int, str]) -> tuple[Assignment, ...]:
    """A published plan for some of the households, whether it was a good one or not."""
    return tuple(
        Assignment(household_id=household.household_id, place_id=places[number], people=1)
        for number, household in enumerate(programme.households)
        if number in places
    )


# The room beside them.


@given(programme=programmes(most_households=4), places=kept)
def test_a_plan_is_the_best_of_all_plans(programme: Programme, places: Mapping[int, str]) -> None:
    """On small programmes no plan that the rules allow is worth more, and the bound is not below the best."""
    keep = published(programme, places)
    judge = Judge(programme, keep)
    placed = place(programme, gap=0.0, keep=keep)
    plan = plan_of(judge, placed)
    assert judge.is_allowed(plan)
    assert all(place_id is None or judge.may_go(name, place_id) for name, place_id in plan.items())
    best = judge.best()
    assert placed.objective == pytest.approx(judge.worth(plan), abs=1e-6)
    assert placed.objective == pytest.approx(best, abs=1e-5)
    assert placed.bound >= best - 1e-6


@given(programme=programmes(most_households=4), gap=st.sampled_from([5e-4, 0.05, 1.0]))
def test_the_bound_is_never_below_the_best_plan_and_the_gap_says_how_far(
    programme: Programme, gap: float
) -> None:
    """However early the search may stop, the bound holds, and `gap_share` is its distance from the plan."""
    placed = place(programme, gap=gap)
    best = Judge(programme).best()
    assert placed.bound >= best - 1e-6
    assert placed.objective <= best + 1e-6
    distance = placed.bound - placed.objective
    assert placed.gap_share == pytest.approx(distance / max(1.0, abs(placed.objective)))
    assert distance <= gap * max(1.0, abs(placed.bound)) + 1e-6


@pytest.mark.parametrize("seed", range(6))
def test_a_second_solver_finds_nothing_better(build: Build, seed: int) -> None:
    """On middle-sized programmes scipy, with rows of its own for every day, reaches the same total."""
    programme, keep = crowd(build, seed)
    judge = Judge(programme, keep)
    placed = place(programme, gap=0.0, keep=keep)
    expected = second_opinion(judge)
    assert placed.objective == pytest.approx(judge.worth(plan_of(judge, placed)), abs=1e-6)
    assert placed.objective == pytest.approx(expected, rel=1e-6)
    assert placed.bound >= expected - 1e-6 * abs(expected)
    assert_no_faults(checked(programme, placed))


@given(programme=programmes(), places=kept, gap=st.sampled_from([0.0, 5e-4, 0.2]))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_the_check_finds_nothing_on_any_plan_made(
    programme: Programme, places: Mapping[int, str], gap: float
) -> None:
    """Any programme, any published plan, any gap."""
    placed = place(programme, gap=gap, keep=published(programme, places))
    assert_no_faults(checked(programme, placed))


def checked(programme: Programme, placed: Placement) -> tuple[Any, ...]:
    return check(
        programme,
        assignments=placed.assignments,
        waiting=placed.waiting,
        objective=placed.objective,
        bound=placed.bound,
        keep=placed.keep,
    )


@given(programme=programmes(), dice=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(programme: Programme, dice: random.Random) -> None:
    """The same programme twice, and with its rows shuffled, has the same answer in every table."""
    first = place(programme)
    shuffled = replace(
        programme,
        **{
            name: tuple(dice.sample(rows, len(rows)))
            for name in ("places", "capacities", "households", "ties", "scores", "vacancies", "states")
            for rows in [getattr(programme, name)]
        },
    )
    for again in (place(programme), place(shuffled)):
        assert again.rows() == first.rows()
        assert (again.objective, again.bound) == pytest.approx((first.objective, first.bound), abs=1e-9)


def test_a_programme_with_nobody_or_nowhere_has_an_empty_plan(build: Build) -> None:
    """No households: nothing; no places: everybody waits."""
    empty = place(build(places={"a": {"beds": 3}}, households={}))
    assert (empty.assignments, empty.waiting, empty.objective, empty.bound) == ((), (), 0.0, 0.0)
    nowhere = place(build(places={}, households={"h": {}}))
    assert nowhere.assignments == ()
    assert [(row.household_id, row.reason) for row in nowhere.waiting] == [("h", "need_not_served")]


def test_a_household_is_never_split(build: Build) -> None:
    """Five people do not fit into three beds and three beds: all of them wait."""
    programme = build(places={"a": {"beds": 3}, "b": {"beds": 3}}, households={"h": {"born": (1990,) * 5}})
    placed = place(programme)
    assert placed.assignments == ()
    assert [(row.people, row.reason) for row in placed.waiting] == [(5, "capacity")]


def test_beds_are_used_again_after_a_stay(build: Build) -> None:
    """With stays of three days, one bed takes three people one after another; with no end, one."""
    start = dt.date(2021, 11, 22)
    households = {f"h{number}": {"ready_on": start + dt.timedelta(3 * number)} for number in range(3)}
    for stay_days, placed in ((3, 3), (4, 2), (None, 1)):
        programme = build(
            places={"a": {"beds": 1}},
            households=households,
            resources=[Resource(resource_id="beds", counts="people", stay_days=stay_days)],
        )
        assert len(place(programme).assignments) == placed


def test_a_published_place_is_kept_unless_moving_is_worth_its_cost(build: Build) -> None:
    """The wish is worth 60 points: moved at a cost of 59, kept at a cost of 61."""
    keep = (Assignment(household_id="h", place_id="a", people=1),)
    for move_cost, place_id in ((59.0, "b"), (61.0, "a")):
        programme = build(
            places={"a": {"beds": 1}, "b": {"beds": 1}},
            households={"h": {"prefers_place_id": ("b",)}},
            score={"preference": 60.0},
            placement={"move_cost": move_cost},
        )
        placed = place(programme, keep=keep)
        assert [row.place_id for row in placed.assignments] == [place_id]
        assert placed.keep == keep


def test_a_child_alone_stops_everybody_who_must_stay_with_it(build: Build) -> None:
    """A must tie to a child alone makes the whole group a matter for the child-protection authority."""
    programme = build(
        places={"a": {"beds": 9}},
        households={"h1": {}, "h2": {"born": (2008,), "alone": True}, "h3": {}},
        ties=[("h1", "h2", "must")],
    )
    placed = place(programme)
    assert [row.household_id for row in placed.assignments] == ["h3"]
    assert {row.household_id: row.reason for row in placed.waiting} == {
        "h1": "child_protection",
        "h2": "child_protection",
    }


def test_scores_of_rows_are_rounded_and_the_solver_is_named(build: Build) -> None:
    """Six digits are kept, and the receipt can say who proved the bound."""
    programme = build(
        places={"a": {"beds": 1}},
        households={"h": {}},
        scores=(Score(household_id="h", place_id="a", score=1 / 3),),
    )
    placed = place(programme)
    assert [row.score for row in placed.assignments] == [100.333333]
    assert placed.solver


def test_rows_are_in_the_order_of_ids_and_count_every_member(build: Build) -> None:
    """Whatever order the tables have, and whatever the age of a member."""
    programme = build(
        places={"a": {"beds": 9}},
        households={"h2": {"born": (1990, None)}, "h1": {"born": (1990, 2020, 2021)}},
    )
    placed = place(programme)
    assert [(row.household_id, row.people) for row in placed.assignments] == [("h1", 3), ("h2", 2)]
