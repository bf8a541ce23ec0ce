"""The answer tells in plain words, in both languages, what scores rest on and what speaks against them."""

from dataclasses import replace

import numpy as np
import pytest

from posada.placement.__main__ import tiny_programme
from posada.placement.learning import Learned, learn
from posada.placement.learning.evaluate import Evaluation
from posada.placement.learning.example import made_up_past
from posada.placement.learning.fairness import Group
from posada.programme.tables import Assignment


@pytest.fixture(scope="module")
def learned() -> Learned:
    """Something learnt, with words of the summary to look at."""
    return learn(tiny_programme(), made_up_past(households=1000, seed=3, effect=2.5))


def judged(**changes: float) -> Evaluation:
    """An evaluation with a sure gain, changed where a test needs it."""
    facts = {
        "households": 400,
        "past": 0.4,
        "plan": 0.5,
        "gain": 0.1,
        "gain_low": 0.04,
        "gain_high": 0.16,
        "direct": 0.5,
        "weighted": 0.5,
        "agreeing_share": 0.3,
        "effective_households": 120.0,
        "largest_weight": 9.0,
        "rare_share": 0.0,
    }
    return Evaluation(**{**facts, **changes}, of_household=np.zeros(400))  # type: ignore[arg-type]


def test_a_gain_inside_the_noise_is_called_that(learned: Learned) -> None:
    """An interval that holds 0 gives the warning in both languages; a sure gain does not."""
    noise = replace(learned, evaluation=judged(gain_low=-0.02))
    assert "Careful: the gain is inside the noise. It may be nothing, or a loss." in noise.warnings()
    assert (
        "Cuidado: la ganancia está dentro del ruido. Puede no ser nada, o ser una pérdida."
        in noise.warnings("es")
    )
    assert not any("noise" in line for line in replace(learned, evaluation=judged()).warnings())


def test_a_sure_loss_forbids_use(learned: Learned) -> None:
    """An interval below 0 is harm, and said so."""
    harm = replace(learned, evaluation=judged(gain=-0.1, gain_low=-0.16, gain_high=-0.04))
    assert "Do not use: these scores would have done harm on the later households." in harm.warnings()


def test_thin_overlap_is_said(learned: Learned) -> None:
    """Below fifty effective households the rest is the model's word."""
    thin = replace(learned, evaluation=judged(effective_households=31.4))
    assert (
        "Careful: only 31 effective households went where the scores would send them; the rest is the model's word."
        in thin.warnings()
    )


def test_a_group_that_loses_is_named_and_warned_of(learned: Learned) -> None:
    """The line says that they lose, the warning how a programme can hold them up."""
    loses = Group("sex", "female", 40, 1.0, 1.0, 0.4, 0.5, -0.1, (-0.15, -0.05))
    hidden = Group("sex", "other", None)
    found = replace(learned, evaluation=judged(), groups=(loses, hidden))
    assert "- sex female, 40 households: −10.0 of 100 (−15.0 to −5.0); they lose" in found.summary()
    assert "other" not in found.summary()
    assert "- sexo mujer, 40 hogares: −10.0 de 100 (−15.0 a −5.0); pierden" in found.summary("es")
    assert (
        "Careful: at least one group loses. A floor (floors.csv) can hold its total up." in found.warnings()
    )


def test_groups_that_the_past_does_not_record_are_said() -> None:
    """Without a column of nationality nobody can say who gains, and the summary says that."""
    past = [replace(row, nationality=()) for row in made_up_past(households=700, seed=3, effect=3.0)]
    found = learn(tiny_programme(), past, features=["people", "occupations"], groups=["nationality", "size"])
    assert found.evaluation is not None
    assert (
        "The past does not record nationality; who gains and who loses by it, nobody can say."
        in found.summary()
    )


def test_unknown_outcomes_are_said() -> None:
    """Where many outcomes are not known, the known ones may be the better ones."""
    past = [
        replace(row, outcome=None) if at % 3 == 0 else row
        for at, row in enumerate(made_up_past(households=700, seed=3))
    ]
    found = learn(tiny_programme(), past, features=["people"])
    assert "Left out, because their outcome is not known: 234." in found.summary()
    assert (
        "Careful: 33 % of the outcomes are not known; those may differ from the known ones."
        in found.warnings()
    )


def test_a_lottery_needs_no_warning_of_what_was_not_recorded() -> None:
    """Where lots decided, nothing unrecorded lies behind an effect of a place."""
    past = [replace(row, decided_by="lottery") for row in made_up_past(households=400, seed=3)]
    found = learn(tiny_programme(), past, features=["people"])
    assert not any("not lots" in line for line in found.warnings())


def test_both_languages_say_as_much(learned: Learned) -> None:
    """Line for line the same numbers, no brace left open, no English in the Spanish."""
    english, spanish = learned.summary(), learned.summary("es")
    assert len(english.splitlines()) == len(spanish.splitlines())
    assert "{" not in english + spanish
    assert not {"households", "the", "Careful"} & set(spanish.split())


def test_details_show_expected_and_came(learned: Learned) -> None:
    """Ten groups, then places, each with an interval and a number of households."""
    lines = learned.details().splitlines()
    assert lines[0] == "What was expected and what came, on the latest households:"
    assert lines[11] == "The same by place:"
    assert lines[12].startswith("- gdl: expected ") or lines[12].startswith("- leon: expected ")
    assert "hogares" in learned.details("es")


def test_a_household_is_explained_by_place(learned: Learned) -> None:
    """Points of each place, best first, and the past households behind them."""
    lines = learned.explain("H1").splitlines()
    assert lines[0] == "H1: points expected, best first."
    assert len(lines) == 3
    assert lines[1].endswith("past households there")
    assert "hogares pasados allí" in learned.explain("H1", lang="es")
    with pytest.raises(LookupError, match=r"household_id: no such household\."):
        learned.explain("H99")


def test_plans_of_today_are_compared_by_group() -> None:
    """Of twelve households that may be placed, the plan leaves half without a place, and the share shows it."""
    tiny = tiny_programme()
    households = tuple(replace(tiny.households[0], household_id=f"F{at}") for at in range(12))
    persons = tuple(
        replace(tiny.persons[0], person_id=f"F{at}-1", household_id=f"F{at}", sex="female")
        for at in range(12)
    )
    programme = replace(tiny, households=households, persons=persons)
    found = learn(
        programme, made_up_past(households=600, seed=3, effect=2.5), features=["people", "languages"]
    )
    everywhere = [Assignment(household_id=f"F{at}", place_id="leon", people=1, score=1.0) for at in range(12)]
    (row,) = found.compare(everywhere[:6], everywhere, groups=["sex"])
    assert (row.value, row.households, row.placed_share, row.baseline_placed_share) == (
        "female",
        12,
        0.5,
        1.0,
    )
    assert row.expected == pytest.approx(row.baseline_expected)
