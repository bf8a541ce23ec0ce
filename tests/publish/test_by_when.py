"""By when: the day, and how it was counted."""

import re

from posada.publish.pen import Links, Pen
from posada.publish.promises import promise_page
from posada.publish.record import Record


def pen(record: Record, lang: str = "en") -> Pen:
    """Return what pages are written with."""
    return Pen(lang, record, Links(record))


def words(markup: object) -> str:
    """Return the words of markup."""
    return re.sub(r"<[^>]+>", "", str(markup))


def test_the_deadline_is_counted_step_by_step(mapastepec: Record) -> None:
    """From the day of the event to the due day, with the calendar and the article."""
    deadline = promise_page(pen(mapastepec), mapastepec.measured.assessment("K2law"))["deadline"]
    assert deadline["steps"][0].startswith("20 working days from 2021-11-24")
    assert "Calendar inm, verified from" in deadline["steps"][1]
    assert deadline["steps"][-1].startswith("Due on 2021-12-22")
    assert "art. 128" in words(deadline["lines"][1])
