"""A plan's certificate: whatever is changed after the plan was made, verifying refuses it."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from posada.placement import place
from posada.placement.certificates import ARRAYS, HEAD, PROOF, verify_certificate, write_certificate
from posada.placement.instance_of import instance_of
from posada.placement.problem import build
from posada.programme import PosadaError, Programme, read_programme
from posada.testing import programmes

FIRST_STEPS = Path(__file__).parents[2] / "examples" / "first-steps"


@pytest.fixture(scope="module")
def programme() -> Programme:
    return read_programme(FIRST_STEPS)


@pytest.fixture
def folder(programme: Programme, tmp_path: Path) -> Path:
    write_certificate(place(programme), tmp_path)
    return tmp_path


def faults(programme: Programme, folder: Path, **changes: object) -> str:
    assignments = changes.pop("assignments", place(programme).assignments)
    return "\n".join(map(str, verify_certificate(programme, assignments, folder, **changes).faults))


def change_head(folder: Path, **changes: object) -> None:
    head = json.loads((folder / HEAD).read_text("utf-8"))
    (folder / HEAD).write_text(json.dumps(head | changes), "utf-8")


def change_arrays(folder: Path, name: str, value: np.ndarray) -> None:  # type: ignore[type-arg]
    """Change an array as somebody would who also mends the digest."""
    with np.load(folder / ARRAYS) as packed:
        arrays = {key: packed[key] for key in packed.files}
    np.savez_compressed(folder / ARRAYS, **{**arrays, name: value})
    change_head(folder, arrays=hashlib.sha256((folder / ARRAYS).read_bytes()).hexdigest())


def test_a_plan_is_verified_and_the_part_on_trust_is_named(programme: Programme, folder: Path) -> None:
    """What the prices prove is told apart from what the solver says."""
    verified = verify_certificate(programme, place(programme).assignments, folder, stated=2405.0)
    assert verified.faults == ()
    first, second = verified.summary("en").splitlines()
    assert first.startswith(
        "Verified without a solver: the plan is worth 2,405.000 points and keeps every rule"
    )
    assert re.fullmatch(
        r"On trust: the tighter bound of 2,405\.000 points is the word of HiGHS [\d.]+\.", second
    )
    assert verified.summary("es").startswith(
        "Verificado sin programa de cálculo: el plan vale 2,405.000 puntos"
    )


@given(programme=programmes())
def test_every_plan_of_any_programme_is_verified(
    programme: Programme, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Ties, pins, minimums, floors, overruns and company included."""
    folder = tmp_path_factory.mktemp("plan")
    placed = place(programme)
    write_certificate(placed, folder)
    assert verify_certificate(programme, placed.assignments, folder, stated=placed.bound).faults == ()


def test_the_same_plan_gives_the_same_bytes(programme: Programme, folder: Path, tmp_path: Path) -> None:
    """Nothing in the files says when they were made."""
    before = [(folder / name).read_bytes() for name in (HEAD, ARRAYS)]
    write_certificate(place(programme), folder)
    assert before == [(folder / name).read_bytes() for name in (HEAD, ARRAYS)]


def test_a_changed_table_is_refused(programme: Programme, folder: Path) -> None:
    """Another capacity, with the digest that reading it gives."""
    other = replace(programme, digests={**programme.digests, "capacities.csv": "0" * 64})
    assert "capacities.csv: must be the file that the plan was made from, got another. [inputs]" in faults(
        other, folder
    )


def test_a_changed_assignment_is_refused(programme: Programme, folder: Path) -> None:
    """A household that waits although the certificate has a place for it."""
    told = faults(programme, folder, assignments=place(programme).assignments[1:])
    assert (
        told == "assignments.csv: must be the placements of the certificate, got 1 that differ. [placements]"
    )


@pytest.mark.parametrize("change", [-1, 1, 10**6])
@pytest.mark.parametrize("field", ["worth", "proven"])
def test_another_worth_or_bound_is_refused(
    programme: Programme, folder: Path, field: str, change: int
) -> None:
    """Both are counted again from the tables and the prices."""
    head = json.loads((folder / HEAD).read_text("utf-8"))
    change_head(folder, **{field: head[field] + change})
    assert {"worth": "worth: must be", "proven": "bound: must be"}[field] in faults(programme, folder)


@pytest.mark.parametrize("bound", [0, 10**9])
def test_a_stated_bound_that_cannot_be_is_refused(programme: Programme, folder: Path, bound: int) -> None:
    """It lies between the worth and what the prices prove, and is that of the receipt."""
    change_head(folder, bound=bound)
    assert "bound must be from the worth to what the prices prove. [bound]" in faults(programme, folder)


def test_a_receipt_that_states_another_bound_is_refused(programme: Programme, folder: Path) -> None:
    """The report prints the bound of the receipt."""
    assert "receipt.json, placement.bound: must be 2405.0, got 2404.0. [bound]" in faults(
        programme, folder, stated=2404.0
    )


def test_an_array_changed_without_its_digest_is_refused(programme: Programme, folder: Path) -> None:
    """The head names the file of arrays by its digest."""
    change_arrays(folder, "place", np.full(9, -1))
    change_head(folder, arrays="0" * 64)
    assert "certificate.npz: must be the file that the head names, got another. [arrays]" in faults(
        programme, folder
    )


def test_a_changed_price_is_refused(programme: Programme, folder: Path) -> None:
    """A thousand points more for a unit of anything that is offered, and the prices prove something else."""
    name = PROOF[0]
    with np.load(folder / ARRAYS) as packed:
        prices = packed[name]
    offered = instance_of(build(programme)).instance.capacity > 0
    for cell in zip(*np.nonzero(offered), strict=True):
        changed = prices.copy()
        changed[cell] += 4096 * 10**6
        change_arrays(folder, name, changed)
        assert "[certificate]" in faults(programme, folder), cell


def test_prices_below_nothing_are_refused(programme: Programme, folder: Path) -> None:
    """Negative prices prove nothing."""
    with np.load(folder / ARRAYS) as packed:
        change_arrays(folder, "capacity_prices", -packed["capacity_prices"] - 1)
    assert "capacity_prices: must be at least 0" in faults(programme, folder)


@pytest.mark.parametrize("place_of_all", [0, 1, 2, 7, -2])
def test_a_plan_that_breaks_a_rule_is_refused(programme: Programme, folder: Path, place_of_all: int) -> None:
    """Everybody in one place, or in a place that is not there."""
    with np.load(folder / ARRAYS) as packed:
        change_arrays(folder, "place", np.full_like(packed["place"], place_of_all))
    assert "[certificate]" in faults(programme, folder)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"form": 2}', '"x"'])
def test_a_spoilt_head_is_told_in_a_sentence(programme: Programme, folder: Path, text: str) -> None:
    """Never a traceback."""
    (folder / HEAD).write_text(text, "utf-8")
    with pytest.raises(PosadaError, match=r"certificate\.json.*Plan again\."):
        faults(programme, folder)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00" * 99])
def test_spoilt_arrays_are_told_in_a_sentence(programme: Programme, folder: Path, content: bytes) -> None:
    """Never a traceback, and nothing of the file is run."""
    (folder / ARRAYS).write_bytes(content)
    with pytest.raises(PosadaError, match=r"must be as 'posada plan' wrote them\. Plan again\."):
        faults(programme, folder)


def test_without_a_certificate_the_way_to_one_is_told(programme: Programme, tmp_path: Path) -> None:
    """Somebody verifies before planning."""
    with pytest.raises(
        PosadaError, match=r"^certificate\.json: no such file\. Plan again to have a certificate\.$"
    ):
        faults(programme, tmp_path)


def test_a_plan_that_keeps_a_published_one_is_verified(programme: Programme, tmp_path: Path) -> None:
    """What staying is worth is part of the value, and who is kept is part of the certificate."""
    published = place(programme).assignments
    kept = place(programme, keep=published)
    write_certificate(kept, tmp_path)
    assert verify_certificate(programme, kept.assignments, tmp_path).faults == ()
    change_head(tmp_path, keep={})
    assert "worth: must be" in faults(programme, tmp_path)
