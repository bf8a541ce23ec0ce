"""A past answer comes out again to the byte, whatever rows enter the ledger afterwards, in whichever table."""

from __future__ import annotations

import json
import random
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.commitments import Measured, measure
from posada.commitments.check import check
from posada.programme import Programme
from posada.programme.tables import Actor, Closure, Contradiction, Source, Statistic
from posada.programme.tables.papers import Calendar

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import DAY, covered, delivery, on, programme, promise, random_ledger, said

TABLES = (
    "actors",
    "sources",
    "claims",
    "contradictions",
    "commitments",
    "deliveries",
    "coverage",
    "statistics",
    "calendars",
    "closures",
)


def told(measured: Measured) -> str:
    """Everything that an answer says, to the byte."""
    codes = [found.commitment.commitment_id for found in measured.assessments]
    explained = [measured.explain(code, lang) for code in codes for lang in ("en", "es")]
    return json.dumps([measured.as_data(), measured.overview(), explained], default=str)


def later_row(table: str, number: int, ledger: Programme, dice: random.Random, day: Any) -> Any:
    """A row that is about rows of the ledger and entered it on a day, by its own word or that of its source."""
    code = f"new{number}"
    first = dice.choice(ledger.commitments)
    source = dice.choice(["said", "seen", "told"])
    own = {"recorded_on": day, "source_id": source}
    if dice.random() < 0.3:
        own = {"recorded_on": None, "source_id": "later"}
    claims = [row.claim_id for row in ledger.claims]
    when = on(dice.randint(0, 20))
    rows: dict[str, Any] = {
        "actors": Actor(actor_id=code, kind="outlet", name="n"),
        "sources": Source(
            source_id=code, kind="news", title="n", grade="primary", derives_from_source_ids=("said",),
            independence_group="g", published_on=dice.choice([None, on(0)]), recorded_on=day,
        ),
        "claims": said(
            code, polarity=dice.choice(["assert", "deny", "silent"]), commitment_id=first.commitment_id,
            derived_from_claim_id=dice.choice([None, *claims]), amount_lo=9, amount_hi=9, unit="cards",
            claimant_actor_id=dice.choice(["agency", "paper"]), **own,
        ),
        "contradictions": Contradiction(
            contradiction_id=code, topic="t", claim_ids=tuple(dice.sample(claims, min(2, len(claims)))),
            types=("polarity",), state="open", recorded_on=day,
        ),
        "commitments": replace(
            first, commitment_id=code, strength="permit", supersedes_commitment_id=first.commitment_id, **own
        ),
        "deliveries": delivery(
            code, dice.randint(0, 20), dice.randint(0, 9), commitment_id=first.commitment_id,
            event=dice.choice(["delivered", "triggered", "waived", "suspended", "ended", "cancelled", "accepted"]),
            competes_with_delivery_id=dice.choice([None, *(row.delivery_id for row in ledger.deliveries)]), **own,
        ),
        "coverage": covered(
            number, 30, dice.choice(["complete", "partial"]), commitment_id=first.commitment_id,
            missing_at_most=1, event=dice.choice(["delivered", "triggered"]), **own,
        ),
        "statistics": Statistic(
            series_id=code, what="w", from_on=first.made_on, until_on=first.made_on, amount=1, unit="cards",
            as_of_on=dice.choice([None, on(0)]), commitment_id=first.commitment_id, **own,
        ),
        "calendars": Calendar(calendar_id=code, verified_from=on(-30), verified_until=on(60)),
        "closures": Closure(
            calendar_id="c", kind=dice.choice(["holiday", "closure", "suspension"]), from_on=when,
            open_ended=dice.random() < 0.5, recorded_on=day,
        ),
    }  # fmt: skip
    return rows[table]


@given(
    st.integers(0, 10**6),
    st.integers(0, 20),
    st.lists(st.sampled_from(TABLES), min_size=1, max_size=6),
    st.booleans(),
)
def test_rows_recorded_later_never_change_what_was_known(
    seed: int, day: int, tables: Any, compared: bool
) -> None:
    """The answer known as of a day is the same with and without them; the check agrees with both."""
    dice, known = random.Random(seed), on(day)
    ledger = replace(random_ledger(seed), quotations_compared=compared)
    # A source that came out later is there already, so that rows may come from it without a day of their own.
    late = Source(source_id="later", kind="news", title="l", grade="primary", published_on=known + DAY)
    ledger = replace(ledger, sources=(*ledger.sources, late))
    after = ledger
    for number, table in enumerate(tables):
        if table == "contradictions" and len(ledger.claims) < 2:
            continue
        row = later_row(table, number, ledger, dice, known + DAY)
        after = replace(after, **{table: (*getattr(after, table), row)})
    terms: dict[str, Any] = {"as_of": on(dice.randint(0, 24)), "known_as_of": known}
    answer = measure(after, **terms)
    assert told(answer) == told(measure(ledger, **terms))
    assert check(after, answer.rows(), **terms) == ()


def test_every_table_of_the_ledger_is_tried() -> None:
    """Those that are read by the verdicts: of a programme's tables, no other holds what was promised or done."""
    named = {field.name for field in fields(Programme)}
    assert set(TABLES) <= named


def test_a_closure_counts_from_the_day_it_was_recorded() -> None:
    """A suspension that was announced on day 9 stopped no clock as it was known on day 8."""
    calendar = Calendar(calendar_id="c", verified_from=on(-30), verified_until=on(60))
    stop = Closure(calendar_id="c", kind="suspension", from_on=on(2), open_ended=True, recorded_on=on(9))
    terms = promise(deadline="after", due_on=None, from_on=on(0), days=5, day_kind="working", calendar_id="c")
    ledger = programme(
        commitments=(terms,), calendars=(calendar,), closures=(stop,), coverage=(covered(0, 40),)
    )
    assert measure(ledger, known_as_of=on(8)).assessment("k").verdicts == ("broken",)
    assert measure(ledger, known_as_of=on(9)).assessment("k").verdicts == ("suspended",)
    always = replace(ledger, closures=(replace(stop, recorded_on=None),))
    assert measure(always, known_as_of=on(8)).assessment("k").verdicts == ("suspended",)


@pytest.mark.parametrize("recorded_on", [None, on(6)])
def test_a_figure_is_known_from_its_own_day_or_else_from_that_of_its_source(recorded_on: Any) -> None:
    """A figure written down on day 6 is told from then on, though its source came out on day 3."""
    figure = Statistic(
        series_id="s", what="cards of all", from_on=on(0), until_on=on(2), amount=70, unit="cards",
        commitment_id="k", source_id="seen", recorded_on=recorded_on,
    )  # fmt: skip
    ledger = programme(commitments=(promise(),), statistics=(figure,))
    seen = [day for day in range(9) if "cards of all" in measure(ledger, known_as_of=on(day)).explain("k")]
    assert seen == list(range(3 if recorded_on is None else 6, 9))
