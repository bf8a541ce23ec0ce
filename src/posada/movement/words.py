"""The words of the summary of a run, by language."""

from __future__ import annotations

WORDS = {
    "en": {
        "run": "{name}: {days} days from {starts_on}, engine {engine}, {mode}.",
        "native": "as the files say",
        "flee": "as Flee 3.1",
        "few": "fewer than 10",
        "withheld": "withheld",
        "people": "People who set out: {set_out}. In camps at the end: {camps}, on the road: {roads}.",
        "place": "{name}: {people}{reported}",
        "reported": " (reported: {people})",
        "ensemble": "{name}: {days} days from {starts_on}, {members} runs, engine {engine}, {mode}. "
        "On the last day ({shares}):",
        "band": "{name}: {people}{reported}",
        "shares": "Difference of shares from the reports (the measure of Flee, people scaled to the reported total): "
        "{rescaled:.3f}.",
        "baselines": "The same for equal shares: {equal:.3f}, shares of capacity: {capacity:.3f}, shares frozen on day "
        "{frozen_day}: {frozen:.3f}.",
        "leak": "The same without the capacities, which often are made from the reports: {leak_free:.3f}.",
        "flee_measured": "The same for Flee itself: {value:.3f} ({by}).",
        "flee_measured_leak_free": "The same for Flee itself without the capacities: {value:.3f} ({by}).",
        "counts": "Difference of counts (the same, people not scaled): {ours:.3f}.",
        "flee_measured_counts": "Difference of counts of Flee itself: {value:.3f} ({by}).",
        "flee_published": "Difference of counts of Flee as published: {value:.3f} ({by}).",
    },
    "es": {
        "run": "{name}: {days} días desde el {starts_on}, motor {engine}, {mode}.",
        "native": "según los archivos",
        "flee": "como Flee 3.1",
        "few": "menos de 10",
        "withheld": "reservado",
        "people": "Personas que salieron: {set_out}. En campamentos al final: {camps}, en camino: {roads}.",
        "place": "{name}: {people}{reported}",
        "reported": " (informadas: {people})",
        "ensemble": "{name}: {days} días desde el {starts_on}, {members} corridas, motor {engine}, {mode}. "
        "El último día ({shares}):",
        "band": "{name}: {people}{reported}",
        "shares": "Diferencia de proporciones con los informes (la medida de Flee, personas escaladas al total "
        "informado): {rescaled:.3f}.",
        "baselines": "Lo mismo con partes iguales: {equal:.3f}, según capacidad: {capacity:.3f}, congeladas el día "
        "{frozen_day}: {frozen:.3f}.",
        "leak": "Lo mismo sin las capacidades, que a menudo salen de los informes: {leak_free:.3f}.",
        "flee_measured": "Lo mismo con el propio Flee: {value:.3f} ({by}).",
        "flee_measured_leak_free": "Lo mismo con el propio Flee sin las capacidades: {value:.3f} ({by}).",
        "counts": "Diferencia de cuentas (lo mismo, personas sin escalar): {ours:.3f}.",
        "flee_measured_counts": "Diferencia de cuentas del propio Flee: {value:.3f} ({by}).",
        "flee_published": "Diferencia de cuentas de Flee según lo publicado: {value:.3f} ({by}).",
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
