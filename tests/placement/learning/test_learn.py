"""Learning gives scores for those who may be placed, the same each time, and says what they are worth."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from posada.placement import place
from posada.placement.__main__ import tiny_programme
from posada.placement.learning import Learned, NotAllowedError, learn
from posada.placement.learning.example import TRADES, made_up_past, truth
from posada.placement.learning.features import NEUTRAL
from posada.placement.learning.fit import hold_contest
from posada.placement.learning.history import history_of
from posada.placement.learning.learn import plan_for_later
from posada.placement.learning.outcomes import PastPlacement
from posada.programme import Programme
from posada.programme.columns import TABLES
from posada.programme.tables import Person, Place, Tie
from posada.programme.writing import csv_text

PLACES = ("leon", "puebla", "gdl")
WHY = "The host city funds courses for this nationality only."


def programme(**changes: object) -> Programme:
    """The tiny programme, with a trade for each first person and a place that has no past."""
    tiny = tiny_programme()
    persons = tuple(
        replace(person, occupation=TRADES[at % 2], nationality="HND")
        for at, person in enumerate(tiny.persons)
    )
    places = (*tiny.places, Place(place_id="new", name="Nuevo", state="MX-JAL"))
    return replace(tiny, **{"persons": persons, "places": places, **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def past() -> tuple[PastPlacement, ...]:
    """A past with a strong effect of trades at places."""
    return made_up_past(households=1000, seed=3, effect=2.5, place_ids=PLACES)


@pytest.fixture(scope="module")
def learned(past: tuple[PastPlacement, ...]) -> Learned:
    """What is learnt from it."""
    return learn(programme(), past)


def test_scores_are_chances_near_the_truth(learned: Learned) -> None:
    """A score is 100 times the chance; that of a household with one trade at its place is near what it is."""
    score = {(row.household_id, row.place_id): row.score for row in learned.scores}
    (first,) = (row for row in learned.programme.persons if row.person_id == "H2-1")
    trade = TRADES.index(first.occupation or "")
    for at, place_id in enumerate(("leon", "puebla")):
        true = 100 * truth(trade, 1, True, 3, 2.5)[at]
        assert score["H2", place_id] == pytest.approx(true, abs=12)


def test_who_may_not_be_placed_gets_no_score(learned: Learned) -> None:
    """H4 has not consented: nothing is estimated about it, and asking says why."""
    assert {row.household_id for row in learned.scores} == {"H1", "H2", "H3"}
    assert learned.explain("H4") == "H4: no score, because the program may not place it."


def test_a_child_alone_gets_no_score(past: tuple[PastPlacement, ...]) -> None:
    """Children alone are not for a model either."""
    tiny = programme()
    alone = Person(person_id="H1-9", household_id="H1", birth_year=2010, unaccompanied=True)
    found = learn(replace(tiny, persons=(*tiny.persons, alone)), past, features=["people"])
    assert "H1" not in {row.household_id for row in found.scores}


def test_a_place_without_a_past_gets_the_mean_over_places(learned: Learned) -> None:
    """It lies between the best and the worst place of the household, and a warning names it."""
    assert learned.past_at[-1] == 0
    low, high = learned.expected[:, :2].min(axis=1), learned.expected.max(axis=1)
    assert (learned.expected[:, 2] <= high).all()
    assert (learned.expected[:, 2] >= low * 0.5).all()
    assert "No past at: Nuevo. There the mean over past places is expected." in learned.warnings()


def test_the_same_input_and_seed_give_the_same_bytes(past: tuple[PastPlacement, ...]) -> None:
    """The order of the rows and a second run change neither scores nor words."""
    first, second = (learn(programme(), rows, seed=4) for rows in (past, past[::-1]))
    assert csv_text(TABLES["scores"], first.scores) == csv_text(TABLES["scores"], second.scores)
    assert first.summary("es") == second.summary("es")


def test_nationality_is_not_learnt_from_unless_allowed() -> None:
    """Turning every nationality of the past round changes no score; allowed, it does, and the reason is told."""
    past = made_up_past(households=600, seed=3, effect=2.5, place_ids=PLACES)
    marked = [replace(row, nationality=("HND",) if row.outcome else ("HTI",)) for row in past]
    turned = [replace(row, nationality=("HTI",) if row.outcome else ("HND",)) for row in past]
    plain, round_ = (
        learn(programme(), rows, features=["people", "occupations"]) for rows in (marked, turned)
    )
    assert plain.scores == round_.scores
    allowed = learn(programme(), marked, features=["people"], allow=["nationality"], reason=WHY)
    assert allowed.scores != plain.scores
    assert f"Looked at because the programme allows it: nationality. Reason given: {WHY}" in allowed.summary()
    with pytest.raises(NotAllowedError, match="must say in at least 20 letters why nationality may decide"):
        learn(programme(), marked, allow=["nationality"])


def test_the_gain_is_the_true_one(learned: Learned, past: tuple[PastPlacement, ...]) -> None:
    """The interval holds what the plan brings in the world that the past was drawn from."""
    history = history_of(past, NEUTRAL)
    contest = hold_contest(history, seed=0)
    tried = plan_for_later(history, contest, seed=0)
    assert tried is not None
    rows = [history.rows[at] for at in tried.later.tolist()]
    true = np.array(
        [
            truth(TRADES.index(row.occupations[0]), row.people or 0, row.languages == ("hat",), 3, 2.5)
            for row in rows
        ]
    )
    by_name = true[:, [PLACES.index(place_id) for place_id in history.place_ids]]
    gain = (tried.plan * by_name).sum(axis=1).mean() - by_name[
        np.arange(len(rows)), history.place[tried.later]
    ].mean()
    found = learned.evaluation
    assert found is not None
    assert found.gain_low <= gain <= found.gain_high
    assert gain > 0.1
    assert not found.inside_noise
    assert "inside the noise" not in learned.summary()


def test_where_nothing_is_learnt_no_plan_is_praised() -> None:
    """With outcomes by lot, scores differ by place only, which the summary says before anybody uses them."""
    lots = np.random.default_rng(5).random(400) < 0.5
    past = made_up_past(households=400, seed=2)
    found = learn(
        programme(), [replace(row, outcome=float(lot)) for row, lot in zip(past, lots, strict=True)]
    )
    assert found.evaluation is None
    assert found.warnings()[0] == (
        "Careful: the scores differ by place only, so they cannot match households to places."
    )


def test_ties_are_learnt_and_not_judged() -> None:
    """A tie of today counts as in the past, at its place alone; tied households are not in the evaluation."""
    draw = np.random.default_rng(9)
    past = [
        replace(row, tied=True, outcome=float(draw.random() < 0.95)) if draw.random() < 0.3 else row
        for row in made_up_past(households=900, seed=6, effect=2.5, place_ids=PLACES)
    ]
    tie = Tie(household_id="H1", place_id="leon", kind="family", bond="prefer")
    without, with_tie = (learn(programme(ties=ties), past) for ties in ((), (tie,)))
    change = with_tie.expected - without.expected
    assert change[0, 0] > 0.15
    assert np.abs(change).sum() == pytest.approx(change[0, 0])
    assert without.evaluation is not None
    later = int(0.4 * 900)
    assert without.evaluation.households < 0.8 * later


def test_amounts_are_points_of_a_size_that_fits() -> None:
    """Wages of up to 60,000 are given in tenths, and the summary says so."""
    past = [
        replace(row, outcome=20_000.0 * (1 + (row.outcome or 0)) + 100 * (row.people or 0))
        for row in made_up_past(households=600, seed=3, effect=2.5, place_ids=PLACES)
    ]
    found = learn(programme(), past, features=["people", "occupations"])
    assert found.points_per_unit == 0.1
    assert all(1_500 < row.score < 4_500 for row in found.scores)
    assert "A score is the expected amount: 0.1 points for each unit." in found.summary()


def test_scores_are_a_table_that_placement_takes(learned: Learned) -> None:
    """Put into the programme, they decide where households go."""
    scored = replace(learned.programme, **learned.rows())
    plan = place(scored)
    assert {row.household_id for row in plan.assignments} <= {"H1", "H2", "H3"}


def test_too_short_a_later_past_is_not_judged() -> None:
    """Where fewer than a hundred later households were free, nobody can say whether the scores help."""
    past = [
        replace(row, tied=row.placed_on > dt.date(2023, 1, 1), outcome=row.outcome)
        for row in made_up_past(households=500, seed=3, effect=3.0, place_ids=PLACES)
    ]
    found = learn(programme(), past, features=["people", "occupations"])
    assert found.evaluation is None
    assert "Careful: nothing is known about whether these scores help." in found.warnings()
