"""An answer on a conflict in a few lines for the terminal: the numbers of the page, told under the same names."""

from __future__ import annotations

from posada.report.formats import day
from posada.report.movement.conflict_bands import ConflictBands, Ends
from posada.report.movement.page import Words
from posada.report.movement.words import texts_of


def conflict_summary(bands: ConflictBands, lang: str = "en") -> str:
    """People in camps by the middle of the runs, with bands and reports, and how near that is to the reports.

    >>> from posada.movement.example import example
    >>> from posada.report.movement.conflict_bands import conflict_bands
    >>> print(conflict_summary(conflict_bands(example(), engine="mean_field")))
    example: 40 days from 1 Jan 2021, 1 run of engine mean field, without chance, as the files say.
    People who set out: 6,850. On the last day:
    In camps: ..., reported 6,850
    On the road: ...
    Camp North: ..., reported 4,405
    Camp South: ..., reported 2,445
    <BLANKLINE>
    Difference of shares from the reports ...
    """
    words = Words(lang, texts_of(lang))
    parts = [_people(bands, words)]
    if bands.validation is not None:
        parts.append(bands.validation.summary(lang))
    return "\n\n".join(parts)


def _people(bands: ConflictBands, words: Words) -> str:
    folder, untold = bands.folder, bands.untold()
    people = words.people(bands.set_out.middle, is_untold=bool(untold.set_out[-1]))
    roads = Ends(*bands.on_the_road[:, -1].tolist())
    lines = [
        words.say(
            "terminal_run",
            name=folder.name,
            days=words.counted("n_days", folder.days),
            first=day(folder.starts_on, words.lang),
            runs=words.counted("n_runs", bands.members),
            engine=words[f"engine_{bands.engine}"],
            mode=words["mode_flee" if bands.compat else "mode_native"],
        ),
        words.say("terminal_people" if bands.members == 1 else "terminal_people_bands", people=people),
        words.say(
            "terminal_camps",
            people=_banded(bands.in_camps, bands, words, is_untold=bool(untold.in_camps[-1])),
            reported=_reported_in_camps(bands, words),
        ),
        words.say(
            "terminal_roads",
            people=_banded(roads, bands, words, is_untold=bool(untold.on_the_road[-1])),
        ),
    ]
    for at, place in enumerate(folder.locations):
        if place.is_camp:
            ends = Ends(*(float(band[-1, at]) for band in (bands.low, bands.middle, bands.high)))
            told = _banded(ends, bands, words, is_untold=bool(untold.places[-1, at]))
            reported = _reported(bands, place.name, words)
            lines.append(words.say("terminal_camp", place=place.name, people=told, reported=reported))
    return "\n".join(lines)


def _banded(ends: Ends, bands: ConflictBands, words: Words, *, is_untold: bool) -> str:
    """The middle with its band; of what must not be told the middle's words alone."""
    middle = words.people(ends.middle, is_untold=is_untold)
    if is_untold or bands.members == 1:
        return middle
    low, high = words.people(ends.low), words.people(ends.high)
    return middle if low == high else middle + words.say("terminal_band", low=low, high=high)


def _reported_in_camps(bands: ConflictBands, words: Words) -> str:
    if not bands.camps:
        return ""
    told, is_untold = bands.reported_in_camps()
    return words.say("terminal_reported", people=words.people(told, is_untold=is_untold))


def _reported(bands: ConflictBands, place: str, words: Words) -> str:
    if place not in bands.reported:
        return ""
    people = words.people(float(bands.reported[place][-1]), is_untold=place in bands.reports_untold())
    return words.say("terminal_reported", people=people)
