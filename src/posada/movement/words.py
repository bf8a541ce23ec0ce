"""The words of the summary of a run, by language."""

from __future__ import annotations

WORDS = {
    "en": {
        "run": "{name}: {days} days from {starts_on}, engine {engine}, {mode}.",
        "native": "as the files say",
        "flee": "as Flee 3.1",
        "people": "People who set out: {set_out:,.0f}. In camps at the end: {camps:,.0f}, on the road: {roads:,.0f}.",
        "place": "{name}: {people:,.0f}{reported}",
        "reported": " (reported: {people:,.0f})",
        "ensemble": "{name}: {days} days from {starts_on}, {members} runs, engine {engine}, {mode}. "
        "On the last day ({shares}):",
        "band": "{name}: {people}{reported}",
        "error": "Difference from the reports, as a share of people: {ours:.3f} (rescaled {rescaled:.3f}).",
        "baselines": "The same for shares that are equal: {equal:.3f}, of capacity: {capacity:.3f}, "
        "frozen on day {frozen_day}: {frozen:.3f}.",
        "leak": "Without the capacities, which often are made from the reports: {leak_free:.3f} (rescaled).",
        "flee_measured": "Flee itself, to hold beside the rescaled: {value:.3f} ({by}).",
        "flee_measured_leak_free": "Flee itself without the capacities: {value:.3f} ({by}).",
        "flee_published": "Flee as published, not rescaled: {value:.3f} ({by}).",
    },
    "es": {
        "run": "{name}: {days} días desde el {starts_on}, motor {engine}, {mode}.",
        "native": "según los archivos",
        "flee": "como Flee 3.1",
        "people": "Personas que salieron: {set_out:,.0f}. En campamentos al final: {camps:,.0f}, "
        "en camino: {roads:,.0f}.",
        "place": "{name}: {people:,.0f}{reported}",
        "reported": " (informadas: {people:,.0f})",
        "ensemble": "{name}: {days} días desde el {starts_on}, {members} corridas, motor {engine}, {mode}. "
        "El último día ({shares}):",
        "band": "{name}: {people}{reported}",
        "error": "Diferencia con los informes, como proporción de personas: {ours:.3f} (reescalada {rescaled:.3f}).",
        "baselines": "Lo mismo con proporciones iguales: {equal:.3f}, según capacidad: {capacity:.3f}, "
        "congeladas el día {frozen_day}: {frozen:.3f}.",
        "leak": "Sin las capacidades, que a menudo salen de los informes: {leak_free:.3f} (reescalada).",
        "flee_measured": "El propio Flee, para comparar con la reescalada: {value:.3f} ({by}).",
        "flee_measured_leak_free": "El propio Flee sin las capacidades: {value:.3f} ({by}).",
        "flee_published": "Flee según lo publicado, sin reescalar: {value:.3f} ({by}).",
    },
}


def words_of(lang: str) -> dict[str, str]:
    """The words in a language.

    >>> words_of("es")["flee"]
    'como Flee 3.1'
    """
    if lang not in WORDS:
        raise ValueError(f"lang: must be one of {', '.join(WORDS)}, got {lang!r}.")
    return WORDS[lang]
