"""The words of the report of a calibration, by language."""

from __future__ import annotations

WORDS = {
    "en": {
        "fit": "Fitted to {conflicts}: {names}. {inputs}",
        "leaky": "With the capacities of camps, which often are made from the reports.",
        "leak_free": "Without the capacities of camps.",
        "worth": "Points tried: {tried}, worth {effective:.0f} equal draws. "
        "Settings, in the middle and in 90 % of draws:",
        "setting": "  {name}: {middle:.4g} ({low:.4g} to {high:.4g})",
        "few": "  Worth fewer than 20 draws: try more points before you trust the bounds.",
        "held_out": "Error of each conflict under settings fitted to the others (0 to 2, less is better):",
        "seen": "Error of each conflict under settings fitted to it, which flatters (0 to 2, less is better):",
        "head": "posterior settings leak-free equal capacity frozen folder Flee-run Flee-published",
        "mean": "mean",
        "ratio": "Mean as a share of equal shares: {equal:.2f}, of capacity shares: {capacity:.2f}, "
        "of frozen shares: {frozen:.2f}, of the settings of the folders: {shipped:.2f}.",
        "flee": "Flee run: {by}.",
        "published": "Flee published: {by}.",
        "forecasts": "Forecasts of the next reports, totals known (shares; less is better):",
        "forecast": "  {days} days: CRPS {crps:.3f}, persistence {persistence:.3f}, scattered {scattered:.3f}; "
        "90 % intervals cover {coverage:.0%} of {forecasts:,} reports.",
        "unknown": "-",
    },
    "es": {
        "fit": "Ajustado a {conflicts}: {names}. {inputs}",
        "leaky": "Con las capacidades de los campamentos, que a menudo salen de los informes.",
        "leak_free": "Sin las capacidades de los campamentos.",
        "worth": "Puntos probados: {tried}, que valen {effective:.0f} muestras iguales. Ajustes, en el medio y en el "
        "90 % de las muestras:",
        "setting": "  {name}: {middle:.4g} (de {low:.4g} a {high:.4g})",
        "few": "  Valen menos de 20 muestras: pruebe más puntos antes de confiar en los límites.",
        "held_out": "Error de cada conflicto con ajustes obtenidos de los demás (0 a 2, menos es mejor):",
        "seen": "Error de cada conflicto con ajustes obtenidos de él, lo que favorece (0 a 2, menos es mejor):",
        "head": "posterior ajustes sin-fuga iguales capacidad congeladas carpeta Flee-corrido Flee-publicado",
        "mean": "media",
        "ratio": "Media como proporción de partes iguales: {equal:.2f}, según capacidad: {capacity:.2f}, "
        "congeladas: {frozen:.2f}, de los ajustes de las carpetas: {shipped:.2f}.",
        "flee": "Flee corrido: {by}.",
        "published": "Flee publicado: {by}.",
        "forecasts": "Pronósticos de los informes siguientes, con totales conocidos (proporciones; menos es mejor):",
        "forecast": "  {days} días: CRPS {crps:.3f}, persistencia {persistence:.3f}, dispersa {scattered:.3f}; "
        "los intervalos del 90 % cubren el {coverage:.0%} de {forecasts:,} informes.",
        "unknown": "-",
    },
}


def words_of(lang: str) -> dict[str, str]:
    """The words in a language.

    >>> words_of("es")["mean"]
    'media'
    """
    if lang not in WORDS:
        raise ValueError(f"lang: must be one of {', '.join(WORDS)}, got {lang!r}.")
    return WORDS[lang]
