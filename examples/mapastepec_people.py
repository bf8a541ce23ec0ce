"""The synthetic people of the caravan: households dealt from the shares in `mapastepec_parameters`, by seed.

Shares are dealt, not drawn: the counts come out as stated and only who gets what is left to chance, so that a
small change of a share moves few rows. Nobody in the output exists.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import mapastepec_parameters as given

T = TypeVar("T")
CODE_LETTERS = (
    "23456789BCDFGHJKMNPQRSTVWXZ"  # No vowels, so no words; nothing that is read as something else.
)


class Dice:
    """Chance from one seed, built on `random()` alone: its numbers are the same in every Python version."""

    def __init__(self, seed: int) -> None:
        self._next = random.Random(seed).random

    def below(self, number: int) -> int:
        """A whole number from 0 up to, but not including, the given one."""
        return int(self._next() * number)

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self.below(len(items))]

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """The items in another order."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def some(self, items: Iterable[T], share: float) -> list[T]:
        """That share of the items, rounded to whole ones."""
        mixed = self.shuffled(items)
        return mixed[: round(share * len(mixed))]

    def deal(self, shares: Mapping[T, float], number: int) -> list[T]:
        """So many labels, each as often as its share says (largest remainders), in mixed order."""
        total = sum(shares.values())
        exact = {label: share / total * number for label, share in shares.items()}
        counts = {label: int(value) for label, value in exact.items()}
        by_remainder = sorted(exact, key=lambda label: counts[label] - exact[label])
        for label in by_remainder[: number - sum(counts.values())]:
            counts[label] += 1
        return self.shuffled(label for label, count in counts.items() for _ in range(count))

    def code(self, letters: int, taken: set[str]) -> str:
        """A new code of that many letters, which tells nothing about order."""
        while (code := "".join(self.pick(CODE_LETTERS) for _ in range(letters))) in taken:
            pass
        taken.add(code)
        return code


@dataclass(slots=True, eq=False)
class Member:
    """One synthetic person in the making."""

    is_adult: bool
    woman: bool | None = None
    age: int = 0
    age_known: bool = True
    nationality: str = ""
    languages: tuple[str, ...] = ()
    occupation: str = ""
    needs: set[str] = field(default_factory=set)
    unaccompanied: bool = False
    code: str = ""


@dataclass(slots=True, eq=False)
class Family:
    """One synthetic household in the making."""

    members: list[Member]
    alone: bool = False
    way: str = ""
    group: str = ""
    claim: str = "none"
    claim_state: str | None = None
    consents: bool | None = True
    registered_on: dt.date = given.STARTS_ON
    entered_on: dt.date = given.STARTS_ON
    ready_on: dt.date | None = None
    about_to_claim: bool = False
    wishes: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    code: str = ""

    @property
    def adults(self) -> list[Member]:
        """The adults of the household."""
        return [member for member in self.members if member.is_adult]

    @property
    def children(self) -> list[Member]:
        """The children of the household."""
        return [member for member in self.members if not member.is_adult]

    @property
    def may_be_placed(self) -> bool:
        """Whether nothing about the household itself holds it back."""
        if self.alone or not self.consents or self.claim == "open":
            return False
        return any(member.age > 18 and member.age_known for member in self.adults)


def make_families(dice: Dice) -> list[Family]:
    """All households, in the order of their codes."""
    families = _households(dice)
    _leave_children_alone(dice, families)
    _give_sex(dice, families)
    _give_ages(dice, families)
    _give_nationalities(dice, families)
    _give_languages(dice, families)
    _give_work(dice, families)
    _give_needs(dice, families)
    _forget_some_ages(dice, families)
    _give_procedures(dice, families)
    _give_days(dice, families)
    _give_wishes(dice, families)
    return _give_codes(dice, families)


def _households(dice: Dice) -> list[Family]:
    singles = round(given.HOUSEHOLDS * given.SINGLE_SHARE)
    sizes = dice.deal(given.FAMILY_SIZES, given.HOUSEHOLDS - singles)
    one_adult = dice.deal({True: given.ONE_ADULT_SHARE, False: 1 - given.ONE_ADULT_SHARE}, len(sizes))
    others = sum(size - 2 for size, one in zip(sizes, one_adult, strict=True) if not one)
    share = given.THIRD_IS_CHILD_SHARE
    third_is_child = iter(dice.deal({True: share, False: 1 - share}, others))
    families = [Family([Member(True)]) for _ in range(singles)]
    for size, one in zip(sizes, one_adult, strict=True):
        if one:
            members = [Member(True), *(Member(False) for _ in range(size - 1))]
        else:
            members = [Member(True), Member(True)]
            members += sorted((Member(not next(third_is_child)) for _ in range(size - 2)), key=_adults_first)
        families.append(Family(members))
    return families


def _adults_first(member: Member) -> bool:
    return not member.is_adult


def _leave_children_alone(dice: Dice, families: list[Family]) -> None:
    """Some singles are children, some pairs are siblings, and some children are not the adult's own."""
    singles = dice.shuffled(family for family in families if len(family.members) == 1)
    pairs = dice.shuffled(
        family for family in families if len(family.members) == 2 and len(family.adults) == 1
    )
    siblings = pairs[: given.SIBLINGS_ALONE]
    for family in singles[: given.CHILDREN_ALONE] + siblings:
        for member in family.members:
            member.is_adult = False
    separated = pairs[given.SIBLINGS_ALONE :][: given.CHILDREN_WITH_OTHERS]
    for family in singles[: given.CHILDREN_ALONE] + siblings + separated:
        family.alone = True
        for child in family.children:
            child.unaccompanied = True
            child.needs.add("child_alone")


def _give_sex(dice: Dice, families: list[Family]) -> None:
    """Half of the children are girls; of two adults one is a woman as often as the total asks."""
    alone = [family for family in families if not family.adults]
    singles = [family for family in families if len(family.members) == 1 and family.adults]
    one_adult = [family for family in families if len(family.adults) == 1 and family.children]
    two_adults = [family for family in families if len(family.adults) > 1]
    thirds = [adult for family in two_adults for adult in family.adults[2:]]
    children = [child for family in alone + one_adult + two_adults for child in family.children]
    _deal_sex(dice, children, 0.5)
    _deal_sex(dice, [family.adults[0] for family in singles], given.WOMEN_AMONG_SINGLES)
    _deal_sex(dice, [family.adults[0] for family in one_adult], given.WOMEN_AMONG_ONE_ADULTS)
    _deal_sex(dice, thirds, given.WOMEN_AMONG_THIRDS)
    _deal_sex(dice, [family.adults[1] for family in two_adults], 0)
    adults = [adult for family in families for adult in family.adults]
    women = given.WOMEN_AMONG_ADULTS * len(adults) - sum(adult.woman is True for adult in adults)
    _deal_sex(dice, [family.adults[0] for family in two_adults], women / len(two_adults))


def _deal_sex(dice: Dice, members: list[Member], share_of_women: float) -> None:
    shares = {True: share_of_women, False: 1 - share_of_women}
    for member, woman in zip(members, dice.deal(shares, len(members)), strict=True):
        member.woman = woman


def _give_ages(dice: Dice, families: list[Family]) -> None:
    """Ages by band; a parent is at least sixteen years older than the oldest child at hand."""
    children = [child for family in families for child in family.children if not child.unaccompanied]
    for child, (low, high) in zip(children, dice.deal(given.CHILD_AGES, len(children)), strict=True):
        child.age = low + dice.below(high - low + 1)
    for family in families:
        for child in family.children:
            if child.unaccompanied:
                child.age = 12 + dice.below(6)
    adults = [(adult, family) for family in families for adult in family.adults]
    bands = dice.deal(given.ADULT_AGES, len(adults))
    ages = [low + dice.below(high - low + 1) for low, high in bands]
    oldest = {id(family): max((child.age for child in family.children), default=0) for family in families}
    for adult, family in sorted(adults, key=lambda pair: -oldest[id(pair[1])]):
        old_enough = [place for place, age in enumerate(ages) if age >= oldest[id(family)] + 16]
        adult.age = ages.pop(dice.pick(old_enough))
    singles = [family for family in families if len(family.members) == 1 and not family.alone]
    for family in dice.shuffled(singles)[: given.ADULTS_WHO_MAY_BE_17]:
        family.adults[0].age = 18


def _give_nationalities(dice: Dice, families: list[Family]) -> None:
    """Households take the nationality that is furthest behind its share of people."""
    born_on_the_way = given.APPLICATIONS_OF_CHILDREN_BORN_ON_THE_WAY
    shares = dict(given.APPLICATIONS)
    shares["HTI"] += sum(born_on_the_way.values())
    total = sum(shares.values())
    people = sum(len(family.members) for family in families)
    missing = {group: share / total * people for group, share in shares.items()}
    for family in dice.shuffled(families):
        family.group = max(missing, key=lambda group: missing[group])
        missing[family.group] -= len(family.members)
    others = [family for family in families if family.group == "other"]
    for family, group in zip(others, dice.deal(given.OTHER_NATIONALITIES, len(others)), strict=True):
        family.group = group
    for family in families:
        for member in family.members:
            member.nationality = family.group
    haitian = [family for family in families if family.group == "HTI"]
    for family, way in zip(haitian, dice.deal(born_on_the_way, len(haitian)), strict=True):
        family.way = way
    for way, applications in born_on_the_way.items():
        children = [child for family in haitian if family.way == way for child in family.children]
        by_age = sorted(
            ((child.age + 6 * dice.below(100) / 100, number) for number, child in enumerate(children))
        )
        for _, number in by_age[: round(applications / total * people)]:
            children[number].nationality = way


def _give_languages(dice: Dice, families: list[Family]) -> None:
    for family in families:
        first = given.FIRST_LANGUAGE.get(family.group, "spa")
        for member in family.members:
            member.languages = (first,)
    for way, (language, share) in given.AFTER_THE_WAY.items():
        adults = [adult for family in families if family.way == way for adult in family.adults]
        born = [child for family in families for child in family.children if child.nationality == way]
        for member in dice.some(adults, share) + born:
            member.languages += (language,)
    adults = [adult for family in families for adult in family.adults]
    for adult in dice.some((adult for adult in adults if "hat" in adult.languages), given.FRENCH_SHARE):
        adult.languages += ("fra",)
    for adult in dice.some((adult for adult in adults if "eng" not in adult.languages), given.ENGLISH_SHARE):
        adult.languages += ("eng",)
    for family in dice.some((family for family in families if family.group == "GTM"), given.MAM_SHARE):
        for member in family.members:
            member.languages = ("mam", *member.languages)


def _give_work(dice: Dice, families: list[Family]) -> None:
    adults = [adult for family in families for adult in family.adults if adult.age < 65]
    for adult, occupation in zip(adults, dice.deal(given.OCCUPATIONS, len(adults)), strict=True):
        adult.occupation = occupation


def _give_needs(dice: Dice, families: list[Family]) -> None:
    people = [member for family in families if not family.alone for member in family.members]
    groups: tuple[tuple[Mapping[str, float], Callable[[Member], bool]], ...] = (
        (given.NEEDS_OF_ALL, lambda member: True),
        (given.NEEDS_OF_ADULTS, lambda member: member.is_adult),
        (given.NEEDS_OF_WOMEN, lambda member: member.is_adult and bool(member.woman) and member.age < 45),
        (given.NEEDS_OF_CHILDREN, lambda member: not member.is_adult),
    )
    for shares, belongs in groups:
        for need, share in shares.items():
            for member in dice.some(filter(belongs, people), share):
                member.needs.add(need)
    for family in families:
        if len(family.adults) == 1 and family.children and not family.alone:
            family.adults[0].needs.add("single_parent")
        for adult in family.adults:
            if adult.age >= 60:
                adult.needs.add("older_person")


def _forget_some_ages(dice: Dice, families: list[Family]) -> None:
    """A few years of birth are not known, of children and of adults who are not the only one."""
    own = [family for family in families if not family.alone]
    people = [member for family in own for member in family.adults[1:] + family.children]
    for member in dice.some(people, given.UNKNOWN_BIRTH_YEAR_SHARE):
        member.age_known = False


def _give_procedures(dice: Dice, families: list[Family]) -> None:
    own = [family for family in families if not family.alone]
    for family, claim in zip(own, dice.deal(given.CLAIMS, len(own)), strict=True):
        family.claim = claim
    for family, consents in zip(own, dice.deal(given.CONSENTS, len(own)), strict=True):
        family.consents = consents
    for family in families:
        if family.alone:
            family.consents = None
    open_claims = dice.shuffled(family for family in own if family.claim == "open" and family.consents)
    for family in open_claims[: given.OPEN_CLAIMS_IN_JALISCO]:
        family.claim_state = "MX-JAL"
    free = dice.shuffled(family for family in own if family.claim == "none" and family.may_be_placed)
    for family in free[: given.ABOUT_TO_CLAIM]:
        family.about_to_claim = True


def _give_days(dice: Dice, families: list[Family]) -> None:
    """Days of entry (more of them recent), of asking to take part, and of being ready to travel."""
    registered = dice.deal(given.REGISTERED_ON, len(families))
    for family, day in zip(families, registered, strict=True):
        family.registered_on = day
        days = dice.below(38) if family.about_to_claim else dice.below(16) * dice.below(16)
        family.entered_on = dt.date(2021, 11, 17) - dt.timedelta(days=days)
    may_travel = dice.shuffled(family for family in families if family.may_be_placed)
    for day, number in given.READY_LATER.items():
        for _ in range(number):
            may_travel.pop().ready_on = day


def _give_wishes(dice: Dice, families: list[Family]) -> None:
    own = [family for family in families if not family.alone]
    wishes = dice.deal(given.WISHES, len(own))
    refusals = dice.deal(given.REFUSALS, len(own))
    for number, family in enumerate(own):
        family.wishes, family.refusals = wishes[number], refusals[number]


def _give_codes(dice: Dice, families: list[Family]) -> list[Family]:
    """Households and members get random codes, and are put in the order of these."""
    taken: set[str] = set()
    for family in families:
        family.code = f"H-{dice.code(5, taken)}"
        for member in family.members:
            member.code = f"P-{dice.code(6, taken)}"
    return sorted(families, key=lambda family: family.code)
