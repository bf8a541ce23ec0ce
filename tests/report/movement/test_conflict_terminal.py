"""What the terminal says of a conflict: the numbers of the page under the same names, and no few."""

import re

from posada.report.movement import conflict_bands, conflict_summary, render_conflict


def test_it_tells_the_numbers_of_the_page(bands):
    """The middle of each camp, of all camps and of the road, and the difference of shares, are those of the page."""
    told, page = conflict_summary(bands), render_conflict(bands, {}, lang="en")
    camp = re.search(r"Camp North: ([\d,]+) \(([\d,]+) to ([\d,]+)\), reported 4,405", told)
    assert all(f'<td class="n">{number}</td>' in page for number in camp.groups())
    for name in ("In camps", "On the road"):
        middle = re.search(rf"{name}: ([\d,]+)", told)[1]
        assert f"<dd>{middle}" in page
    difference = re.search(r"Difference of shares from the reports .*: (\d\.\d{3})\.", told)[1]
    assert f"difference of shares</dt><dd>{difference}" in page


def test_one_run_has_no_band(small_conflict):
    """Without chance a number stands alone."""
    told = conflict_summary(conflict_bands(small_conflict(3000, 2000), engine="mean_field"))
    assert "1 run of engine mean field" in told
    assert " to " not in told.split("\n\n")[0]


def test_few_people_are_told_as_few_and_what_would_tell_of_them_is_withheld(small_conflict):
    """Seven people leave no number; 7 beside 3,000 leaves the total alone, and the total of 22 nothing."""
    seven = conflict_summary(conflict_bands(small_conflict(3, 4), members=3)).split("\n\n")[0]
    assert "People who set out: fewer than 10" in seven
    assert "Camp South: fewer than 10, reported fewer than 10" in seven
    assert not re.search(r": [1-9]\b|reported [1-9]", seven)
    hidden = conflict_summary(conflict_bands(small_conflict(3000, 7), engine="mean_field"))
    assert "People who set out: 3,007" in hidden
    assert ", reported withheld\n" in hidden
    assert ", reported fewer than 10\n" in hidden
    small = conflict_summary(conflict_bands(small_conflict(15, 7), engine="mean_field"), "es")
    assert "Personas que salieron: reservado" in small
    assert ", informadas menos de 10" in small
