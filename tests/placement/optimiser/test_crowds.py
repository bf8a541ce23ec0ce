import numpy as np

from posada.placement.optimiser.crowds import Crowds, kinds_of
from posada.placement.optimiser.highs import maximise
from posada.placement.optimiser.instance import Floor, Instance
from posada.placement.optimiser.part import columns_of, placed, program
from posada.placement.optimiser.worth import faults, worth


def random_instance(seed, *, by_place=False):
    """Families of a few kinds, some of them in pairs."""
    random = np.random.default_rng(seed)
    kind = random.integers(0, 6, size=24)
    value, allowed = random.integers(0, 50, size=(6, 4))[kind], (random.random((6, 4)) < 0.8)[kind]
    need = random.integers(1, 4, size=(6, 4, 2) if by_place else (6, 2))[kind]
    return Instance.plain(
        value,
        need,
        random.integers(4, 12, size=(4, 2)),
        allowed=allowed,
        apart=np.array([[0, 1]]),
        together=np.array([[2, 3, 7]]),
        floors=(Floor(np.array([4, 5]), value[[4, 5]], 30, 2),),
    )


def test_families_of_a_kind_are_alike_and_those_with_ties_stand_alone():
    """Two of a kind have the same value, places and needs; whoever is in a pair or a floor is one of a kind."""
    for seed in range(20):
        for by_place in (False, True):
            instance = random_instance(seed, by_place=by_place)
            kind = kinds_of(instance)
            for one in range(24):
                for other in range(one):
                    if kind[one] == kind[other]:
                        assert one > 5
                        assert other > 5
                        goes = instance.allowed[one]
                        assert (instance.allowed[other] == goes).all()
                        assert (instance.value[one] == instance.value[other])[goes].all()
                        needs = [
                            instance.need_at(np.full(4, family), np.arange(4)) for family in (one, other)
                        ]
                        assert (needs[0] == needs[1])[goes].all()


def test_counted_together_the_best_plan_is_the_same():
    """One column for a kind is exact: the solver finds the same worth with and without."""
    for seed in range(12):
        instance = random_instance(seed, by_place=seed % 2 == 1)
        nobody = np.full(24, -1)
        family, place = (axis.astype(np.int64) for axis in np.nonzero(instance.allowed))
        found = []
        for kinds in (None, kinds_of(instance)):
            part = program(instance, nobody, family, place, kind_of=kinds)
            best = maximise(part)
            plan = placed(instance, nobody, part, best.values)
            assert faults(instance, plan) == []
            assert worth(instance, plan) == round(best.bound) + part.constant
            found.append(worth(instance, plan))
        assert found[0] == found[1]


def test_a_plan_is_written_into_columns_and_read_back():
    """The columns of a plan stand for a plan of the same worth."""
    for seed in range(12):
        instance = random_instance(seed)
        nobody = np.full(24, -1)
        family, place = (axis.astype(np.int64) for axis in np.nonzero(instance.allowed))
        plain = program(instance, nobody, family, place)
        plan = placed(instance, nobody, plain, maximise(plain).values)
        part = program(instance, nobody, family, place, kind_of=kinds_of(instance))
        again = placed(instance, nobody, part, columns_of(part, plan))
        assert worth(instance, again) == worth(instance, plan)
        assert part.pairs < plain.pairs


def test_without_kinds_everybody_stands_for_one():
    """The crowds of families without kinds have one member each."""
    crowds = Crowds.of(np.array([1, 4]), None)
    assert crowds.sizes.tolist() == [1, 1]
    assert [
        axis.tolist() for axis in crowds.share_out(np.array([1, 4]), np.array([7, 8]), np.array([1, 1]))
    ] == [
        [1, 4],
        [7, 8],
    ]
