"""After a change of capacities: the new bound at once, the plan behind it, and what moving fewer would cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from posada.placement.instance_of import UNITS_PER_POINT, instance_of
from posada.placement.ledger import worth
from posada.placement.optimiser import price
from posada.placement.optimiser.instance import WAITS, Units
from posada.placement.optimiser.multipliers import Multipliers
from posada.placement.optimiser.replan import Point, frontier, what_if
from posada.placement.place import place
from posada.placement.problem import Problem, build
from posada.placement.result import Placement
from posada.placement.standing import standing
from posada.placement.texts import number, percent, say
from posada.programme import Programme
from posada.programme.tables import Assignment, Capacity, FrontierPoint

SHARES = (0.0, 0.1, 0.2, 0.4, 1.0, 4.0)
"""The costs of a move that the frontier tries, as shares of the stated one; what another plan beats is left out."""
WORK = 120
"""Parts solved for each point of the frontier at most."""


@dataclass(frozen=True, slots=True)
class Replan:
    """A plan after a change: what nobody can exceed now, who stays where it was published, and the frontier.

    `bound` comes from the prices of the plan before, without planning again; the points of `frontier` run from
    moves that cost nothing to moves that cost most.
    """

    before: tuple[Assignment, ...]
    bound: float
    placement: Placement
    frontier: tuple[FrontierPoint, ...]

    @property
    def moved(self) -> int:
        """Households with a published place that are elsewhere now, or wait."""
        now = {row.household_id: row.place_id for row in self.placement.assignments}
        return sum(now.get(row.household_id) != row.place_id for row in self.before)

    def rows(self) -> dict[str, tuple[object, ...]]:
        """The tables of the answer, by name."""
        return {**self.placement.rows(), "frontier": self.frontier}

    def summary(self, lang: str = "en") -> str:
        """What the change does, in a few lines of English or Spanish (`en`, `es`)."""
        placed = sum(row.people for row in self.placement.assignments)
        published = sum(row.people for row in self.before)
        lines = [
            say(lang, "bound_at_once", bound=number(self.bound)),
            say(
                lang,
                "replanned",
                before=number(published),
                after=number(placed),
                moved=number(self.moved),
                households=number(len(self.before)),
            ),
            say(lang, "frontier"),
        ]
        lines += [
            say(
                lang,
                "frontier_point",
                cost=number(point.move_cost),
                moved=number(point.households_moved),
                people=number(point.people_placed),
                score=number(point.score),
                loss=percent(point.loss_share, digits=3),
            )
            for point in self.frontier
        ]
        return "\n".join(lines)


def replan(
    programme: Programme,
    published: Sequence[Assignment],
    *,
    capacities: Sequence[Capacity] | None = None,
    gap: float = 5e-4,
    tell_bound: Callable[[float], None] | None = None,
) -> Replan:
    """The plan of a programme whose published plan must be changed, moving few; pins never move.

    Each household that stays earns `settings.placement.move_cost`, which is what a move is said to cost.

    Parameters
    ----------
    published:
        the assignments that households have been told.
    capacities:
        the rows of capacities.csv as they are now; those of the programme if nothing about them has changed.
    tell_bound:
        called with the new bound, in points, as soon as it is proven.

    Examples
    --------
    >>> from posada.placement.__main__ import tiny_programme
    >>> programme = tiny_programme()
    >>> fewer = [replace(row, amount=row.amount - 1) for row in programme.capacities]
    >>> changed = replan(programme, place(programme).assignments, capacities=fewer)
    >>> changed.moved, changed.bound >= changed.placement.worth.scores
    (2, True)
    """
    changed = programme if capacities is None else replace(programme, capacities=tuple(capacities))
    before, problem = instance_of(build(programme)), build(changed)
    counted = instance_of(problem)
    at: Multipliers = price(before.instance).multipliers
    if before.limit_cells != counted.limit_cells:
        at = price(counted.instance).multipliers
    bound = what_if(counted.instance, at).bound / UNITS_PER_POINT
    if tell_bound is not None:
        tell_bound(bound)
    kept = tuple(published)
    cost = programme.settings.placement.move_cost
    points = frontier(
        counted.instance,
        standing(problem, kept, asked=""),
        [round(share * cost * UNITS_PER_POINT) for share in SHARES],
        prices=at,
        gap=gap,
        work=WORK,
        seed=programme.settings.seed,
    )
    tried = [_point(problem, kept, point) for point in points]
    return Replan(
        before=kept,
        bound=bound,
        placement=place(changed, gap=gap, keep=kept),
        frontier=_unbeaten(tried),
    )


def _point(problem: Problem, published: Sequence[Assignment], point: Point) -> FrontierPoint:
    return FrontierPoint(
        move_cost=point.move_cost / UNITS_PER_POINT,
        households_moved=_moved(published, problem, point.place),
        people_placed=int(problem.case_people[point.place >= 0].sum()),
        score=round(worth(problem, point.place).total, 3),
        loss_share=0.0,
    )


def _unbeaten(points: Sequence[FrontierPoint]) -> tuple[FrontierPoint, ...]:
    """The points of which no other moves fewer, or as many, and is worth more; with what each loses."""
    best = max((point.score for point in points), default=0.0)
    found: list[FrontierPoint] = []
    for point in sorted(points, key=lambda point: (point.households_moved, -point.score, point.move_cost)):
        if not found or point.score > found[-1].score:
            found.append(replace(point, loss_share=round((best - point.score) / max(1.0, abs(best)), 6)))
    return tuple(reversed(found))


def _moved(published: Sequence[Assignment], problem: Problem, place_of_case: Units) -> int:
    """How many households with a published place are not there in a plan of cases."""
    place_of = {
        household.household_id: int(place_of_case[problem.case_of[index]])
        for index, household in enumerate(problem.households)
    }
    index_of = {place.place_id: index for index, place in enumerate(problem.places)}
    return sum(place_of.get(row.household_id, WAITS) != index_of.get(row.place_id) for row in published)
