"""The stranger's check: it accepts what is true and refuses whatever was tampered with."""

from dataclasses import replace

import numpy as np
import pytest

from posada.placement.optimiser import Floor, Instance, Soft, certify, optimise
from posada.placement.verify import verify_arrays


@pytest.fixture(scope="module")
def instance():
    """Forty families, four places, two resources, and one of every rule."""
    draw = np.random.default_rng(7)
    need = draw.integers(1, 4, size=(40, 2))
    return Instance.plain(
        draw.integers(1, 100, size=(40, 4)),
        need,
        np.full((4, 2), 18),
        allowed=draw.random((40, 4)) < 0.8,
        minimum=np.full((4, 2), 17),
        shortfall_price=np.full((4, 2), 9),
        soft=(Soft(((0, 0), (0, 1)), 12),),
        floors=(Floor(np.arange(10), draw.integers(1, 30, size=(10, 4)), 150, 3),),
        apart=np.array([[0, 1], [2, 3]]),
        together=np.array([[4, 5, 11], [6, 7, 20]]),
    )


@pytest.fixture(scope="module")
def certificate(instance):
    """A true certificate."""
    return certify(optimise(instance))


def test_a_true_certificate_is_accepted(instance, certificate):
    """Nothing is wrong with what the engine hands over."""
    assert verify_arrays(instance, certificate) == []


@pytest.mark.parametrize("name", ["capacity_prices", "minimum_prices", "floor_prices"])
def test_a_negative_price_is_refused(name, instance, certificate):
    """A price below nothing proves nothing."""
    prices = getattr(certificate, name).copy()
    prices.flat[0] = -1
    found = verify_arrays(instance, replace(certificate, **{name: prices}))
    assert found == [f"{name}: must be at least 0 and at most the price of a unit short, got one outside."]


@pytest.mark.parametrize("name", ["capacity_prices", "minimum_prices", "floor_prices"])
def test_another_price_is_refused(name, instance, certificate):
    """Each price alone, when raised by five, gives another bound than the stated one, or none."""
    for cell in range(getattr(certificate, name).size):
        prices = getattr(certificate, name).copy()
        prices.flat[cell] += 5 * certificate.scale
        assert verify_arrays(instance, replace(certificate, **{name: prices})), cell


def test_prices_of_a_soft_limit_above_its_own_are_refused(instance, certificate):
    """The cells of one soft limit together cost at most what a unit over costs."""
    prices = certificate.capacity_prices.copy()
    prices[0] = 7 * certificate.scale
    found = verify_arrays(instance, replace(certificate, capacity_prices=prices))
    scale = certificate.scale
    assert found == [f"capacity_prices: must be at most {12 * scale} on soft cells, got {14 * scale}."]


@pytest.mark.parametrize("by", [-1, 1])
def test_another_worth_or_bound_is_refused(by, instance, certificate):
    """One unit more or less is noticed, and the true number named."""
    worth, bound = certificate.worth, certificate.bound
    assert verify_arrays(instance, replace(certificate, worth=worth + by)) == [
        f"worth: must be {worth}, got {worth + by}."
    ]
    assert verify_arrays(instance, replace(certificate, bound=bound + by)) == [
        f"bound: must be {bound}, got {bound + by}."
    ]


def test_another_place_is_refused(instance, certificate):
    """Whoever is moved, the worth or a rule changes."""
    for family in range(instance.families):
        place = certificate.place.copy()
        place[family] = (place[family] + 2) % 5 - 1
        assert verify_arrays(instance, replace(certificate, place=place)), family


def test_a_place_that_does_not_exist_is_refused(instance, certificate):
    """Places are counted from -1, which means waiting."""
    place = certificate.place.copy()
    place[0] = 4
    assert verify_arrays(instance, replace(certificate, place=place)) == [
        "place: must be from -1 to 3, got one outside."
    ]


def test_less_capacity_is_refused(instance, certificate):
    """A limit lowered behind the plan's back is noticed at every place."""
    for cell in range(2, instance.capacity.size):
        capacity = instance.capacity.copy()
        capacity.flat[cell] = 1
        found = verify_arrays(replace(instance, capacity=capacity), certificate)
        assert "capacity: must be kept at every place, got an overrun." in found


def test_families_who_must_be_apart_are_looked_at(instance, certificate):
    """Two at the same place who were made foes later are found."""
    there = np.flatnonzero(certificate.place == 1)[:2]
    found = verify_arrays(replace(instance, apart=there.reshape(1, 2)), certificate)
    assert found == ["place: must differ for families who must be apart, got the same."]


def test_who_must_not_wait_does_not(instance, certificate):
    """A family that waits although it must have a place is found."""
    place = certificate.place.copy()
    place[0] = -1
    must = np.ones(instance.families, dtype=bool)
    found = verify_arrays(replace(instance, must=must), replace(certificate, place=place))
    assert "place: must be given to everyone who must have one, got families who wait." in found


@pytest.mark.parametrize("scale", [0, -8, 1 << 40, 0.5])
def test_a_scale_that_is_none_is_refused(scale, instance, certificate):
    """The scale is a whole number from one up."""
    found = verify_arrays(instance, replace(certificate, scale=scale))
    assert found == [f"scale: must be a whole number from 1 to {1 << 30}, got {scale}."]


def test_prices_too_large_to_add_up_are_refused(instance, certificate):
    """Sums that could leave 63 bits are not trusted."""
    prices = certificate.capacity_prices.copy()
    prices[2, 0] = 1 << 58
    found = verify_arrays(instance, replace(certificate, capacity_prices=prices))
    assert found == ["prices: must be small enough for sums in 63 bits, got larger ones."]
