"""The fates of an offer on the page: what changes if it is made and kept, late, never kept, or not made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from posada.movement.caravans.follow import Followed
from posada.movement.caravans.result import LEAST_GROUP
from posada.programme.tables import WhatIf
from posada.report.formats import number, percent
from posada.report.movement.charts import draw_range
from posada.report.movement.page import Words, told


@dataclass(frozen=True, slots=True)
class FateRow:
    """One fate of the offer in words, with a drawing of who has gathered."""

    name: str
    asked: bool
    accepts: str
    away: str
    again: str
    size: str
    drawing: Markup
    gathered: str


@dataclass(frozen=True, slots=True)
class Fates:
    """The fates of the offer of what was followed, in words."""

    followed: Followed
    words: Words

    def rows(self) -> list[FateRow]:
        """Each fate in words, on one scale; none where there is no offer."""
        what_ifs = self.followed.what_ifs()
        return [self.fate(row, what_ifs) for row in what_ifs]

    def asked(self) -> WhatIf | None:
        """The fate that the page shows, where it has one."""
        return next((row for row in self.followed.what_ifs() if self.is_asked(row)), None)

    def is_asked(self, row: WhatIf) -> bool:
        """Whether a fate is the one that the page shows."""
        outlook = self.followed.outlook
        if outlook.offer_id is None:
            return row.offer_id is None
        return (row.offer_id, row.delivered) == (outlook.offer_id, outlook.delivered)

    def fate_name(self, row: WhatIf) -> str:
        """An offer and what comes of its promise, in words."""
        if row.offer_id is None:
            return self.words["fate_none"]
        fate, _, days = (row.delivered or "").partition(":")
        return self.words.say(f"fate_{fate}", days=days)

    def gathered_on(self) -> dt.date | None:
        """The day on which sources have a group that formed after the offer; None where they have none."""
        return next((row.seen_on for row in self.followed.what_ifs() if row.seen_on), None)

    def gathered_head(self) -> str:
        """The head of the last column of the fates: who has gathered by then, or who sets out at all."""
        on = self.gathered_on()
        return self.words["again_size"] if on is None else self.words.say("gathered", on=self.words.on(on))

    def fate(self, row: WhatIf, rows: Sequence[WhatIf]) -> FateRow:
        """One fate in words, its drawing on the scale of all."""
        few = row.seen_lo is None or row.seen_hi is None or row.seen_hi < LEAST_GROUP
        seen = None if few else (row.seen_lo or 0, row.seen_hi or 0)
        most = max([other.on_that_day_hi or 0 for other in rows] + [seen[1] if seen else 0])
        band = (row.on_that_day_lo, row.on_that_day_mid, row.on_that_day_hi)
        if row.seen_on is None:
            band = (row.again_lo, row.again_mid, row.again_hi)
            most = max([other.again_hi or 0 for other in rows])
        numbers = [float(value or 0) for value in band]
        return FateRow(
            name=self.fate_name(row),
            asked=self.is_asked(row),
            accepts="–" if row.accepted_share is None else percent(row.accepted_share),
            away=self.words.band(row.boarded_lo, row.boarded_mid, row.boarded_hi),
            again=percent(row.again_share),
            size=self.words.band(row.again_lo, row.again_mid, row.again_hi),
            drawing=Markup(draw_range(numbers[0], numbers[1], numbers[2], seen, most)),
            gathered=self.gathered(row, band),
        )

    def gathered(self, row: WhatIf, band: tuple[int | None, int | None, int | None]) -> str:
        """How many have gathered, in words: a band, too few to be told, or nobody where no group forms."""
        if band[1] is not None:
            return self.words.band(*band)
        return self.words.say("too_few", least=LEAST_GROUP) if row.again_share else self.words["nobody"]

    def reading(self) -> str:
        """How the fate asked for lies to what sources have of the group that formed after the offer."""
        asked = self.asked()
        if asked is None or asked.seen_on is None or asked.seen_lo is None or asked.seen_hi is None:
            return ""
        if asked.on_that_day_mid is None:
            return ""
        inside = asked.seen_lo <= asked.on_that_day_mid <= asked.seen_hi
        return self.words.say(
            "reading_sizes",
            on=self.words.on(asked.seen_on),
            seen_low=self.words.people(asked.seen_lo),
            seen_high=self.words.people(asked.seen_hi),
            low=told(asked.on_that_day_lo, self.words.texts, missing=self.words["few"]),
            high=number(asked.on_that_day_hi or 0),
            middle=self.words.people(asked.on_that_day_mid),
            verdict=self.words["inside" if inside else "outside"],
        )
