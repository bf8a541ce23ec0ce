"""The words, in English and Spanish, in which a count of days is told."""

from __future__ import annotations


def words_of(lang: str) -> dict[str, str]:
    """The words in which counts are told; ValueError for a language other than English and Spanish."""
    if lang not in _WORDS:
        raise ValueError(f"lang must be one of {', '.join(_WORDS)}, got {lang!r}.")
    return _WORDS[lang]


_WORDS = {
    "en": {
        "weekdays": "Mon Tue Wed Thu Fri Sat Sun",
        "working": "{days} working days",
        "working_one": "{days} working day",
        "calendar": "{days} calendar days",
        "calendar_one": "{days} calendar day",
        "start": "{unit} from {event}, the day of the event, which is not counted.",
        "calendar_used": "Calendar {calendar_id}, verified from {first} to {last}.",
        "calendar_source": "Calendar {calendar_id}, verified from {first} to {last}. Source: {source}",
        "days": "{first} to {last}",
        "number": "Day {number}: {days}.",
        "numbers": "Days {first} to {last}: {days}.",
        "skipped_one": "Not counted: {days}, {reason}.",
        "skipped": "Not counted: {days}, {reason}.",
        "weekend": "days of rest",
        "holiday": "holiday",
        "closure": "closed",
        "suspension": "clocks suspended",
        "counted": "{net} days counted",
        "counted_one": "{net} day counted",
        "due": "Due on {due}: {counted}, {gross} days after the event.",
        "due_one": "Due on {due}: {counted}, {gross} day after the event.",
        "not_moved": "That is not a working day; the next one is {next}."
        " The due day stands: no source was found that moves it.",
        "unknown": "No due day: {why}.",
        "no_calendar": "working days cannot be counted without a calendar",
        "unverified": "calendar {calendar_id} is verified only from {first} to {last}",
        "suspended": "suspended since {since}{basis}, nobody has said until when",
        "closed": "closed since {since}{basis}, nobody has said until when",
    },
    "es": {
        "weekdays": "lun mar mié jue vie sáb dom",
        "working": "{days} días hábiles",
        "working_one": "{days} día hábil",
        "calendar": "{days} días naturales",
        "calendar_one": "{days} día natural",
        "start": "{unit} desde el {event}, día del hecho, que no se cuenta.",
        "calendar_used": "Calendario {calendar_id}, verificado del {first} al {last}.",
        "calendar_source": "Calendario {calendar_id}, verificado del {first} al {last}. Fuente: {source}",
        "days": "{first} a {last}",
        "number": "Día {number}: {days}.",
        "numbers": "Días {first} a {last}: {days}.",
        "skipped_one": "No se cuenta: {days}, {reason}.",
        "skipped": "No se cuentan: {days}, {reason}.",
        "weekend": "días de descanso",
        "holiday": "día festivo",
        "closure": "cerrado",
        "suspension": "plazos suspendidos",
        "counted": "{net} días contados",
        "counted_one": "{net} día contado",
        "due": "Vence el {due}: {counted}, {gross} días después del hecho.",
        "due_one": "Vence el {due}: {counted}, {gross} día después del hecho.",
        "not_moved": "Ese día es inhábil; el siguiente hábil es el {next}."
        " El vencimiento no se mueve: no se encontró fuente que lo recorra.",
        "unknown": "Sin fecha de vencimiento: {why}.",
        "no_calendar": "no se pueden contar días hábiles sin calendario",
        "unverified": "el calendario {calendar_id} está verificado sólo del {first} al {last}",
        "suspended": "suspendido desde el {since}{basis}, nadie ha dicho hasta cuándo",
        "closed": "cerrado desde el {since}{basis}, nadie ha dicho hasta cuándo",
    },
}
