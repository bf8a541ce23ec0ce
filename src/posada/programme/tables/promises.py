"""The ledger of promises: who said what, where it stands, what was promised, what came of it, what is known.

Nothing here names a private person: an actor is an institution, a group, or somebody in a public role.
"""

from __future__ import annotations

import datetime as dt

from posada.programme.columns import column, table
from posada.programme.tables.shapes import MOST_PEOPLE, STATE

ACTOR_KINDS = (
    "state",
    "agency",
    "court",
    "international_organisation",
    "ngo",
    "organiser",
    "group",
    "outlet",
    "unnamed_official",
    "public_person",
)
SOURCE_KINDS = ("statement", "transcript", "law", "news", "statistics", "registry", "field_note")
ACTS = (
    "assert",
    "promise",
    "undertake",
    "request",
    "condition",
    "offer",
    "accept",
    "deny",
    "forecast",
    "intent",
    "opinion",
)
DRIFTS = ("scope", "polarity", "quantity", "strength", "attribution", "omission")
CONTRADICTIONS = (
    "polarity",
    "quantity_disjoint",
    "granularity_mismatch",
    "scope_mismatch",
    "cohort_mismatch",
    "temporal_succession",
    "definitional",
    "strength_inflation",
    "attribution_conflict",
    "paraphrase_drift",
    "omission",
    "performance",
)
STRENGTHS = ("permit", "begin", "decide", "grant", "deliver")
"""How much a promise gives, weakest first: leave to help oneself, a start, a decision, a right, the thing."""
GRADES = ("registry", "press", "party")
"""How well a delivery is attested, best first: on a register, by the press, by a party alone."""


@table("actors", key=("actor_id",))
class Actor:
    """An institution, a group, or somebody in a public role; never a private person."""

    actor_id: str = column("short code of the actor")
    # Whoever writes private_person must not be led to call that person public.
    kind: str = column("what it is", one_of=ACTOR_KINDS, never_meant=("public_person",))
    name: str = column("name in public", own_words=True)
    public_role: str = column("the public role in which a person speaks", default="", own_words=True)
    parent_actor_id: str | None = column("what it is part of", refers_to="actors.actor_id", default=None)


@table("sources", key=("source_id",))
class Source:
    """A text that says something, or our own summary of it, with where it stands and what it comes from."""

    source_id: str = column("short code of the source")
    kind: str = column("what it is", one_of=SOURCE_KINDS)
    title: str = column("what it is called, in our words", own_words=True)
    outlet_actor_id: str | None = column("who published it", refers_to="actors.actor_id", default=None)
    published_on: dt.date | None = column("first day it may have been published", default=None)
    published_until: dt.date | None = column(
        "last day it may have been published (empty: that same day)", default=None
    )
    url: str = column("where it was read", default="")
    language: str = column(
        "language", pattern=r"[a-z]{3}", pattern_help="an ISO 639-3 code like spa", default="spa"
    )
    grade: str = column("nearness to the facts", one_of=("primary", "secondary", "tertiary"))
    derives_from_source_ids: tuple[str, ...] = column(
        "sources it retells", refers_to="sources.source_id", default=()
    )
    independence_group: str = column(
        "sources that share one origin share this code", default="", own_words=True
    )
    file: str = column(
        "the stored text in the folder sources/",
        pattern=r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}\.txt",
        pattern_help="a file name like S1.txt",
        default="",
    )
    sha256: str = column(
        "SHA-256 of the stored text",
        pattern=r"[0-9a-f]{64}",
        pattern_help="64 hexadecimal digits",
        default="",
    )
    recorded_on: dt.date | None = column("day it entered the ledger", default=None)


@table("claims", key=("claim_id",))
class Claim:
    """What somebody said, or did not say, about one question."""

    claim_id: str = column("short code of the claim")
    topic: str = column("short code of the question it answers", own_words=True)
    says: str = column("what is said, in our words", own_words=True)
    polarity: str = column(
        "said to be so, said not to be so, or passed over", one_of=("assert", "deny", "silent")
    )
    act: str = column("what kind of speech it is", one_of=ACTS, default="assert")
    modality: str = column("how sure the speaker is", one_of=("certain", "hedged"), default="certain")
    claimant_actor_id: str = column("who says it", refers_to="actors.actor_id")
    source_id: str = column("where it stands", refers_to="sources.source_id")
    via_source_ids: tuple[str, ...] = column(
        "sources it passed through", refers_to="sources.source_id", default=()
    )
    from_byte: int | None = column(
        "where the quotation begins in the stored text", unit="bytes", at_least=0, default=None
    )
    until_byte: int | None = column(
        "where it ends; this byte is not part of it", unit="bytes", at_least=1, default=None
    )
    quotation: str = column("the same words as in the stored text, fewer than 25", default="")
    amount_lo: float | None = column("least amount meant", at_least=0, at_most=MOST_PEOPLE, default=None)
    amount_hi: float | None = column("greatest amount meant", at_least=0, at_most=MOST_PEOPLE, default=None)
    unit: str = column("unit of the amount, plural", default="", own_words=True)
    granularity: str = column(
        "what one unit really is, where the unit can mean two things", default="", own_words=True
    )
    value: str = column("the answer, where it is no number", default="", own_words=True)
    lists: tuple[str, ...] = column(
        "the items listed; a part of a whole as whole:part, like MX-GUA:leon", default=()
    )
    cohort_id: str = column("the people it is about", default="", own_words=True)
    scope: str = column("what it is limited to, in a short code", default="", own_words=True)
    as_of_on: dt.date | None = column("day it is about, or as of which it holds", default=None)
    derived_from_claim_id: str | None = column(
        "the claim it retells", refers_to="claims.claim_id", default=None
    )
    drift: tuple[str, ...] = column("what the retelling changed", one_of=DRIFTS, default=())
    commitment_id: str | None = column(
        "the commitment whose existence it is about", refers_to="commitments.commitment_id", default=None
    )
    extracted_by: str = column("who drew it from the text", one_of=("human", "draft"), default="human")
    confirmed_by: tuple[str, ...] = column("codes of the people who confirmed a draft", default=())
    recorded_on: dt.date | None = column("day it entered the ledger", default=None)


@table("contradictions", key=("contradiction_id",))
class Contradiction:
    """Claims that do not seem to agree, of which kind, and how they may agree after all."""

    contradiction_id: str = column("short code of the contradiction")
    topic: str = column("the question, in our words", own_words=True)
    claim_ids: tuple[str, ...] = column("the claims, at least two", refers_to="claims.claim_id")
    types: tuple[str, ...] = column("kinds of contradiction", one_of=CONTRADICTIONS)
    state: str = column(
        "what became of it", one_of=("open", "reconciled", "superseded", "corrected", "withdrawn")
    )
    hypothesis: str = column("how both may be true, in our words", default="", own_words=True)
    test: str = column(
        "how the program checks the hypothesis",
        one_of=("granularity", "cohort", "scope", "later", "retelling", "unit"),
        default="",
    )
    by_claim_id: str | None = column(
        "the claim that bears the hypothesis out", refers_to="claims.claim_id", default=None
    )
    recorded_on: dt.date | None = column(
        "day it entered the ledger (empty: when two of its claims were there)", default=None
    )


@table("commitments", key=("commitment_id",))
class Commitment:
    """Something promised or owed: by whom, to whom, how much, by when."""

    commitment_id: str = column("short code of the commitment")
    text: str = column("what was promised, in our words", own_words=True)
    debtor_actor_ids: tuple[str, ...] = column("who owes it", refers_to="actors.actor_id")
    cohort_id: str = column("short code of the people it is owed to", own_words=True)
    cohort: str = column("who these people are, in words", default="", own_words=True)
    instrument: str = column(
        "what it rests on", one_of=("law", "court_order", "agreement", "statement", "offer", "oral")
    )
    act: str = column("what it is", one_of=("promise", "obligation", "undertaking", "prohibition", "request"))
    antecedent: str = column(
        "what must happen first, for it to be owed (empty: nothing)", default="", own_words=True
    )
    strength: str = column("how much it gives", one_of=STRENGTHS, default="deliver")
    unit: str = column("unit in which it is counted, plural", own_words=True)
    amount: int | None = column(
        "how many, in each period if it recurs (empty: not said)",
        at_least=1,
        at_most=MOST_PEOPLE,
        default=None,
    )
    target_share: float = column("share that must be reached", at_least=0.0001, at_most=1, default=1.0)
    made_on: dt.date = column("day it was made")
    deadline: str = column("kind of deadline", one_of=("fixed", "after", "recurring", "vague", "none"))
    due_on: dt.date | None = column(
        "last day (fixed), or last day of the last period (recurring)", default=None
    )
    from_event: str = column("what starts the clock (after)", default="", own_words=True)
    from_on: dt.date | None = column(
        "day of that event (after; empty: not known), or first day of the first period (recurring)",
        default=None,
    )
    days: int | None = column(
        "days after the event, or length of a period", unit="days", at_least=1, at_most=3660, default=None
    )
    day_kind: str = column("how days are counted", one_of=("working", "calendar"), default="calendar")
    calendar_id: str | None = column(
        "whose working days are counted", refers_to="calendars.calendar_id", default=None
    )
    deadline_words: str = column("the words about time, if they are vague", default="")
    deadline_basis: str = column(
        "where the deadline comes from, if not from the promise itself", default="", own_words=True
    )
    on_expiry: str | None = column(
        "what the law says if the day passes in silence",
        one_of=("granted", "refused", "lapses"),
        default=None,
    )
    reciprocal_of_commitment_id: str | None = column(
        "the commitment it was given for", refers_to="commitments.commitment_id", default=None
    )
    nested_in_commitment_id: str | None = column(
        "the commitment it is part of", refers_to="commitments.commitment_id", default=None
    )
    supersedes_commitment_id: str | None = column(
        "the commitment it takes the place of", refers_to="commitments.commitment_id", default=None
    )
    verifiability: str = column(
        "whether it can be measured as it was said",
        one_of=("measurable", "proxy", "not_as_stated"),
        default="measurable",
    )
    source_id: str = column("where it stands", refers_to="sources.source_id")
    recorded_on: dt.date | None = column("day it entered the ledger", default=None)


@table("deliveries", key=("delivery_id",))
class Delivery:
    """Something that happened to a commitment, counted over a whole cohort, never about a person."""

    delivery_id: str = column("short code of the row")
    commitment_id: str = column("the commitment", refers_to="commitments.commitment_id")
    cohort_id: str = column("the people it was about", own_words=True)
    event: str = column(
        "what happened to so many units",
        one_of=("delivered", "triggered", "waived", "suspended", "ended", "cancelled", "accepted"),
        default="delivered",
    )
    from_on: dt.date = column("first day it may have happened")
    until_on: dt.date | None = column("last day it may have happened (empty: that same day)", default=None)
    amount_lo: int | None = column("least amount", at_least=0, at_most=MOST_PEOPLE, default=None)
    amount_hi: int | None = column("greatest amount", at_least=0, at_most=MOST_PEOPLE, default=None)
    unit: str = column("unit of the amount, plural", default="", own_words=True)
    source_id: str = column("where it stands", refers_to="sources.source_id")
    claim_id: str | None = column("the claim with its quotation", refers_to="claims.claim_id", default=None)
    grade: str = column("how well it is attested", one_of=GRADES)
    status: str = column(
        "what the parties say of it", one_of=("asserted", "verified", "disputed"), default="asserted"
    )
    competes_with_delivery_id: str | None = column(
        "another count of the same thing: one of the two is true",
        refers_to="deliveries.delivery_id",
        default=None,
    )
    recorded_on: dt.date | None = column("day it entered the ledger", default=None)


@table("coverage", key=("commitment_id", "event", "from_on", "until_on", "source_id"))
class Coverage:
    """For which days the record of a commitment holds everything that happened; without it absence says nothing."""

    commitment_id: str = column("the commitment", refers_to="commitments.commitment_id")
    event: str = column("the events it is about", one_of=("delivered", "triggered"), default="delivered")
    from_on: dt.date = column("first day")
    until_on: dt.date = column("last day")
    completeness: str = column("whether everything is on record", one_of=("complete", "partial", "none"))
    missing_at_most: int | None = column(
        "most units that a partial record may lack (empty: nobody knows)",
        at_least=0,
        at_most=MOST_PEOPLE,
        default=None,
    )
    declared_by_actor_id: str = column("who says so", refers_to="actors.actor_id")
    source_id: str = column("where it stands", refers_to="sources.source_id")
    grade: str = column("how well it is attested", one_of=GRADES)
    recorded_on: dt.date | None = column("day it entered the ledger", default=None)


@table("statistics", key=("series_id", "state", "from_on", "as_of_on"))
class Statistic:
    """A figure of an official series: a yardstick beside the ledger, never a delivery of its own."""

    series_id: str = column("short code of the series")
    what: str = column("what is counted, in our words", own_words=True)
    state: str | None = column("state it is about (empty: the country)", shape=STATE, default=None)
    from_on: dt.date = column("first day counted")
    until_on: dt.date = column("last day counted")
    as_of_on: dt.date | None = column("day on which the figure stood so (empty: not said)", default=None)
    amount: int = column("the figure", at_least=0, at_most=MOST_PEOPLE)
    unit: str = column("unit of the amount, plural", own_words=True)
    commitment_id: str | None = column(
        "a commitment whose deliveries it includes among others",
        refers_to="commitments.commitment_id",
        default=None,
    )
    source_id: str = column("where it stands", refers_to="sources.source_id")
    recorded_on: dt.date | None = column(
        "day it entered the ledger (empty: when both as_of_on and its source were there)", default=None
    )
