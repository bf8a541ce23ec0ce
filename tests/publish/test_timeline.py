"""The time line: every event in its order, drawn and listed."""

import datetime as dt
import xml.etree.ElementTree as ET
from dataclasses import replace

from posada.commitments.example import example
from posada.publish.pen import Links, Pen
from posada.publish.record import Record, record_of
from posada.publish.timeline import timeline_page


def test_every_promise_has_a_lane_and_a_day(mapastepec: Record) -> None:
    """As many marks as promises, and a diamond where there is a due day."""
    shown = timeline_page(Pen("en", mapastepec, Links(mapastepec)))
    drawn = ET.fromstring(shown["drawing"])
    kinds = [it.get("class") for it in drawn]
    assert kinds.count("made") == len(mapastepec.commitments)
    assert kinds.count("due") == 3
    promised = [event for _, events in shown["days"] for event in events if event["kind"] == "Promised"]
    assert len(promised) == len(mapastepec.commitments)


def test_a_delivery_that_is_no_evidence_says_so(mapastepec: Record) -> None:
    """And is not drawn on the lane of the promise."""
    shown = timeline_page(Pen("en", mapastepec, Links(mapastepec)))
    refused = next(event for _, events in shown["days"] for event in events if event["id"] == "D08")
    assert "no evidence: it is about other people" in refused["text"]


def test_few_people_are_not_told_on_the_time_line_either(with_few: Record) -> None:
    """The gate stands at every door."""
    shown = timeline_page(Pen("es", with_few, Links(with_few)))
    witnesses = next(event for _, events in shown["days"] for event in events if event["id"] == "D10")
    assert "menos de 10" in witnesses["text"]


def test_a_day_far_ahead_is_drawn_with_few_rules() -> None:
    """Which say the year."""
    base = example()
    far = tuple(replace(row, deadline="fixed", due_on=dt.date(9999, 12, 31)) for row in base.commitments[1:])
    record = record_of(replace(base, commitments=far, claims=(), deliveries=(), coverage=()))
    drawn = ET.fromstring(timeline_page(Pen("en", record, Links(record)))["drawing"])
    named = [it.text or "" for it in drawn if it.get("text-anchor") == "middle"]
    assert 2 < len(named) <= 13
    assert named[0] == "Nov 2021"


def test_before_the_first_promise_there_is_no_lane() -> None:
    """And no mistake."""
    record = record_of(example(), as_of=dt.date(2001, 1, 1))
    assert timeline_page(Pen("en", record, Links(record)))["days"] == []
