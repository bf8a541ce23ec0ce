"""Rules of a sentence: sources, passives, attribution in front and behind, gerunds."""

from __future__ import annotations

import pytest

from posada.commitments.drafts import read_text


def read(text: str) -> list[tuple[str, str, str]]:
    return [(draft.who, draft.act, draft.content.text) for draft in read_text(text, source_id="S")]


CASES = {
    "a passive with its speaker": (
        "The drivers were told by the guards that the gate was closed.",
        [("the guards", "say", "the gate was closed")],
    ),
    "a passive without one": ("The drivers were told that the gate was closed.", []),
    "an inverted name": (
        "The bridge was closed after the inspection, explained Ada Lund.",
        [("Ada Lund", "say", "The bridge was closed after the inspection")],
    ),
    "an opening that is no content": (
        "On Friday, Lund announced the bridge would open in June.",
        [("Lund", "forecast", "the bridge would open in June")],
    ),
    "a gerund behind its clause": (
        "The council calmed the tenants, promising they would get new keys.",
        [("The council", "promise", "they would get new keys")],
    ),
    "an inverted description": (
        "La obra sigue parada desde marzo, confirmó su portavoz, Inés Roa.",
        [("su portavoz, Inés Roa", "say", "La obra sigue parada desde marzo")],
    ),
    "a relative behind an inverted name": (
        "La obra sigue parada desde marzo, confirmó Inés Roa, quien advirtió que el muro cede.",
        [
            ("Inés Roa", "say", "La obra sigue parada desde marzo"),
            ("Inés Roa", "say", "el muro cede"),
        ],
    ),
    "a day with a short month": (
        "The board said that samples taken on Feb. 11 were dry.",
        [("The board", "say", "samples taken on Feb. 11 were dry")],
    ),
    "a dateline": (
        "PORT LUND (Inland Wire) — The board said the bridge is open.",
        [("The board", "say", "the bridge is open")],
    ),
    "an inverted office behind a day": (
        "El patio abrirá en mayo, anunció ayer el secretario general del Gremio del Puerto (GP), Ivo Paz.",
        [
            (
                "el secretario general del Gremio del Puerto (GP), Ivo Paz",
                "forecast",
                "El patio abrirá en mayo",
            )
        ],
    ),
    "an inverted subject with its clause": (
        "Afirmó el alcalde que la ruta está libre.",
        [("el alcalde", "say", "la ruta está libre")],
    ),
    "a day is no content": (
        "Este lunes, la junta denunció un robo en el patio.",
        [("la junta", "say", "un robo en el patio")],
    ),
    "on the telephone": (
        "Inés Roa dijo por teléfono a Lerma que el muro cede.",
        [("Inés Roa", "say", "el muro cede")],
    ),
    "an auxiliary behind a quotation": (
        "«El muro de la obra cede», ha relatado una vecina.",
        [("una vecina", "say", "El muro de la obra cede")],
    ),
    "a relative clause between quotation and verb": (
        "«El muro de la obra cede», en la cual viven 20 familias, agregó la junta.",
        [("la junta", "say", "El muro de la obra cede")],
    ),
    "never turned round": (
        "The party, apparently rattled by the vote, has also promised government jobs.",
        [("The party", "promise", "government jobs")],
    ),
    "said in the middle": (
        "And some of those tenants, Ada Lund said, had been the loudest.",
        [("Ada Lund", "say", "had been the loudest")],
    ),
    "an opening of six words": (
        "In response to a neighbour's question, Lund said he's been ill for weeks.",
        [("Lund", "say", "he's been ill for weeks")],
    ),
    "said in passing": (
        "Furthermore, Ada Lund said, the taps had run dry.",
        [("Ada Lund", "say", "the taps had run dry")],
    ),
    "in the present, in front of a name": (
        '"The taps have run dry again," sighs Lund.',
        [("Lund", "say", "The taps have run dry again")],
    ),
    "to whom it was told": (
        "The drivers agreed to wait, Ada Lund told a news conference.",
        [("Ada Lund", "say", "The drivers agreed to wait"), ("The drivers", "accept", "to wait")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_who_said_what(case: str) -> None:
    """Speaker, act and content, as they stand in the text."""
    text, expected = CASES[case]
    assert read(text) == expected


def test_who_acts_inside_a_statement_does_not_speak_after_it() -> None:
    """The board goes on, and not the tenants that it spoke of."""
    text = "The board said that 20 tenants had accepted the keys. It rejected claims that agents took them."
    assert [who for who, act, _ in read(text) if act != "accept"] == ["The board", "The board"]
    text = "The board said that 20 tenants had accepted the keys, adding that the rest would wait."
    assert [who for who, act, _ in read(text) if act != "accept"] == ["The board", "The board"]
