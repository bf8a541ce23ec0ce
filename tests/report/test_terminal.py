from posada.programme import Fault
from posada.programme.tables import Unscheduled
from posada.report.terminal import print_summary, summary_lines


def test_the_summary_has_the_figures_of_the_tables(mapastepec):
    """What is printed adds up to what the tables hold."""
    lines = dict(summary_lines(mapastepec.programme, mapastepec.answers, mapastepec.receipt, lang="en"))
    placed = sum(row.people for row in mapastepec.answers["assignments"])
    assert lines["Placed"] == f"{placed:,} of {len(mapastepec.programme.persons):,} people"
    assert lines["Checks"] == "No faults, by other code than made the plan"
    assert f"{len(mapastepec.answers['departures'])} departures" in lines["Buses"]


def test_few_who_wait_are_not_counted_out(first_steps):
    """Six households wait in the small example: reasons without numbers."""
    lines = dict(summary_lines(first_steps.programme, first_steps.answers, first_steps.receipt, lang="en"))
    assert lines["Waiting"].endswith("(fewer than 10 each)")
    assert not any(sign.isdigit() for sign in lines["Waiting"].removesuffix("(fewer than 10 each)"))


def test_faults_are_printed_whatever_signs_they_hold(first_steps, capsys, tmp_path):
    """Square brackets in a fault are shown, not taken for a style."""
    answers = {**first_steps.answers, "faults": (Fault("rule", "[red]row 3", "must be [1], got [/2]."),)}
    print_summary(first_steps.programme, answers, first_steps.receipt, lang="es", folder=tmp_path)
    told = capsys.readouterr().out
    assert "[red]row 3" in told
    assert "faltas: 1; véase report.html" in told


def test_who_has_a_place_and_no_seat_is_told(first_steps):
    """Without buses the summary does not look as if all were well."""
    left = tuple(
        Unscheduled(household_id=row.household_id, place_id=row.place_id, people=row.people, reason="no_bus")
        for row in first_steps.answers["assignments"]
    )
    answers = {**first_steps.answers, "departures": (), "stops": (), "seats": (), "unscheduled": left}
    lines = dict(summary_lines(first_steps.programme, answers, first_steps.receipt, lang="en"))
    assert lines["No seat"] == "19 people who have a place"
    assert "Buses" not in lines
