"""Makes the example ledger `promise-2024`: the offer of January 2024 in Mapastepec, and what is known of it.

    python examples/make_promise_2024.py [FOLDER]

Same code, same bytes. The stored texts are summaries in our own words with quotations of fewer than 25 words,
written from excerpts and copies of news reports, not from originals: read those before quoting.
"""

# ruff: noqa: E501  (a row of the ledger stands on one line)

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from make_mapastepec import csv_text
from mapastepec_promises import claim, day, sources
from promise_2024_translations import TRANSLATIONS

from posada.programme.tables import (
    Actor,
    Calendar,
    Claim,
    Closure,
    Commitment,
    Contradiction,
    Delivery,
    Statistic,
)

FOLDER = Path(__file__).parent / "promise-2024"
SETTINGS = """\
# A ledger without people: who promised what in January 2024, and what came of it. See README.md.
name = "Mapastepec, January 2024 (the ledger alone)"
country = "MEX"
starts_on = 2024-01-01   # the paper in which the authority asks families to hand themselves in
ends_on = 2024-01-31     # a month later, when papers of thirty days had run out
languages = ["spa", "eng"]
ledger_language = "eng"
"""

ACTORS = [
    Actor(actor_id=code, kind=kind, name=name, public_role=role, parent_actor_id=parent)
    for code, kind, name, role, parent in (
        ("segob", "agency", "Secretaría de Gobernación", "", None),
        ("inm", "agency", "Instituto Nacional de Migración", "", "segob"),
        ("inm-chiapas", "public_person", "R. González López", "head of the office of INM in Chiapas", "inm"),
        ("inm-director", "public_person", "H. L. Martínez Castuera", "director at INM", "inm"),
        ("upm", "agency", "Unidad de Política Migratoria", "", "segob"),
        ("cdh-ac", "ngo", "Centro de Dignificación Humana A.C.", "", None),
        ("garcia", "public_person", "L. R. García Villagrán", "director of the Centro de Dignificación Humana", "cdh-ac"),
        ("migrants", "group", "People of the caravan who spoke to the press", "", None),
        ("ap", "outlet", "Associated Press", "", None),
        ("efe", "outlet", "EFE", "", None),
        ("punto-critico", "outlet", "Punto Crítico", "", None),
        ("diario", "outlet", "El Diario", "", None),
        ("el-orbe", "outlet", "El Orbe", "", None),
        ("la-verdad", "outlet", "La Verdad", "", None),
        ("animal-politico", "outlet", "Animal Político", "", None),
        ("noticias-365", "outlet", "Noticias 365", "", None),
        ("la-jornada", "outlet", "La Jornada", "", None),
    )
]  # fmt: skip

_SOURCES: list[tuple[str, str, str, str, str, str, str, str, tuple[str, ...], str, str]] = [
    # id, kind, title, outlet, published, language, grade, group, derives from, url, text
    ("P1", "news", "Punto Crítico on the first ten buses", "punto-critico", "2024-01-02", "spa", "secondary", "", (),
     "https://puntocritico.mx/?p=95877",
     "Resumen. El INM ofreció visas humanitarias por un año. Salieron 10 unidades con unas 50 personas cada una, por"
     " familias, rumbo a la aduana de Cerro Gordo, en Huixtla."),
    ("P2", "news", "EFE on the evening of 2 January", "efe", "2024-01-03", "spa", "secondary", "", (),
     "https://cambiodemichoacan.com.mx/2024/01/03/megacaravana-de-migrantes-se-entrega-al-inm-en-chiapas/",
     "Resumen. Hasta la noche del 2 de enero, más de 600 personas subieron a unos 12 autobuses hacia el DIF junto a la"
     " aduana de Huixtla. García les había dicho que irían a la Ciudad de México."),
    ("P3", "news", "El Diario on the shelters", "diario", "2024-01-03", "spa", "secondary", "", (),
     "https://diario.mx/nacional/acusan-migrantes-engano-del-inm-para-deshacer-caravana-20240103-2137384.html",
     "Resumen. Unas 1,000 personas subieron a 32 autobuses del INM en Mapastepec a la espera de su tarjeta y fueron"
     " llevadas a albergues de Huixtla, Tonalá, Pijijiapan, Arriaga, Palenque y Berriozábal."),
    ("P4", "news", "El Orbe on Huixtla and Berriozábal", "el-orbe", "2024-01-04", "spa", "secondary", "", (),
     "https://elorbe.com/seccion-politica/local/2024/01/04/se-fragmenta-caravana-de-migrantes-en-varios-municipios-de-la-costa-de-chiapas.html",
     "Resumen. Unas 450 personas al DIF de Huixtla; unas 600 familias esperaban en Berriozábal. Algunas firmaron un papel"
     " que les da 20 días para dejar el país; no les dieron visa."),
    ("P5", "news", "La Verdad on the number of cards", "la-verdad", "2024-01-04", "spa", "secondary", "", (),
     "https://laverdad.com.mx/2024/01/migrantes-acusan-al-inm-de-abandonarlos-tras-promesas-incumplidas/",
     "Resumen. García dice que el INM se comprometió a 3,852 tarjetas. La misma cifra se dio en 2021 para otra caravana."),
    ("P6", "news", "EFE on the complaint", "efe", "2024-01-05", "spa", "secondary", "", (),
     "https://www.elimparcial.com/mexico/ONG-denuncia-desaparicion-de-19-migrantes-y-actos-inhumanos-de-autoridades-en-Chiapas-20240105-0089.html",
     "Resumen. García dice que 19 personas no aparecen y que en Huixtla se dio un centenar de documentos que sólo permiten"
     " transitar por Chiapas."),
    ("P7", "news", "Animal Político on the paper of 1 January", "animal-politico", "2024-01-06", "spa", "secondary", "", (),
     "https://www.noroeste.com.mx/nacional/migrantes-denuncian-enganos-del-inm-para-deshacer-caravana-que-partio-desde-tapachula-YN5791625",
     "Resumen. Un papel del INM del 1 de enero, firmado por su director en Chiapas, pide a familias, niñez y personas"
     " mayores entregarse; según García, se comprometían a regularizar a los grupos vulnerables. En Villahermosa firmaron"
     " una estancia de 30 días. Eran más de 4,000 personas."),
    ("P8", "news", "AP on the caravan that formed again", "ap", "2024-01-08", "eng", "secondary", "", (),
     "https://www.alipac.us/f12/migrant-caravan-regroups-mexico-after-government-promise-papers-falls-through-415963/",
     "Summary. About 2,000 people set out again from Arriaga. Of about 6,000 at first, many had stopped for “some kind of"
     " unspecified documents”; what they were given does not let them leave Chiapas. People said: “Immigration lied to us”."),
    ("P9", "news", "AP with what the official said on 2 January", "ap", "2024-01-09", "eng", "secondary", "", (),
     "https://california18.com/thousands-of-migrants-regroup-in-southern-mexico-bound-for-the-united-states/11961092024/",
     "Summary. González López of INM had said that people would be taken to immigration premises while cases are processed,"
     " and that there would be no immediate humanitarian visas."),
    ("P10", "statement", "Communiqué of INM, as printed by EFE and Milenio", "inm", "2024-01-11", "spa", "primary", "", (),
     "https://amp.milenio.com/politica/inm-asegura-atiende-responde-solicitudes-migrantes",
     "Resumen. El INM llevó de forma voluntaria a albergues del estado a quienes así lo decidieron. Familias y niñez quedan"
     " bajo tutela del DIF mientras decide la Procuraduría de Protección. Desmiente a líderes que confunden «al asegurarles"
     " sus trámites migratorios»."),
    ("P11", "news", "EFE on the communiqué", "efe", "2024-01-11", "spa", "secondary", "", ("P10",),
     "https://elcomentario.ucol.mx/?p=50996",
     "Resumen. La caravana partió con cerca de 10 mil personas. Unas 1,500 quedan en Tapanatepec."),
    ("P12", "news", "News from Oaxaca", "noticias-365", "2024-01-15", "spa", "secondary", "", (),
     "https://noticias365consulting.com/caravana-migrante-continua-su-travesia-hacia-la-ciudad-de-mexico-a-pesar-de-obstaculos",
     "Resumen. García: 12 de las 19 personas aparecieron, 7 no. Sólo hubo permisos de un mes en Chiapas."),
    ("P13", "news", "EFE at Arriaga", "efe", "2024-01-08", "spa", "secondary", "", (), "",
     "Resumen. Unas 3,000 personas vuelven a caminar desde Arriaga."),
    ("P14", "statistics", "Cards by year, as printed by La Jornada", "upm", "2025-10-13", "spa", "primary", "", (), "",
     "Resumen. Datos de la UPM: 129,000 tarjetas en 2023 y 4,138 en 2024, en todo el país."),
    ("L1", "law", "Ley de Migración, art. 128", "segob", "2011-05-25", "spa", "primary", "", (), "",
     "Resumen. El INM resuelve en veinte días hábiles desde el expediente completo; el silencio se tiene por negativa."),
]  # fmt: skip

TEXTS = {f"{row[0]}.txt": f"{row[-1]}\n" for row in _SOURCES}
"""The stored text of each source, by file name."""

_DEC = "caravan-dec24"
_BOARDED = "boarded-mapastepec"


def _c(*args: Any, **more: Any) -> Claim:
    return claim(TEXTS, *args, **more)


CLAIMS = [
    _c("E01", "card-promised", "punto-critico", "P1", "INM offered humanitarian cards for a year", act="offer", scope="card", commitment_id="A1", cohort_id=_BOARDED, quote="El INM ofreció visas humanitarias por un año"),
    _c("E02", "card-promised", "garcia", "P5", "INM undertook 3,852 cards", act="promise", scope="card", amount=3852, unit="cards", commitment_id="A1", cohort_id=_BOARDED, quote="el INM se comprometió a 3,852 tarjetas"),
    _c("E03", "card-promised", "inm-chiapas", "P9", "no humanitarian visas at once", polarity="deny", act="deny", scope="card-at-once", commitment_id="A1", cohort_id=_BOARDED, quote="there would be no immediate humanitarian visas"),
    _c("E04", "card-promised", "inm", "P10", "it is leaders who assured people of papers", polarity="deny", act="deny", scope="what-leaders-assured", commitment_id="A1", cohort_id=_BOARDED, quote="al asegurarles sus trámites migratorios"),
    _c("E05", "card-promised", "ap", "P8", "some kind of unspecified documents were promised", scope="some-document", commitment_id="A5", cohort_id=_BOARDED, quote="some kind of unspecified documents"),
    _c("E06", "vulnerable", "garcia", "P7", "INM undertook in writing to regularise vulnerable groups", act="undertake", commitment_id="A2", quote="se comprometían a regularizar a los grupos vulnerables"),
    _c("E07", "vulnerable", "inm", "P10", "families and children are with DIF until the Procuraduría decides", commitment_id="A2", scope="procedure", quote="bajo tutela del DIF mientras decide la Procuraduría de Protección"),
    _c("E10", "transfer", "inm-chiapas", "P9", "people are taken to immigration premises while cases are processed", act="promise", value="premises of INM and DIF in Chiapas", unit="kind", commitment_id="A3", quote="people would be taken to immigration premises"),
    _c("E11", "transfer", "garcia", "P2", "people would be taken to Mexico City", act="forecast", value="Mexico City", unit="kind", modality="hedged", quote="García les había dicho que irían a la Ciudad de México"),
    _c("E12", "boarded", "efe", "P2", "more than 600 by the evening of 2 January", amount=(600, 700), unit="persons", cohort_id=_BOARDED, as_of_on=day("2024-01-02"), quote="más de 600 personas"),
    _c("E13", "boarded", "diario", "P3", "about 1,000 by 3 January", amount=(950, 1050), unit="persons", cohort_id=_BOARDED, as_of_on=day("2024-01-03"), quote="Unas 1,000 personas"),
    _c("E14", "boarded", "efe", "P2", "in about 12 buses", amount=(11, 13), unit="buses", cohort_id=_BOARDED, as_of_on=day("2024-01-02"), quote="unos 12 autobuses"),
    _c("E15", "boarded", "diario", "P3", "in 32 buses", amount=32, unit="buses", cohort_id=_BOARDED, as_of_on=day("2024-01-03"), quote="32 autobuses del INM"),
    _c("E20", "paper", "migrants", "P4", "a paper gives 20 days to leave the country", amount=20, unit="days", scope="berriozabal", quote="les da 20 días para dejar el país"),
    _c("E21", "paper", "migrants", "P7", "a paper signed in Villahermosa gives 30 days", amount=30, unit="days", scope="villahermosa", quote="una estancia de 30 días"),
    _c("E22", "paper", "garcia", "P6", "about a hundred papers that hold in Chiapas only", amount=(95, 105), unit="permits", cohort_id=_BOARDED, as_of_on=day("2024-01-05"), commitment_id="A4", quote="un centenar de documentos que sólo permiten transitar por Chiapas"),
    _c("E23", "paper", "garcia", "P12", "permits of a month in Chiapas only", amount=(28, 31), unit="days", scope="chiapas", quote="permisos de un mes en Chiapas"),
    _c("E30", "size", "ap", "P8", "about 6,000 at first", amount=(5500, 6500), unit="persons", cohort_id=_DEC, quote="about 6,000 at first"),
    _c("E31", "size", "efe", "P11", "about 10,000 at first", amount=(9000, 10000), unit="persons", cohort_id=_DEC, quote="cerca de 10 mil personas"),
    _c("E32", "size", "garcia", "P7", "more than 4,000", amount=(4000, 5000), unit="persons", cohort_id=_DEC, quote="más de 4,000 personas"),
    _c("E40", "again", "ap", "P8", "about 2,000 again on 8 January", amount=(1800, 2200), unit="persons", cohort_id="caravan-jan8", as_of_on=day("2024-01-08"), quote="About 2,000 people set out again from Arriaga"),
    _c("E41", "again", "efe", "P13", "about 3,000 again on 8 January", amount=(2800, 3200), unit="persons", cohort_id="caravan-jan8", as_of_on=day("2024-01-08"), quote="Unas 3,000 personas"),
    _c("E42", "again", "efe", "P11", "about 1,500 left on 11 January", amount=(1400, 1600), unit="persons", cohort_id="caravan-jan8", as_of_on=day("2024-01-11"), quote="Unas 1,500 quedan en Tapanatepec"),
    _c("E50", "unaccounted", "garcia", "P6", "19 people are not accounted for", amount=19, unit="persons", cohort_id=_BOARDED, as_of_on=day("2024-01-05"), quote="19 personas no aparecen"),
    _c("E51", "unaccounted", "garcia", "P12", "7 are not, 12 were found", amount=7, unit="persons", cohort_id=_BOARDED, as_of_on=day("2024-01-15"), quote="12 de las 19 personas aparecieron, 7 no"),
    _c("E60", "statute", "segob", "L1", "twenty working days to decide", commitment_id="A6", quote="veinte días hábiles"),
    _c("E61", "broken", "migrants", "P8", "immigration lied", act="opinion", quote="Immigration lied to us"),
]  # fmt: skip


def _x(
    code: str, topic: str, claims: str, types: str, state: str, hypothesis: str = "", test: str = ""
) -> Contradiction:
    return Contradiction(
        contradiction_id=code,
        topic=topic,
        claim_ids=tuple(claims.split()),
        types=tuple(types.split()),
        state=state,
        hypothesis=hypothesis,
        test=test,
    )  # fmt: skip


CONTRADICTIONS = [
    _x("Y1", "whether a card was promised", "E01 E02 E03 E04", "polarity scope_mismatch", "open",
       "the official ruled out cards at once, the communiqué what leaders assured; neither says that no card was offered", "scope"),
    _x("Y2", "how many boarded", "E12 E13", "quantity_disjoint temporal_succession", "reconciled",
       "the later count holds the earlier one", "later"),
    _x("Y3", "in how many buses", "E14 E15", "quantity_disjoint temporal_succession", "reconciled",
       "the later count holds the earlier one", "later"),
    _x("Y4", "where people were taken", "E10 E11", "definitional", "open"),
    _x("Y5", "for how many days the papers hold", "E20 E21 E23", "quantity_disjoint scope_mismatch", "open"),
    _x("Y6", "size of the caravan of 24 December", "E30 E31 E32", "quantity_disjoint", "open"),
    _x("Y7", "how many walked again on 8 January", "E40 E41", "quantity_disjoint", "open"),
    _x("Y8", "people not accounted for", "E50 E51", "quantity_disjoint temporal_succession", "superseded"),
]  # fmt: skip


def _k(code: str, text: str, source: str, **more: Any) -> Commitment:
    given = {
        "debtor_actor_ids": ("inm",),
        "cohort_id": _BOARDED,
        "cohort": "people who boarded the buses of INM in Mapastepec on 2 and 3 January",
        "instrument": "oral",
        "act": "promise",
        "deadline": "none",
        "made_on": day("2024-01-02"),
    }
    return Commitment(commitment_id=code, text=text, source_id=source, **{**given, **more})


COMMITMENTS = [
    _k("A1", "INM gives a humanitarian visitor card for a year to those who board.", "P1", unit="cards", strength="grant"),
    _k("A2", "INM decides the cases of families, children and older people through DIF.", "P7", instrument="statement",
       cohort_id="vulnerable-dec24", cohort="families, children and older people of the caravan", unit="decisions",
       strength="decide", made_on=day("2024-01-01")),
    _k("A3", "INM takes those who board to premises where their cases are processed.", "P9", unit="persons"),
    _k("A4", "INM gives papers that hold for a month, in Chiapas only.", "P6", unit="permits", strength="permit",
       made_on=day("2024-01-05"), supersedes_commitment_id="A1"),
    _k("A5", "The government gives those who stop some kind of document.", "P8", unit="documents", strength="grant",
       verifiability="not_as_stated"),
    _k("A6", "INM decides within twenty working days.", "L1", instrument="law", act="obligation", unit="decisions",
       strength="decide", deadline="after", from_event="first complete files, 2 January at the earliest",
       from_on=day("2024-01-02"), days=20, day_kind="working", calendar_id="inm", on_expiry="refused",
       deadline_basis="no promise named a day; Ley de Migración, art. 128, counted from 2 January (our reading)"),
]  # fmt: skip

DELIVERIES = [
    Delivery(
        delivery_id="F1", commitment_id="A3", cohort_id=_BOARDED, from_on=day("2024-01-02"),
        until_on=day("2024-01-03"), amount_lo=950, amount_hi=1050, unit="persons", source_id="P3", claim_id="E13",
        grade="press",
    ),
    Delivery(
        delivery_id="F2", commitment_id="A4", cohort_id=_BOARDED, from_on=day("2024-01-05"), amount_lo=95,
        amount_hi=105, unit="permits", source_id="P6", claim_id="E22", grade="party",
    ),
    # The same hundred papers, offered as if they were the cards: the ledger keeps them, the verdict refuses them.
    Delivery(
        delivery_id="F3", commitment_id="A1", cohort_id=_BOARDED, from_on=day("2024-01-05"), amount_lo=95,
        amount_hi=105, unit="permits", source_id="P6", claim_id="E22", grade="party",
    ),
]  # fmt: skip

STATISTICS = [
    Statistic(
        series_id="tvrh-issued", what="humanitarian visitor cards issued in the whole country",
        from_on=day(f"{year}-01-01"), until_on=day(f"{year}-12-31"), as_of_on=day("2025-10-13"), amount=amount,
        unit="cards", commitment_id="A1", source_id="P14",
    )
    for year, amount in ((2023, 129000), (2024, 4138))
]  # fmt: skip

CALENDARS = [
    Calendar(
        calendar_id="inm",
        verified_from=day("2024-01-08"),
        verified_until=day("2024-03-31"),
        source="statutory holidays: Ley Federal del Trabajo, art. 74 (as recalled); whether INM closed in the first"
        " week of January 2024 was not found",
    )
]
CLOSURES = [
    Closure(
        calendar_id="inm",
        kind="holiday",
        from_on=day(holiday),
        basis="Ley Federal del Trabajo, art. 74 (article as recalled, not read again)",
        source="holidays 0.109 (Mexico)",
    )
    for holiday in ("2024-02-05", "2024-03-18")
]


def make_tables() -> dict[str, Sequence[Any]]:
    """The rows of the ledger, by table name."""
    return {
        "actors": ACTORS,
        "sources": sources(_SOURCES),
        "claims": CLAIMS,
        "contradictions": CONTRADICTIONS,
        "commitments": COMMITMENTS,
        "deliveries": DELIVERIES,
        "statistics": STATISTICS,
        "translations": TRANSLATIONS,
        "calendars": CALENDARS,
        "closures": CLOSURES,
    }


def make_files() -> dict[str, str]:
    """The text of every file of the ledger but its README, by path."""
    files = {f"{name}.csv": csv_text(name, rows) for name, rows in make_tables().items()}
    texts = {f"sources/{name}": text for name, text in TEXTS.items()}
    return {"programme.toml": SETTINGS, **files, **texts}


def main(folder: Path = FOLDER) -> None:
    """Write the ledger to a folder."""
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    for name, text in make_files().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
