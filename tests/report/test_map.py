import re
import xml.etree.ElementTree as ET

from posada.report.figures import flows
from posada.report.map import Flow, Spot, draw_map, frame_of, outlines, radius

TAPACHULA = Spot("Tapachula", 14.9, -92.26, 30)
LEON = Spot("León <x>", 21.12, -101.68, 30)


def drawn(country="MEX", spots=((TAPACHULA, LEON, 30),)):
    made = [Flow(start, end, people) for start, end, people in spots]
    return draw_map(made, country=country, receiving=["MX-GUA"], title="Where", description="What & how")


def test_the_map_is_a_picture_with_words_for_those_who_do_not_see_it():
    """It parses as XML, has a title and a description, and names are escaped."""
    tree = ET.fromstring(drawn())
    assert tree.attrib["role"] == "img"
    assert [element.text for element in tree[:2]] == ["Where", "What & how"]
    assert "León <x>" in " ".join(tree.itertext())


def test_receiving_states_are_tinted_and_other_countries_have_a_net_of_degrees():
    """Outlines are on file for Mexico; elsewhere the map says where it is by degrees."""
    assert drawn().count('class="receives"') == 1
    assert 'class="net"' in drawn(country="GTM")
    assert 'class="ground"' not in drawn(country="GTM")


def test_all_32_states_are_on_file():
    """Outlines are closed rings within Mexico's bounds."""
    assert len(outlines()) == 32
    for rings in outlines().values():
        assert all(-119 < x < -86 and 14 < y < 33 for ring in rings for x, y in ring)


def test_every_spot_lies_within_the_frame():
    """With a margin on every side, whichever way the spots lie."""
    for spots in ([TAPACHULA], [TAPACHULA, LEON], [Spot("a", 14, -92, 1), Spot("b", 32, -92, 1)]):
        frame = frame_of(spots)
        for spot in spots:
            x, y = frame.place(spot.latitude, spot.longitude)
            assert 0 < x < 1000
            assert 0 < y < frame.height


def test_the_area_of_a_circle_grows_with_people():
    """Four times the people, twice the radius, and never too small to see."""
    assert radius(100, 400) * 2 == radius(400, 400)
    assert radius(0, 400) == 3.5


def test_labels_do_not_overlap(mapastepec):
    """Names that would lie on each other are left out."""
    made = flows(mapastepec.programme, mapastepec.answers["assignments"])
    page = draw_map(made, country="MEX", receiving=[], title="t", description="d")
    wide = page[page.index('class="labels wide"') : page.index('class="labels narrow"')]
    names = re.findall(r">([^<]+)</text>", wide)
    assert len(names) == len(set(names))
    assert "Mapastepec" in names
    assert len(names) >= 15


def test_nobody_placed_no_map():
    """There is nothing to draw."""
    assert draw_map([], country="MEX", receiving=[], title="t", description="d") == ""
