"""Explanations: what they say, in both languages, and what they never say."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.placement import Placement, place
from posada.programme import Programme
from posada.programme.tables import Assignment, Capacity, LegalRule, Resource
from posada.testing import programmes

Build = Callable[..., Programme]
START = dt.date(2021, 11, 22)
CLAIM = LegalRule(country="MEX", rule_id="open_asylum_claim", cites="art. 24", text="", source="the law")


@pytest.fixture(scope="module")
def town(build: Build) -> Placement:
    """A plan with somebody for every sentence; ids are words that no sentence has."""
    programme = build(
        places={
            "a": {"beds": 2, "languages": ("spa",)},
            "b": {"beds": 6, "state": "MX-CHP"},
            "c": {"beds": 1, "opens_on": START + dt.timedelta(99)},
        },
        households={
            "QZ-liked": {"born": (1990, 1991), "prefers_place_id": ("a",), "languages": ("spa",)},
            "QZ-second": {"prefers_place_id": ("a", "c")},
            "QZ-tied-1": {},
            "QZ-tied-2": {"refuses_place_id": ("a",)},
            "QZ-claim": {"asylum_claim": "open"},
            "QZ-far": {"asylum_claim": "open", "claim_state": "MX-TAB"},
            "QZ-ill": {"needs": ("serious_medical",)},
            "QZ-silent": {"consents": None},
            "QZ-child": {"born": (2008,), "alone": True},
            "QZ-eighteen": {"born": (2003,)},
            "QZ-many": {"born": (1990,) * 7},
            "QZ-torn": {"refuses_place_id": ("a", "b")},
        },
        ties=[("QZ-tied-1", "QZ-tied-2", "must")],
        resources=[
            Resource(resource_id="beds", counts="people"),
            Resource(resource_id="clinic", counts="need:serious_medical"),
        ],
        legal_rules=(CLAIM,),
        score={"preference": 60.0, "language": 10.0},
    )
    return place(programme, gap=0.0)


EXPLANATIONS = {
    "QZ-liked": [
        "QZ-liked: 2 people, to A.",
        "Points there: 270 = 200 people placed + 60 wish + 10 language.",
        "- B: 200 points (−70: −60 wish, −10 language). There is room; this place is better.",
    ],
    "QZ-second": [
        "QZ-second: 1 person, to B.",
        "Points there: 100 = 100 people placed.",
        "- A: 160 points (+60: +60 wish). Full: beds, 0 left and 1 needed",
        "- C: 130 points (+30: +30 wish). Not open on the day of arrival.",
    ],
    "QZ-tied-1": [
        "QZ-tied-1: 1 person, to B.",
        "Decided together with others that must stay with it: 1 household more, 2 people in all.",
        "There is no other place where it may go.",
    ],
    "QZ-claim": ["QZ-claim: 1 person, to B."],
    "QZ-far": [
        "waits: open asylum claim.",
        "What blocks: art. 24 (source the law).",
        "The claim would have to be transferred by the authority, or decided,",
    ],
    "QZ-ill": [
        "waits: a need that no place serves.",
        "What blocks: clinic.",
        "A place would have to offer clinic.",
    ],
    "QZ-silent": [
        "waits: consent missing.",
        "What blocks: no rule of law on file.",
        "Its consent would have to be asked for and given.",
    ],
    "QZ-child": ["waits: for the child-protection authority.", "The program does not place children alone:"],
    "QZ-eighteen": ["waits: adult age not confirmed.", "It would have to be confirmed that an adult is with"],
    "QZ-many": [
        "waits: no room.",
        "What blocks: beds at a; beds at b.",
        "Any one of these would have to change:",
        "- A: beds, ",
    ],
    "QZ-torn": [
        "waits: no place that they accept.",
        "What blocks: a; b.",
        "It, or those it must stay with, would have to accept one of: A, B.",
    ],
}


@pytest.mark.parametrize("household_id", EXPLANATIONS)
def test_an_explanation_says_what_was_decided_and_against_what(town: Placement, household_id: str) -> None:
    """The place term by term beside the others, or what blocks and what would have to change."""
    told = town.explain(household_id)
    for line in EXPLANATIONS[household_id]:
        assert line in told


def test_a_place_that_is_too_small_by_itself_says_so(build: Build) -> None:
    """Nobody has to leave for it: the place has fewer beds than the family has people."""
    programme = build(
        places={"a": {"beds": 1}, "b": {"beds": 2}},
        households={"h": {"born": (1990, 1990), "prefers_place_id": ("a",)}},
        score={"preference": 60.0},
    )
    assert "- A: 260 points (+60: +60 wish). Too small: beds, 2 needed at once." in place(programme).explain(
        "h"
    )


def test_what_stands_against_a_better_place_is_told_by_its_rule(build: Build) -> None:
    """Law, needs, and refusals of the households it must stay with."""
    facts = {
        "law": (
            {"asylum_claim": "open", "claim_state": "MX-GUA"},
            "Not allowed while the claim is open: art. 24",
        ),
        "need": ({"needs": ("serious_medical",)}, "Does not offer clinic."),
        "pin": ({}, "Refused, kept from, or tied elsewhere."),
    }
    for name, (household, sentence) in facts.items():
        programme = build(
            places={"a": {"beds": 9}, "b": {"beds": 9, "state": "MX-GUA"}},
            households={"h": {**household, "prefers_place_id": ("a",)}},
            ties=[("h", "b", "must")] if name == "pin" else [],
            resources=[
                Resource(resource_id="beds", counts="people"),
                Resource(resource_id="clinic", counts="need:serious_medical"),
            ],
            capacities=[Capacity(place_id="b", resource_id="clinic", amount=1)],
            legal_rules=(CLAIM,),
            score={"preference": 60.0},
        )
        assert sentence in place(programme).explain("h")


def test_room_that_others_need_more_has_a_price(build: Build) -> None:
    """A soft seat is free of charge to others only at a price: the better place would cost more than it brings."""
    programme = build(
        places={"a": {"beds": 9}, "b": {"beds": 9}},
        households={"h": {"born": (1990, 2010), "prefers_place_id": ("a",)}},
        resources=[
            Resource(resource_id="beds", counts="people"),
            Resource(resource_id="seats", counts="school_children", hard=False, overrun_price=90.0),
        ],
        capacities=[
            Capacity(place_id="a", resource_id="seats", amount=0),
            Capacity(place_id="b", resource_id="seats", amount=1),
        ],
        score={"preference": 60.0},
    )
    assert "There is room, but others would lose more" in place(programme).explain("h")


def test_a_published_place_and_company_are_terms_too(build: Build) -> None:
    """Staying earns the cost of a move, being with friends what they are worth."""
    programme = build(
        places={"a": {"beds": 9}, "b": {"beds": 9}},
        households={"h1": {}, "h2": {}},
        ties=[("h1", "h2", "prefer:friend")],
        score={"friend": 20.0},
        placement={"move_cost": 11.0},
    )
    keep = (Assignment(household_id="h1", place_id="b", people=1),)
    told = place(programme, keep=keep).explain("h1")
    assert "Points there: 131 = 100 people placed + 11 staying + 20 together." in told
    assert "- A: 100 points (−31: −11 staying, −20 together). There is room; this place is better." in told


@pytest.mark.parametrize("lang", ["en", "es"])
def test_nobody_learns_where_somebody_is_from_whom_they_are_kept_apart(build: Build, lang: str) -> None:
    """The better place is passed over in silence, whether the household has a place or waits."""
    programme = build(
        places={"a": {"beds": 2}, "b": {"beds": 1}},
        households={"hunted": {"born": (1990, 1990)}, "hunter": {"prefers_place_id": ("a",)}},
        ties=[("hunted", "hunter", "apart")],
        score={"preference": 60.0},
    )
    told = place(programme).explain("hunter", lang=lang)
    assert {"en": "to B.", "es": "a B."}[lang] in told
    assert "\n- A:" not in told
    nowhere = replace(programme, capacities=(replace(programme.capacities[0], amount=9),))
    assert (
        place(nowhere).explain("hunter", lang=lang)
        == {
            "en": "hunter: 1 person, waits: no place that they accept.\n"
            "What blocks: somebody to be kept apart from.\nIt would need room at one more place.",
            "es": "hunter: 1 persona, en espera: ningún lugar que acepten.\n"
            "Lo que impide: alguien de quien debe quedar separado.\nNecesitaría cupo en un lugar más.",
        }[lang]
    )


def test_spanish_is_spanish_throughout(town: Placement) -> None:
    """No sentence of an English explanation is left in a Spanish one, but for ids and citations."""
    for household in town.problem.households:
        english = town.explain(household.household_id).splitlines()
        spanish = town.explain(household.household_id, lang="es").splitlines()
        assert len(english) == len(spanish)
        for one, other in zip(english, spanish, strict=True):
            assert one != other
        assert not re.search(
            r"\b(the|of|would|people|points|room|waits|rule)\b",
            " ".join(spanish).replace("(source the law)", ""),
        )


@given(programme=programmes(), lang=st.sampled_from(["en", "es"]))
def test_no_explanation_tells_the_id_of_another_household(programme: Programme, lang: str) -> None:
    """Placed, waiting, gated or tied: of others it says only how many they are."""
    renamed = with_telling_ids(programme)
    placed = place(renamed)
    ids = {household.household_id for household in renamed.households}
    for household_id in ids:
        told = placed.explain(household_id, lang=lang)
        assert household_id in told
        assert not [other for other in ids - {household_id} if other in told]


def with_telling_ids(programme: Programme) -> Programme:
    """The programme with ids of households that no other word can be mistaken for."""

    def new(household_id: str | None) -> str | None:
        return None if household_id is None else f"XQ{household_id}QX"

    return replace(
        programme,
        households=tuple(replace(row, household_id=new(row.household_id)) for row in programme.households),
        persons=tuple(replace(row, household_id=new(row.household_id)) for row in programme.persons),
        scores=tuple(replace(row, household_id=new(row.household_id)) for row in programme.scores),
        ties=tuple(
            replace(row, household_id=new(row.household_id), with_household_id=new(row.with_household_id))
            for row in programme.ties
        ),
    )


def test_an_unknown_household_or_language_is_refused(town: Placement) -> None:
    """Without the code that was asked for: it may be somebody's."""
    with pytest.raises(
        LookupError, match=r"^'no household with that code in households\.csv\.'$|^no household"
    ):
        town.explain("QZ-nobody")
    with pytest.raises(LookupError, match="no hay ningún hogar con ese código"):
        town.explain("QZ-nobody", lang="es")
    with pytest.raises(ValueError, match=r"^lang must be one of en, es, got 'fr'\.$"):
        town.explain("QZ-liked", lang="fr")


def test_explaining_changes_nothing(town: Placement) -> None:
    """Asking twice gives the same words, and the plan stays as it was."""
    before = town.place_of_case.copy()
    first = [town.explain(household.household_id) for household in town.problem.households]
    again = [town.explain(household.household_id) for household in town.problem.households]
    assert first == again
    assert np.array_equal(town.place_of_case, before)
