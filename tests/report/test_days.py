import datetime as dt

from posada.report.days import bus_days, desk_tables, office_days, source_in_words


def test_every_departure_stands_on_its_day(mapastepec):
    """All departures are there, by hour, with the people who have seats on them."""
    answers = mapastepec.answers
    days = bus_days(mapastepec.programme, answers["departures"], answers["stops"], answers["seats"])
    rows = [row for day in days for row in day.departures]
    assert len(rows) == len(answers["departures"])
    assert sum(day.people for day in days) == sum(row.people for row in answers["seats"])
    assert [day.day for day in days] == sorted({row.departs_at.date() for row in answers["departures"]})
    for day in days:
        assert [row.departs_at for row in day.departures] == sorted(row.departs_at for row in day.departures)
        assert day.people == sum(row.people for row in day.departures)


def test_desks_and_offices_share_all_appointments(mapastepec):
    """Who is seen at the gathering and who at the destinations make everybody who is seen."""
    appointments = mapastepec.answers["appointments"]
    desks = desk_tables(mapastepec.programme, appointments)
    offices = office_days(mapastepec.programme, appointments)
    at_desks = sum(sum(served) for table in desks for _, served in table.days)
    assert at_desks + sum(day.people for day in offices) == sum(row.people for row in appointments)
    assert all(0 <= table.share(desk, 50) <= 1 for table in desks for desk in range(len(table.desks)))
    assert all(day.people <= day.most for day in offices)


def test_where_a_distance_comes_from_is_told_in_both_languages():
    """A source that is not one of ours is shown as it is."""
    assert source_in_words("great circle x 1.30", "es") == "línea recta × 1.30"
    assert source_in_words("roads.csv; survey of 2020", "en") == "table of roads; survey of 2020"


def test_no_answers_no_days(first_steps):
    """A plan without buses and appointments has no tables of them."""
    assert bus_days(first_steps.programme, (), (), ()) == ()
    assert desk_tables(first_steps.programme, ()) == ()
    assert office_days(first_steps.programme, ()) == ()
    assert dt.date.min not in {day.day for day in office_days(first_steps.programme, ())}
