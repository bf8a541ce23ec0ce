"""The words, in English and Spanish, in which appointments and deadlines are told."""

from __future__ import annotations


def words_of(lang: str) -> dict[str, str]:
    """The words of a language; ValueError for a language other than English and Spanish."""
    if lang not in _WORDS:
        raise ValueError(f"lang must be one of {', '.join(_WORDS)}, got {lang!r}.")
    return _WORDS[lang]


_WORDS = {
    "en": {
        # Why there is no day.
        "no_registered": "the day of registration is not known",
        "no_entered": "the day of entry into the country is not known",
        "no_arrived": "the day of arrival is not known yet",
        "no_event": "there is no appointment for step {step}",
        "no_law": "no row of step {step} in steps.csv is in force on {day}",
        # Why there is no appointment, as it stands in unbooked.csv: in English, like every answer table.
        "no_stop": "stops.csv has no arrival for its seat",
        "no_row": "no row of step {step} in steps.csv is in force from {first} to {last}",
        "earlier_step": "step {step} comes before and is not booked, or its end is not known",
        "no_office": "offices.csv has no office for step {step} at {site}",
        "too_large": "more people or minutes than any desk at {site} takes in a day",
        "unverified": "no free time on verified days; calendar {calendars} knows no others",
        "no_time": "no free time at {site} up to {last}",
        # What became of a household.
        "nothing": "No appointments and no deadlines.",
        "class": "Order of service: class {number} of {classes} ({term}), then by day of registration.",
        "class_last": "Order of service: after all announced classes, by day of registration.",
        "appointment": "Step {step}: {day}, {start} to {end}, at {office}. People: {people}. Code {code}.",
        "unbooked": "Step {step}: no appointment, {reason}.",
        "unbooked_rule": "Step {step}: no appointment, {reason}: {rule}.",
        "deadline": "Deadline of step {step} ({due}).",
        "due": "due on {day}",
        "no_due": "no due day: {why}",
        "law": "Law: {source}",
        "granted": "If the day passes in silence, the answer is yes.",
        "refused": "If the day passes in silence, the answer is no.",
        "lapses": "If the day passes, the step lapses.",
        "cure_working": "An incomplete file can be mended within {days} working days of being told.",
        "cure_calendar": "An incomplete file can be mended within {days} calendar days of being told.",
        # All of them together.
        "at_gathering": "Appointments at the gatherings",
        "at_place": "Appointments at the places",
        "booked": "{where}: {appointments}. Households: {households}, people: {people}, desks: {desks}.",
        "when": "From {first} to {last}.",
        "left": "Without appointment: {count} ({reasons}).",
        "all_booked": "Every step has its appointment.",
        "deadlines": "Deadlines: {count}, due from {first} to {last}.",
        "deadlines_none": "Deadlines: {count}.",
        "undated": "Deadlines without a day: {count} ({reasons}).",
        "fullest": "Fullest desk: {office} on {day}, {people} of {most} people.",
        "reason_no_office": "no office",
        "reason_no_time": "no time",
        "reason_too_large_for_a_day": "too large for a day",
        "reason_calendar_unverified": "calendar not verified",
        "reason_not_in_force": "not in force",
        "reason_earlier_step_missing": "earlier step missing",
        "reason_not_arrived": "arrival not known",
        # In calendar files.
        "event": "{step}: {office}",
        "code": "Code of the appointment: {code}",
    },
    "es": {
        "no_registered": "no se conoce el día de registro",
        "no_entered": "no se conoce el día de entrada al país",
        "no_arrived": "aún no se conoce el día de llegada",
        "no_event": "no hay cita para el trámite {step}",
        "no_law": "ninguna fila del trámite {step} en steps.csv está vigente el {day}",
        "nothing": "Sin citas ni vencimientos.",
        "class": "Orden de atención: clase {number} de {classes} ({term}), luego por día de registro.",
        "class_last": "Orden de atención: después de todas las clases anunciadas, por día de registro.",
        "appointment": "Trámite {step}: {day}, {start} a {end}, {office}. Personas: {people}. Cita {code}.",
        "unbooked": "Trámite {step}: sin cita, {reason}.",
        "unbooked_rule": "Trámite {step}: sin cita, {reason}.",
        "deadline": "Vencimiento del trámite {step} ({due}).",
        "due": "vence el {day}",
        "no_due": "sin fecha: {why}",
        "law": "Ley: {source}",
        "granted": "Si el día pasa en silencio, la respuesta es sí.",
        "refused": "Si el día pasa en silencio, la respuesta es no.",
        "lapses": "Si el día pasa, el trámite caduca.",
        "cure_working": "Un expediente incompleto puede subsanarse en {days} días hábiles desde el aviso.",
        "cure_calendar": "Un expediente incompleto puede subsanarse en {days} días naturales desde el aviso.",
        "at_gathering": "Citas en las concentraciones",
        "at_place": "Citas en los lugares",
        "booked": "{where}: {appointments}. Hogares: {households}, personas: {people}, mesas: {desks}.",
        "when": "Del {first} al {last}.",
        "left": "Sin cita: {count} ({reasons}).",
        "all_booked": "Cada trámite tiene su cita.",
        "deadlines": "Vencimientos: {count}, del {first} al {last}.",
        "deadlines_none": "Vencimientos: {count}.",
        "undated": "Vencimientos sin fecha: {count} ({reasons}).",
        "fullest": "Mesa más llena: {office} el {day}, {people} de {most} personas.",
        "reason_no_office": "sin oficina",
        "reason_no_time": "sin hueco",
        "reason_too_large_for_a_day": "demasiado grande para un día",
        "reason_calendar_unverified": "calendario sin verificar",
        "reason_not_in_force": "no vigente",
        "reason_earlier_step_missing": "falta un trámite anterior",
        "reason_not_arrived": "llegada desconocida",
        "event": "{step}: {office}",
        "code": "Clave de la cita: {code}",
    },
}
