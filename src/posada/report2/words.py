"""Every sentence of the report, in Spanish and English, under the same keys."""

from __future__ import annotations

from collections.abc import Mapping

ES: Mapping[str, str] = {
    # The frame of the page
    "skip": "Saltar al contenido",
    "contents": "Contenido",
    "report": "Informe del plan",
    "from_to": "Del {first} al {last}",
    "household": "hogar", "households": "hogares", "person": "persona", "people": "personas",
    "states": "estados", "place": "Lugar", "state": "Estado", "day": "Día", "total": "Total",
    "People": "Personas", "Households": "Hogares",
    "nothing": "Nada que mostrar.",
    # 1 In short
    "sentence": "{placed} de {people} personas tienen lugar",
    "sentence_detail": "{households} de {all_households} hogares, en {places} localidades de {states} estados."
    " Cada hogar va completo a un solo lugar.",
    "tile_waiting": "personas esperan", "tile_waiting_more": "{households} hogares; véase por qué",
    "tile_buses": "salidas de autobús", "tile_buses_more": "{vehicles} autobuses, {km} km con pasajeros",
    "tile_first": "primera salida", "tile_last": "última salida",
    "tile_appointments": "citas", "tile_appointments_more": "en {days} días",
    "tile_unbooked_more": "{count} trámites sin cita",
    "tile_checks": "verificado", "tile_checks_value": "Sin faltas",
    "tile_checks_more": "por código distinto del que hizo el plan",
    "tile_gap": "del máximo posible", "tile_gap_more": "demostrado",
    "faults_title": "La verificación encontró {count} faltas: no use este plan sin corregirlas",
    "faults_one": "La verificación encontró una falta: no use este plan sin corregirla",
    "faults_line": "{rule}: {count}",
    # 2 Map
    "map": "Adónde van",
    "map_desc": "Mapa de {gatherings} a {places} localidades. Las que más reciben: {largest}."
    " La tabla de lugares da todas las cifras.",
    "map_largest": "{place}, {people}",
    "map_note": "Cada círculo es una localidad; su superficie y el ancho de la línea crecen con las personas."
    " Las líneas unen salida y destino; no son la carretera.",
    "map_table": "Las mismas cifras en tabla",
    "map_source": "Contornos: Natural Earth, dominio público.",
    "map_key": "{people} personas",
    "map_none": "No hay destinos con coordenadas.",
    # 3 Who waits
    "waiting": "Quién espera y por qué",
    "waiting_intro": "{people} personas de {households} hogares no tienen lugar en este plan.",
    "waiting_nobody": "Nadie espera.",
    "waiting_caption": "Motivos de espera",
    "reason": "Motivo", "rule": "Qué lo decide",
    "few": "menos de 10 cada uno",
    "few_one": "menos de 10",
    "few_note": "Los motivos con menos de 10 hogares que dirían algo de las personas se suman"
    " con otros, para que no se les reconozca.",
    "withheld": "Motivos reservados",
    "joined": "{reasons}, en conjunto",
    "no_law": "Sin norma registrada",
    "blocks": "Lo que más falta: {list}",
    "blocks_item": "{resource} en {place}",
    "reason_child_protection": "Protección de la niñez",
    "why_child_protection": "El programa no asigna lugar a niñas, niños y adolescentes solos: decide la autoridad"
    " de protección.",
    "reason_age_unconfirmed": "Edad por confirmar",
    "why_age_unconfirmed": "Nadie del hogar es adulto con certeza; mientras no se confirme, decide la autoridad.",
    "reason_consent_missing": "Sin consentimiento",
    "why_consent_missing": "No ha dicho que sí; nadie se mueve sin aceptarlo.",
    "reason_open_asylum_claim": "Solicitud de asilo abierta",
    "why_open_asylum_claim": "No puede salir del estado donde la presentó sin autorización de traslado.",
    "reason_need_not_served": "Necesidad sin servicio",
    "why_need_not_served": "Ningún lugar ofrece lo que necesita.",
    "reason_refusals": "Lugares rechazados o separados",
    "why_refusals": "Los lugares posibles no los acepta, o debe ir aparte de quien está allí.",
    "reason_capacity": "Falta de lugar",
    "why_capacity": "Los lugares que servirían están llenos o aún no abren.",
    "reason_score_below_price": "Costaría más de lo que aporta",
    "why_score_below_price": "Hay lugar, pero ocuparlo quitaría más puntos de los que da.",
    # 4 Places
    "places": "Lugares",
    "places_caption": "Personas por estado y localidad, y camas en uso sobre camas ofrecidas",
    "beds": "Camas", "used_of": "{used} de {amount}",
    "resources_caption": "Todo lo ofrecido, sumado en todas las localidades",
    "resource": "Recurso", "in_use": "En uso", "offered": "Ofrecido", "full_places": "Localidades llenas",
    "of_places": "{full} de {places}",
    "beds_note": "En uso: el día de mayor ocupación.",
    # 5 Bottlenecks
    "bottlenecks": "Qué lo destrabaría",
    "bottleneck": "{units} {resource} más en {place} darían lugar a {people} personas más.",
    "bottleneck_one": "{units} {resource} más en {place} darían lugar a 1 persona más.",
    "bottleneck_score": "{units} {resource} más en {place} no darían lugar a nadie más, pero sumarían {points} puntos.",
    "unit_of": "unidades de «{resource}»",
    "bottlenecks_note": "Cada cifra sale de resolver el plan de nuevo con ese cambio y sólo ése; no es una estimación.",
    "bottlenecks_none": "Ningún aumento probado cambia el plan.",
    # 6 Buses
    "buses": "Autobuses por día",
    "buses_chart": "Personas que salen cada día",
    "buses_days": "Salidas por día", "departures": "Salidas", "km": "km",
    "departures_caption": "Todas las salidas, a la hora local",
    "leaves": "Sale", "bus": "Autobús", "stops": "Paradas y llegada", "distance": "Distancia",
    "bus_name": "{kind} {number}",
    "day_total": "{departures} salidas, {people} personas", "day_total_one": "1 salida, {people} personas",
    "from_roads": "tabla de caminos",
    "great_circle": "línea recta × {factor}",
    "great_circle_legs": "línea recta × {factor} en {some} de {legs} tramos",
    "unscheduled": "{people} personas con lugar no tienen autobús: {reasons}.",
    "unscheduled_no_bus": "no hay autobús",
    "unscheduled_no_wheelchair_place": "no hay autobús accesible",
    "unscheduled_no_distance": "no hay distancia",
    "unscheduled_no_driver": "no hay conductor",
    "unscheduled_no_time": "no alcanza el tiempo",
    "unscheduled_not_registered": "falta el registro",
    "every_seat": "Todas las personas con lugar tienen asiento.",
    # 7 Desks
    "desks": "Carga de las oficinas",
    "desks_caption": "Personas por mesa y día: {gathering}",
    "desk": "Mesa",
    "desks_note": "Entre más oscuro, más cerca del máximo diario de la mesa.",
    "offices_caption": "Oficinas en los lugares de destino, por día",
    "offices": "Oficinas", "appointments": "Citas", "use": "Uso",
    "unbooked": "{count} trámites de {people} personas quedan sin cita: {reasons}.",
    "unbooked_no_office": "no hay oficina",
    "unbooked_no_time": "no alcanza el tiempo",
    "unbooked_too_large_for_a_day": "el hogar no cabe en un día",
    "unbooked_calendar_unverified": "calendario sin verificar",
    "unbooked_not_in_force": "el trámite no está vigente",
    "unbooked_earlier_step_missing": "falta un trámite anterior",
    "unbooked_not_arrived": "no llegan",
    # 8 Deadlines
    "deadlines": "Plazos",
    "deadlines_caption": "Plazos por trámite y día de vencimiento",
    "step": "Trámite", "due": "Vence", "silence": "Si nadie responde", "source": "Fuente",
    "granted": "se concede", "refused": "se niega", "lapses": "se pierde el derecho", "unsaid": "no se dice",
    "days_working": "{days} días hábiles", "days_calendar": "{days} días naturales",
    "cure": "{days} para subsanar",
    "uncounted_caption": "Plazos que no se cuentan",
    "why": "Por qué",
    "uncounted_other": "no se puede contar",
    "deadlines_note": "Un plazo sin fuente o sin calendario verificado no se adivina.",
    # 9 Baselines
    "baselines": "Frente a reglas más simples",
    "baselines_chart": "Puntos, en proporción al mejor plan",
    "baselines_caption": "El mismo programa con otras reglas",
    "method": "Regla", "score": "Puntos", "share": "Del mejor",
    "rule_posada": "Este plan",
    "note_posada": "",
    "rule_random": "Al azar",
    "note_random": "Cada hogar a un lugar al azar entre los que pueden recibirlo.",
    "rule_first_come": "En orden de registro",
    "note_first_come": "Cada hogar, por turno, al mejor lugar que aún tenga espacio.",
    "rule_population_share": "Cuota por población",
    "note_population_share": "Cuota de cada estado según su población, como en Suiza (AsylV1, art. 21).",
    "rule_koenigstein": "Clave de Königstein",
    "note_koenigstein": "Cuota de cada estado: dos tercios por recursos y uno por población, como en Alemania.",
    # 10 Receipt
    "receipt": "Recibo",
    "receipt_intro": "Con las mismas tablas y la misma semilla, este plan vuelve a salir igual, byte por byte.",
    "receipt_caption": "Con qué se hizo",
    "version": "Versión de Posada", "seed": "Semilla", "solvers": "Programas de cálculo",
    "objective": "Puntos de este plan", "bound": "Máximo demostrado", "gap": "Distancia al máximo",
    "transport_km": "km de autobús, ida y vuelta", "transport_bound": "km que ningún plan puede bajar",
    "faults": "Faltas",
    "inputs": "Huellas SHA-256 de los archivos leídos",
    "inputs_short": "Se muestran los primeros 16 de 64 signos; receipt.json los trae completos.",
    "file": "Archivo", "digest": "Huella",
    "foot": "Esta página no lleva claves de hogares ni de personas, y no pide nada a la red.",
    # The terminal
    "terminal_written": "Escrito en {folder}",
    "terminal_waiting": "Esperan", "terminal_placed": "Con lugar", "terminal_buses": "Autobuses",
    "terminal_appointments": "Citas", "terminal_deadlines": "Plazos",
    "terminal_score": "Puntos", "terminal_checks": "Verificación",
    "terminal_buses_value": "{departures} salidas, del {first} al {last}, {km} km",
    "terminal_score_value": "{objective}; ningún plan pasa de {bound} (distancia {gap})",
    "terminal_deadlines_value": "{counted} contados, {uncounted} que no se pueden contar",
    "terminal_appointments_value": "{booked}; {unbooked} trámites sin cita",
    "terminal_faults": "{count} faltas; véase report.html",
    "terminal_baselines": "Otras reglas",
}
# What a unit of a well-known resource is called after a number.
RESOURCES: Mapping[str, Mapping[str, str]] = {
    "es": {"beds": "camas", "school_seats": "lugares en la escuela"},
    "en": {"beds": "beds", "school_seats": "school seats"},
}
STEPS: Mapping[str, Mapping[str, str]] = {
    "es": {
        "register": "registro",
        "file_tvrh": "solicitud de tarjeta de visitante (TVRH)",
        "decide_tvrh": "resolución de la tarjeta de visitante (TVRH)",
        "claim_refuge": "solicitud de la condición de refugiado",
    },
    "en": {
        "register": "registration",
        "file_tvrh": "application for the visitor card (TVRH)",
        "decide_tvrh": "decision on the visitor card (TVRH)",
        "claim_refuge": "claim for refugee status",
    },
}
EN: Mapping[str, str] = {
    # The frame of the page
    "skip": "Skip to the content",
    "contents": "Contents",
    "report": "Report of the plan",
    "from_to": "{first} to {last}",
    "household": "household", "households": "households", "person": "person", "people": "people",
    "states": "states", "place": "Place", "state": "State", "day": "Day", "total": "Total",
    "People": "People", "Households": "Households",
    "nothing": "Nothing to show.",
    # 1 In short
    "sentence": "{placed} of {people} people have a place",
    "sentence_detail": "{households} of {all_households} households, in {places} localities of {states} states."
    " Every household goes whole to one place.",
    "tile_waiting": "people wait", "tile_waiting_more": "{households} households; see why",
    "tile_buses": "bus departures", "tile_buses_more": "{vehicles} buses, {km} km with passengers",
    "tile_first": "first departure", "tile_last": "last departure",
    "tile_appointments": "appointments", "tile_appointments_more": "on {days} days",
    "tile_unbooked_more": "{count} steps without one",
    "tile_checks": "checked", "tile_checks_value": "No faults",
    "tile_checks_more": "by other code than made the plan",
    "tile_gap": "of the most possible", "tile_gap_more": "proven",
    "faults_title": "The checks found {count} faults: do not use this plan before they are mended",
    "faults_one": "The checks found one fault: do not use this plan before it is mended",
    "faults_line": "{rule}: {count}",
    # 2 Map
    "map": "Where they go",
    "map_desc": "Map from {gatherings} to {places} localities. Those that receive most: {largest}."
    " The table of places gives every figure.",
    "map_largest": "{place}, {people}",
    "map_note": "Each circle is a locality; its area and the width of the line grow with the people."
    " Lines join start and destination; they are not the road.",
    "map_table": "The same figures as a table",
    "map_source": "Outlines: Natural Earth, public domain.",
    "map_key": "{people} people",
    "map_none": "There are no destinations with coordinates.",
    # 3 Who waits
    "waiting": "Who waits, and why",
    "waiting_intro": "{people} people in {households} households have no place in this plan.",
    "waiting_nobody": "Nobody waits.",
    "waiting_caption": "Reasons for waiting",
    "reason": "Reason", "rule": "What decides it",
    "few": "fewer than 10 each",
    "few_one": "fewer than 10",
    "few_note": "Reasons with fewer than 10 households that would tell something about people are added to"
    " others, so that nobody is recognised.",
    "withheld": "Reasons withheld",
    "joined": "{reasons}, together",
    "no_law": "No rule on file",
    "blocks": "Most lacking: {list}",
    "blocks_item": "{resource} in {place}",
    "reason_child_protection": "Child protection",
    "why_child_protection": "The program places no child who is alone: the child-protection authority decides.",
    "reason_age_unconfirmed": "Age to be confirmed",
    "why_age_unconfirmed": "Nobody in the household is certainly an adult; until confirmed, the authority decides.",
    "reason_consent_missing": "No consent",
    "why_consent_missing": "Has not said yes; nobody is moved without agreeing.",
    "reason_open_asylum_claim": "Open asylum claim",
    "why_open_asylum_claim": "May not leave the state where it was filed without an authorised transfer.",
    "reason_need_not_served": "Need not served",
    "why_need_not_served": "No place offers what is needed.",
    "reason_refusals": "Places refused or kept apart",
    "why_refusals": "The possible places are not accepted, or somebody is there from whom they are kept apart.",
    "reason_capacity": "No room",
    "why_capacity": "The places that would do are full or not open yet.",
    "reason_score_below_price": "Would cost more than it brings",
    "why_score_below_price": "There is room, but taking it would lose more points than it gains.",
    # 4 Places
    "places": "Places",
    "places_caption": "People by state and locality, and beds in use out of beds offered",
    "beds": "Beds", "used_of": "{used} of {amount}",
    "resources_caption": "Everything offered, over all localities",
    "resource": "Resource", "in_use": "In use", "offered": "Offered", "full_places": "Localities full",
    "of_places": "{full} of {places}",
    "beds_note": "In use: on the fullest day.",
    # 5 Bottlenecks
    "bottlenecks": "What would unblock it",
    "bottleneck": "{units} more {resource} in {place} would place {people} more people.",
    "bottleneck_one": "{units} more {resource} in {place} would place 1 more person.",
    "bottleneck_score": "{units} more {resource} in {place} would place nobody more, but add {points} points.",
    "unit_of": "units of “{resource}”",
    "bottlenecks_note": "Each figure comes from solving the plan again with that change and no other;"
    " it is not an estimate.",
    "bottlenecks_none": "No increase that was tried changes the plan.",
    # 6 Buses
    "buses": "Buses by day",
    "buses_chart": "People who leave each day",
    "buses_days": "Departures by day", "departures": "Departures", "km": "km",
    "departures_caption": "All departures, in local time",
    "leaves": "Leaves", "bus": "Bus", "stops": "Stops and arrival", "distance": "Distance",
    "bus_name": "{kind} {number}",
    "day_total": "{departures} departures, {people} people", "day_total_one": "1 departure, {people} people",
    "from_roads": "table of roads",
    "great_circle": "straight line × {factor}",
    "great_circle_legs": "straight line × {factor} on {some} of {legs} legs",
    "unscheduled": "{people} people who have a place have no bus: {reasons}.",
    "unscheduled_no_bus": "no bus",
    "unscheduled_no_wheelchair_place": "no accessible bus",
    "unscheduled_no_distance": "no distance",
    "unscheduled_no_driver": "no driver",
    "unscheduled_no_time": "not enough time",
    "unscheduled_not_registered": "not registered",
    "every_seat": "Everybody who has a place has a seat.",
    # 7 Desks
    "desks": "Load of the offices",
    "desks_caption": "People by desk and day: {gathering}",
    "desk": "Desk",
    "desks_note": "The darker, the closer to the most that the desk can serve in a day.",
    "offices_caption": "Offices at the destinations, by day",
    "offices": "Offices", "appointments": "Appointments", "use": "Use",
    "unbooked": "{count} steps of {people} people have no appointment: {reasons}.",
    "unbooked_no_office": "no office",
    "unbooked_no_time": "not enough time",
    "unbooked_too_large_for_a_day": "the household is too large for a day",
    "unbooked_calendar_unverified": "calendar not verified",
    "unbooked_not_in_force": "the step is not in force",
    "unbooked_earlier_step_missing": "an earlier step is missing",
    "unbooked_not_arrived": "they do not arrive",
    # 8 Deadlines
    "deadlines": "Deadlines",
    "deadlines_caption": "Deadlines by step and due date",
    "step": "Step", "due": "Due", "silence": "If nobody answers", "source": "Source",
    "granted": "granted", "refused": "refused", "lapses": "the right lapses", "unsaid": "not said",
    "days_working": "{days} working days", "days_calendar": "{days} calendar days",
    "cure": "{days} to mend the file",
    "uncounted_caption": "Deadlines that are not counted",
    "why": "Why",
    "uncounted_other": "cannot be counted",
    "deadlines_note": "A deadline without a source or a verified calendar is not guessed.",
    # 9 Baselines
    "baselines": "Beside simpler rules",
    "baselines_chart": "Points, as a share of the best plan",
    "baselines_caption": "The same programme under other rules",
    "method": "Rule", "score": "Points", "share": "Of the best",
    "rule_posada": "This plan",
    "note_posada": "",
    "rule_random": "At random",
    "note_random": "Each household to a random place that may take it.",
    "rule_first_come": "First come, first served",
    "note_first_come": "Each household in turn to the best place that still has room.",
    "rule_population_share": "Quota by population",
    "note_population_share": "A quota for each state by its population, as in Switzerland (AsylV1, art. 21).",
    "rule_koenigstein": "Königstein key",
    "note_koenigstein": "A quota for each state: two thirds by means, one third by population, as in Germany.",
    # 10 Receipt
    "receipt": "Receipt",
    "receipt_intro": "The same tables and the same seed give this plan again, byte for byte.",
    "receipt_caption": "What it was made with",
    "version": "Version of Posada", "seed": "Seed", "solvers": "Solvers",
    "objective": "Points of this plan", "bound": "Proven maximum", "gap": "Distance from the maximum",
    "transport_km": "Bus km, there and back", "transport_bound": "km that no plan can go below",
    "faults": "Faults",
    "inputs": "SHA-256 digests of the files read",
    "inputs_short": "The first 16 of 64 characters are shown; receipt.json holds them all.",
    "file": "File", "digest": "Digest",
    "foot": "This page holds no codes of households or persons, and asks nothing of the network.",
    # The terminal
    "terminal_written": "Written to {folder}",
    "terminal_waiting": "Waiting", "terminal_placed": "Placed", "terminal_buses": "Buses",
    "terminal_appointments": "Appointments", "terminal_deadlines": "Deadlines",
    "terminal_score": "Points", "terminal_checks": "Checks",
    "terminal_buses_value": "{departures} departures, {first} to {last}, {km} km",
    "terminal_score_value": "{objective}; no plan can exceed {bound} (gap {gap})",
    "terminal_deadlines_value": "{counted} counted, {uncounted} that cannot be counted",
    "terminal_appointments_value": "{booked}; {unbooked} steps without one",
    "terminal_faults": "{count} faults; see report.html",
    "terminal_baselines": "Other rules",
}
TEXTS: Mapping[str, Mapping[str, str]] = {"es": ES, "en": EN}


def texts_of(lang: str) -> Mapping[str, str]:
    """The sentences in a language; ValueError for a language other than Spanish and English.

    >>> texts_of("en")["waiting"]
    'Who waits, and why'
    """
    if lang not in TEXTS:
        raise ValueError(f"lang must be one of {', '.join(TEXTS)}, got {lang!r}.")
    return TEXTS[lang]


def resource_name(resource_id: str, help_text: str, lang: str) -> str:
    """What to call a resource: its help, of which "English / Spanish" gives one half, else its code.

    >>> resource_name("beds", "bed in a shelter / cama en un albergue", "es")
    'cama en un albergue'
    """
    halves = help_text.split(" / ")
    if len(halves) == len(TEXTS):
        return halves[0 if lang == "en" else 1].strip()
    return help_text.strip() or resource_id.replace("_", " ")


def units_name(resource_id: str, help_text: str, lang: str) -> str:
    """What to call several units of a resource after a number.

    >>> units_name("beds", "", "es")
    'camas'
    """
    known = RESOURCES[lang].get(resource_id)
    return known or texts_of(lang)["unit_of"].format(resource=resource_name(resource_id, help_text, lang))


def step_name(step_id: str, lang: str) -> str:
    """What to call a step: the words for a well-known one, else its code."""
    return STEPS[lang].get(step_id, step_id.replace("_", " "))
