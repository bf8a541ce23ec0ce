"""The first amount that a statement names, with its bounds and what it counts."""

from __future__ import annotations

import pytest

from posada.commitments.drafts import read_text


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("The mayor promised 300 beds.", "300 beds"),
        ("The mayor promised more than 1,200 beds.", "1200.. beds"),
        ("The mayor promised up to forty beds.", "..40 beds"),
        ("The mayor promised between 50 and 60 beds.", "50..60 beds"),
        ("El alcalde prometió treinta y dos camas.", "32 camas"),
        ("El alcalde prometió dos mil camas.", "2000 camas"),
        ("El alcalde prometió al menos 15 camiones.", "15.. camiones"),
        ("The mayor promised 2,300 service lines before winter.", "2300 lines"),
        ("The mayor promised two extra rest days.", "2 days"),
        ("The mayor promised 40 beds and chairs.", "40 beds"),
        ("The mayor promised a 6% raise.", "6 %"),
        ("El alcalde prometió tres grandes centros.", "3 centros"),
        ("El alcalde prometió el 60 por ciento de los fondos.", "60 %"),
        ("The mayor promised two of her beds.", "2 beds"),
        ("The mayor promised 1.3 million crowns.", "1300000 crowns"),
        ("The mayor promised £4.2m for beds.", "4200000 £"),
        ("The mayor promised up to $300 a month.", "..300 $"),
        ("The mayor promised a bed.", ""),
        ("The mayor promised the beds of the hall in 2019.", ""),
        ("The mayor promised a bed by 12 June.", ""),
    ],
)
def test_amounts(text: str, amount: str) -> None:
    """As they are written in tables; an article and a date count nothing."""
    [draft] = read_text(text, source_id="S")
    assert str(draft.quantity or "") == amount
