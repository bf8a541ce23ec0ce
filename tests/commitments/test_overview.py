"""All promises on one screen, an open question never shown as a finding."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from posada.commitments import measure
from posada.programme.tables import Contradiction, Translation

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import covered, delivery, on, programme, promise, said


def contradiction(**more):
    given = {"contradiction_id": "x", "topic": "size", "claim_ids": ("a", "b"),
             "types": ("cohort_mismatch", "polarity")}  # fmt: skip
    return Contradiction(**{**given, **more})


LEDGER = programme(
    commitments=(
        promise("k"),
        promise("unknown", text="Beds."),
        promise("denied", text="No more caravans.", deadline="none", due_on=None),
    ),
    deliveries=(delivery("d", 3, 4),),
    coverage=(covered(0, 40),),
    claims=(
        said("a", commitment_id="k", cohort_id="one", amount_lo=9, amount_hi=9, unit="persons"),
        said("b", commitment_id="denied", polarity="deny", cohort_id="other", amount_lo=9, amount_hi=9,
             unit="persons"),
    ),
    contradictions=(
        contradiction(state="open"),
        contradiction(contradiction_id="y", state="reconciled", hypothesis="other people", test="cohort"),
        contradiction(contradiction_id="z", state="reconciled", hypothesis="later", test="later"),
    ),
)  # fmt: skip


def test_a_line_each() -> None:
    """Verdict, counts, grade; an unknown says so first, a denied promise as well."""
    lines = measure(LEDGER).overview().splitlines()
    assert "  k        broken, 4 of 10 cards (40.0 %) [press]. Ten cards." in lines
    assert "  unknown  nobody says it was made; unknown: kept or kept late or broken. Beds." in lines
    assert (
        "  denied   denied; if it was made: unknown: kept or partly kept or nothing yet (no day is set)."
        " No more caravans." in lines
    )


def test_contradictions_say_what_became_of_them() -> None:
    """Reconciled only where the program could follow; open ones with the tests that would hold."""
    lines = measure(LEDGER).overview().splitlines()
    assert "  x  open: size. These tests would hold: cohort." in lines
    assert "  y  reconciled and checked: size. Holds: other people (cohorts: one, other)." in lines
    assert (
        "  z  said to be reconciled, which the program could not follow: size. Nothing to check it by:"
        " later (a claim does not say as of which day it holds)." in lines
    )


def test_the_day_of_the_ledger_is_told() -> None:
    """A replay says which ledger it used."""
    assert "As the ledger stood on 2021-11-27." in measure(LEDGER, known_as_of=on(5)).overview()


def test_flags_stand_apart_and_decide_nothing() -> None:
    """With the usual range beside them."""
    rows = (
        said("p", amount_lo=20000, amount_hi=20000, unit="persons"),
        said("q", amount_lo=300, amount_hi=300, unit="buses"),
    )
    assert "  p, q: 66.7–66.7 people per bus, usual 15–60." in measure(programme(claims=rows)).overview()


def test_an_empty_ledger_has_nothing_to_tell() -> None:
    """No promise, no line."""
    assert measure(programme()).overview().strip() == (
        "Commitments made by 2022-01-01: 0 (counting all that is told)."
    )


IN_SPANISH = (
    Translation(language="spa", original="Ten cards.", text="Diez tarjetas."),
    Translation(language="spa", original="size", text="tamaño"),
    Translation(language="spa", original="other people", text="otras personas"),
    Translation(language="spa", original="other", text="la otra caravana"),
)


def test_the_ledger_speaks_the_language_of_the_reader() -> None:
    """Promises, questions, hypotheses and codes; what nobody has translated stays as it was entered."""
    spoken = measure(replace(LEDGER, translations=IN_SPANISH))
    lines = [line.strip() for line in spoken.overview("es").splitlines()]
    assert "k        incumplida, 4 de 10 tarjetas (40.0 %) [prensa]. Diez tarjetas." in " ".join(lines)
    assert any(line.endswith(". Beds.") for line in lines)
    assert (
        "y  conciliada y comprobada: tamaño. Se sostiene: otras personas (cohortes: one, la otra caravana)."
    ) in lines
    assert spoken.overview("en") == measure(LEDGER).overview("en")


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "en",
            "Quotations not compared with their sources: 1, for the stored texts (folder sources) are not there.",
        ),
        ("es", "Citas sin cotejar con sus fuentes: 1, pues faltan los textos guardados (carpeta sources)."),
    ],
)
def test_quotations_that_nobody_compared_are_told(lang: str, told: str) -> None:
    """Until they were held against the stored texts; a ledger without quotations says nothing of it."""
    quoting = replace(LEDGER, claims=(replace(LEDGER.claims[0], quotation="diez"), *LEDGER.claims[1:]))
    assert told in measure(quoting).summary(lang).splitlines()
    assert told not in measure(replace(quoting, quotations_compared=True)).summary(lang)
    assert measure(quoting).as_data()["quotations_not_compared"] == 1
    assert measure(LEDGER).quotations_not_compared == 0
