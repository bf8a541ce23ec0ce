"""Every sentence that learning says, in English and in Spanish, in one place."""

from __future__ import annotations

from collections.abc import Mapping

from posada.placement.learning.outcomes import Kind

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "past": "Learnt from {households} households placed at {places} places from {first} to {last}.",
        "unknown": "Left out, because their outcome is not known: {count}.",
        "children_alone": "Left out, because the program does not place children alone: {count}.",
        "tied": "Of them {count} went where family, friends or a job were; no plan is judged on these.",
        "looks_at": "Looked at: {columns}.",
        "allowed": "Looked at because the programme allows it: {column}. Reason given: {reason}",
        "contest": "Tried on {households} later households, each time from what was known before them;"
        " against the rate of each place: {list}.",
        "trial": "{model} {share}",
        "chosen": "Used: {model}.",
        "chosen_rate": "Used: {model}, for no model that looks at households did clearly better.",
        "one_model": "One model for all places: one for each would need {least} past households everywhere,"
        " and the smallest place has {smallest}.",
        "models_per_place": "A model for each place was tried too: every place has at least {least} past"
        " households (the smallest {smallest}).",
        "points_yes_no": "A score is the chance of a good outcome: {points} points are certainty.",
        "points_amount": "A score is the expected amount: {points} points for each unit.",
        "calibration": "On the latest households, in order of what was expected, what came agrees in {agree} of"
        " {groups} groups.",
        "bins": "What was expected and what came, on the latest households:",
        "bins_of_places": "The same by place:",
        "bin": "- {group}: expected {expected}, came {observed} (95 %: {low} to {high}), {households} households",
        "judged": "On {households} later households these scores, with every place as full as it was, would"
        " have brought {plan} instead of {past}: {gain} (95 %: {low} to {high}).",
        "not_judged": "No plan was judged: too few later households were free to go elsewhere.",
        "not_judged_rates": "No plan was judged: where scores differ by place only, and every place stays as full"
        " as it was, all plans are worth the same.",
        "overlap": "This rests on the {share} who went where the scores would send them; they count like"
        " {effective} households, one like {weight} at the most. {rare} would go to places that"
        " such households hardly ever went to.",
        "groups": "Change by group, with 95 % interval:",
        "group": "- {column} {value}, {households} households: {change} ({low} to {high})",
        "group_loses": "- {column} {value}, {households} households: {change} ({low} to {high}); they lose",
        "groups_hidden": "Groups of fewer than 10 households are not shown, nor what would give them away.",
        "groups_missing": "The past does not record {columns}; who gains and who loses by it, nobody can say.",
        "proxy": "{feature} tells {tells} in part (correlation {correlation}).",
        "proxy_unmeasured": "{feature} may tell {tells}; the past does not record it, so nobody can say how much.",
        "warn_rates": "Careful: the scores differ by place only, so they cannot match households to places.",
        "warn_not_judged": "Careful: nothing is known about whether these scores help.",
        "warn_loss": "Do not use: these scores would have done harm on the later households.",
        "warn_noise": "Careful: the gain is inside the noise. It may be nothing, or a loss.",
        "warn_thin": "Careful: only {effective} effective households went where the scores would send them;"
        " the rest is the model's word.",
        "warn_unrecorded": "Careful: for {share} of the past, people and not lots decided. What they knew and did not"
        " record may lie behind what looks like an effect of the place.",
        "warn_unknown": "Careful: {share} of the outcomes are not known; those may differ from the known ones.",
        "warn_new_places": "No past at: {places}. There the mean over past places is expected.",
        "warn_groups": "Careful: at least one group loses. A floor (floors.csv) can hold its total up.",
        "household_line": "{household}: points expected, best first.",
        "place_line": "- {place}: {points}, {households} past households there",
        "new_place_line": "- {place}: {points}, no past there: the mean over other places",
        "no_score": "{household}: no score, because the program may not place it.",
    },
    "es": {
        "past": "Aprendido de {households} hogares colocados en {places} lugares del {first} al {last}.",
        "unknown": "Quedan fuera, porque no se conoce su resultado: {count}.",
        "children_alone": "Quedan fuera, porque el programa no coloca a niñas y niños solos: {count}.",
        "tied": "De ellos, {count} fueron adonde tenían familia, amistades o empleo; con estos no se juzga ningún"
        " plan.",
        "looks_at": "Se mira: {columns}.",
        "allowed": "Se mira porque el programa lo permite: {column}. Razón dada: {reason}",
        "contest": "Probado con {households} hogares posteriores, cada vez desde lo que se sabía antes;"
        " frente a la tasa de cada lugar: {list}.",
        "trial": "{model} {share}",
        "chosen": "Se usa: {model}.",
        "chosen_rate": "Se usa: {model}, pues ningún modelo que mira a los hogares fue claramente mejor.",
        "one_model": "Un modelo para todos los lugares: uno por lugar pediría {least} hogares pasados en cada uno,"
        " y el menor tiene {smallest}.",
        "models_per_place": "También se probó un modelo por lugar: cada lugar tiene al menos {least} hogares"
        " pasados (el menor, {smallest}).",
        "points_yes_no": "Un puntaje es la probabilidad de un buen resultado: {points} puntos son certeza.",
        "points_amount": "Un puntaje es el monto esperado: {points} puntos por cada unidad.",
        "calibration": "En los hogares más recientes, ordenados por lo esperado, lo ocurrido concuerda en {agree} de"
        " {groups} grupos.",
        "bins": "Lo esperado y lo ocurrido, en los hogares más recientes:",
        "bins_of_places": "Lo mismo por lugar:",
        "bin": "- {group}: esperado {expected}, ocurrido {observed} (95 %: {low} a {high}), {households} hogares",
        "judged": "En {households} hogares posteriores, estos puntajes, con cada lugar igual de lleno, habrían"
        " dado {plan} en vez de {past}: {gain} (95 %: {low} a {high}).",
        "not_judged": "No se juzgó ningún plan: muy pocos hogares posteriores podían ir a otro lugar.",
        "not_judged_rates": "No se juzgó ningún plan: si los puntajes solo difieren por lugar y cada lugar queda igual"
        " de lleno, todos los planes valen lo mismo.",
        "overlap": "Esto descansa en el {share} que fue adonde los puntajes lo mandarían; cuentan como"
        " {effective} hogares, uno como {weight} a lo sumo. El {rare} iría a lugares adonde"
        " hogares así casi nunca fueron.",
        "groups": "Cambio por grupo, con intervalo del 95 %:",
        "group": "- {column} {value}, {households} hogares: {change} ({low} a {high})",
        "group_loses": "- {column} {value}, {households} hogares: {change} ({low} a {high}); pierden",
        "groups_hidden": "No se muestran grupos de menos de 10 hogares, ni lo que los delataría.",
        "groups_missing": "El pasado no registra {columns}; quién gana y quién pierde por ello, nadie lo sabe.",
        "proxy": "{feature} revela en parte {tells} (correlación {correlation}).",
        "proxy_unmeasured": "{feature} puede revelar {tells}; el pasado no lo registra y no se sabe cuánto.",
        "warn_rates": "Cuidado: los puntajes solo difieren por lugar y no sirven para elegir a quién va adónde.",
        "warn_not_judged": "Cuidado: no se sabe si estos puntajes ayudan.",
        "warn_loss": "No usar: estos puntajes habrían hecho daño en los hogares posteriores.",
        "warn_noise": "Cuidado: la ganancia está dentro del ruido. Puede no ser nada, o ser una pérdida.",
        "warn_thin": "Cuidado: solo {effective} hogares efectivos fueron adonde los puntajes los mandarían;"
        " lo demás es palabra del modelo.",
        "warn_unrecorded": "Cuidado: en el {share} del pasado decidieron personas y no un sorteo. Lo que sabían y no"
        " registraron puede estar detrás de lo que parece efecto del lugar.",
        "warn_unknown": "Cuidado: no se conoce el {share} de los resultados; pueden ser distintos de los conocidos.",
        "warn_new_places": "Sin pasado: {places}. Allí se espera la media de los lugares con pasado.",
        "warn_groups": "Cuidado: al menos un grupo pierde. Un piso (floors.csv) puede sostener su total.",
        "household_line": "{household}: puntos esperados, de mejor a peor.",
        "place_line": "- {place}: {points}, {households} hogares pasados allí",
        "new_place_line": "- {place}: {points}, sin pasado allí: la media de los otros lugares",
        "no_score": "{household}: sin puntaje, porque el programa no puede colocarlo.",
    },
}

MODEL_NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "overall_rate": "one rate for all",
        "place_rate": "the rate of each place",
        "linear": "linear model",
        "linear_held": "linear model with small differences by place",
        "linear_free": "linear model with differences by place",
        "per_place": "a linear model for each place",
        "trees": "boosted trees",
    },
    "es": {
        "overall_rate": "una tasa para todos",
        "place_rate": "la tasa de cada lugar",
        "linear": "modelo lineal",
        "linear_held": "modelo lineal con diferencias pequeñas por lugar",
        "linear_free": "modelo lineal con diferencias por lugar",
        "per_place": "un modelo lineal por lugar",
        "trees": "árboles potenciados",
    },
}

COLUMN_NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "people": "people",
        "adults": "adults",
        "children": "children",
        "school_children": "school children",
        "infants": "infants",
        "waited_days": "days waited",
        "languages": "languages",
        "occupations": "occupations",
        "specific_needs": "specific needs",
        "nationality": "nationality",
        "sex": "sex",
        "size": "size",
    },
    "es": {
        "people": "personas",
        "adults": "personas adultas",
        "children": "niñas, niños y adolescentes",
        "school_children": "en edad escolar",
        "infants": "bebés",
        "waited_days": "días de espera",
        "languages": "lenguas",
        "occupations": "ocupaciones",
        "specific_needs": "necesidades específicas",
        "nationality": "nacionalidad",
        "sex": "sexo",
        "size": "tamaño",
    },
}

VALUE_NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {},
    "es": {"female": "mujer", "male": "hombre", "other": "otro"},
}
"""Values of closed lists that read as words; codes stay codes."""


def say(lang: str, key: str, **values: str) -> str:
    """A sentence in one of the languages.

    >>> say("es", "unknown", count="3")
    'Quedan fuera, porque no se conoce su resultado: 3.'
    """
    return TEXTS[lang][key].format(**values)


def outcome_text(value: float, kind: Kind) -> str:
    """A share of good outcomes in per cent, or an amount.

    >>> outcome_text(0.4567, "yes/no"), outcome_text(-1234.5, "amount")
    ('45.7 %', '−1,234.5')
    """
    if kind == "yes/no":
        return f"{value * 100:.1f} %"
    return f"{'−' if value < 0 else ''}{abs(value):,.1f}"


def change_text(value: float, kind: Kind, lang: str) -> str:
    """A change with its sign: good outcomes more or fewer of 100 households, or an amount.

    >>> change_text(-0.02, "yes/no", "en"), change_text(0.02, "yes/no", "es"), change_text(12.0, "amount", "en")
    ('−2.0 of 100', '+2.0 de 100', '+12.0')
    """
    unit = f" {'of' if lang == 'en' else 'de'} 100" if kind == "yes/no" else ""
    return end_text(value, kind) + unit


def end_text(value: float, kind: Kind) -> str:
    """One end of the interval of a change, whose unit stands before it.

    >>> end_text(0.0812, "yes/no")
    '+8.1'
    """
    return _signed(value * 100 if kind == "yes/no" else value)


def less_loss_text(share: float) -> str:
    """How much less loss than another model has, as a share with its sign.

    >>> less_loss_text(0.0512), less_loss_text(-0.2)
    ('+5.1 %', '−20.0 %')
    """
    return f"{_signed(share * 100)} %"


def _signed(value: float) -> str:
    return f"{'−' if value < 0 else '+'}{abs(value):,.1f}"
