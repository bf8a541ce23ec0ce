"""Where what was said ends: at another statement, an aside, or what is told beside it."""

from __future__ import annotations

import pytest

from posada.commitments.drafts import read_text

CASES = {
    "a list that ends at a clause": (
        "El consejo prometió apoyo para las familias, solo llegaron dos cajas.",
        ["apoyo para las familias"],
    ),
    "what was refused beside what was accepted": (
        "The board accepted the review but refused to publish the register, citing the cold.",
        ["the review", "publish the register"],
    ),
    "what is told beside a denial": (
        "The board denied that it had closed the hall, a day after tenants said the door was shut.",
        ["it had closed the hall", "the door was shut"],
    ),
    "a second verb behind an infinitive": (
        "The board offered to send a van but stopped short of opening the hall.",
        ["send a van"],
    ),
    "another clause with its own speaker": (
        "La junta pidió a los vecinos mantener la calma, mientras que el sindicato consideró que la obra es legal.",
        ["mantener la calma", "la obra es legal"],
    ),
    "what somebody makes of it": (
        'La ministra dijo que no hay fondos, una afirmación que Roa tachó de "mentira con corbata".',
        ["no hay fondos", "mentira con corbata"],
    ),
    "what opens with a participle": (
        "The board rejected a new lease, paving the way for a vote and a strike.",
        ["a new lease"],
    ),
    "a clause before a participle": (
        "The clerk said the lift was safe to use, contradicting a report that found rust in two cables.",
        ["the lift was safe to use"],
    ),
    "two quotations under one verb": (
        "La junta dijo que «falta luz en el patio» y «sobran vigilantes en la puerta».",
        ["falta luz en el patio", "sobran vigilantes en la puerta"],
    ),
    "a relative clause in which somebody speaks": (
        "The skippers demanded the end of a ban which they say was drawn up without a visit.",
        ["the end of a ban"],
    ),
    "an infinitive behind tras": (
        "Los vecinos pidieron que la junta entregue el plano, tras cerrar durante cinco horas la calle.",
        ["la junta entregue el plano"],
    ),
    "a relative clause with its own verb": (
        "The tenants, who refused to leave the hall, told Lund that the door was shut.",
        ["leave the hall", "the door was shut"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_where_it_ends(case: str) -> None:
    """Nothing of the narrator's stays in it."""
    text, expected = CASES[case]
    assert [draft.content.text for draft in read_text(text, source_id="S")] == expected
