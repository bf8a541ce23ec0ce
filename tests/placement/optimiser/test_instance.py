"""The problem in whole numbers: absent parts have their shape, equal needs are one type."""

import numpy as np

from posada.placement.optimiser.instance import Instance, types


def test_types_are_the_same_whether_rows_fit_one_number_or_not():
    """Very large needs are sorted as rows, small ones as digits, with one result."""
    small = np.random.default_rng(0).integers(0, 5, size=(200, 4))
    large = small * (1 << 40)
    kinds, index = types(small)
    others, other_index = types(large)
    assert (kinds[index] == small).all()
    assert (others == kinds * (1 << 40)).all()
    assert (index == other_index).all()


def test_absent_parts_have_their_shape():
    """Minimums, pairs and duties are empty but can be added up."""
    plain = Instance.plain([[1, 2]], [[1, 1, 1]], np.ones((2, 3)))
    assert plain.minimum.shape == plain.shortfall_price.shape == (2, 3)
    assert plain.apart.shape == (0, 2)
    assert plain.together.shape == (0, 3)
    assert not plain.must.any()


def test_the_largest_use_counts_allowed_families_only(invent):
    """Per cell, the needs of everybody who may go there."""
    for by_place in (False, True):
        instance = invent(1, families=9, by_place=by_place)
        for place in range(instance.places):
            there = np.flatnonzero(instance.allowed[:, place])
            needs = instance.need_at(there, np.full(len(there), place))
            assert instance.largest_use()[place].tolist() == needs.sum(axis=0).tolist()
