"""People appear by their role wherever their name stands, however it is spelled."""

from dataclasses import replace

import pytest

from posada.programme.tables import Actor
from posada.publish.roles import roles_of

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
        ("both Garcías and @LRGarciaVillagran", "both [spokesman] and @[spokesman]"),
    ],
)
def test_a_name_in_any_spelling_gives_way_to_a_role(text: str, shown: str) -> None:
    """With or without accents, initials and capitals; longer words are other words."""
    assert roles_of([SPOKESMAN]).without_names(text) == shown


@pytest.mark.parametrize("name", ["Ana Paz", "Li Wei", "J. M. Gil"])
def test_a_short_name_gives_way_where_it_stands_whole(name: str) -> None:
    """Its parts alone are words of the language or too short to tell; an address may hold it run together."""
    roles = roles_of([replace(SPOKESMAN, name=name)])
    assert roles.without_names(f"{name} said so") == "[spokesman] said so"
    assert (
        roles.url(f"https://x.example/{name.replace(' ', '').replace('.', '').lower()}/1")
        == "https://x.example/"
    )
    assert roles.without_names("paz y salud") == "paz y salud"


def test_an_official_without_a_public_name_is_shown_by_role_in_texts_too() -> None:
    """Whoever was not to be named stands in no text either."""
    roles = roles_of([replace(SPOKESMAN, kind="unnamed_official", name="Quetzalli Ejemplo")])
    assert roles.without_names("Quetzalli Ejemplo stood there") == "[spokesman] stood there"


def test_codes_are_made_of_the_institution_and_a_number() -> None:
    """In the order of the ids, so that two runs agree."""
    other = replace(SPOKESMAN, actor_id="a", name="B. Otra", public_role="driver")
    roles = roles_of([SPOKESMAN, other])
    assert (roles.code("a"), roles.code("x"), roles.code("org")) == ("org-role-1", "org-role-2", "org")
