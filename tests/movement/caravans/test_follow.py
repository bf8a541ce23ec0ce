"""Every fate of an offer is followed with the same chance, and told without few people."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from posada.movement.caravans import simulate_caravans
from posada.movement.caravans.example import example
from posada.movement.caravans.follow import follow_caravans, only_offer, trivial_rules
from posada.movement.caravans.parameters_file import read_parameters
from posada.programme import Programme, read_programme
from posada.programme.settings import Settings

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module")
def programme() -> Programme:
    locations, routes, groups, offers, sightings = example()
    settings = Settings(
        name="Coast", country="MEX", starts_on=dt.date(2021, 11, 18), ends_on=dt.date(2021, 12, 31)
    )
    return Programme(
        settings=settings,
        locations=locations,
        routes=routes,
        groups=groups,
        offers=offers,
        sightings=sightings,
    )


def follow(programme, **options):
    return follow_caravans(programme, **{"offer": "cards", "delivered": "never", "members": 40, **options})


def test_the_fates_are_none_kept_late_and_never(programme):
    """What was asked for is one of them; a delay that was asked for takes the place of ten days."""
    told = [(row.offer_id, row.delivered) for row in follow(programme).what_ifs()]
    assert told == [(None, None), ("cards", "kept"), ("cards", "late:10"), ("cards", "never")]
    late = follow(programme, delivered="late:3")
    assert late.outlook.delivered == "late:3"
    assert [row.delivered for row in late.what_ifs()] == [None, "kept", "late:3", "never"]


def test_the_later_a_promise_is_kept_the_more_form_again(programme):
    """Kept: none; ten days late: fewer than where it is never kept."""
    _, kept, late, never = follow(programme, members=200).what_ifs()
    assert kept.again_share == 0
    assert kept.again_mid is None
    assert late.again_mid < never.again_mid


def test_people_decide_alike_whatever_comes_of_the_promise(programme):
    """The same chance under each fate: who accepts and who is taken away does not know the future."""
    _, *made = follow(programme).what_ifs()
    assert len({(row.accepted_share, row.boarded_lo, row.boarded_mid, row.boarded_hi) for row in made}) == 1


def test_counts_of_fewer_than_ten_are_not_in_the_rows(programme):
    """Nobody is 0, few are None, and the check still sees what was left out."""
    followed = follow(programme)
    assert followed.faults == ()
    told = {name: getattr(row, name) for row in followed.rows()["group_flows"] for name in ("left", "joined")}
    assert all(value is None or value == 0 or value >= 10 for value in told.values())
    assert any(0 < row.left < 10 for row in followed.outlook.flows)


def test_what_sources_have_of_few_people_is_not_in_the_rows_either(programme):
    """A source that counted four to thirty is told from nobody knows how few; days are no counts and stay."""
    few = replace(
        programme,
        sightings=(replace(programme.sightings[0], people_lo=4, people_hi=30, on_hi=dt.date(2021, 11, 18)),),
    )
    rows = follow(few).rows()
    (day,) = [row for row in rows["group_days"] if row.seen_hi is not None]
    assert (day.seen_lo, day.seen_hi) == (None, 30)
    assert [row.seen_lo for row in rows["arrivals"] if row.seen_lo] == [dt.date(2021, 11, 18)]


def test_where_no_source_saw_a_group_nothing_is_counted_against_it(programme):
    """No line says that nothing of nothing was right, in either language, and no rule has a row."""
    unseen = replace(programme, sightings=())
    followed = follow(unseen)
    assert "No source has what could be held against this" in followed.summary("en")
    assert "Ninguna fuente tiene con qué compararlo" in followed.summary("es")
    assert "0 of 0" not in followed.summary("en")
    assert followed.rows()["trivial_rules"] == ()


def test_no_line_of_the_answer_tells_of_fewer_than_ten_people(programme):
    """One seat a day for five days: the summary says that few were taken away, in both languages, not how few."""
    one_seat = replace(programme, offers=(replace(programme.offers[0], seats_per_day=1),))
    followed = follow(one_seat)
    assert followed.outlook.boarded is not None
    assert 0 < followed.outlook.boarded[2] < 10
    assert "people taken away: fewer than 10." in followed.summary("en")
    assert "personas trasladadas: menos de 10." in followed.summary("es")


def test_trivial_rules_are_counted_on_the_same_sightings(programme):
    """One town, reached within a day of 30 km by both; one size inside its bounds."""
    followed = follow(programme)
    rules = {
        (row.rule, row.what): (row.right, row.of) for row in trivial_rules(followed.roads, followed.outlook)
    }
    assert rules["20 km a day", "arrivals"] == (1, 1)
    assert rules["model", "arrivals"][1] == 1
    assert rules["same size", "sizes"] == (1, 1)


def test_the_only_offer_is_made_and_of_several_none(programme):
    """Where there are several, somebody must say which."""
    assert only_offer(programme) == "cards"
    two = replace(programme, offers=(programme.offers[0], replace(programme.offers[0], offer_id="more")))
    assert only_offer(two) is None


@pytest.fixture(scope="module")
def mapastepec() -> Programme:
    return read_programme(EXAMPLES / "mapastepec-2021")


def test_mapastepec_is_told_as_its_page_says(mapastepec):
    """Parameters made without it: the assembly accepts, and a broken promise brings a new group at Tapachula.

    Sources have it set out on 26 or 27 November with 300 to 2,000 people: the band, not its middle alone, lies inside,
    when it sets out as on the last of these days. Kept, none forms.
    """
    given, digest = read_parameters(EXAMPLES / "mapastepec-2021")
    assert digest
    followed = follow_caravans(
        mapastepec, offer="cards-2021-11", delivered="never", members=200, parameters=given
    )
    none, kept, late, never = followed.what_ifs()
    assert followed.faults == ()
    assert none.again_share == kept.again_share == 0
    assert 0.7 < never.accepted_share < 0.95
    assert never.again_share == 1
    assert (never.seen_on, never.seen_lo, never.seen_hi) == (dt.date(2021, 11, 27), 300, 2000)
    assert 300 <= never.on_that_day_lo <= never.on_that_day_hi <= 2000
    assert 300 <= never.again_lo <= never.again_hi <= 2000
    assert dt.date(2021, 11, 26) <= never.again_on <= dt.date(2021, 11, 27)
    assert late.again_hi < never.again_lo
    assert followed.outlook.formed_again_at == "Tapachula"


@pytest.mark.parametrize(
    "changes",
    [
        {"join_share": 0, "leave_share": 0},
        {"join_share": 0.3, "leave_share": 0.12},
        {"reach_km": 24, "rest_rate": 0.3},
        {"threshold_people": 300},
        {"threshold_people": 3000},
        {"eager_share": 0.3},
        {"news_days": 3},
        {},
    ],
    ids=str,
)
def test_the_new_group_of_tapachula_does_not_hang_on_one_number(mapastepec, changes):
    """At the ends of what is fitted, and with what is assumed thrice as small or large, its middle lies inside too."""
    given = replace(read_parameters(EXAMPLES / "mapastepec-2021")[0], **changes)
    rows = (
        mapastepec.locations,
        mapastepec.routes,
        mapastepec.groups,
        mapastepec.offers,
        mapastepec.sightings,
    )
    outlook = simulate_caravans(*rows, offer="cards-2021-11", members=200, parameters=given)
    assert outlook.formed_again is not None
    assert 300 <= outlook.formed_again[1] <= outlook.formed_again[2] <= 2000
    assert outlook.formed_again_on is not None
    assert abs((outlook.formed_again_on - dt.date(2021, 11, 27)).days) <= 2
