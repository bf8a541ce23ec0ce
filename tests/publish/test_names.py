"""Names of files and anchors are plain, and no two ids share one."""

from hypothesis import given
from hypothesis import strategies as st

from posada.publish.names import by_number, plain_names


@given(st.lists(st.text(min_size=1, max_size=8), max_size=20))
def test_names_are_plain_and_unique(ids: list[str]) -> None:
    """Whatever the ids are."""
    names = plain_names(ids)
    assert set(names) == set(ids)
    assert len(set(names.values())) == len(names)
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for name in names.values())


def test_the_name_of_an_id_does_not_hang_on_the_order() -> None:
    """Two runs over the same rows give the same addresses."""
    assert plain_names(["a b", "a-b", "A/b"]) == plain_names(["A/b", "a-b", "a b"])


def test_a_name_with_a_number_does_not_collide_with_an_id_of_that_form() -> None:
    """The second "k8" becomes k8-2 only if nobody else is called so."""
    assert len(set(plain_names(["K8", "k8", "k8-2"]).values())) == 3


@given(st.lists(st.text(max_size=6), max_size=8))
def test_any_ids_can_be_put_in_order(ids: list[str]) -> None:
    """Numbers and words never meet in one comparison."""
    assert sorted(sorted(ids, key=by_number), key=by_number) == sorted(ids, key=by_number)
