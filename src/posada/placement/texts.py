"""Every sentence that the room says, in English and in Spanish, in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LANGUAGES = ("en", "es")

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        # summary
        "person": "{count} person",
        "people": "{count} people",
        "placed": "{placed} of {people} have a place ({households} of {all_households} households).",
        "waiting": "Waiting: {list}.",
        "waiting_item": "{people}, {reason}",
        "value": "Score {objective}; no plan can have more than {bound} (gap {gap}, proven by {prover}).",
        "the_prices": "the prices",
        "stays": "Of these, {points} points are for households that stay where they were published.",
        "overruns": "Taken off: {points} points for resources that may be overrun and are.",
        "shortfalls": "Taken off: {points} points for places where less is used than they ask for.",
        "floors": "Floors: {points} points short in all; nothing else could have given more.",
        "beside": "Beside it: {list}.",
        "beside_item": "{rule} {people}, {share} of the score",
        "not_compared": "Not compared: {list} (states.csv lacks the figures).",
        "bottleneck": "{units} more units of {resource} in {place} would place {people} more.",
        "bottleneck_score": "{units} more units of {resource} in {place} would place nobody more,"
        " and add {points} points.",
        # explain
        "goes": "{household}: {people}, to {place}.",
        "waits": "{household}: {people}, waits: {reason}.",
        "rule": "What blocks: {rule}.",
        "household_more": "{count} household more",
        "households_more": "{count} households more",
        "group": "Decided together with others that must stay with it: {more}, {people} in all.",
        "points": "Points there: {total} = {terms}.",
        "alternatives": "Other places:",
        "alternative": "- {place}: {total} points ({difference}{terms}). {why}",
        "no_alternative": "There is no other place where it may go.",
        "full": "Full: {list}.",
        "full_item": "{resource}, {left} left and {needed} needed",
        "full_item_priced": "{resource}, {left} left and {needed} needed (one more is worth {price} points)",
        "priced": "There is room, but others would lose more: what it needs is worth {price} points there.",
        "room": "There is room; this place is better.",
        "no_room_alone": "Too small: {list}.",
        "too_small_item": "{resource}, {needed} needed at once",
        "not_open": "Not open on the day of arrival.",
        "not_served": "Does not offer {list}.",
        "not_lawful": "Not allowed while the claim is open: {rule}.",
        "not_willing": "Refused, kept from, or tied elsewhere.",
        # what would have to change
        "change_child_protection": "The program does not place children alone:"
        " the child-protection authority decides.",
        "change_age_unconfirmed": "It would have to be confirmed that an adult is with them;"
        " until then the child-protection authority decides.",
        "change_consent_missing": "Its consent would have to be asked for and given.",
        "change_open_asylum_claim": "The claim would have to be transferred by the authority, or decided,"
        " or a place in its state would have to take it.",
        "change_need_not_served": "A place would have to offer {rule}.",
        "change_refusals": "It, or those it must stay with, would have to accept one of: {places}.",
        "change_kept_apart": "It would need room at one more place.",
        "change_capacity": "Any one of these would have to change:",
        "change_nothing_open": "A place would have to be open when it can arrive.",
        "change_score_below_price": "There is room, but it would cost more points than it brings.",
        "change_item": "- {place}: {list}.",
        "change_units": "{resource}, {units} more",
        # household
        "override": "Sent there all the same, the plan would lose about {points} points.",
        "override_certain": "Sent there all the same, the plan would lose about {points} points,"
        " {certain} of them for certain.",
        "override_free": "By the prices, sending it there would cost the plan nothing.",
        # after a change
        "bound_at_once": "From the prices of the plan before: no plan can be worth more than {bound} points now.",
        "replanned": "Planned again: {after} people have a place (published: {before}); {moved} of {households}"
        " published households move or wait.",
        "frontier": "What fewer moves would cost:",
        "frontier_point": "- a move costs {cost} points: {moved} households move, {people} people placed, score"
        " {score} ({loss} less than the best)",
        # certificate
        "verified": "Verified without a solver: the plan is worth {worth} points and keeps every rule; the prices"
        " prove that no plan is worth more than {bound}.",
        "on_trust": "On trust: the tighter bound of {bound} points is the word of {solver}.",
        "not_verified": "Not verified: the plan and its certificate do not belong together.",
        "unknown_household": "no household with that code in households.csv.",
    },
    "es": {
        "person": "{count} persona",
        "people": "{count} personas",
        "placed": "Con lugar: {placed} de {people} ({households} de {all_households} hogares).",
        "waiting": "En espera: {list}.",
        "waiting_item": "{people}, {reason}",
        "value": "Puntaje {objective}; ningún plan puede pasar de {bound}"
        " (brecha {gap}, demostrada por {prover}).",
        "the_prices": "los precios",
        "stays": "De ellos, {points} puntos son por hogares que siguen donde se publicó.",
        "overruns": "Se descuentan {points} puntos por recursos flexibles que se exceden.",
        "shortfalls": "Se descuentan {points} puntos por lugares donde se usa menos de lo que piden.",
        "floors": "Pisos: faltan {points} puntos en total; ninguna otra cosa podía ceder más.",
        "beside": "En comparación: {list}.",
        "beside_item": "{rule} {people}, {share} del puntaje",
        "not_compared": "Sin comparar: {list} (faltan datos en states.csv).",
        "bottleneck": "{units} unidades más de {resource} en {place} darían lugar a {people} más.",
        "bottleneck_score": "{units} unidades más de {resource} en {place} no darían lugar a nadie más;"
        " sumarían {points} puntos.",
        "goes": "{household}: {people}, a {place}.",
        "waits": "{household}: {people}, en espera: {reason}.",
        "rule": "Lo que impide: {rule}.",
        "household_more": "{count} hogar más",
        "households_more": "{count} hogares más",
        "group": "Se decide junto con otros que deben quedar con él: {more}, {people} en total.",
        "points": "Puntos allí: {total} = {terms}.",
        "alternatives": "Otros lugares:",
        "alternative": "- {place}: {total} puntos ({difference}{terms}). {why}",
        "no_alternative": "No hay otro lugar al que pueda ir.",
        "full": "Sin cupo: {list}.",
        "full_item": "{resource}, quedan {left} y necesita {needed}",
        "full_item_priced": "{resource}, quedan {left} y necesita {needed}"
        " (una unidad más vale {price} puntos)",
        "priced": "Hay cupo, pero otros perderían más: lo que necesita vale allí {price} puntos.",
        "room": "Hay cupo; este lugar es mejor.",
        "no_room_alone": "Demasiado pequeño: {list}.",
        "too_small_item": "{resource}, necesita {needed} a la vez",
        "not_open": "No está abierto el día de llegada.",
        "not_served": "No ofrece {list}.",
        "not_lawful": "No se permite mientras la solicitud esté abierta: {rule}.",
        "not_willing": "Rechazado, por separar, o con vínculo en otra parte.",
        "change_child_protection": "El programa no coloca a niñas, niños o adolescentes solos:"
        " decide la autoridad de protección de la niñez.",
        "change_age_unconfirmed": "Habría que confirmar que una persona adulta va con ellos;"
        " mientras tanto decide la autoridad de protección de la niñez.",
        "change_consent_missing": "Habría que pedirle su consentimiento y que lo diera.",
        "change_open_asylum_claim": "La autoridad tendría que trasladar o resolver la solicitud,"
        " o un lugar de su entidad tendría que recibirlo.",
        "change_need_not_served": "Un lugar tendría que ofrecer {rule}.",
        "change_refusals": "El hogar, o con quienes debe quedar, tendría que aceptar uno de estos: {places}.",
        "change_kept_apart": "Necesitaría cupo en un lugar más.",
        "change_capacity": "Tendría que cambiar una de estas cosas:",
        "change_nothing_open": "Un lugar tendría que estar abierto cuando pueda llegar.",
        "change_score_below_price": "Hay cupo, pero costaría más puntos de los que aporta.",
        "change_item": "- {place}: {list}.",
        "change_units": "{resource}, {units} más",
        "override": "Mandarlo allí de todos modos costaría al plan unos {points} puntos.",
        "override_certain": "Mandarlo allí de todos modos costaría al plan unos {points} puntos, {certain} de"
        " ellos seguros.",
        "override_free": "Según los precios, mandarlo allí no costaría nada al plan.",
        "verified": "Verificado sin programa de cálculo: el plan vale {worth} puntos y cumple todas las reglas;"
        " los precios demuestran que ningún plan vale más de {bound}.",
        "on_trust": "Por confianza: el límite más estrecho de {bound} puntos lo dice {solver}.",
        "not_verified": "No verificado: el plan y su certificado no corresponden.",
        "bound_at_once": "Según los precios del plan anterior, ningún plan puede valer ahora más de {bound} puntos.",
        "replanned": "Planeado de nuevo: {after} personas tienen lugar (publicadas: {before}); {moved} de"
        " {households} hogares publicados se mudan o esperan.",
        "frontier": "Lo que costaría mover a menos:",
        "frontier_point": "- un cambio cuesta {cost} puntos: se mudan {moved} hogares, {people} personas con lugar,"
        " puntaje {score} ({loss} menos que el mejor)",
        "unknown_household": "no hay ningún hogar con ese código en households.csv.",
    },
}

REASONS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "child_protection": "for the child-protection authority",
        "age_unconfirmed": "adult age not confirmed",
        "consent_missing": "consent missing",
        "open_asylum_claim": "open asylum claim",
        "need_not_served": "a need that no place serves",
        "refusals": "no place that they accept",
        "capacity": "no room",
        "score_below_price": "a place would cost more than it brings",
    },
    "es": {
        "child_protection": "para la autoridad de protección de la niñez",
        "age_unconfirmed": "mayoría de edad sin confirmar",
        "consent_missing": "falta el consentimiento",
        "open_asylum_claim": "solicitud de asilo abierta",
        "need_not_served": "una necesidad que ningún lugar atiende",
        "refusals": "ningún lugar que acepten",
        "capacity": "sin cupo",
        "score_below_price": "un lugar costaría más de lo que aporta",
    },
}

TERM_NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "person_placed": "people placed",
        "estimate": "outcome estimate",
        "preference": "wish",
        "family": "family",
        "friend": "friends",
        "job_offer": "job offer",
        "language": "language",
        "job": "jobs",
        "service": "services",
        "stay": "staying",
        "together": "together",
    },
    "es": {
        "person_placed": "personas colocadas",
        "estimate": "resultado estimado",
        "preference": "deseo",
        "family": "familia",
        "friend": "amistades",
        "job_offer": "oferta de empleo",
        "language": "idioma",
        "job": "empleos",
        "service": "servicios",
        "stay": "permanencia",
        "together": "cercanía",
    },
}

BLOCKS: Mapping[str, Mapping[str, str]] = {
    "en": {},
    "es": {
        "no rule of law on file": "ninguna norma registrada",
        "no place open on the day of arrival": "ningún lugar abierto el día de la llegada",
        "somebody to be kept apart from": "alguien de quien debe quedar separado",
    },
}
"""What waiting.csv says in words and not in ids or citations; the table itself is written in English."""

RULE_NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "random": "random",
        "first_come": "first come, first served",
        "population_share": "key by population",
        "koenigstein": "key by means and population",
    },
    "es": {
        "random": "al azar",
        "first_come": "por orden de registro",
        "population_share": "cuota por población",
        "koenigstein": "cuota por recursos y población",
    },
}


def say(lang: str, key: str, **words: object) -> str:
    """A sentence in a language, with its words filled in; ValueError if the language is not spoken.

    >>> say("es", "full", list="beds")
    'Sin cupo: beds.'
    """
    if lang not in LANGUAGES:
        raise ValueError(f"lang must be one of {', '.join(LANGUAGES)}, got {lang!r}.")
    return TEXTS[lang][key].format(**words)


def block(lang: str, rule: str) -> str:
    """What blocks a household, as waiting.csv has it, in a language.

    >>> block("es", "no place open on the day of arrival"), block("es", "beds at leon")
    ('ningún lugar abierto el día de la llegada', 'beds at leon')
    """
    return BLOCKS[lang].get(rule, rule)


def people(lang: str, count: int) -> str:
    """So many people, with the noun in the right number.

    >>> people("en", 1), people("es", 1200)
    ('1 person', '1,200 personas')
    """
    return say(lang, "person" if count == 1 else "people", count=number(count))


def number(value: float) -> str:
    """Points or people as written in both languages (Mexico writes thousands with a comma).

    >>> number(12345.0), number(37.5), number(-0.04)
    ('12,345', '37.5', '0')
    """
    rounded = round(value, 1) + 0.0
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"


def signed(value: float) -> str:
    """Points with their sign: a minus that is one, a plus for what is not less.

    >>> signed(10.0), signed(-2.5)
    ('+10', '−2.5')
    """
    return f"−{number(-value)}" if value < 0 else f"+{number(value)}"


def percent(share: float, *, digits: int = 0) -> str:
    """A share in per cent.

    >>> percent(0.874), percent(0.00036, digits=2)
    ('87 %', '0.04 %')
    """
    return f"{100 * share:.{digits}f} %"


def listed(items: Sequence[str]) -> str:
    """Items in a row, split by semicolons."""
    return "; ".join(items)
