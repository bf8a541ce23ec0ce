"""Verifies verdicts from the tables of the ledger alone; it shares no code with what found them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from posada.commitments.check.case import Case, Terms
from posada.commitments.check.reconciling import wrong_reconciliations
from posada.commitments.check.trace import wrong_traces
from posada.commitments.check.verdicts import (
    not_answered_once,
    wrong_days,
    wrong_existence,
    wrong_knowledge,
    wrong_successor,
    wrong_terms,
    wrong_verdicts,
)
from posada.programme import Fault, Programme


def check(
    programme: Programme,
    rows: Mapping[str, Sequence[Any]],
    *,
    as_of: dt.date | None = None,
    known_as_of: dt.date | None = None,
    policy: str = "all",
    sources: Collection[str] | None = None,
) -> tuple[Fault, ...]:
    """Everything in which verdicts, traces and reconciliations do not follow from the ledger; nothing, if all is well.

    `rows` holds `verdicts`, `verdict_traces` and, to have hypotheses checked, `reconciliations`; the terms are those
    on which they were asked for.

    >>> from dataclasses import replace
    >>> from posada.commitments import measure
    >>> from posada.commitments.example import example
    >>> rows = measure(example()).rows()
    >>> check(example(), rows)
    ()
    >>> rows["verdicts"] = (replace(rows["verdicts"][0], verdicts=("kept",)), *rows["verdicts"][1:])
    >>> for fault in check(example(), rows):
    ...     print(fault)
    verdicts.csv, buses: must be discharged, got violated. [lifecycle]
    verdicts.csv, buses: must be broken, got kept. [verdicts]
    """
    terms = Terms(
        programme.settings.ends_on if as_of is None else as_of,
        known_as_of,
        policy,
        None if sources is None else frozenset(sources),
    )
    case = Case(programme, terms, rows["verdicts"], rows["verdict_traces"], rows.get("reconciliations"))
    found: list[Fault] = []
    for rule in _RULES:
        found += rule(case)
    return tuple(found)


_RULES = (
    wrong_terms,
    not_answered_once,
    wrong_existence,
    wrong_verdicts,
    wrong_knowledge,
    wrong_days,
    wrong_successor,
    wrong_traces,
    wrong_reconciliations,
)
