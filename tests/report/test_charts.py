import xml.etree.ElementTree as ET

from posada.report.charts import bar, columns


def test_a_bar_never_leaves_its_track():
    """More than all is all, less than nothing is nothing, a share of nothing is nothing."""
    widths = [ET.fromstring(bar(*pair))[1].attrib["width"] for pair in ((9, 4), (-1, 4), (3, 0), (3, 4))]
    assert widths == ["100%", "0%", "0%", "75%"]


def test_columns_grow_with_their_values():
    """Each value has its column, the largest is the tallest, and the picture says what it shows."""
    tree = ET.fromstring(columns([("a", 10), ("b", 20), ("c", 0)], title="People"))
    heights = [float(rect.attrib["height"]) for rect in tree.iter("rect")]
    assert heights[1] == 2 * heights[0]
    assert heights[2] == 0
    assert tree.attrib["aria-label"] == "People"
    assert columns([("a", 0)], title="People") == ""


def test_many_columns_have_few_labels():
    """At most a dozen labels, so that they do not overlap."""
    tree = ET.fromstring(columns([(str(day), 1.0) for day in range(40)], title="t"))
    assert sum(text.attrib.get("class") == "label" for text in tree.iter("text")) <= 12
