"""What both pages on movement share: the frame of words, and counts as they may be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from posada.programme.disclosure import FEWEST_TOLD
from posada.report.formats import number, short_day
from posada.report.frame import environment, template_text
from posada.report.movement.scene import Scene, data_of, draw_ground_once, draw_stage, draw_stills
from posada.report.movement.words import Texts


def told(people: float | None, texts: Texts, *, missing: str = "–", is_untold: bool = False) -> str:
    """A count of people in words: as it is, as few, as withheld for what it would tell, or as not known.

    >>> from posada.report.movement.words import EN
    >>> told(1234.4, EN), told(7, EN), told(0, EN), told(None, EN)
    ('1,234', 'fewer than 10', 'nobody', '–')
    """
    if people is None:
        return missing
    whole = round(people)
    if whole <= 0:
        return texts["nobody"]
    if whole < FEWEST_TOLD:
        return texts["few"]
    return texts["withheld"] if is_untold else number(whole)


@dataclass(frozen=True, slots=True)
class Words:
    """A language and its sentences, and how it writes days, counts and bands."""

    lang: str
    texts: Texts

    def __getitem__(self, key: str) -> str:
        """A sentence as it stands."""
        return self.texts[key]

    def say(self, key: str, **values: object) -> str:
        """A sentence with its values."""
        return self.texts[key].format(**values)

    def on(self, value: dt.date | None) -> str:
        """A day in few words; a dash for none."""
        return "–" if value is None else short_day(value, self.lang)

    def people(self, count: float | None, *, is_untold: bool = False) -> str:
        """A count of people in words; a dash where it is not known."""
        return told(count, self.texts, is_untold=is_untold)

    def counted(self, key: str, count: int) -> str:
        """A sentence with a number of things in it, which has other words for one thing."""
        return self.say(f"{key}_one") if count == 1 else self.say(key, count=number(count))

    def band(self, low: int | None, middle: int | None, high: int | None) -> str:
        """A band in words, its low end as few where it is too small to be told; a dash for none."""
        if middle is None:
            return "–"
        least = told(low, self.texts, missing=self.texts["few"])
        return self.say("range", low=least, high=self.people(high))


def render(template: str, *, words: Words, scene: Scene | None, values: Mapping[str, Any]) -> str:
    """A page as one HTML file that asks nothing of the network."""
    shown: dict[str, Any] = {
        "lang": words.lang,
        "t": words.texts,
        "say": words.say,
        "style": Markup(
            template_text("posada.report", "style.css") + template_text(__package__, "movement.css")
        ),
        "script": Markup(template_text(__package__, "player.js")),
        "scene": None if scene is None else _drawn(scene, words.texts),
    }
    return environment(__package__).get_template(template).render(shown | dict(values)) + "\n"


def _drawn(scene: Scene, texts: Texts) -> dict[str, Any]:
    title = texts["map_title"] if scene.trails else texts["map_conflict_title"]
    return {
        "ground": Markup(draw_ground_once(scene)),
        "stage": Markup(draw_stage(scene, title=title)),
        "stills": [(day, caption, Markup(drawing)) for day, caption, drawing in draw_stills(scene)],
        "data": Markup(data_of(scene)),
    }
