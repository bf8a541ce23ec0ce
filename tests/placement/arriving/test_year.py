"""A year decided batch by batch: nothing is used before it is known, nothing is decided twice."""

from dataclasses import replace

import numpy as np
import pytest

from posada.placement.arriving.futures import Families, Outlook
from posada.placement.arriving.rules import RULES
from posada.placement.arriving.year import Desk, Year, hindsight, run
from posada.placement.optimiser.instance import Instance


def a_year(families: int = 60, *, batches: int = 6, seed: int = 0, **others: object) -> Year:
    """A small year whose first half is its own history."""
    random = np.random.default_rng(seed)
    everybody = Families.plain(
        random.integers(1, 100, size=(2 * families, 3)),
        random.integers(0, 4, size=(2 * families, 2)),
        allowed=random.random((2 * families, 3)) < 0.8,
        group=np.zeros(2 * families, dtype=np.int64),
    )
    arrives = np.sort(random.integers(0, batches, size=families))
    made = Year(
        families=everybody.of(np.arange(families)),
        capacity=np.full((3, 2), families // 2),
        apart=np.zeros((0, 2), dtype=np.int64),
        arrives=arrives,
        known_from=arrives,
        batches=batches,
        outlook=Outlook(everybody.of(np.arange(families, 2 * families)), groups=1),
        samples=3,
        balance=0.0,
        seed=seed,
    )
    return replace(made, **others)  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", RULES)
def test_a_year_keeps_every_limit(rule: str) -> None:
    """Whole families, at allowed places, within the capacities of the year."""
    year = a_year()
    desk = Desk(year, rule)
    for now in range(year.batches):
        desk.decide(now)
    stays = np.flatnonzero(desk.place >= 0)
    used = np.zeros_like(year.capacity)
    np.add.at(used, desk.place[stays], year.families.need[stays])
    assert year.families.allowed[stays, desk.place[stays]].all()
    assert (used <= year.capacity).all()
    assert (desk.left == year.capacity - used).all()


@pytest.mark.parametrize("rule", RULES)
def test_a_decision_stands_and_does_not_see_who_comes_later(rule: str) -> None:
    """Whatever the families after batch 2 are like, the first three batches are decided alike."""
    year = a_year()
    late = year.arrives > 2
    other = replace(
        year,
        families=replace(
            year.families,
            score=np.where(late[:, None], 100 - year.families.score, year.families.score),
            need=np.where(late[:, None], 3, year.families.need),
        ),
    )
    desks = Desk(year, rule), Desk(other, rule)
    for now in range(3):
        for desk in desks:
            desk.decide(now)
    early = ~late
    assert desks[0].place[early].tolist() == desks[1].place[early].tolist()
    before = desks[0].place[early].copy()
    desks[0].decide(3)
    assert desks[0].place[early].tolist() == before.tolist()


def test_a_queue_is_part_of_every_future() -> None:
    """Whoever is known but not ready is in each sampled future, exactly once where nobody else is expected."""
    year = a_year()
    year = replace(
        year,
        known_from=np.zeros_like(year.arrives),
        outlook=Outlook(year.outlook.last_year, groups=1, total=len(year.arrives)),
    )
    futures = year.futures(1, np.random.default_rng(0), separately=True)
    queue = year.families.of(year.arrives > 1)
    assert len(futures) == 3
    assert all(np.array_equal(future.score, queue.score) for future in futures)


def test_nobody_unknown_is_drawn_before_they_are_known() -> None:
    """Without history, futures are made of families who are known by then."""
    year = a_year()
    nobody = year.outlook.last_year.of(np.zeros(0, dtype=np.int64))
    year = replace(year, outlook=Outlook(nobody, groups=1))
    known = {tuple(row) for row in year.families.score[year.arrives <= 2].tolist()}
    (future, *_) = year.futures(2, np.random.default_rng(0), separately=False)
    assert len(future) > 0
    assert {tuple(row) for row in future.score.tolist()} <= known


def test_families_who_must_be_apart_do_not_meet_across_batches() -> None:
    """One came in the first batch, the other comes in the last: the second goes elsewhere."""
    year = a_year(2, batches=2)
    families = Families.plain([[9, 5, 1], [9, 5, 1]], [[1, 1], [1, 1]], group=[0, 0])
    year = replace(
        year,
        families=families,
        arrives=np.array([0, 1]),
        apart=np.array([[0, 1]]),
        capacity=np.full((3, 2), 5),
    )
    desk = Desk(year, "greedy")
    for now in range(2):
        desk.decide(now)
    assert desk.place.tolist() == [0, 1]


def test_the_same_seed_decides_alike() -> None:
    """Randomness comes in as a seed."""
    people = np.ones(60, dtype=np.int64)
    places = [run(a_year(), "potentials", people, 1.0, 1.0).place.tolist() for _ in range(2)]
    assert places[0] == places[1]


def test_places_work_off_what_they_receive() -> None:
    """Four people come to a place that takes two in a batch: two are its backlog, then none."""
    families = Families.plain([[9]], [[4]], group=[0])
    year = a_year(1, batches=2)
    year = replace(year, families=families, arrives=np.array([0]), capacity=np.array([[4]]))
    desk = Desk(year, "greedy")
    backlogs = []
    for now in range(2):
        desk.decide(now)
        backlogs.append(desk.backlog.tolist())
    assert backlogs == [[2.0], [0.0]]


def test_a_price_on_backlog_spreads_arrivals() -> None:
    """Everybody is worth a little more at the first place; the price sends some to the others."""
    year = a_year(40, batches=8, balance=0.0)
    families = Families.plain([[11, 10, 10]] * 40, [[1, 0]] * 40, group=[0] * 40)
    year = replace(
        year,
        families=families,
        capacity=np.full((3, 2), 40),
        outlook=Outlook(families.of(np.zeros(0, dtype=np.int64)), groups=1),
    )
    people = np.ones(40, dtype=np.int64)
    free = run(year, "greedy", people, 440.0, 1.0)
    priced = run(replace(year, balance=5.0), "greedy", people, 440.0, 1.0)
    assert priced.mean_backlog < free.mean_backlog
    assert priced.imbalance < free.imbalance
    assert priced.score < free.score


def test_hindsight_of_a_large_problem_is_a_bound_only() -> None:
    """Above a few thousand pairs only the linear program is solved."""
    random = np.random.default_rng(0)
    large = Instance.plain(random.integers(1, 99, size=(2_500, 3)), np.ones((2_500, 1)), np.full((3, 1), 500))
    bound, exact = hindsight(large)
    assert exact is None
    assert bound <= int(large.value.max(axis=1).sum())


def test_hindsight_of_a_small_problem_is_exact() -> None:
    """One family of two needs two beds, and two families of one are worth more together."""
    small = Instance.plain([[10], [8], [7]], [[2], [1], [1]], [[2]])
    assert hindsight(small)[1] == 15
