"""Rules that places, resources and the road must keep."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from functools import cache

from posada.programme.frames import BAD, Frames, shown
from posada.programme.mistakes import Mistake, did_you_mean
from posada.programme.settings import Settings
from posada.programme.tables.people import NEEDS


def resources_without_price(frames: Frames) -> Iterator[Mistake]:
    """Soft resources without an overrun price, and counts of need codes that do not exist."""
    resources = frames["resources"]
    columns = ("counts", "hard", "overrun_price")
    for row, (counts, hard, price) in enumerate(
        zip(*(resources.values[name] for name in columns), strict=True)
    ):
        if hard is False and price is None:
            yield resources.mistake(row, "overrun_price", "must be filled where hard is no.")
        if counts is not BAD and counts.startswith("need:") and counts[5:] not in NEEDS:
            yield resources.mistake(
                row,
                "counts",
                f"must count a need code, one of {', '.join(NEEDS)}.{did_you_mean(counts[5:], NEEDS)}",
            )


def capacities_below_minimum(frames: Frames) -> Iterator[Mistake]:
    """Capacities that ask for more use than they offer."""
    capacities = frames["capacities"]
    pairs = zip(capacities.values["amount"], capacities.values["at_least"], strict=True)
    for row, (amount, at_least) in enumerate(pairs):
        if BAD not in (amount, at_least) and at_least is not None and at_least > amount:
            yield capacities.mistake(
                row, "at_least", f"must not be above amount, got {at_least} and {amount}."
            )


def roads_to_where_they_start(frames: Frames) -> Iterator[Mistake]:
    """Roads that end where they begin."""
    roads = frames["roads"]
    for row, (from_id, to_id) in enumerate(zip(roads.values["from_id"], roads.values["to_id"], strict=True)):
        if from_id == to_id and from_id is not BAD:
            yield roads.mistake(row, "to_id", f"must be another place than from_id, got {shown(to_id)}.")


def timezones_nobody_knows(frames: Frames) -> Iterator[Mistake]:
    """Time zones that are not in the IANA list."""
    known = _timezones()
    for frame in (frames["gatherings"], frames["places"]):
        for row, name in enumerate(frame.values["timezone"]):
            if name is not None and name is not BAD and name not in known:
                hint = did_you_mean(name, known)
                yield frame.mistake(row, "timezone", f"must be an IANA time zone, got {name!r}.{hint}")


@cache
def _timezones() -> frozenset[str]:
    """The names of the IANA list; finding them walks over a folder of hundreds of files."""
    return frozenset(zoneinfo.available_timezones())


def rule_pack_not_in_force(settings: Settings, frames: Frames) -> Iterator[Mistake]:
    """A rule pack that nobody has described, or that is not law during the programme."""
    rules = frames["driving_rules"]
    where = ("programme.toml", None, "transport.rule_pack")
    packs = rules.values["rule_pack"]
    pack = settings.transport.rule_pack
    if not len(frames["buses"]) or rules.broken:
        return
    if pack not in packs:
        yield Mistake(*where, f"must be one of {', '.join(packs)}, got {pack!r}.{did_you_mean(pack, packs)}")
        return
    row = packs.index(pack)
    first, last = rules.values["valid_from"][row], rules.values["valid_to"][row]
    if (first and settings.starts_on < first) or (last and settings.ends_on > last):
        yield Mistake(
            *where,
            f"must be law from starts_on to ends_on; {pack} is from {first or '...'} to {last or '...'}.",
        )
