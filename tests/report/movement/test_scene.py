"""The moving map: one value a frame for whatever moves, and stills that need no script."""

import json

import pytest

from posada.report.map import Spot, frame_of
from posada.report.movement.scene import (
    MOST_FRAMES,
    STILLS,
    Circle,
    Scene,
    Trail,
    data_of,
    draw_stage,
    draw_stills,
    frames_of,
)


def scene(days=9, name="</script><b>"):
    spots = [Spot(name, 15.0, -92.0, 5), Spot("Far", 16.0, -94.0, 9)]
    return Scene(
        frame=frame_of(spots),
        country="",
        roads="",
        starts=spots[:1],
        spots=spots[1:],
        days=[f"day {at}" for at in range(days)],
        captions=[f"{name} {at}" for at in range(days)],
        circles=[Circle("group", [10.0] * days, [20.0] * days, [float(at) for at in range(days)])],
        trails=[Trail("spread", [f"M0 0L{at} 9" for at in range(days)])],
    )


def test_what_moves_has_one_value_for_each_frame_and_what_stays_has_none():
    """The circle grows in place: its radius is told by day, its middle is not."""
    told = json.loads(data_of(scene()))
    assert told["moves"]["c0"] == {"r": list(range(9))}
    assert len(told["moves"]["t0"]["d"]) == len(told["days"]) == len(told["captions"]) == 9


def test_a_name_cannot_end_the_script():
    """Names come from files of strangers: no sign of markup is left in the data, and none in the drawing."""
    assert "<" not in data_of(scene())
    assert json.loads(data_of(scene()))["captions"][0] == "</script><b> 0"
    assert "</script" not in draw_stage(scene(), title="</script>")


def test_stills_show_the_first_and_the_last_day():
    """Where nothing plays, six days are shown, each once."""
    stills = draw_stills(scene())
    assert len(stills) == STILLS
    assert (stills[0][0], stills[-1][0]) == ("day 0", "day 8")
    assert len(draw_stills(scene(days=2))) == 2
    assert len(draw_stills(scene(days=1))) == 1


@pytest.mark.parametrize("days", [1, 2, MOST_FRAMES, MOST_FRAMES + 1, 1885])
def test_frames_are_in_order_and_few(days):
    """Long periods go in steps; the first and the last day are always among them."""
    frames = frames_of(days)
    assert frames[0] == 0
    assert frames[-1] == days - 1
    assert frames == sorted(set(frames))
    assert len(frames) <= MOST_FRAMES
