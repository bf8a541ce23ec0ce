"""What is given on each day whoever moves: conflicts, closures, camps, chances to leave, who sets out.

Two modes. "native" does what the files say. "flee" follows Flee 3.1 where that differs; each place is marked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from posada.movement.network import Flags, Floats, Ints, Network
from posada.movement.rows import CAMP_KINDS, Closure, FleeFolder
from posada.movement.series import counted_by_day
from posada.movement.settings import Settings


@dataclass(frozen=True, slots=True)
class Schedule:
    """Arrays by day and place (`closed` and `forced`: by day and road)."""

    chance: Floats
    is_town: Flags
    is_camp: Flags
    score: Floats
    closed: Flags
    forced: Flags
    placed_at_start: Floats
    """People in camps before the first day, by place."""
    setting_out: Floats
    """People who set out on a day, by day."""
    origin_share: Floats
    """The chance that somebody who sets out does so from a place, by day and place."""
    fixed_origin: bool
    """True where conflicts say how many set out from each place: `origin_share` are then people."""


class _Places:
    """The state of places from day to day, and the rules that change it."""

    def __init__(self, folder: FleeFolder, network: Network, *, compat: bool) -> None:
        self.folder, self.network, self.compat = folder, network, compat
        self.rules = folder.settings
        kinds = [place.kind for place in folder.locations]
        later = [place.kind == "conflict" and place.conflict_day > 0 for place in folder.locations]
        if not compat and folder.intensities is not None:
            # A zone that conflicts.csv does not name has its conflict from the date in locations.csv.
            told = [place.name in folder.intensities for place in folder.locations]
            later = [
                (kind == "conflict" and known) or wait
                for kind, known, wait in zip(kinds, told, later, strict=True)
            ]
        self.own_kind = ["town" if wait else kind for kind, wait in zip(kinds, later, strict=True)]
        self.camp = np.array([kind in ("camp", "idpcamp") for kind in kinds])
        self.camp_closed = np.zeros(len(kinds), bool)
        self.town = np.array([kind == "town" for kind in self.own_kind])
        self.intensity = np.array([1.0 if kind == "conflict" else -1.0 for kind in self.own_kind])
        self.since = np.full(len(kinds), -1 if compat else 0)
        self.chance = np.array([self.chance_of(kind) for kind in self.own_kind])
        self.closed = np.zeros(len(network.tail), np.int64)
        self.forced = network.forced.copy()
        self.at = {name: number for number, name in enumerate(network.names)}

    def chance_of(self, kind: str) -> float:
        rules = self.rules
        chances = {
            "camp": rules.camp_movechance,
            "idpcamp": rules.idpcamp_movechance,
            "conflict": rules.conflict_movechance,
            "town": rules.default_movechance,
        }
        return chances.get(kind, 1.0)

    def change_conflicts(self, day: int) -> bool:
        """Apply the conflicts of a day; whether one began or ended."""
        changed = False
        for name, place in self.at.items():
            now, before = self._intensity_on(name, place, day), self._intensity_on(name, place, day - 1)
            if now is None:
                continue
            if now > 1e-6 and (before is None or before < 1e-6):
                self.begin(place, now, day)
                changed = True
            elif now > 1e-6 and not self.compat and now != before:
                self.intensity[place] = now
                changed = True
            elif now < 1e-6 and before and before > 1e-6 and (before == 1.0 or not self.compat):
                self.end(place)
                changed = True
        return changed

    def _intensity_on(self, name: str, place: int, day: int) -> float | None:
        """The intensity that the files give for a day; None where they say nothing."""
        if day < 0:
            return None
        if self.folder.intensities is not None and (self.compat or name in self.folder.intensities):
            values = self.folder.intensities.get(name)
            return None if values is None else values[day]
        row = self.folder.locations[place]
        # Flee looks for the date in another column, so no later conflict ever begins there.
        if self.compat or row.kind != "conflict" or row.conflict_day <= 0:
            return None
        return 1.0 if day >= row.conflict_day else 0.0

    def begin(self, place: int, intensity: float, day: int) -> None:
        self.chance[place] = self.rules.conflict_movechance
        self.intensity[place] = intensity
        self.town[place] = False
        self.since[place] = day

    def end(self, place: int) -> None:
        """End a conflict: Flee makes a town of any place, here a place is again what it was."""
        own = self.own_kind[place] if self.own_kind[place] != "conflict" else "town"
        if self.compat or self.camp_closed[place]:
            own = "town"
        self.intensity[place] = -1.0
        self.town[place] = own == "town"
        self.chance[place] = self.chance_of(own)

    def change_closures(self, day: int) -> None:
        for closure in self.folder.closures:
            if closure.start_day == day:
                self.apply(closure, +1)
            if closure.end_day == day:
                self.apply(closure, -1)

    def apply(self, closure: Closure, sign: int) -> None:
        """Close (+1) or open again (-1) what a line names."""
        place = self.at.get(closure.name1, -1)
        other = self.at.get(closure.name2, -1)
        network = self.network
        if closure.kind in ("camp", "idpcamp"):
            if place >= 0:
                self.change_camp(place, closed=sign > 0, kind=closure.kind)
        elif closure.kind == "remove_forced_redirection":
            self.forced[(network.tail == place) & (network.head == other)] = sign < 0
        elif closure.kind == "link":
            # Flee compares names by identity here, so that it never closes the road.
            if not self.compat:
                there = (network.tail == place) & (network.head == other)
                back = (network.tail == other) & (network.head == place)
                self._close(there | back, sign)
        elif closure.kind == "location":
            self._close((network.tail == place) | (network.head == place), sign)
        else:
            countries = np.array(network.countries)
            tails, heads = countries[network.tail], countries[network.head]
            there = (tails == closure.name1) & (heads == closure.name2)
            back = (tails == closure.name2) & (heads == closure.name1)
            self._close(there | back, sign)

    def _close(self, roads: Flags, sign: int) -> None:
        """In Flee the last word counts; here a road is open when no closure holds it shut."""
        if self.compat:
            self.closed[roads] = sign > 0
        else:
            self.closed[roads] = np.maximum(self.closed[roads] + sign, 0)

    def change_camp(self, place: int, *, closed: bool, kind: str) -> None:
        """Close a camp or open it again: Flee opens what the line says, here a place is again what it was."""
        if not self.compat:
            kind = self.own_kind[place]
            if kind not in CAMP_KINDS:
                return
        self.camp[place] = not closed
        self.camp_closed[place] = closed
        if not self.compat and self.intensity[place] > 0:
            return
        self.town[place] = closed
        self.intensity[place] = -1.0
        self.chance[place] = self.chance_of("town" if closed else kind)

    def days_of_change(self) -> list[int]:
        """The first day, and those on which a line of the files changes something."""
        found = {0, *(place.conflict_day for place in self.folder.locations)}
        for values in (self.folder.intensities or {}).values():
            found.update((np.flatnonzero(np.diff(values)) + 1).tolist())
        for closure in self.folder.closures:
            found.update(day for day in (closure.start_day, closure.end_day) if day is not None)
        return sorted(day for day in found if 0 <= day < self.folder.days)


def schedule_of(folder: FleeFolder, network: Network, *, compat: bool) -> Schedule:
    """The schedule of a folder, day by day."""
    state = _Places(folder, network, compat=compat)
    home = network.countries[0]
    foreign = np.array([country != home for country in network.countries])
    starts, kept, changed = state.days_of_change(), [], np.zeros(folder.days, bool)
    for day in starts:
        changed[day] = state.change_conflicts(day)
        # The origins of a day are weighed before its closures change a camp.
        effect = np.maximum(state.intensity, 0.0)
        state.change_closures(day)
        kept.append((
            effect, state.since.copy(), state.intensity.copy(), state.chance.copy(), state.town.copy(),
            state.camp.copy(), state.closed > 0, state.forced.copy(),
        ))  # fmt: skip
    days = np.arange(folder.days)
    at = np.searchsorted(starts, days, side="right") - 1
    effect, since, intensity, chance, town, camp, closed, forced = (
        np.array(column)[at] for column in zip(*kept, strict=True)
    )
    # After the day of a change the effect is that of the places as closures left them.
    effect[days != np.array(starts)[at]] = np.maximum(intensity, 0.0)[days != np.array(starts)[at]]
    # Flee renews the weights of origins at the end of the day before, or when a conflict changes.
    decay_day = np.where(changed | (not compat), days, np.maximum(days - 1, 0))
    score = _scores(folder.settings, intensity, _decay(folder.settings, days, since), camp, foreign)
    placed, setting_out = _reported(folder, network)
    fixed = bool(folder.settings.spawn_mode)
    if fixed:
        shares = _people_per_place(folder, network, effect)
        setting_out = shares.sum(axis=1)
    else:
        weights = network.population * effect * _decay(folder.settings, decay_day, since)
        setting_out, shares = _where_there_is_conflict(setting_out, weights)
    return Schedule(
        np.clip(chance * _scale_by_people(folder, network), 0.0, 1.0), town, camp, score, closed, forced,
        placed, setting_out, shares, fixed,
    )  # fmt: skip


def _decay(rules: Settings, days: Ints, since: Ints) -> Floats:
    """What is left of the effect of a conflict after some time, by day and place."""
    if not rules.conflict_spawn_decay:
        return np.ones(since.shape)
    factors = np.array(rules.conflict_spawn_decay, float)
    steps = np.maximum(days[:, None] - since, 0) // rules.conflict_spawn_decay_interval
    left: Floats = factors[np.minimum(steps, len(factors) - 1)]
    return left


def _scores(rules: Settings, intensity: Floats, decay: Floats, camp: Flags, foreign: Flags) -> Floats:
    """What each place is worth, by day."""
    conflict = np.where(intensity > 0, rules.conflict_weight ** (decay * intensity), 1.0)
    in_camp = np.where(camp, rules.camp_weight, 1.0)
    return np.where(foreign, rules.foreign_weight, 1.0) * in_camp * conflict


def _scale_by_people(folder: FleeFolder, network: Network) -> Floats:
    rules = folder.settings
    people = np.maximum(np.maximum(network.population, network.capacity), 0.0)
    if rules.movechance_pop_scale_factor == 0.0:
        return np.ones(len(people))
    return np.asarray(
        (np.maximum(people, 1.0) / rules.movechance_pop_base) ** rules.movechance_pop_scale_factor
    )


def _people_per_place(folder: FleeFolder, network: Network, effect: Floats) -> Floats:
    """The people a conflict makes set out in a day, where the settings give a number or a share."""
    rules = folder.settings
    if rules.spawn_mode == "pop_ratio":
        return np.floor(rules.displaced_per_conflict_day * network.population * effect)
    people = rules.displaced_per_conflict_day / rules.hasten * effect
    return people if rules.spawn_mode == "poisson" else np.floor(people)


def _reported(folder: FleeFolder, network: Network) -> tuple[Floats, Floats]:
    """People in camps at the start, and those who set out each day, both from the reports."""
    counted = counted_by_day(folder)
    placed = np.zeros(network.places)
    setting_out = np.zeros(folder.days)
    if not counted:
        return placed, setting_out
    rules = folder.settings
    total, *camps = counted
    if rules.insert_day0:
        for number, place in enumerate(folder.locations):
            if place.is_camp and place.name in counted:
                placed[number] = counted[place.name][0]
    sums = (
        np.sum([counted[name] for name in camps], axis=0)
        if rules.sum_from_camps and camps
        else counted[total]
    )
    growth = np.diff(sums, prepend=0.0)
    debt = 0.0
    for day in range(folder.days):
        people = growth[day] - debt
        if day == 0 and rules.insert_day0:
            people = 0.0
        debt = max(-people, 0.0)
        setting_out[day] = max(people, 0.0)
    return placed, setting_out


def _where_there_is_conflict(setting_out: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """People wait on days without any conflict to flee from, and set out on the next day that has one."""
    totals = weights.sum(axis=1)
    waiting, out = 0.0, setting_out.copy()
    for day, total in enumerate(totals):
        waiting += out[day]
        out[day] = waiting if total > 0 else 0.0
        waiting -= out[day]
    return out, weights / np.where(totals > 0, totals, 1.0)[:, None]
