"""Calendar files: they can be read back, hold no one's name, and are the same each time."""

import datetime as dt
from pathlib import Path

import icalendar

from posada.regularisation import book, write_calendar
from posada.regularisation.example import example


def test_a_calendar_reads_back_as_its_appointments(tmp_path: Path) -> None:
    """One event for each appointment: its time, its desk, where that stands, and its code."""
    bookings = book(example(), at="gathering")
    write_calendar(example(), bookings.rows(), tmp_path / "a.ics", lang="es")
    calendar = icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes())
    assert calendar["version"] == "2.0"
    events = calendar.walk("VEVENT")
    for event, row in zip(events, bookings.appointments, strict=True):
        assert event.decoded("dtstart") == row.starts_at
        assert event.decoded("dtend") == row.ends_at
        assert event.decoded("dtstamp") == dt.datetime(2021, 11, 24, tzinfo=dt.UTC)
        assert event["summary"] == "register: desk-1"
        assert event["location"] == "desk-1, Mapastepec"
        assert event["description"] == f"Clave de la cita: {row.appointment_id}"
        assert event["uid"].startswith(f"{row.appointment_id}@")
    assert len({event["uid"] for event in events}) == 2


def test_a_calendar_holds_no_household_and_nobody_s_need(tmp_path: Path) -> None:
    """Whoever finds the file learns that desks have appointments, not whose."""
    programme = example()
    for lang in ("en", "es"):
        write_calendar(programme, book(programme, at="gathering").rows(), tmp_path / "a.ics", lang=lang)
        text = (tmp_path / "a.ics").read_text(encoding="utf-8")
        secrets = [row.household_id for row in programme.households]
        secrets += [row.person_id for row in programme.persons] + ["pregnant", "1995"]
        events = text[text.index("BEGIN:VEVENT") :]
        assert not [secret for secret in secrets if f"{secret}\r\n" in events or f" {secret}" in events]
        assert "ATTENDEE" not in text


def test_the_same_rows_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    """Nothing of the hour of writing is in the file, and it is written whole beside nothing else."""
    rows = book(example(), at="gathering").rows()
    write_calendar(example(), rows, tmp_path / "a.ics")
    write_calendar(example(), {"appointments": rows["appointments"][::-1]}, tmp_path / "b.ics")
    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.ics", "b.ics"]


def test_lines_end_and_fold_as_the_standard_asks(tmp_path: Path) -> None:
    """RFC 5545, section 3.1: CRLF, and no line longer than 75 bytes."""
    write_calendar(example(), book(example(), at="gathering").rows(), tmp_path / "a.ics")
    lines = (tmp_path / "a.ics").read_bytes().split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or len(line) > 75 for line in lines)


def test_no_appointments_are_an_empty_calendar(tmp_path: Path) -> None:
    """A programme without desks still gets a file that opens."""
    write_calendar(example(), {}, tmp_path / "a.ics")
    assert icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT") == []
