"""People appear by their role wherever their name stands, and codes that hold a name are refused."""

from dataclasses import replace

import pytest

from posada.commitments.example import example
from posada.programme import Programme
from posada.programme.mistakes import PosadaError
from posada.programme.tables import Actor
from posada.publish.masking import roles_of
from posada.publish.record import record_of

SPOKESMAN = Actor(
    actor_id="x",
    kind="public_person",
    name="L. R. García Villagrán",
    public_role="spokesman",
    parent_actor_id="org",
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("García denied it", "[spokesman] denied it"),
        ("GARCIA denied it", "[spokesman] denied it"),
        ("L. R. García Villagrán, who walked", "[spokesman], who walked"),
        ("what Villagran said to R. Garcia", "what [spokesman] said to [spokesman]"),
        ("los garciadas", "los garciadas"),
        ("the letter L. R.", "the letter L. R."),
    ],
)
def test_a_name_in_any_spelling_gives_way_to_a_role(text: str, shown: str) -> None:
    """With or without accents, initials and capitals; longer words are other words."""
    assert roles_of([SPOKESMAN]).without_names(text) == shown


def test_codes_are_made_of_the_institution_and_a_number() -> None:
    """In the order of the ids, so that two runs agree."""
    other = replace(SPOKESMAN, actor_id="a", name="B. Otra", public_role="driver")
    roles = roles_of([SPOKESMAN, other])
    assert (roles.code("a"), roles.code("x"), roles.code("org")) == ("org-role-1", "org-role-2", "org")


def test_a_code_that_spells_a_name_is_refused(secretive: Programme) -> None:
    """All tables together, and the message does not say the name."""
    base = replace(secretive, claims=tuple(
        replace(row, claim_id="quetzalli_1", topic="tecuani-says") if row.claim_id == "later" else row
        for row in secretive.claims
    ))  # fmt: skip
    with pytest.raises(PosadaError) as refused:
        record_of(base)
    assert str(refused.value).splitlines() == [
        "claims.csv, claim_id: must not hold the name of a person; give the row another code.",
        "claims.csv, topic: must not hold the name of a person; give the row another code.",
    ]


def test_a_ledger_without_persons_is_told_word_for_word() -> None:
    """Nothing is masked where there is nothing to mask."""
    assert [row.text for row in record_of(example()).commitments] == [
        row.text for row in example().commitments
    ]
