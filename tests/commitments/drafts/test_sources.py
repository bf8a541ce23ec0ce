"""Who is named behind "according to" and its like, and what is theirs."""

from __future__ import annotations

import pytest

from posada.commitments.drafts import read_text


def read(text: str) -> list[tuple[str, str, str]]:
    return [(draft.who, draft.act, draft.content.text) for draft in read_text(text, source_id="S")]


CASES = {
    "a source in front": (
        "According to the port union, the cranes were never tested.",
        [("the port union", "say", "the cranes were never tested")],
    ),
    "a source behind": (
        "The cranes were never tested, according to the port union.",
        [("the port union", "say", "The cranes were never tested")],
    ),
    "a source with what she is": (
        "Según Inés Roa, directora del archivo, las actas se perdieron en marzo.",
        [("Inés Roa", "say", "las actas se perdieron en marzo")],
    ),
    "initials end no sentence": (
        "De acuerdo con Puente Vivo A.C., el río subió dos metros.",
        [("Puente Vivo A.C.", "say", "el río subió dos metros")],
    ),
    "nothing behind the source": ("La obra sigue parada, según", []),
    "a verb behind the source": (
        "Según explica Inés Roa, las actas se perdieron en marzo.",
        [("Inés Roa", "say", "las actas se perdieron en marzo")],
    ),
    "a source that stays unspoken": (
        "Inés Roa llegó tarde. Según declaró a Radio Lerma, las actas se perdieron en marzo.",
        [("Inés Roa", "say", "las actas se perdieron en marzo")],
    ),
    "with what somebody agrees": (
        "Los vecinos sostuvieron que no están de acuerdo con la tarifa.",
        [("Los vecinos", "say", "no están de acuerdo con la tarifa")],
    ),
    "an unspoken subject": (
        "La junta ha abierto un almacén para los vecinos, según informó ayer en una nota.",
        [("La junta", "say", "La junta ha abierto un almacén para los vecinos")],
    ),
    "to him": (
        "Ivo Pan opened the door. According to him, the wall was soaked.",
        [("Ivo Pan", "say", "the wall was soaked")],
    ),
    "for whom it is so": (
        "«El muro de la obra cede», defendió Inés Roa, para quien la norma es un parche.",
        [("Inés Roa", "say", "El muro de la obra cede"), ("Inés Roa", "say", "la norma es un parche")],
    ),
    "in whose view": (
        "Inés Roa recorrió la obra. A su juicio, el muro cede desde marzo.",
        [("Inés Roa", "say", "el muro cede desde marzo")],
    ),
    "by what things are allotted": ("Rooms were allotted according to family size.", []),
    "to whom it seems so": (
        "Para el edil Ivo Paz, la norma es un parche.",
        [("el edil Ivo Paz", "say", "la norma es un parche")],
    ),
    "for what purpose": ("Para la obra, la junta compró dos grúas.", []),
}


@pytest.mark.parametrize("case", CASES)
def test_whose_it_is(case: str) -> None:
    """What stands on the other side of the source; where nobody is named, nothing."""
    text, expected = CASES[case]
    assert read(text) == expected
