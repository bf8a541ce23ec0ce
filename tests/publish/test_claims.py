"""Claims side by side, what retells what, and how contradictions were reconciled."""

import re
from typing import Any

import pytest
from markupsafe import Markup

from posada.publish.claims import claims_page, contradictions_page, tree
from posada.publish.pen import Links, Pen
from posada.publish.record import Record


@pytest.fixture(scope="module")
def topics(mapastepec: Record) -> dict[str, Any]:
    """The questions of the example by name."""
    pen = Pen("en", mapastepec, Links(mapastepec))
    return {it["name"]: it for it in claims_page(pen)["topics"]}


def test_a_retelling_hangs_under_what_it_retells(topics: dict[str, Any]) -> None:
    """Both retellings of the denial, with what each changed."""
    drawn = topics["no more caravans"]["tree"]
    under = drawn[drawn.index(">C11<") : drawn.index(">C12<")]
    assert re.findall(r">(C\d+)<", under) == ["C11", "C13", "C14"]
    assert "changed in the retelling: scope" in under


def test_origins_are_counted_and_not_claims(topics: dict[str, Any]) -> None:
    """Five claims, two of them retellings: Reuters and the statement are two origins."""
    assert topics["no more caravans"]["voices"] == "Claims: 5; origins of their sources: 2."


def test_amounts_of_one_unit_stand_on_one_scale(topics: dict[str, Any]) -> None:
    """Kilometres apart from miles."""
    assert len(topics["distance"]["scales"]) == 1
    assert (
        'aria-label="What the claims say, in km, on one scale: C30: 95–110; C31: 107"'
        in topics["distance"]["scales"][0]
    )


def test_ten_and_nine_are_reconciled_and_the_check_is_told(mapastepec: Record) -> None:
    """In both languages."""
    for lang, says in (
        ("en", "It holds: C04 lists 10 items in 9 wholes"),
        ("es", "Se sostiene: C04 enumera 10"),
    ):
        pen = Pen(lang, mapastepec, Links(mapastepec))
        found = {it["id"]: it for it in contradictions_page(pen)["contradictions"]}
        assert found["X01"]["outcome"].startswith(says)
        assert found["X01"]["state_code"] == "reconciled"
        assert found["X02"]["state_code"] == "open"


def test_a_net_of_retellings_does_not_grow_without_end() -> None:
    """Each of thirty pairs retells both of the pair before: a billion ways, and each row is opened once."""
    rows = [f"{side}{level}" for level in range(30) for side in "ab"]
    above = {it: [f"a{int(it[1:]) - 1}", f"b{int(it[1:]) - 1}"] for it in rows if it[1:] != "0"}
    drawn = tree(rows, key=str, parents=lambda it: above.get(it, []), line=Markup)
    assert drawn.count("<li>") == 2 + 4 * 29


def test_a_row_that_comes_from_two_stands_under_both() -> None:
    """A retelling of two sources is a branch of each."""
    above = {"c": ["a", "b"]}
    drawn = tree("abc", key=str, parents=lambda it: above.get(it, []), line=Markup)
    assert drawn == '<ul class="tree"><li>a<ul><li>c</li></ul></li><li>b<ul><li>c</li></ul></li></ul>'
