"""Small ledgers for tests: one promise with what a test changes about it, and random ledgers of a seed."""

from __future__ import annotations

import datetime as dt
import random
from operator import attrgetter
from typing import Any

from posada.programme import Programme
from posada.programme.settings import Settings
from posada.programme.tables import Actor, Claim, Closure, Commitment, Coverage, Delivery, Source
from posada.programme.tables.papers import Calendar

DAY = dt.timedelta(days=1)
START = dt.date(2021, 11, 22)
"""A Monday."""


def on(number: int) -> dt.date:
    """The day so many days after the start."""
    return START + number * DAY


def programme(**tables: Any) -> Programme:
    """A programme of forty days with two agencies, a newspaper, and a source of each."""
    given = {
        "settings": Settings(name="t", country="MEX", starts_on=START, ends_on=on(40)),
        "actors": (
            Actor(actor_id="agency", kind="agency", name="An agency"),
            Actor(actor_id="other", kind="agency", name="Another"),
            Actor(actor_id="paper", kind="outlet", name="A newspaper"),
        ),
        "sources": (
            Source(source_id="said", kind="statement", title="A statement", grade="primary", published_on=START),
            Source(source_id="seen", kind="news", title="A count", grade="secondary", published_on=on(3)),
            Source(source_id="told", kind="news", title="A retelling", grade="tertiary", published_on=on(5),
                   derives_from_source_ids=("seen",)),
        ),
    }  # fmt: skip
    return Programme(**{**given, **tables})


def promise(code: str = "k", **more: Any) -> Commitment:
    """Ten cards from the agency by day 10."""
    given: dict[str, Any] = {
        "commitment_id": code, "text": "Ten cards.", "debtor_actor_ids": ("agency",), "cohort_id": "people",
        "instrument": "statement", "act": "promise", "unit": "cards", "amount": 10, "made_on": START,
        "deadline": "fixed", "due_on": on(10), "source_id": "said",
    }  # fmt: skip
    return Commitment(**{**given, **more})


def delivery(code: str, first: int, amount: Any = None, *, last: int | None = None, **more: Any) -> Delivery:
    """So many cards, or between so many and so many, on a day or between two."""
    if amount is not None:
        more["amount_lo"], more["amount_hi"] = amount if isinstance(amount, tuple) else (amount, amount)
    given: dict[str, Any] = {
        "delivery_id": code, "commitment_id": "k", "cohort_id": "people", "from_on": on(first),
        "until_on": None if last is None else on(last), "unit": "cards", "source_id": "seen", "grade": "press",
    }  # fmt: skip
    return Delivery(**{**given, **more})


def covered(first: int, last: int, completeness: str = "complete", **more: Any) -> Coverage:
    """A record vouched for from one day to another."""
    given: dict[str, Any] = {
        "commitment_id": "k", "from_on": on(first), "until_on": on(last), "completeness": completeness,
        "declared_by_actor_id": "paper", "source_id": "seen", "grade": "press",
    }  # fmt: skip
    return Coverage(**{**given, **more})


def said(code: str, **more: Any) -> Claim:
    """A claim of the agency in its statement."""
    given: dict[str, Any] = {
        "claim_id": code, "topic": "t", "says": "so", "polarity": "assert", "claimant_actor_id": "agency",
        "source_id": "said",
    }  # fmt: skip
    return Claim(**{**given, **more})


def random_ledger(seed: int) -> Programme:
    """A ledger of up to three promises with everything that may befall them; the same for the same seed."""
    dice = random.Random(seed)
    codes = [f"k{number}" for number in range(dice.randint(1, 3))]
    commitments = tuple(_random_promise(dice, number, codes) for number in range(len(codes)))
    deliveries = tuple(_random_delivery(dice, number, codes) for number in range(dice.randint(0, 6)))
    coverage = tuple(_random_coverage(dice, codes) for _ in range(dice.randint(0, 5)))
    coverage += tuple(covered(-1, 40, commitment_id=code) for code in codes if dice.random() < 0.6)
    claims = tuple(
        said(
            f"c{number}",
            polarity=dice.choice(["assert", "deny", "silent"]),
            claimant_actor_id=dice.choice(["agency", "paper"]),
            source_id=dice.choice(["said", "seen", "told"]),
            commitment_id=dice.choice(codes),
            extracted_by="draft" if dice.random() < 0.2 else "human",
            recorded_on=dice.choice([None, on(2), on(8)]),
        )
        for number in range(dice.randint(0, 4))
    )
    closures = tuple(
        Closure(
            calendar_id="c",
            kind=dice.choice(["holiday", "closure", "suspension"]),
            from_on=on(first := dice.randint(0, 14)),
            until_on=dice.choice([None, on(first + 2)]),
            open_ended=dice.random() < 0.2,
        )
        for _ in range(dice.randint(0, 2))
    )
    closures = tuple(row for row in closures if not (row.open_ended and row.until_on))
    until = on(dice.choice([9, 60]))
    calendar = Calendar(calendar_id="c", verified_from=START - 30 * DAY, verified_until=until)
    return programme(
        commitments=commitments,
        deliveries=deliveries,
        coverage=_each_once(coverage),
        claims=claims,
        calendars=(calendar,),
        closures=closures,
    )


def _each_once(rows: tuple[Coverage, ...]) -> tuple[Coverage, ...]:
    """No two rows of one key, as the door allows none."""
    key = attrgetter("commitment_id", "event", "from_on", "until_on", "source_id")
    return tuple({key(row): row for row in rows}.values())


def _random_promise(dice: random.Random, number: int, codes: list[str]) -> Commitment:
    made = dice.randint(0, 6)
    deadline = dice.choice(["fixed", "after", "after", "recurring", "vague", "none"])
    more: dict[str, Any] = {"due_on": None}
    if deadline == "fixed":
        more["due_on"] = on(made + dice.randint(0, 10))
    elif deadline == "after":
        more |= {"days": dice.randint(1, 8), "from_on": dice.choice([None, on(made), on(made + 3)])}
    elif deadline == "recurring":
        more |= {"days": dice.randint(1, 3), "from_on": on(made + dice.randint(0, 2))}
        more["due_on"] = dice.choice([None, on(made + 6)])
    if deadline in ("after", "recurring"):
        more |= {
            "day_kind": dice.choice(["working", "calendar"]),
            "calendar_id": dice.choice(["c", "c", None]),
        }
    amount = dice.choice([None, 1, 3, 5, 900])
    return promise(
        codes[number],
        deadline=deadline,
        made_on=on(made),
        amount=3 if deadline == "recurring" else amount,
        debtor_actor_ids=dice.choice([("agency",), ("other",), ("agency", "other")]),
        act=dice.choice(["promise"] * 12 + ["obligation"] * 4 + ["request"] * 3 + ["prohibition"]),
        antecedent=dice.choice(["", "", "", "they register"]),
        strength=dice.choice(["permit", "grant", "deliver"]),
        target_share=dice.choice([1.0, 0.75, 0.5]),
        on_expiry=dice.choice([None, "refused"]),
        supersedes_commitment_id=codes[0] if number and dice.random() < 0.6 else None,
        verifiability=dice.choice(["measurable"] * 12 + ["not_as_stated"]),
        recorded_on=dice.choice([None, None, on(2)]),
        **more,
    )


def _random_delivery(dice: random.Random, number: int, codes: list[str]) -> Delivery:
    first = dice.randint(0, 18)
    event = dice.choice(
        ["delivered"] * 6
        + ["triggered", "triggered", "waived", "suspended", "ended", "cancelled", "accepted"]
    )
    least = dice.randint(0, 3)
    counted = event in ("delivered", "triggered", "waived")
    return delivery(
        f"d{number}",
        first,
        (least, least + dice.randint(0, 2)) if counted else None,
        last=dice.choice([None, None, first + dice.randint(0, 5)]),
        commitment_id=dice.choice(codes),
        event=event,
        cohort_id=dice.choice(["people"] * 6 + ["others"]),
        unit=dice.choice(["cards"] * 6 + ["passes"]) if counted else "",
        grade=dice.choice(["registry", "press", "party"]),
        status=dice.choice(["asserted", "asserted", "verified", "disputed"]),
        source_id=dice.choice(["said", "seen"]),
        competes_with_delivery_id=f"d{number - 1}" if number and dice.random() < 0.2 else None,
        recorded_on=dice.choice([None, on(4), on(12)]),
    )


def _random_coverage(dice: random.Random, codes: list[str]) -> Coverage:
    first = dice.randint(0, 12)
    completeness = dice.choice(["complete", "complete", "partial", "none"])
    return covered(
        first,
        first + dice.randint(0, 25),
        completeness,
        commitment_id=dice.choice(codes),
        event=dice.choice(["delivered", "delivered", "triggered"]),
        missing_at_most=dice.choice([None, 0, 1, 2, 4]) if completeness == "partial" else None,
        source_id=dice.choice(["said", "seen", "told"]),
        grade=dice.choice(["registry", "press", "party"]),
        recorded_on=dice.choice([None, on(6)]),
    )
