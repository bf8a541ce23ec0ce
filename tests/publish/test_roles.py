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
        ("both Garcías and @LRGarciaVillagran", "both [spokesman] and [spokesman]"),
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


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("Elena Montalvo", "@emontalvo, e.montalvo@inm.example", "[spokesman], [spokesman]"),
        ("Elena Montalvo", "#RenunciaMontalvo", "[spokesman]"),
        ("Ana Paz", "Paz, Ana; Ana M. Paz; Ana said", "[spokesman]; [spokesman]; [spokesman] said"),
        ("Ana Paz", "Ana María Paz", "[spokesman]"),
        ("J. M. Gil", "Gil said, José Gil", "[spokesman] said, José [spokesman]"),
        ("Li Wei", "Wei was there, la ley li", "[spokesman] was there, la ley li"),
        ("Juana León", "Leo\u0301n prometió", "[spokesman] prometió"),
        ("Nu\u0301n\u0303ez Ruiz", "Núñez lo dijo", "[spokesman] lo dijo"),
        ("Håkan Sørby", "Hakan; so did Sorby", "[spokesman]; so did [spokesman]"),
        ("Łukasz Wiśniewski", "Wisniewski", "[spokesman]"),
        ("Elena Montalvo", "Mon\u00adtal\u200bvo", "[spokesman]"),
        ("李伟", "李伟说", "[spokesman]说"),
    ],
)  # fmt: skip
def test_joined_swapped_short_and_foreign_forms_give_way(name: str, text: str, shown: str) -> None:
    """In handles, with other given names between, composed or not, with letters that are not seen."""
    assert roles_of([replace(SPOKESMAN, name=name)]).without_names(text) == shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://news.example/montalvo-promete", "https://news.example/"),
        ("https://news.example/%4Dontalvo", "https://news.example/"),
        ("https://news.example/RenunciaMontalvo", "https://news.example/"),
        ("https://elenamontalvo.example/x", ""),
        ("https://news.example/promete", "https://news.example/promete"),
    ],
)
def test_an_address_holds_no_name(url: str, shown: str) -> None:
    """In its path or in its site, encoded or within a word."""
    assert roles_of([replace(SPOKESMAN, name="Elena Montalvo")]).url(url) == shown
