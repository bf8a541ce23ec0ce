"""The numbers of the caravan model, each with where it comes from: reports of 2018 to 2024, or an assumption."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass, field

LIFTS_BARRED_FROM = dt.date(2021, 9, 1)
"""From September 2021 bus companies may not carry anyone without proof of regular stay (El Sol de México,
December 2021): before, lifts were common; afterwards people walk."""

HOT_MONTHS = (4, 5, 6)
"""Months of 34 to 40 degrees on the coast, as reports of April 2022 and June 2022 have them."""


def _between(low: float, high: float, default: float) -> float:
    """A parameter with its bounds, kept where the class can check them."""
    return field(default=default, metadata={"bounds": (low, high)})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaravanParameters:
    """What walking, joining, deciding and trusting depend on; a value out of bounds is refused.

    The comment on each says *fitted* (to arrivals and sizes, within bounds that reports give), *reported*
    or *assumed*.

    >>> CaravanParameters(reach_km=-1)
    Traceback (most recent call last):
    ...
    ValueError: reach_km must be between 5 and 80, got -1.
    """

    # Walking.
    reach_km: float = _between(5, 80, 33.0)
    """Fitted in 24 to 40: reports have 20 to 36 km on a day of walking, a little more at night."""
    pace_spread: float = _between(0, 1, 0.12)
    """Assumed: how groups differ in pace, as the deviation of its logarithm."""
    day_spread: float = _between(0, 1, 0.15)
    """Assumed: how days of one group differ."""
    children_slow: float = _between(0, 1, 0.25)
    """Assumed: part of the reach that a group of children alone would lose."""
    heat_slows: float = _between(0, 1, 0.1)
    """Assumed: part of the reach lost in the hot months; groups start at midnight to six for it."""
    lift_chance: float = _between(0, 1, 0.15)
    """Fitted in 0 to 0.4: chance that a day's way is stretched by lorries since lifts were barred."""
    lift_chance_before: float = _between(0, 1, 0.9)
    """Fitted in 0.3 to 1: the same before September 2021."""
    lift_km: float = _between(0, 200, 35.0)
    """Reported: 64 and 100 km on days of lifts in October 2018, 27 to 36 on foot, so 30 to 70 more."""
    rest_rate: float = _between(0, 2, 0.11)
    """Fitted in 0.03 to 0.3: hazard of a day of rest for each day walked since the last; reports have one rest
    for two to four days."""
    halt_chance: float = _between(0, 1, 0.04)
    """Assumed: chance a day that a group sits down to wait for an answer; Huixtla 2023, Tapanatepec 2024."""
    halt_days: float = _between(1, 60, 5.0)
    """Reported: five days at Mapastepec and eight at Huixtla in 2023; the mean of the halt."""

    # Coming and going.
    join_share: float = _between(0, 1, 0.1)
    """Fitted in 0 to 0.3: households that join in a day where people wait, as a share of the group (2,000 became
    4,000 in four days of October 2021)."""
    join_km: float = _between(1, 1000, 60.0)
    """Assumed: how far from where people wait joining has fallen to 37 %."""
    leave_share: float = _between(0, 1, 0.05)
    """Fitted in 0 to 0.12: households that leave on a day of walking (3,000 became 1,500 over 118 km)."""
    straggle_share: float = _between(0, 1, 0.04)
    """Assumed: households that fall behind on a day of walking; 400 of 3,000 in November 2023."""
    catch_up_share: float = _between(0, 1, 0.5)
    """Assumed: stragglers who catch up in a day, by lifts; on a day of rest all do."""

    # Deciding.
    value_document: float = _between(0, 10, 0.9)
    """Assumed: worth of a paper, in the logit of a household that trusts wholly. With the four below, set so that
    the assemblies of October 2018 (no), November 2021 (yes) and April 2022 (yes) decide as they did."""
    value_transport: float = _between(0, 10, 2.0)
    """Assumed: worth of a bus."""
    value_going_on: float = _between(-10, 10, 1.4)
    """Assumed: worth of walking on when rested; 68 % still meant to reach the US (IOM, Tijuana 2018)."""
    tired_by_km: float = _between(0, 1, 0.003)
    """Assumed: worth of walking on that each kilometre behind takes away."""
    stigma: float = _between(0, 10, 2.0)
    """Assumed: what leaving the others costs a household when the assembly has refused; 800 to 1,500 of some 4,000
    took the offer of October 2021 all the same."""
    assembly_spread: float = _between(0, 1, 0.1)
    """Assumed: how far a show of hands strays from what households want."""
    seats_lo: int = field(default=40, metadata={"bounds": (1, 100_000)})
    """Assumed: where nobody says how many seats a day the buses have, one bus at the least."""
    seats_hi: int = field(default=1000, metadata={"bounds": (1, 100_000)})
    """Reported: 1,000 people a day in January 2024, the most of any offer, and 430 in November 2021."""

    # Trusting.
    trust_kept: float = _between(0.1, 100, 2.0)
    trust_broken: float = _between(0.1, 100, 2.0)
    """Assumed: what households know of a promiser at first, as two kept and two broken promises: Beta(2, 2)."""
    word_weight: float = _between(0, 100, 2.0)
    """Assumed: promises that one promise kept or broken counts for among those it was made to."""
    pool_weight: float = _between(0, 100, 1.0)
    """Assumed: the same among those who wait elsewhere and hear of it later."""
    late_days: float = _between(1, 1000, 20.0)
    """Law: 20 working days are the term of art. 128 Ley de Migración; so late, 63 % count it as broken."""

    # Forming again.
    news_days: int = field(default=3, metadata={"bounds": (0, 60)})
    """Reported: three days from the promise to the protest of November 2021. In January 2024 it was one: taken away on
    the 2nd, they said on the 3rd that they had been deceived (El Diario)."""
    resolve_share: float = _between(0, 1, 0.68)
    """Reported: 68 % of those asked still meant to go on (IOM, Tijuana, December 2018, n=393)."""
    gather_share: float = _between(0.01, 1, 0.5)
    """Assumed: those on their way back who arrive in a day."""
    grown_share: float = _between(0.01, 1, 0.2)
    """Assumed: a group sets out when a day brings fewer newcomers than this share of it."""
    least_people: int = field(default=100, metadata={"bounds": (1, 100_000)})
    """Reported: the smallest groups that set out on foot had 100 to 131 people."""
    threshold_people: float = _between(1, 1_000_000, 1000.0)
    """Assumed: size of a group at which 63 % of those who wait would dare to join (Granovetter 1978)."""
    eager_share: float = _between(0, 1, 0.225)
    """Reported: of 2,000 who had waited for cards at Mapastepec in April 2019 and lost confidence, 300 stayed to join
    the next caravan. That is 15 % of people in whom a promise to themselves was just broken, Beta(2, 4), so that two
    thirds of those who would walk at all did: 22.5 % would."""

    def __post_init__(self) -> None:
        for each in dataclasses.fields(self):
            low, high = each.metadata["bounds"]
            value = getattr(self, each.name)
            if not low <= value <= high:
                raise ValueError(f"{each.name} must be between {low:g} and {high:g}, got {value!r}.")
        if self.seats_lo > self.seats_hi:
            raise ValueError(
                f"seats_lo must not be more than seats_hi, got {self.seats_lo} and {self.seats_hi}."
            )


FITTED: dict[str, tuple[float, float]] = {
    "reach_km": (24, 40),
    "lift_chance": (0, 0.4),
    "lift_chance_before": (0.3, 1),
    "rest_rate": (0.03, 0.3),
    "join_share": (0, 0.3),
    "leave_share": (0, 0.12),
}
"""The parameters that are fitted, and the range in which."""
