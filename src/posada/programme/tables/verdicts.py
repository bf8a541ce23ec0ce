"""What Posada says of a ledger: verdicts on four axes, the rows each rests on, and drafts that none of them reads."""

from __future__ import annotations

import datetime as dt

from posada.programme.columns import column, table

VERDICTS = (
    "kept",
    "late",
    "partly_kept",
    "broken",
    "not_due",
    "not_triggered",
    "waived",
    "substituted",
    "suspended",
    "unverifiable",
)


@table("verdicts", key=("commitment_id",), role="answer")
class VerdictRow:
    """What became of a commitment by a day, as far as was known, on four axes."""

    commitment_id: str = column("the commitment")
    as_of_on: dt.date = column("day by which it is measured")
    known_as_of_on: dt.date | None = column("day whose ledger was used (empty: all of it)", default=None)
    policy: str = column("which deliveries count", one_of=("registry", "press", "all"))
    existence: str = column(
        "whether it was made, by independent voices", one_of=("none", "told_true", "told_false", "contested")
    )
    voices_for: int = column("independent voices that say so", at_least=0)
    voices_against: int = column("independent voices that deny it", at_least=0)
    voices_silent: int = column("sources that pass over it", at_least=0)
    lifecycle: str = column("stage it has reached")
    verdicts: tuple[str, ...] = column("every verdict that is possible on what is known", one_of=VERDICTS)
    knowledge: str = column(
        "whether one verdict is left, several, or nothing is known",
        one_of=("decided", "undecided", "no_data"),
    )
    grade: str | None = column(
        "weakest attestation among the rows used", one_of=("registry", "press", "party"), default=None
    )
    kept_lo: int = column("least units kept", at_least=0)
    kept_hi: int | None = column("greatest number of units kept (empty: no bound)", default=None)
    late_lo: int = column("least units late", at_least=0)
    late_hi: int | None = column("greatest number of units late (empty: no bound)", default=None)
    owed_lo: int = column("least units owed", at_least=0)
    owed_hi: int | None = column("greatest number of units owed (empty: no bound)", default=None)
    due_on: dt.date | None = column("last day (empty: none, not known, or many)", default=None)
    silent_lo: int | None = column(
        "least units for which the day passed in silence (empty: the law does not say what silence means)",
        default=None,
    )
    silent_hi: int | None = column(
        "greatest number of units for which it passed in silence (empty: no bound)", default=None
    )
    substituted_by_commitment_id: str | None = column("the commitment that took its place", default=None)


@table("verdict_traces", key=("commitment_id", "from_table", "row_id"), role="answer")
class VerdictTrace:
    """A row that a verdict rests on, or that was refused as evidence, with the span of its source."""

    commitment_id: str = column("the commitment")
    from_table: str = column("table of the row", one_of=("commitments", "deliveries", "coverage"))
    row_id: str = column("the row")
    says: str = column("what it says")
    source_id: str = column("where it stands")
    from_byte: int | None = column("where the quotation begins", unit="bytes", default=None)
    until_byte: int | None = column("where it ends", unit="bytes", default=None)
    refused_for: str | None = column(
        "why it is no evidence", one_of=("cohort", "unit", "unconfirmed", "before"), default=None
    )


@table("reconciliations", key=("contradiction_id",), role="answer")
class ReconciliationRow:
    """What the rows of a contradiction show, and whether the hypothesis that reconciles them holds."""

    contradiction_id: str = column("the contradiction")
    known_claim_ids: tuple[str, ...] = column("its claims that were known")
    types_shown: tuple[str, ...] = column("kinds of contradiction that the claims show", default=())
    test: str = column("how the hypothesis is checked (empty: there is none)", default="")
    holds: str = column(
        "whether it holds (empty: there is none, or nothing on record tells)",
        one_of=("yes", "no"),
        default="",
    )


@table("drafts", key=("draft_id",), role="answer")
class DraftRow:
    """A statement that a machine read out of a text: no claim until a person has written one in claims.csv."""

    draft_id: str = column("number of the draft within its source")
    source_id: str = column("the source that was read")
    who: str = column("who seems to say it, in the words of the text")
    act: str = column(
        "what kind of speech it seems to be",
        one_of=("assert", "promise", "deny", "request", "accept", "forecast"),
    )
    polarity: str = column("said to be so, or said not to be so", one_of=("assert", "deny"))
    from_byte: int = column("where the words begin", unit="bytes", at_least=0)
    until_byte: int = column("where they end; this byte is not part of them", unit="bytes", at_least=1)
    quotation: str = column("the words that stand there")
    who_from_byte: int = column("where the speaker is named", unit="bytes", at_least=0)
    who_until_byte: int = column("where that ends", unit="bytes", at_least=1)
    amount_lo: float | None = column("least amount named (empty: none, or no lower bound)", default=None)
    amount_hi: float | None = column("greatest amount named (empty: none, or no upper bound)", default=None)
    unit: str = column("what seems to be counted", default="")
    language: str = column("language it was read in", one_of=("eng", "spa"))
    rule: str = column("the rule of reading that found it")
    confidence: float = column("rank of the rule, no probability", at_least=0, at_most=1)
    extracted_by: str = column("who drew it from the text", one_of=("draft",), default="draft")
