"""Numbers of which one is small, or that differ by a few, are withheld together."""

import datetime as dt
from dataclasses import replace

import pytest

from posada.commitments import measure
from posada.commitments.example import example
from posada.programme import Programme
from posada.programme.tables import Claim, Delivery, Statistic
from posada.publish.families import gate_for
from posada.publish.gate import Held, closed_sources
from posada.publish.record import record_of


@pytest.fixture(scope="module")
def ledger(secretive: Programme) -> Programme:
    """The ledger with small counts."""
    return secretive


def closed_by(programme: Programme) -> frozenset[str]:
    """Return the promises whose counts the gate withholds."""
    return gate_for(programme, measure(programme).assessments).commitments


def test_a_small_delivery_closes_every_count_of_its_promise(ledger: Programme) -> None:
    """40 in all less 33 told would give the 7, so nothing of that promise is told."""
    gate = gate_for(ledger, measure(ledger).assessments)
    rows = [row for row in ledger.deliveries if row.commitment_id == "seats"]
    assert [gate.delivered(row.amount_lo, row) for row in rows] == [Held.FEW, Held.WITHHELD]
    promise = next(row for row in ledger.commitments if row.commitment_id == "seats")
    assert gate.count(40, promise) is Held.WITHHELD
    assert gate.promised(promise) == 200


def test_what_was_promised_less_what_was_kept_is_a_count_too(ledger: Programme) -> None:
    """117 of 120 would tell of three people without shoes."""
    assert "nearly" in closed_by(ledger)
    enough = tuple(
        replace(row, amount_lo=60, amount_hi=60) if row.delivery_id == "nearly-1" else row
        for row in ledger.deliveries
    )
    assert "nearly" not in closed_by(replace(ledger, deliveries=enough))


def test_a_small_promise_is_not_told_nor_its_number_in_words(ledger: Programme) -> None:
    """Four families are fewer than ten, as a figure and as a word."""
    gate = gate_for(ledger, measure(ledger).assessments)
    promise = next(row for row in ledger.commitments if row.commitment_id == "tents")
    assert gate.promised(promise) is Held.FEW


def test_a_claim_closes_with_the_delivery_that_rests_on_it(ledger: Programme) -> None:
    """And with it all that the same speaker says on the same question: 41 less 33 is small as well."""
    gate = gate_for(ledger, measure(ledger).assessments)
    assert {"few", "later"} <= gate.claims
    assert "seen" in closed_sources(ledger, gate)


def test_a_small_claim_closes_the_deliveries_that_rest_on_it() -> None:
    """The same number may not be told through the other door."""
    base = example()
    claim = replace(
        base.claims[0], claim_id="small", unit="cards", amount_lo=8, amount_hi=8, commitment_id=None
    )
    delivery = replace(
        base.deliveries[0], delivery_id="cards-1", commitment_id="cards", unit="cards", claim_id="small",
        amount_lo=20, amount_hi=20,
    )  # fmt: skip
    ledger = replace(base, claims=(*base.claims, claim), deliveries=(*base.deliveries, delivery))
    assert "cards" in closed_by(ledger)


def statistic(amount: int, *, state: str | None = "MX-PUE", month: int = 12) -> Statistic:
    """Return a figure of an official series."""
    return Statistic(
        series_id="cards", what="cards", state=state, from_on=dt.date(2021, 11, 1),
        until_on=dt.date(2021, month, 28), amount=amount, unit="cards", source_id="said",
    )  # fmt: skip


def test_a_series_closes_with_a_small_figure_or_a_small_step() -> None:
    """A total less its parts, and one month less the month before, tell small numbers."""
    for rows, is_closed in (
        ((statistic(500), statistic(4, state="MX-OAX"), statistic(504, state=None)), True),
        ((statistic(500, month=11), statistic(506)), True),
        ((statistic(500, month=11), statistic(560)), False),
    ):
        ledger = replace(example(), statistics=rows)
        gate = gate_for(ledger, measure(ledger).assessments)
        assert (gate.counted(rows[0]) is Held.WITHHELD) == is_closed


def test_an_official_figure_with_a_few_others_in_it_closes_the_promise() -> None:
    """500 cards on the register less 495 of the caravan are five of somebody else."""
    base = example()
    promise = replace(base.commitments[1], amount=1000)
    came = replace(base.deliveries[0], delivery_id="c", commitment_id="cards", unit="cards",
                   amount_lo=495, amount_hi=495)  # fmt: skip
    ledger = replace(
        base,
        commitments=(base.commitments[0], promise),
        deliveries=(*base.deliveries, came),
        coverage=(*base.coverage, replace(base.coverage[0], commitment_id="cards", from_on=promise.made_on,
                                          until_on=base.settings.ends_on)),
        statistics=(replace(statistic(500), commitment_id="cards"),),
    )  # fmt: skip
    assert "cards" in closed_by(ledger)
    assert "cards" not in closed_by(replace(ledger, statistics=()))


def test_a_whole_less_its_part_is_a_count_too(secretive: Programme) -> None:
    """60 people got shoes, 55 of them boots: five got other shoes."""
    shoes = next(row for row in secretive.commitments if row.commitment_id == "nearly")
    boots = replace(shoes, commitment_id="boots", nested_in_commitment_id="nearly", amount=300)
    came = next(row for row in secretive.deliveries if row.delivery_id == "nearly-1")
    whole = next(row for row in secretive.coverage if row.commitment_id == "nearly")

    def with_boots(pairs: int) -> Programme:
        return replace(
            example(),
            actors=secretive.actors,
            commitments=(shoes, boots),
            claims=(),
            deliveries=(
                replace(came, amount_lo=60, amount_hi=60),
                replace(came, delivery_id="b", commitment_id="boots", amount_lo=pairs, amount_hi=pairs),
            ),
            coverage=(whole, replace(whole, commitment_id="boots")),
        )

    assert closed_by(with_boots(55)) == {"nearly", "boots"}
    assert closed_by(with_boots(40)) == frozenset()


def test_a_difference_that_only_one_policy_leaves_closes_under_every_policy(secretive: Programme) -> None:
    """113 of 120 by the press and 7 more by a party: withheld whichever is asked for."""
    came = next(row for row in secretive.deliveries if row.delivery_id == "nearly-1")
    ledger = replace(
        secretive,
        deliveries=(
            replace(came, amount_lo=113, amount_hi=113),
            replace(came, delivery_id="more", amount_lo=20, amount_hi=20, grade="party"),
        ),
    )
    for policy in ("registry", "press", "all"):
        assert "nearly" in record_of(ledger, policy=policy).gate.commitments


def seats(*, amount: int | None, rows: list[tuple[str, int, int]], **terms: object) -> Programme:
    """Return a ledger with one promise of seats, and rows of event, day of November and people."""
    base = example()
    promise = replace(
        base.commitments[1], commitment_id="seats", unit="persons", amount=amount, strength="deliver", **terms
    )
    deliveries = tuple(
        Delivery(
            delivery_id=f"{event}-{day}", commitment_id="seats", cohort_id=promise.cohort_id, event=event,
            from_on=dt.date(2021, 11, day), amount_lo=people, amount_hi=people, unit="persons",
            source_id="seen", grade="press",
        )
        for event, day, people in rows
    )  # fmt: skip
    return replace(base, commitments=(promise,), claims=(), deliveries=deliveries, coverage=())


def test_what_was_called_for_or_accepted_less_what_came_is_a_count() -> None:
    """100 accepted and 95 boarded leave five, whoever vouches for the record."""
    for event in ("triggered", "accepted"):
        if_all = {"antecedent": "whoever asks"} if event == "triggered" else {}
        assert closed_by(seats(amount=None, rows=[(event, 26, 100), ("delivered", 27, 95)], **if_all))
        assert not closed_by(seats(amount=None, rows=[(event, 26, 100), ("delivered", 27, 60)], **if_all))


def test_a_single_period_that_lacks_a_few_closes_all_of_them() -> None:
    """Twenty a day, and fifteen on the second: five stayed behind that day."""
    daily = {
        "deadline": "recurring",
        "days": 1,
        "from_on": dt.date(2021, 11, 26),
        "due_on": dt.date(2021, 11, 28),
    }
    rows = [("delivered", 26, 60), ("delivered", 27, 15), ("delivered", 28, 60)]
    assert closed_by(seats(amount=20, rows=rows, **daily))
    assert not closed_by(seats(amount=30, rows=rows, **daily))


def test_the_rows_of_a_period_count_together() -> None:
    """Forty in two days, 19 and 18 of them came: three did not, though each row lacks more."""
    weekly = {
        "deadline": "recurring",
        "days": 2,
        "from_on": dt.date(2021, 11, 26),
        "due_on": dt.date(2021, 11, 29),
    }
    rows = [("delivered", 26, 19), ("delivered", 27, 18), ("delivered", 28, 60)]
    assert closed_by(seats(amount=40, rows=rows, **weekly))
    assert not closed_by(seats(amount=60, rows=rows, **weekly))


def test_the_country_less_the_states_on_record_is_a_count() -> None:
    """100 in the country, 60 and 36 in two states: four elsewhere."""
    rows = (statistic(100, state=None), statistic(60, state="MX-CHP"), statistic(36, state="MX-OAX"))
    for last, is_closed in ((36, True), (20, False)):
        ledger = replace(example(), statistics=(*rows[:2], replace(rows[2], amount=last)))
        assert bool(gate_for(ledger, measure(ledger).assessments).series) == is_closed


def test_what_one_speaker_says_of_one_group_counts_together_whatever_it_is_about() -> None:
    """100 boarded and 96 arrived, says the same agency."""
    base = example()

    def says(claim_id: str, topic: str, people: int) -> Claim:
        return replace(
            base.claims[0], claim_id=claim_id, topic=topic, unit="persons", amount_lo=people, amount_hi=people,
            commitment_id=None,
        )  # fmt: skip

    for arrived, is_closed in ((96, True), (60, False)):
        ledger = replace(base, claims=(says("a", "boarded", 100), says("b", "arrived", arrived)))
        assert (gate_for(ledger, measure(ledger).assessments).claims == {"a", "b"}) == is_closed


def claimed(claim_id: str, people: int, most: int | None = None, **cells: object) -> Claim:
    """Return a claim of the agency about so many people."""
    return replace(
        example().claims[0], claim_id=claim_id, topic=claim_id, unit="persons", amount_lo=people,
        amount_hi=most or people, commitment_id=None, **cells,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("claims", "closed"),
    [
        ([claimed("a", 300), claimed("b", 160), claimed("c", 136)], {"a", "b", "c"}),
        ([claimed("a", 300), claimed("b", 160), claimed("c", 100)], set()),
        ([claimed("a", 300), claimed("b", 296, 297)], {"a", "b"}),
        ([claimed("a", 300), claimed("b", 296, cohort_id="")], {"a", "b"}),
        ([claimed("a", 300), replace(claimed("b", 296), unit="people")], {"a", "b"}),
        ([claimed("a", 300), replace(claimed("b", 296), claimant_actor_id="witness")], set()),
        ([claimed("a", 300), claimed("b", 7), claimed("c", 2000)], {"b"}),
    ],
)
def test_what_one_speaker_says_is_added_up(claims: list[Claim], closed: set[str]) -> None:
    """Sums, ends of ranges, whatever group and unit; what is not part of the difference is told."""
    ledger = replace(example(), claims=tuple(claims))
    assert gate_for(ledger, measure(ledger).assessments).claims == closed


def test_what_is_claimed_of_a_promise_is_held_against_it() -> None:
    """200 promised, 196 claimed; and the claims of a closed promise close."""
    ledger = seats(amount=200, rows=[])
    for people, is_closed in ((196, True), (120, False)):
        with_claim = replace(ledger, claims=(replace(claimed("c", people), commitment_id="seats"),))
        gate = gate_for(with_claim, measure(with_claim).assessments)
        assert (gate.commitments, gate.claims) == (({"seats"}, {"c"}) if is_closed else (set(), set()))


def test_single_rows_and_rows_of_other_people_count() -> None:
    """160 accepted and 155 delivered on one day; 196 of 200 for another group beside the promise."""
    rows = [("accepted", 25, 160), ("accepted", 28, 140), ("delivered", 26, 155), ("delivered", 29, 60)]
    assert closed_by(seats(amount=500, rows=rows))
    others = seats(amount=200, rows=[("delivered", 26, 196)])
    others = replace(others, deliveries=(replace(others.deliveries[0], cohort_id="others"),))
    assert closed_by(others)


def test_promised_numbers_of_a_whole_and_its_part_are_not_both_told() -> None:
    """200 seats, 195 of them for families."""
    ledger = seats(amount=200, rows=[])
    part = replace(ledger.commitments[0], commitment_id="part", amount=195, nested_in_commitment_id="seats")
    ledger = replace(ledger, commitments=(*ledger.commitments, part))
    gate = gate_for(ledger, measure(ledger).assessments)
    assert gate.amounts == {"seats", "part"}
    assert [gate.promised(row) for row in ledger.commitments] == [Held.WITHHELD, Held.WITHHELD]


def test_days_that_differ_by_a_week_count_as_the_same_and_months_add_up() -> None:
    """A country from the first, a state from the second of a month; a year less its two halves."""
    country = statistic(300, state=None)
    states = (
        statistic(160, state="MX-CHP"),
        replace(statistic(136, state="MX-OAX"), from_on=dt.date(2021, 11, 2)),
    )
    halves = (
        replace(statistic(160), until_on=dt.date(2021, 11, 30)),
        replace(statistic(136), from_on=dt.date(2021, 12, 1)),
    )
    for rows in ((country, *states), (statistic(300), *halves)):
        ledger = replace(example(), statistics=rows)
        assert gate_for(ledger, measure(ledger).assessments).series == {"cards"}
        fewer = replace(ledger, statistics=(rows[0], rows[1], replace(rows[2], amount=100)))
        assert gate_for(fewer, measure(fewer).assessments).series == set()
