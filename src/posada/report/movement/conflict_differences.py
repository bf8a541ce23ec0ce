"""How near a run comes to the reports, as rows of two tables: differences of shares, and differences of counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from posada.movement import Validation
from posada.report.charts import bar
from posada.report.formats import number
from posada.report.movement.page import Words


@dataclass(frozen=True, slots=True)
class RuleRow:
    """The model, a trivial rule or Flee in words, and its difference from the reports."""

    name: str
    value: str
    bar: Markup
    is_model: bool


def difference_rows(found: Validation | None, words: Words) -> tuple[list[RuleRow], list[RuleRow]]:
    """Differences of shares, and of counts; trivial rules have no total of their own and stand among the first."""
    if found is None:
        return [], []
    shares = [
        ("rule_model", found.rescaled),
        ("rule_leak_free", found.leak_free),
        ("rule_equal", found.equal),
        ("rule_capacity", found.capacity),
        ("rule_frozen", found.frozen),
        *_peers(found, "measured", "measured_leak_free"),
    ]
    counts = [("rule_model", found.ours), *_peers(found, "measured_counts", "published")]
    return _rows(shares, found, words), _rows(counts, found, words)


def peers_note(found: Validation | None, words: Words) -> str:
    """Who says what is known of Flee, or nothing."""
    known = [] if found is None else [peer for peer in found.peers if peer is not None]
    by = "; ".join(dict.fromkeys(peer.by for peer in known))
    return words.say("flee_note", by=by) if by else ""


def _peers(found: Validation, *names: str) -> list[tuple[str, float]]:
    known = found.peers._asdict()
    return [(f"rule_flee_{name}", known[name].value) for name in names if known[name]]


def _rows(lines: Sequence[tuple[str, float]], found: Validation, words: Words) -> list[RuleRow]:
    """The lines in words, drawn on one scale."""
    most = max(value for _, value in lines)
    return [
        RuleRow(
            words.say(key, day=found.frozen_day),
            number(value, digits=3),
            Markup(bar(value, most)),
            key in ("rule_model", "rule_leak_free"),
        )
        for key, value in lines
    ]
