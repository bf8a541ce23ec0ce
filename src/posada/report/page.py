"""The page of the report: figures, map and tables, put together as one HTML file without network or script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from posada.programme import Programme
from posada.report.figures import flows, headline, places_by_state, waiting_groups
from posada.report.map import draw_map

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#1b2a30;max-width:68rem;margin:auto;padding:1rem}"
    "h1{font-size:1.7rem;line-height:1.2}h2{margin-top:2rem;border-bottom:2px solid #0b6e75}"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}caption{text-align:left}"
    "th,td{padding:.3rem .6rem;border-bottom:1px solid #ccd5d8;text-align:left;vertical-align:top}"
    ".big{font-size:1.3rem}.fault{color:#a11}.map{width:100%;height:auto}.narrow{display:none}"
    ".land,.state{fill:#eef2f2;stroke:#b9c5c8}.receiving{fill:#d9ebe9}.flows path{fill:none;stroke:#0b6e75;"
    "stroke-opacity:.45}.spots circle{fill:#0b6e75}.starts circle{fill:#b3541e}"
    "@media(max-width:40rem){.wide{display:none}.narrow{display:inline}}"
    "@media print{tr{break-inside:avoid}body{max-width:none}}"
)


def render_html(
    programme: Programme,
    answers: Mapping[str, tuple[Any, ...]],
    receipt: Mapping[str, Any],
    *,
    lang: str = "es",
) -> str:
    """The report of a plan as one HTML file, in Spanish or English; it names no household and no person.

    `answers` holds rows by table name, and `faults`; `receipt` is that of the plan, whose seconds are left out
    so that two runs give the same bytes.
    """
    spanish = lang == "es"

    def say(es: str, en: str) -> str:
        return es if spanish else en

    names = {place.place_id: place.name for place in programme.places}
    head = headline(programme, answers)
    parts = [
        f"<h1>{escape(programme.settings.name)}</h1>",
        "<p class='big'>"
        + say(
            f"{head.placed:,} de {head.people:,} personas tienen lugar; {head.waiting:,} esperan.",
            f"{head.placed:,} of {head.people:,} people have a place; {head.waiting:,} wait.",
        )
        + "</p>",
    ]
    faults = answers.get("faults", ())
    if faults:
        rules = Counter(fault.rule for fault in faults)
        told = ", ".join(f"{escape(rule)}: {count}" for rule, count in sorted(rules.items()))
        parts.append(f"<p class='fault'>{say('Fallas', 'Faults')}: {told}</p>")
    else:
        parts.append(f"<p>{say('Todas las verificaciones pasaron.', 'All checks passed.')}</p>")
    title = say("Quién va adónde", "Who goes where")
    states = {place.place_id: place.state for place in programme.places}
    receiving = sorted({states[row.place_id] for row in answers.get("assignments", ())})
    parts.append(
        draw_map(
            flows(programme, answers.get("assignments", ())),
            country=programme.settings.country,
            receiving=receiving,
            title=title,
            description=say("La tabla de lugares dice lo mismo.", "The table of places says the same."),
        )
    )
    parts.append(_waiting(programme, answers, spanish=spanish))
    by_state = places_by_state(programme, answers.get("assignments", ()), answers.get("loads", ()))
    parts.append(
        _table(
            say("Lugares", "Places"),
            (say("lugar", "place"), say("personas", "people"), say("camas en uso", "beds in use")),
            [
                (row.name, row.people, f"{row.used} / {row.amount}")
                for state in by_state
                for row in (state, *state.places)
            ],
        )
    )
    parts.append(
        _table(
            say("Cuellos de botella, resueltos de nuevo", "Bottlenecks, solved again"),
            (
                say("lugar", "place"),
                say("recurso", "resource"),
                say("unidades más", "more units"),
                say("personas más", "more people"),
            ),
            [
                (names.get(row.place_id, row.place_id), row.resource_id, row.units_added, row.people_more)
                for row in answers.get("bottlenecks", ())
            ],
        )
    )
    stops: dict[str, list[str]] = {}
    for stop in answers.get("stops", ()):
        stops.setdefault(stop.departure_id, []).append(f"{names.get(stop.place_id, '')} ({stop.people})")
    parts.append(
        _table(
            say("Autobuses", "Buses"),
            (
                say("sale", "leaves"),
                "bus",
                say("paradas (personas)", "stops (people)"),
                "km",
                say("fuente de la distancia", "source of the distance"),
            ),
            [
                (
                    f"{row.departs_at:%Y-%m-%d %H:%M}",
                    f"{row.bus_type_id} {row.bus}",
                    ", ".join(stops.get(row.departure_id, ())),
                    round(row.km),
                    row.distance_source,
                )
                for row in answers.get("departures", ())
            ],
        )
    )
    desks: Counter[tuple[str, str]] = Counter()
    for row in answers.get("appointments", ()):
        desks[row.office_id, f"{row.starts_at:%Y-%m-%d}"] += row.people
    parts.append(
        _table(
            say("Carga de las mesas", "Desk load"),
            (say("oficina", "office"), say("día", "day"), say("personas", "people")),
            [(*key, count) for key, count in sorted(desks.items())],
        )
    )
    due = Counter(
        (row.step_id, str(row.due_on or ""), row.on_expiry or "", row.source, row.why_unknown)
        for row in answers.get("deadlines", ())
    )
    parts.append(
        _table(
            say("Plazos", "Deadlines"),
            (
                say("trámite", "step"),
                say("vence", "due"),
                say("el silencio significa", "silence means"),
                say("fuente", "source"),
                say("por qué no hay fecha", "why there is no date"),
                say("hogares", "households"),
            ),
            [(*key, "< 10" if count < 10 else count) for key, count in sorted(due.items())],
        )
    )
    parts.append(
        _table(
            say("Reglas de comparación", "Baselines"),
            (
                say("regla", "rule"),
                say("personas", "people"),
                say("puntaje", "score"),
                say("parte del mejor", "share of best"),
                say("origen", "origin"),
            ),
            [
                (row.rule, row.people_placed, f"{row.score:,.0f}", f"{row.share_of_best:.1%}", row.note)
                for row in answers.get("baselines", ())
            ],
        )
    )
    placed = receipt.get("placement", {})
    proof = [(key, str(placed[key])) for key in ("objective", "bound", "gap_share") if key in placed]
    proof += [(key, str(receipt[key])) for key in ("posada", "seed") if key in receipt]
    proof += [(name, digest) for name, digest in receipt.get("inputs", {}).items()]
    parts.append(_table(say("Comprobante", "Receipt"), (say("dato", "item"), say("valor", "value")), proof))
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(programme.settings.name)}</title><style>{STYLE}</style></head>"
        f"<body><main>\n{body}\n</main></body></html>\n"
    )


def _waiting(programme: Programme, answers: Mapping[str, tuple[Any, ...]], *, spanish: bool) -> str:
    """Who waits and why; reasons that few share are joined, so that no number tells about a household."""
    from posada.report.words import texts_of

    texts = texts_of("es" if spanish else "en")
    rows = []
    few = "menos de 10" if spanish else "fewer than 10"
    for group in waiting_groups(programme, answers.get("waiting", ())):
        reasons = "; ".join(
            texts.get(f"reason_{reason}", reason.replace("_", " ")) for reason in group.reasons
        )
        rows.append(
            (
                reasons,
                few if group.households is None else group.households,
                few if group.people is None else group.people,
                "; ".join(group.laws),
            )
        )
    heads = ("motivo", "hogares", "personas", "ley") if spanish else ("reason", "households", "people", "law")
    return _table("Quién espera y por qué" if spanish else "Who waits, and why", heads, rows)


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f"<h2>{escape(title)}</h2><div class='scroll' tabindex='0'><table><thead><tr>{top}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )
