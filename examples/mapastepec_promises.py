"""The ledger of the offer of November 2021: who said what, what was promised, what is on record of it.

The stored texts are summaries in our own words, with quotations of fewer than 25 words where the wording
matters. They were written from search excerpts of copies, not from the originals: read those before quoting.
"""

# ruff: noqa: E501  (a row of the ledger stands on one line)

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from mapastepec_translations import TRANSLATIONS

from posada.programme.tables import (
    Actor,
    Claim,
    Commitment,
    Contradiction,
    Coverage,
    Delivery,
    Source,
    Statistic,
)


def day(text: str) -> dt.date:
    """The date of a month and day in 2021, or of a whole date."""
    return dt.date.fromisoformat(text if len(text) > 5 else f"2021-{text}")


ACTORS = [
    Actor(actor_id=code, kind=kind, name=name, public_role=role, parent_actor_id=parent)
    for code, kind, name, role, parent in (
        ("segob", "agency", "Secretaría de Gobernación", "", None),
        ("inm", "agency", "Instituto Nacional de Migración", "", "segob"),
        ("inm-director", "public_person", "H. Martínez Castuera", "director at INM", "inm"),
        (
            "inm-official",
            "unnamed_official",
            "Migration official quoted by Reuters",
            "official of INM",
            "inm",
        ),
        ("sre", "agency", "Secretaría de Relaciones Exteriores", "", None),
        ("dhs", "agency", "U.S. Department of Homeland Security", "", None),
        ("cndh", "agency", "Comisión Nacional de los Derechos Humanos", "", None),
        ("upm", "agency", "Unidad de Política Migratoria", "", "segob"),
        ("organisers", "organiser", "Organisers of the caravans", "", None),
        ("garcia", "public_person", "L. R. García Villagrán", "spokesman of the caravan", "organisers"),
        ("migrants", "group", "People of the caravan who spoke to the press", "", None),
        ("reuters", "outlet", "Reuters", "", None),
        ("the-hill", "outlet", "The Hill", "", None),
        ("retelling", "outlet", "A blog that retold Reuters", "", None),
        ("dw", "outlet", "DW / AFP", "", None),
        ("expansion", "outlet", "Expansión Política", "", None),
        ("noticias-sma", "outlet", "Noticias con Valor SMA", "", None),
        ("marti", "outlet", "Martí Noticias", "", None),
        ("codigo-qro", "outlet", "Código Qro", "", None),
        ("el-sol", "outlet", "El Sol de México", "", None),
        ("sputnik", "outlet", "Sputnik Mundo", "", None),
        ("televisa", "outlet", "Televisa", "", None),
        ("el-valle", "outlet", "El Valle", "", None),
        ("punto-y-coma", "outlet", "Punto y Coma", "", None),
        ("milenio", "outlet", "Milenio", "", None),
        ("efe", "outlet", "EFE", "", None),
        ("la-jornada", "outlet", "La Jornada", "", None),
    )
]

_PRESS = "secondary"
_SOURCES: list[tuple[str, str, str, str, str, str, str, str, tuple[str, ...], str, str]] = [
    # id, kind, title, outlet, published, language, grade, group, derives from, url, text
    ("S0", "news", "Blog post that retells Reuters", "retelling", "11-27", "eng", "tertiary", "", ("S1", "S2"), "",
     "Summary. A blog retells the Reuters reports: the organiser denied there was a deal; work visas were promised."),
    ("S1", "news", "Reuters on the offer of 23 November", "reuters", "11-24", "eng", _PRESS, "", (),
     "https://www.rappler.com/world/latin-america/caravan-migrants-accept-mexico-visa-deal/",
     "Summary. Thousands accepted visas and transfer to other states. An unnamed migration official said the"
     " organisers agreed not to assemble more caravans. Garcia denied that such a deal had been made; the written"
     " statement does not mention it. Garcia said people would go to 10 states, the statement names nine. Garcia is"
     " said to be of Pueblo Sin Fronteras. People may begin the process of regularising."),
    ("S2", "news", "Reuters on the caravan of 26 November", "reuters", "11-26", "eng", _PRESS, "", (),
     "https://www.theyucatantimes.com/2021/11/one-more-u-s-bound-migrant-caravan-is-forming-in-southern-mexico/",
     "Summary. Hundreds left Tapachula; organisers spoke of 1,000. Mapastepec is about 100 km away. Some said they"
     " had been given neither visas nor transfers. The authority had begun moving hundreds the day before."),
    ("S4", "news", "The Hill on the Reuters report", "the-hill", "11-24", "eng", "tertiary", "", ("S1",),
     "https://thehill.com/latino/582975-migrants-in-us-bound-caravan-say-theyll-accept-deal-for-mexican-visas/",
     "Summary. Citing Reuters: Garcia said a deal was struck, with a promise of no more caravans. They had walked"
     " about 30 miles from Tapachula."),
    ("S5", "news", "DW / AFP on the offer", "dw", "11-23", "spa", _PRESS, "", (),
     "http://propuesta.com.uy/index.php?id=11082",
     "Resumen. Más de 2,500 personas en la caravana, que salió el lunes. El director del INM dijo que irían a 10"
     " estados, con tarjeta renovable y opciones de empleo."),
    ("S6", "statement", "Joint statement of SEGOB and INM, as printed by Expansión", "expansion", "11-24", "spa",
     "primary", "inm-statement", (),
     "https://politica.expansion.mx/mexico/2021/11/24/caravana-migrante-chiapas-disuelta-acuerdo-inm",
     "Resumen. Traslado a Puebla, Querétaro, Hidalgo, Estado de México, Michoacán, Guerrero, Colima, Jalisco y"
     " Guanajuato. Tarjeta de visitante por razones humanitarias en la oficina de destino. Alojamiento en albergues"
     " mientras permanezcan. Diez mesas de registro en Mapastepec, con prioridad a embarazadas, casos resueltos y"
     " personas vulnerables con su núcleo familiar. Testigos: CNDH y CEDH. Caminaron 107 km."),
    ("S7", "news", "The statement with its two offices in Guanajuato", "noticias-sma", "11-24", "spa", _PRESS,
     "inm-statement", ("S6",), "https://noticiasconvalorsma.com/2021/11/24/",
     "Resumen. Los mismos nueve estados; Guanajuato con dos oficinas, León y San Miguel de Allende. La caravana"
     " salió de Tapachula el jueves 18 de noviembre."),
    ("S9", "news", "Martí Noticias on the caravan", "marti", "11-24", "spa", _PRESS, "", (),
     "https://ocb.pangea-cms.com/preview/es-CU/",
     "Resumen. La caravana que salió de Tapachula era de unas 3,500 personas."),
    ("S10", "news", "INM on buses a day", "codigo-qro", "11-25", "spa", _PRESS, "", (),
     "https://codigoqro.mx/?p=218448",
     "Resumen. El director del INM: «15 camiones los que deberán salir todos los días» desde Tapachula."),
    ("S10b", "news", "Reuters on the first transfers from Tapachula", "reuters", "11-25", "eng", _PRESS, "", (),
     "https://fa.news/articles/mexico_begins_sending_haitian_migrants_to_other_states-68334/",
     "Summary. The director said 20 buses would leave that day. On Wednesday night 120 Haitians were moved."),
    ("S11", "news", "El Sol de México counts buses", "el-sol", "11-27", "spa", _PRESS, "", (),
     "https://www.elsoldemexico.com.mx/republica/sociedad/"
     "migrantes-son-trasladados-desde-tapachula-ya-han-salido-11-autobuses-7533480.html",
     "Resumen. El jueves 25 salieron 6 autobuses y el viernes 26 salieron 5, de los 20 dispuestos; 473 personas en"
     " total, en promedio 43 por autobús. El INM no ha dado a conocer cuántos salieron. El registro se suspendió."),
    ("S12", "news", "Sputnik on the new caravan", "sputnik", "11-27", "spa", _PRESS, "", (),
     "https://mundo.sputniknews.com/20211127/1118716152.html",
     "Resumen. Unas 2,000 personas en la caravana. García, del Centro de Dignificación Humana, dijo que unas 2,000"
     " alcanzaron a registrarse y salir. Hubo 800 visas para la caravana del 23 de octubre. El título da 2,000 a la"
     " caravana nueva; Televisa, 300."),
    ("S14", "statement", "Conditions of the SRE, as printed by El Valle", "el-valle", "11-26", "spa", "primary", "",
     (), "https://elvallenoticias.com/?p=33229",
     "Resumen. La SRE pide recursos para albergues, asesoría legal, vacunas, puntos de retorno según la seguridad"
     " local y criterios especiales para grupos vulnerables; espera respuesta formal."),
    ("S15", "news", "El Sol on exit passes", "el-sol", "12-15", "spa", _PRESS, "", (),
     "https://elsoldemexico.com.mx/republica/sociedad/dejan-a-migrantes-viajar-en-autobus-7611580.html",
     "Resumen. Desde el 13 de diciembre el INM da pases de salida con código QR, válidos 30 días; cada quien paga"
     " su viaje. Meta: 800 por día, 8,000 en ocho días hábiles de trabajo."),
    ("S16", "news", "INM on cards of the October caravan", "punto-y-coma", "12-16", "spa", _PRESS, "", (),
     "https://puntoycomacoahuila.mx/2021/12/16/",
     "Resumen. El INM entregó 1,574 tarjetas a integrantes de la caravana del 23 de octubre en 15 estados."),
    ("S17", "news", "The reply to the conditions of the SRE", "reuters", "12-02", "eng", _PRESS, "", (),
     "https://newyorkdawn.com/mexico-to-allow-u-s-remain-in-mexico-asylum-policy-to-resume/",
     "Summary. An official of the SRE: “The United States accepted all those concerns”."),
    ("S19", "news", "Milenio on Hidalgo", "milenio", "11-24", "spa", _PRESS, "", (),
     "https://amp.milenio.com/politica/hidalgo-da-mas-de-100-visas-humanitarias-a-migrantes",
     "Resumen. Tres autobuses llegaron a Hidalgo; se expidieron poco más de 120 tarjetas. Valen en todo el país."),
    ("S20", "news", "EFE on the end of the transfers", "efe", "12-22", "spa", _PRESS, "", (),
     "https://www.bullfrag.com/the-transfer-of-20-thousand-haitians-from-the-camp-in-tapachula-ends/",
     "Resumen. El INM dice haber movido 20,000 haitianos en unos 300 autobuses; el programa de traslados termina el"
     " 22 de diciembre; unas 1,500 personas de otras nacionalidades siguen en espera."),
    ("S21", "statistics", "Cards by state and month, as printed by Meganoticias", "upm", "2022-01-31", "spa",
     "primary", "", (), "https://meganoticias.mx/puebla/noticia/306255",
     "Resumen. Datos de la UPM: 2,112 tarjetas expedidas en Puebla en diciembre de 2021; 3,070 en el año."),
    ("L1", "law", "Ley de Migración, art. 128", "segob", "2011-05-25", "spa", "primary", "", (), "",
     "Resumen. El INM resuelve en veinte días hábiles desde el expediente completo; el silencio se tiene por"
     " negativa."),
]  # fmt: skip

TEXTS = {f"{row[0]}.txt": f"{row[-1]}\n" for row in _SOURCES}
"""The stored text of each source, by file name."""


def sources(rows: Sequence[tuple[Any, ...]]) -> list[Source]:
    """The rows of sources, each with the digest of its stored text."""
    return [
        Source(
            source_id=code,
            kind=kind,
            title=title,
            outlet_actor_id=outlet,
            published_on=day(published),
            url=url,
            language=language,
            grade=grade,
            derives_from_source_ids=derives,
            independence_group=group,
            file=f"{code}.txt",
            sha256=hashlib.sha256(f"{text}\n".encode()).hexdigest(),
        )
        for code, kind, title, outlet, published, language, grade, group, derives, url, text in rows
    ]


def claim(
    texts: dict[str, str], code: str, topic: str, who: str, source: str, says: str, **more: Any
) -> Claim:
    """A claim; `quote` is found in the stored text, `amount` stands for both ends of a range."""
    quote = more.pop("quote", "")
    if quote:
        stored = texts[f"{source}.txt"].encode()
        more["from_byte"] = stored.index(quote.encode())
        more["until_byte"] = more["from_byte"] + len(quote.encode())
        more["quotation"] = quote
    if "amount" in more:
        amount = more.pop("amount")
        more["amount_lo"], more["amount_hi"] = amount if isinstance(amount, tuple) else (amount, amount)
    more.setdefault("polarity", "assert")
    return Claim(claim_id=code, topic=topic, claimant_actor_id=who, source_id=source, says=says, **more)


def _c(*args: Any, **more: Any) -> Claim:
    return claim(TEXTS, *args, **more)


_LIST = tuple(
    [
        "MX-PUE:puebla",
        "MX-QUE:queretaro",
        "MX-HID:pachuca",
        "MX-MEX:toluca",
        "MX-MIC:morelia",
        "MX-GRO:chilpancingo",
        "MX-COL:colima",
        "MX-JAL:guadalajara",
        "MX-GUA:leon",
        "MX-GUA:san-miguel-de-allende",
    ]
)
_NOV = "caravan-nov18"
CLAIMS = [
    _c("C01", "destinations", "garcia", "S1", "people go to ten states", amount=10, unit="destinations", granularity="state", quote="10 states", cohort_id=_NOV),
    _c("C02", "destinations", "inm", "S6", "nine states listed", amount=9, unit="destinations", granularity="state", cohort_id=_NOV),
    _c("C03", "destinations", "inm-director", "S5", "ten states", amount=10, unit="destinations", granularity="state", quote="10 estados", cohort_id=_NOV),
    _c("C04", "destinations", "inm", "S7", "nine states, Guanajuato with two offices: ten offices", amount=10, unit="destinations", granularity="office", lists=_LIST, quote="Guanajuato con dos oficinas, León y San Miguel de Allende", cohort_id=_NOV),
    _c("C10", "no-more-caravans", "inm-official", "S1", "the organisers agreed to assemble no more caravans", act="undertake", scope="no-more-caravans", commitment_id="K9", quote="agreed not to assemble more caravans"),
    _c("C11", "no-more-caravans", "garcia", "S1", "no such deal was made", polarity="deny", act="deny", scope="no-more-caravans", commitment_id="K9", quote="Garcia denied that such a deal had been made"),
    _c("C12", "no-more-caravans", "inm", "S6", "the statement does not speak of it", polarity="silent", scope="no-more-caravans", commitment_id="K9"),
    _c("C13", "no-more-caravans", "the-hill", "S4", "Garcia said a deal was struck, no more caravans", scope="no-more-caravans", commitment_id="K9", derived_from_claim_id="C11", drift=("polarity",), via_source_ids=("S1",)),
    _c("C14", "no-more-caravans", "retelling", "S0", "Garcia denied that there was a deal at all", polarity="deny", scope="any-deal", commitment_id="K9", derived_from_claim_id="C11", drift=("scope",), via_source_ids=("S1",)),
    _c("C20", "size", "dw", "S5", "more than 2,500", amount=(2500, 3000), unit="persons", cohort_id=_NOV, as_of_on=day("11-23")),
    _c("C21", "size", "sputnik", "S12", "about 2,000", amount=(1800, 2200), unit="persons", cohort_id=_NOV),
    _c("C22", "size", "marti", "S9", "about 3,500", amount=(3400, 3600), unit="persons", cohort_id=_NOV),
    _c("C23", "size-new", "organisers", "S2", "about 1,000 in the new caravan", amount=(950, 1050), unit="persons", cohort_id="caravan-nov26", as_of_on=day("11-26"), quote="organisers spoke of 1,000"),
    _c("C24", "size-new", "reuters", "S2", "hundreds in the new caravan", amount=(200, 999), unit="persons", cohort_id="caravan-nov26", as_of_on=day("11-26"), quote="Hundreds left Tapachula"),
    _c("C25", "size-new", "televisa", "S12", "300 in the new caravan", amount=300, unit="persons", cohort_id="caravan-nov26", as_of_on=day("11-26"), quote="Televisa, 300", via_source_ids=("S12",)),
    _c("C26", "size-new", "sputnik", "S12", "about 2,000 in the new caravan, says the headline", amount=(1800, 2200), unit="persons", cohort_id="caravan-nov26", as_of_on=day("11-26"), quote="El título da 2,000 a la caravana nueva"),
    _c("C30", "distance", "reuters", "S2", "about 100 km", amount=(95, 110), unit="km", quote="about 100 km"),
    _c("C31", "distance", "expansion", "S6", "107 km walked", amount=107, unit="km", quote="107 km"),
    _c("C32", "distance", "the-hill", "S4", "about 30 miles", amount=30, unit="miles", quote="30 miles"),
    _c("C40", "departure", "inm", "S7", "left on Thursday 18 November", value="2021-11-18", as_of_on=day("11-18"), cohort_id=_NOV),
    _c("C41", "departure", "dw", "S5", "left on Monday", value="2021-11-22", as_of_on=day("11-22"), cohort_id=_NOV),
    _c("C50", "document", "retelling", "S0", "work visas", value="work visa", unit="kind", drift=("strength",), derived_from_claim_id="C52"),
    _c("C51", "document", "inm", "S6", "visitor card for humanitarian reasons", act="promise", value="TVRH", unit="kind", commitment_id="K2", quote="Tarjeta de visitante por razones humanitarias"),
    _c("C52", "document", "inm", "S1", "people may begin to regularise", act="promise", value="start of a procedure", unit="kind", commitment_id="K2s", quote="begin the process of regularising"),
    _c("C53", "document", "reuters", "S1", "thousands accepted visas and transfer", act="offer", commitment_id="K2s", quote="accepted visas and transfer to other states"),
    _c("C60", "buses-a-day", "inm-director", "S10", "fifteen buses a day must leave", act="promise", amount=15, unit="buses", commitment_id="K8", cohort_id="tapachula", as_of_on=day("11-25"), quote="15 camiones los que deberán salir todos los días"),
    _c("C61", "buses-a-day", "inm-director", "S10b", "twenty buses leave that day", act="promise", amount=20, unit="buses", commitment_id="K8b", cohort_id="tapachula", as_of_on=day("11-25"), quote="20 buses would leave that day"),
    _c("C62", "buses-a-day", "el-sol", "S11", "six buses left on 25 November", amount=6, unit="buses", cohort_id="tapachula", as_of_on=day("11-25"), quote="El jueves 25 salieron 6 autobuses"),
    _c("C63", "buses-a-day", "el-sol", "S11", "five left on 26 November", amount=5, unit="buses", cohort_id="tapachula", as_of_on=day("11-26"), quote="el viernes 26 salieron 5"),
    _c("C64", "moved", "el-sol", "S11", "473 people moved", amount=473, unit="persons", cohort_id="tapachula", quote="473 personas"),
    _c("C65", "moved", "garcia", "S12", "about 2,000 registered and left", amount=(1900, 2100), unit="persons", cohort_id="tapachula"),
    _c("C66", "moved-in-all", "inm", "S20", "20,000 people moved", amount=20000, unit="persons", cohort_id="tapachula", as_of_on=day("12-21"), quote="20,000 haitianos"),
    _c("C67", "moved-in-all", "inm", "S20", "in about 300 buses", amount=(290, 310), unit="buses", cohort_id="tapachula", as_of_on=day("12-21"), quote="unos 300 autobuses"),
    _c("C70", "conditions", "sre", "S14", "conditions, with special criteria for vulnerable groups", act="condition", commitment_id="M1"),
    _c("C71", "conditions", "retelling", "S0", "conditions, without those criteria", act="condition", derived_from_claim_id="C70", drift=("omission",)),
    _c("C72", "mpp", "sre", "S14", "a formal answer is awaited", as_of_on=day("11-26"), value="awaited"),
    _c("C73", "mpp", "sre", "S17", "the United States accepted all concerns", act="accept", as_of_on=day("12-02"), value="accepted", quote="The United States accepted all those concerns"),
    _c("C80", "affiliation", "reuters", "S1", "of Pueblo Sin Fronteras", value="Pueblo Sin Fronteras", unit="affiliation", quote="Pueblo Sin Fronteras"),
    _c("C81", "affiliation", "sputnik", "S12", "of the Centro de Dignificación Humana", value="Centro de Dignificación Humana", unit="affiliation", quote="Centro de Dignificación Humana"),
    _c("C90", "cards", "sputnik", "S12", "800 cards to the October caravan", amount=800, unit="cards", cohort_id="caravan-oct23", as_of_on=day("11-27"), quote="800 visas"),
    _c("C91", "cards", "inm", "S16", "1,574 cards to the October caravan", amount=1574, unit="cards", cohort_id="caravan-oct23", as_of_on=day("12-16"), quote="1,574 tarjetas a integrantes de la caravana del 23 de octubre"),
    _c("C92", "cards", "milenio", "S19", "just over 120 cards", amount=(120, 130), unit="cards", cohort_id=_NOV, as_of_on=day("11-24"), quote="poco más de 120 tarjetas"),
    _c("C95", "transport", "inm", "S6", "transfer to nine states", act="promise", value="bus of the authority", unit="kind", commitment_id="K1", cohort_id=_NOV, as_of_on=day("11-23"), quote="Traslado a Puebla"),
    _c("C96", "transport", "inm", "S15", "exit passes, everyone pays the fare", act="promise", value="exit pass", unit="kind", commitment_id="Q1", cohort_id="tapachula", as_of_on=day("12-13"), quote="pases de salida con código QR"),
    _c("C97", "lodging", "inm", "S6", "lodging while people remain", act="promise", commitment_id="K3", quote="Alojamiento en albergues"),
    _c("C98", "desks", "inm", "S6", "ten desks", act="promise", amount=10, unit="desks", commitment_id="K4", quote="Diez mesas de registro en Mapastepec"),
    _c("C99", "priority", "inm", "S6", "who is served first", act="promise", commitment_id="K5", quote="prioridad a embarazadas"),
    _c("C100", "witnesses", "inm", "S6", "CNDH and CEDH were there", commitment_id="K6", quote="Testigos: CNDH y CEDH"),
    _c("C101", "renewal", "inm-director", "S5", "renewable card and job options", act="offer", commitment_id="K7", quote="tarjeta renovable y opciones de empleo"),
    _c("C102", "transfer", "reuters", "S2", "hundreds were being moved", amount=(200, 999), unit="persons", cohort_id="tapachula", as_of_on=day("11-25"), quote="moving hundreds the day before"),
    _c("C103", "transfer-tapachula", "inm-director", "S10", "the authority moves people from Tapachula by bus", act="promise", commitment_id="T1", cohort_id="tapachula"),
    _c("C104", "statute", "segob", "L1", "twenty working days to decide", commitment_id="K2law", quote="veinte días hábiles"),
]  # fmt: skip


def _x(
    code: str, topic: str, claims: str, types: str, state: str, hypothesis: str = "", **more: Any
) -> Contradiction:
    return Contradiction(
        contradiction_id=code,
        topic=topic,
        claim_ids=tuple(claims.split()),
        types=tuple(types.split()),
        state=state,
        hypothesis=hypothesis,
        **more,
    )


CONTRADICTIONS = [
    _x("X01", "number of destinations", "C01 C02 C03 C04", "quantity_disjoint granularity_mismatch", "reconciled",
       "nine states hold ten destination offices; “states” was said for offices", test="granularity", by_claim_id="C04"),
    _x("X02", "an undertaking of no more caravans", "C10 C11 C12 C13 C14",
       "polarity paraphrase_drift omission scope_mismatch", "open",
       "the retellings widened or turned round what García denied", test="retelling"),
    _x("X03", "size of the caravan of 18 November", "C20 C21 C22", "quantity_disjoint", "open"),
    _x("X04", "distance from Tapachula to Mapastepec", "C30 C31 C32", "quantity_disjoint", "open",
       "rounding, and miles for kilometres", test="unit"),
    _x("X05", "day of departure", "C40 C41", "temporal_succession", "open"),
    _x("X06", "size of the caravan of 26 November", "C23 C24 C25 C26", "quantity_disjoint", "open"),
    _x("X07", "what document was promised", "C50 C51 C52", "definitional strength_inflation", "open"),
    _x("X08", "buses promised and buses counted", "C60 C62", "quantity_disjoint performance", "open"),
    _x("X08b", "people moved from Tapachula", "C64 C65", "quantity_disjoint", "open"),
    _x("X09", "conditions of the SRE", "C70 C71", "omission", "corrected"),
    _x("X10", "whom García speaks for", "C80 C81", "attribution_conflict", "open"),
    _x("X11", "cards by day", "C90 C91", "temporal_succession quantity_disjoint", "reconciled",
       "the later figure holds the earlier one; neither is about the caravan of 18 November", test="later"),
    _x("X11b", "cards of which caravan", "C91 C92", "cohort_mismatch temporal_succession quantity_disjoint", "reconciled",
       "the cards belong to two caravans", test="cohort"),
    _x("X12", "how people travel", "C95 C96", "definitional temporal_succession cohort_mismatch", "superseded"),
    _x("X13", "answer to the conditions", "C72 C73", "temporal_succession", "reconciled",
       "the answer came between the two days", test="later"),
]  # fmt: skip


def _k(code: str, text: str, source: str, **more: Any) -> Commitment:
    given = {
        "debtor_actor_ids": ("inm",),
        "cohort_id": _NOV,
        "cohort": "people of the caravan of 18 November who registered",
        "instrument": "statement",
        "act": "promise",
        "deadline": "none",
        "made_on": day("11-23"),
    }
    return Commitment(commitment_id=code, text=text, source_id=source, **{**given, **more})


_TAPACHULA = {"cohort_id": "tapachula", "cohort": "people waiting in Tapachula"}
COMMITMENTS = [
    _k("K1", "INM moves those who register to nine states.", "S6", unit="persons"),
    _k("K2", "INM issues a humanitarian visitor card at the office of the destination.", "S6", unit="cards", strength="grant"),
    _k("K2s", "Visas for those who accept, as Reuters tells it.", "S1", unit="cards", strength="begin", made_on=day("11-24")),
    _k("K2law", "INM decides within twenty working days.", "L1", instrument="law", act="obligation", unit="decisions",
       strength="decide", deadline="after", from_event="first complete files, 24 November at the earliest",
       from_on=day("11-24"), days=20, day_kind="working", calendar_id="inm", on_expiry="refused",
       deadline_basis="the statement has no day; Ley de Migración, art. 128, counted from 24 November (our reading)"),
    _k("K3", "Lodging in shelters while people remain in the locality.", "S6", unit="households",
       debtor_actor_ids=("inm",), deadline="vague", deadline_words="mientras permanezcan"),
    _k("K4", "Ten registration desks in Mapastepec.", "S6", unit="desks", amount=10),
    _k("K5", "Pregnant women, resolved cases and vulnerable people first, with their families.", "S6",
       unit="households", verifiability="proxy"),
    _k("K6", "CNDH and CEDH witness the agreement.", "S6", unit="institutions", amount=2, debtor_actor_ids=("segob", "inm")),
    _k("K7", "A renewable card and job options.", "S5", instrument="oral", unit="persons", verifiability="not_as_stated"),
    _k("K8", "Fifteen buses leave Tapachula every day.", "S10", **_TAPACHULA, instrument="oral", unit="buses", amount=15,
       made_on=day("11-25"), deadline="recurring", from_on=day("11-25"), due_on=day("11-26"), days=1,
       deadline_basis="measured on the two days that were counted"),
    # A promise for one day alone: a bus of the next day counts for the next day, and is not a late one of this.
    _k("K8b", "Twenty buses leave Tapachula on 25 November.", "S10b", **_TAPACHULA, instrument="oral", unit="buses",
       amount=20, made_on=day("11-25"), deadline="recurring", from_on=day("11-25"), due_on=day("11-25"), days=1,
       deadline_basis="said for that day alone"),
    _k("K9", "The organisers assemble no more caravans.", "S1", debtor_actor_ids=("organisers",), cohort_id="inm",
       cohort="the migration authority", instrument="oral", act="prohibition", unit="caravans",
       reciprocal_of_commitment_id="K2s", verifiability="not_as_stated"),
    _k("T1", "INM moves people from Tapachula in its own buses.", "S10", **_TAPACHULA, instrument="oral", unit="persons", amount=21500,
       made_on=day("11-25")),
    _k("Q1", "Exit passes by QR code; everyone pays the fare.", "S15", **_TAPACHULA, instrument="offer", strength="permit",
       unit="passes", amount=8000, made_on=day("12-13"), supersedes_commitment_id="T1", deadline="vague",
       deadline_words="ocho días hábiles de trabajo"),
    _k("M1", "The United States meets Mexico's conditions for the return programme.", "S14", debtor_actor_ids=("dhs",),
       cohort_id="returned", cohort="people returned to Mexico", act="request", unit="conditions", amount=6,
       made_on=day("11-26")),
]  # fmt: skip


def _d(code: str, commitment: str, source: str, first: str, amount: Any, unit: str, **more: Any) -> Delivery:
    if amount is not None:
        more["amount_lo"], more["amount_hi"] = amount if isinstance(amount, tuple) else (amount, amount)
    given = {"cohort_id": "tapachula", "grade": "press", "from_on": day(first), "unit": unit}
    return Delivery(delivery_id=code, commitment_id=commitment, source_id=source, **{**given, **more})


DELIVERIES = [
    _d("D01", "K8", "S11", "11-25", 6, "buses", claim_id="C62"),
    _d("D02", "K8", "S11", "11-26", 5, "buses", claim_id="C63"),
    _d("D03", "K8b", "S11", "11-25", 6, "buses", claim_id="C62"),
    _d("D04", "T1", "S11", "11-25", 473, "persons", until_on=day("11-26"), claim_id="C64"),
    # García's 2,000 (C65) stand in X08b only: the 20,000 that INM counts hold them, and nobody moves twice.
    _d("D06", "T1", "S20", "12-22", None, "", event="ended"),
    _d("D07", "K2", "S19", "11-24", (120, 130), "cards", cohort_id=_NOV, claim_id="C92"),
    _d("D08", "K2", "S16", "11-23", 1574, "cards", until_on=day("12-16"), cohort_id="caravan-oct23", claim_id="C91",
       grade="party"),
    _d("D09", "M1", "S17", "12-02", None, "", cohort_id="returned", event="accepted", claim_id="C73", grade="party"),
    _d("D10", "K6", "S6", "11-23", 2, "institutions", cohort_id=_NOV, claim_id="C100", grade="party"),
]  # fmt: skip
COVERAGE = [
    Coverage(
        commitment_id=commitment,
        from_on=day("11-25"),
        until_on=day(last),
        completeness="complete",
        declared_by_actor_id="el-sol",
        source_id="S11",
        grade="press",
    )
    for commitment, last in (("K8", "11-26"), ("K8b", "11-26"))
]
COVERAGE.append(
    # 20,000 moved by INM's own count, as EFE printed it, less the 473 that are on record: at most so many lack.
    Coverage(
        commitment_id="T1",
        from_on=day("11-25"),
        until_on=day("12-31"),
        completeness="partial",
        missing_at_most=20000 - 473,
        declared_by_actor_id="inm",
        source_id="S20",
        grade="press",
    )
)
STATISTICS = [
    Statistic(
        series_id="tvrh-issued",
        what="humanitarian visitor cards issued in Puebla",
        state="MX-PUE",
        from_on=day("12-01"),
        until_on=day("12-31"),
        as_of_on=day("2022-01-31"),
        amount=2112,
        unit="cards",
        commitment_id="K2",
        source_id="S21",
    )
]


def tables() -> dict[str, Sequence[Any]]:
    """The rows of the ledger, by table name."""
    return {
        "actors": ACTORS,
        "sources": sources(_SOURCES),
        "claims": CLAIMS,
        "contradictions": CONTRADICTIONS,
        "commitments": COMMITMENTS,
        "deliveries": DELIVERIES,
        "coverage": COVERAGE,
        "statistics": STATISTICS,
        "translations": TRANSLATIONS,
    }
