"""Rules of law as dated data: what holds people in place, and what the road asks of drivers.

The rows that come with Posada lie in `programme/law`; a file of the same name in a programme folder adds to
them, and takes their place where the key is the same.
"""

from __future__ import annotations

import datetime as dt

from posada.programme.columns import column, table
from posada.programme.tables.shapes import COUNTRY


@table("legal_rules", key=("country", "rule_id", "valid_from"), role="law")
class LegalRule:
    """A rule that stops a placement, and the law that says so."""

    country: str = column("country of the law", shape=COUNTRY)
    rule_id: str = column(
        "what it stops", one_of=("child_protection", "open_asylum_claim", "consent", "family_unity")
    )
    cites: str = column("article or notice")
    text: str = column("what it says, in our words")
    source: str = column("where it was read")
    valid_from: dt.date | None = column("first day it is law", default=None)
    valid_to: dt.date | None = column("last day it is law", default=None)
    checked_on: dt.date | None = column("day somebody last checked the source", default=None)


@table("driving_rules", key=("rule_pack",), role="law")
class DrivingRule:
    """Hours of driving and rest that a rule of the road allows, from a dated source."""

    rule_pack: str = column("short code of the rule pack")
    pause_after_minutes: int = column("driving after which a pause is due", unit="minutes", at_least=1)
    pause_minutes: int = column("length of the pause", unit="minutes", at_least=0)
    second_driver_over_minutes: int = column(
        "time on the road beyond which a second driver is needed", unit="minutes", at_least=0
    )
    rest_minutes: int = column(
        "rest of the crew before it drives again, at the far end and at home", unit="minutes", at_least=0
    )
    rest_basis: str = column("what the rest rests on: law or planning assumption", default="")
    source: str = column("norm and where it was read")
    valid_from: dt.date | None = column("first day it is law", default=None)
    valid_to: dt.date | None = column("last day it is law", default=None)
    checked_on: dt.date | None = column("day somebody last checked the source", default=None)
