"""Trust in each promiser as a Beta distribution, fed by promises kept, late and broken."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from posada.movement.caravans.households import Counts, Reals
from posada.movement.caravans.parameters import CaravanParameters
from posada.programme.tables import Offer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a promise: kept (0 days late), late by some days, or never (None)."""

    late_by_days: int | None

    def broken_share(self, given: CaravanParameters) -> float:
        """How far the promise counts as broken: 0 if kept, 1 if never, in between the later it was kept."""
        if self.late_by_days is None:
            return 1.0
        return 1 - math.exp(-self.late_by_days / given.late_days)


def outcome_of(text: str) -> Outcome:
    """The outcome that somebody wrote down; ValueError for anything else.

    >>> outcome_of("late:30")
    Outcome(late_by_days=30)
    """
    if text == "kept":
        return Outcome(0)
    if text == "never":
        return Outcome(None)
    if match := re.fullmatch(r"late:(\d{1,4})", text):
        return Outcome(int(match[1]))
    raise ValueError(f"delivered must be kept, late:DAYS or never, got {text!r}.")


@dataclass(frozen=True, slots=True)
class Trust:
    """What is known of a promiser: promises kept and broken, counted in parts; alike or by member of the ensemble."""

    kept: float | Reals
    broken: float | Reals

    @property
    def mean(self) -> float | Reals:
        """The chance that the next promise is kept, as far as anybody can know.

        >>> Trust(2, 2).mean
        0.5
        """
        return self.kept / (self.kept + self.broken)

    def after(self, broken_share: float, weight: float) -> Trust:
        """Trust after one more promise, of which this share was broken.

        >>> Trust(2, 2).after(1.0, weight=2)
        Trust(kept=2.0, broken=4.0)
        """
        return Trust(self.kept + weight * (1 - broken_share), self.broken + weight * broken_share)

    def mixed_with(self, other: Trust, people: Counts, others: Counts) -> Trust:
        """The trust of people who go on with others that have known something else, each as one voice.

        >>> Trust(2, 2).mixed_with(Trust(2, 6), np.array([300, 100]), np.array([100, 0])).broken.tolist()
        [3.0, 2.0]
        """
        share = others / np.maximum(people + others, 1)
        return Trust(
            self.kept + share * (other.kept - self.kept), self.broken + share * (other.broken - self.broken)
        )


def trust_before(
    offer: Offer, offers: Iterable[Offer], group_id: str | None, given: CaravanParameters
) -> Trust:
    """What a group knows of who makes an offer, on the day it is made, by what came of earlier offers of the same.

    A promise made to the group itself weighs more than one that it only heard of; None stands for people of no
    group. What came of an offer is known some days after its deadline, and nothing where no source has it.
    """
    trust = Trust(given.trust_kept, given.trust_broken)
    for row in sorted(offers, key=lambda row: (row.deadline_on, row.offer_id)):
        known_on = row.deadline_on + dt.timedelta(given.news_days)
        if row.actor_id == offer.actor_id and row.delivered is not None and known_on <= offer.made_on:
            weight = given.word_weight if row.group_id == group_id else given.pool_weight
            trust = trust.after(outcome_of(row.delivered).broken_share(given), weight)
    return trust
