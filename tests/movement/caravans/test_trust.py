"""Trust is in each promiser apart, and comes from what became of its earlier promises."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from posada.movement.caravans import CaravanParameters, simulate_caravans
from posada.movement.caravans.door import checked_roads
from posada.movement.caravans.example import example
from posada.movement.caravans.simulate import run
from posada.movement.caravans.trust import Trust, outcome_of, trust_before

GIVEN = CaravanParameters()
(CARDS,) = example()[3]
LONG_AGO = dt.date(2021, 11, 18)
EARLIER = replace(
    CARDS,
    offer_id="earlier",
    group_id="another",
    made_on=dt.date(2021, 10, 1),
    deadline_on=dt.date(2021, 10, 2),
    delivered="never",
)


def test_a_promise_broken_to_the_group_itself_weighs_more_than_one_it_heard_of():
    """Two broken promises' worth against one; kept ones count on the other side."""
    assert trust_before(CARDS, [EARLIER, CARDS], "march", GIVEN) == Trust(2, 3)
    assert trust_before(CARDS, [replace(EARLIER, group_id="march")], "march", GIVEN) == Trust(2, 4)
    assert trust_before(CARDS, [replace(EARLIER, delivered="kept")], "march", GIVEN) == Trust(3, 2)


def test_late_lies_between_kept_and_never():
    """Twenty days late count for 63 % as broken."""
    late = trust_before(CARDS, [replace(EARLIER, delivered="late:20")], None, GIVEN)
    assert late.broken == pytest.approx(2 + 1 - np.exp(-1))


@pytest.mark.parametrize(
    "changes",
    [
        {"actor_id": "somebody-else"},
        {"delivered": None},
        {"deadline_on": CARDS.made_on - dt.timedelta(2)},
        {"made_on": dt.date(2022, 1, 1), "deadline_on": dt.date(2022, 1, 2)},
    ],
    ids=["another promiser", "nobody knows", "no news yet", "later"],
)
def test_what_says_nothing_of_the_promiser_changes_nothing(changes):
    """Promises of others, unknown ones, and those of which no word can have come."""
    assert trust_before(CARDS, [replace(EARLIER, **changes)], "march", GIVEN) == Trust(2, 2)


def test_an_assembly_accepts_less_from_who_broke_an_earlier_promise():
    """Two offers to one group: the second is taken by what came of the first, if the same made it."""
    rows = list(example())
    first = replace(
        CARDS,
        offer_id="first",
        made_on=dt.date(2021, 11, 18),
        deadline_on=dt.date(2021, 11, 18),
    )

    def accepted(**changes) -> float:
        rows[3] = (replace(first, **changes), CARDS)
        share = simulate_caravans(*rows, offer="cards", members=200).accepted_share
        assert share is not None
        return share

    never, unknown, kept = (accepted(delivered=came) for came in ("never", None, "kept"))
    assert never < unknown < kept
    assert never < accepted(delivered="late:3") < kept
    assert accepted(delivered="never", actor_id="somebody-else") == unknown


def test_groups_that_meet_bring_their_trust_with_them():
    """Another group that was deceived before makes the one it walks with more careful."""
    rows = list(example())
    march = replace(rows[2][0], people_lo=1000, people_hi=1000)
    later = {"starts_on_lo": dt.date(2021, 12, 10), "starts_on_hi": dt.date(2021, 12, 10)}
    rows[2] = (
        replace(march, group_id="met", people_lo=4000, people_hi=4000),
        march,
        replace(march, group_id="never-met", **later),
    )

    def accepted(deceived: str) -> float:
        lie = replace(EARLIER, group_id=deceived, made_on=LONG_AGO, deadline_on=LONG_AGO)
        roads = replace(checked_roads(*rows[:3], [CARDS]), offers=(CARDS, lie))
        _, taken = run(roads, CARDS, outcome_of("never"), np.random.default_rng(1), 300)
        assert taken is not None
        return float(taken.accepted.mean())

    assert accepted("met") < accepted("never-met")


def test_what_was_written_down_wrongly_is_told():
    """The message says what is known."""
    with pytest.raises(ValueError, match="delivered must be kept, late:DAYS or never, got 'soon'"):
        outcome_of("soon")
