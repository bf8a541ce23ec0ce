"""A ledger on one page: buses promised for each day, cards promised without a day. Nothing in it is real."""

from __future__ import annotations

import datetime as dt

from posada.programme import Programme
from posada.programme.settings import Settings
from posada.programme.tables import Actor, Claim, Commitment, Coverage, Delivery, Source

_DAY = dt.date(2021, 11, 25)


def example() -> Programme:
    """A programme with a promise of fifteen buses a day and one of cards, and what a newspaper counted.

    >>> [row.commitment_id for row in example().commitments]
    ['buses', 'cards']
    """
    return Programme(
        settings=Settings(
            name="A ledger", country="MEX", starts_on=dt.date(2021, 11, 23), ends_on=dt.date(2021, 12, 31)
        ),
        actors=(
            Actor(actor_id="agency", kind="agency", name="The agency"),
            Actor(actor_id="paper", kind="outlet", name="A newspaper"),
        ),
        sources=(
            Source(source_id="said", kind="statement", title="What the agency said", grade="primary"),
            Source(source_id="seen", kind="news", title="What the paper counted", grade="secondary"),
        ),
        claims=(
            Claim(
                claim_id="said-buses",
                topic="buses",
                says="fifteen buses leave each day",
                polarity="assert",
                act="promise",
                claimant_actor_id="agency",
                source_id="said",
                commitment_id="buses",
            ),
        ),
        commitments=(
            Commitment(
                commitment_id="buses",
                text="Fifteen buses leave each day.",
                debtor_actor_ids=("agency",),
                cohort_id="caravan",
                instrument="oral",
                act="promise",
                unit="buses",
                amount=15,
                made_on=_DAY,
                deadline="recurring",
                from_on=_DAY,
                due_on=_DAY + dt.timedelta(days=1),
                days=1,
                source_id="said",
            ),
            Commitment(
                commitment_id="cards",
                text="Everybody gets a card.",
                debtor_actor_ids=("agency",),
                cohort_id="caravan",
                instrument="statement",
                act="promise",
                unit="cards",
                made_on=_DAY,
                deadline="none",
                source_id="said",
            ),
        ),
        deliveries=tuple(
            Delivery(
                delivery_id=f"buses-{number}",
                commitment_id="buses",
                cohort_id="caravan",
                from_on=_DAY + dt.timedelta(days=number),
                amount_lo=buses,
                amount_hi=buses,
                unit="buses",
                source_id="seen",
                grade="press",
            )
            for number, buses in enumerate((6, 5))
        ),
        coverage=(
            Coverage(
                commitment_id="buses",
                from_on=_DAY,
                until_on=_DAY + dt.timedelta(days=1),
                completeness="complete",
                declared_by_actor_id="paper",
                source_id="seen",
                grade="press",
            ),
        ),
    )
