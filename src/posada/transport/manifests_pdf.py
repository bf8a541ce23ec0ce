"""Manifests as PDF: a page or more for each departure, to be ticked off by hand."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from reportlab.lib.pagesizes import letter
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from posada.transport.manifests import Manifest, ManifestRow
from posada.transport.words import words_of

WIDTH, HEIGHT = letter
MARGIN = 18 * mm
"""Letter is the paper of Mexico; with this margin nothing is cut off on A4, which is 6 mm narrower."""

ROW = 6.4 * mm
FONT, BOLD = "Helvetica", "Helvetica-Bold"
COLUMNS = (
    ("head_household", 0.0),
    ("head_people", 52.0),
    ("head_place", 70.0),
    ("head_wheelchair", 118.0),
    ("head_boarded", 146.0),
    ("head_received", 163.0),
)
"""Heads of columns with their left edge in millimetres from the margin."""

RIGHT = WIDTH - MARGIN
FOOT = 26 * mm
"""Room for the sum and the signatures."""

SMALLEST = 5.0
"""Long codes are set smaller, down to this size, before they are cut."""


def pdf_of(manifests: Sequence[Manifest], *, lang: str) -> bytes:
    """The bytes of a PDF with the manifest of each departure; the same manifests give the same bytes."""
    words = words_of(lang)
    out = io.BytesIO()
    # `invariant` leaves out the time of making and makes the file's identifier a constant.
    canvas = Canvas(out, pagesize=letter, invariant=True, pageCompression=1, lang=lang)
    canvas.setTitle(words["manifest"])
    canvas.setAuthor("Posada")
    if not manifests:
        _text(canvas, MARGIN, HEIGHT - MARGIN, words["none"])
        canvas.showPage()
    for manifest in manifests:
        pages = list(_pages(manifest))
        for number, rows in enumerate(pages, start=1):
            _draw_page(canvas, manifest, rows, number=number, pages=len(pages), words=words)
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def _pages(manifest: Manifest) -> Iterator[Sequence[ManifestRow]]:
    """The rows of a manifest page by page, at least one; each keeps room for the sum and the signatures."""
    room = max(1, int((HEIGHT - 2 * MARGIN - _head_height(manifest) - FOOT) // ROW))
    for start in range(0, max(1, len(manifest.rows)), room):
        yield manifest.rows[start : start + room]


def _head_height(manifest: Manifest) -> float:
    return 34 * mm + 5 * mm * len(manifest.stops)


def _draw_page(
    canvas: Canvas,
    manifest: Manifest,
    rows: Sequence[ManifestRow],
    *,
    number: int,
    pages: int,
    words: Mapping[str, str],
) -> None:
    _draw_head(canvas, manifest, number=number, pages=pages, words=words)
    y = HEIGHT - MARGIN - _head_height(manifest)
    y = _draw_column_heads(canvas, y, words)
    for row in rows:
        y = _draw_row(canvas, row, y, words)
    if number == pages:
        _draw_foot(canvas, manifest, y, words)


def _draw_head(
    canvas: Canvas, manifest: Manifest, *, number: int, pages: int, words: Mapping[str, str]
) -> None:
    y = HEIGHT - MARGIN
    _text(canvas, MARGIN, y, words["confidential"].upper(), font=BOLD, size=9)
    of_pages = words["page"].format(page=number, pages=pages)
    canvas.drawRightString(RIGHT, y, f"{manifest.departure}, {of_pages}")
    y -= 9 * mm
    _text(canvas, MARGIN, y, f"{words['manifest']} {manifest.departure}", font=BOLD, size=16)
    y -= 7 * mm
    _text(canvas, MARGIN, y, manifest.programme, size=9)
    y -= 5.5 * mm
    facts = (
        (words["head_bus"], manifest.bus),
        (words["head_drivers"], manifest.drivers),
        (words["head_departs"], f"{manifest.departs}, {manifest.origin}"),
    )
    x = MARGIN
    for head, value in facts[:2]:
        x = _fact(canvas, x, y, head, value) + 8 * mm
    y -= 5 * mm
    _fact(canvas, MARGIN, y, *facts[2])
    for stop in manifest.stops:
        y -= 5 * mm
        people = f"{words['head_people'].lower()}: {stop.people}"
        _fact(
            canvas, MARGIN, y, f"{words['head_stop']} {stop.stop}", f"{stop.place}, {stop.arrives}, {people}"
        )


def _fact(canvas: Canvas, x: float, y: float, head: str, value: str) -> float:
    """Draw a bold word with its value; the right edge."""
    _text(canvas, x, y, f"{head}:", font=BOLD, size=10)
    x += stringWidth(f"{head}: ", BOLD, 10)
    value = _fitted(value, FONT, 10, RIGHT - x)
    _text(canvas, x, y, value, size=10)
    return x + stringWidth(value, FONT, 10)


def _draw_column_heads(canvas: Canvas, y: float, words: Mapping[str, str]) -> float:
    canvas.setLineWidth(0.8)
    for (name, left), right in zip(COLUMNS, [*(left for _, left in COLUMNS[1:]), None], strict=True):
        edge = RIGHT if right is None else MARGIN + right * mm
        x = MARGIN + left * mm
        _text(canvas, x, y, _fitted(words[name], BOLD, 8, edge - x - mm), font=BOLD, size=8)
    y -= 2 * mm
    canvas.line(MARGIN, y, RIGHT, y)
    return y


def _draw_row(canvas: Canvas, row: ManifestRow, y: float, words: Mapping[str, str]) -> float:
    base = y - ROW + 2 * mm
    values = (
        row.household,
        str(row.people),
        f"{row.stop}. {row.place}",
        words["yes" if row.needs_wheelchair_place else "no"],
    )
    edges = [left for _, left in COLUMNS]
    for index, value in enumerate(values):
        width = (edges[index + 1] - edges[index] - 1) * mm
        font = BOLD if index == 0 or (index == 3 and row.needs_wheelchair_place) else FONT
        size = max(SMALLEST, min(10.0, 10 * width / max(1.0, stringWidth(value, font, 10))))
        shown = _fitted(value, font, size, width)
        _text(canvas, MARGIN + edges[index] * mm, base, shown, font=font, size=size)
    for left in edges[4:]:
        canvas.rect(MARGIN + left * mm + mm, base - 0.6 * mm, 3.6 * mm, 3.6 * mm)
    y -= ROW
    canvas.setLineWidth(0.3)
    canvas.line(MARGIN, y, RIGHT, y)
    return y


def _draw_foot(canvas: Canvas, manifest: Manifest, y: float, words: Mapping[str, str]) -> None:
    y -= 7 * mm
    total = words["total"].format(households=len(manifest.rows), people=manifest.people)
    _text(canvas, MARGIN, y, total, font=BOLD, size=10)
    y = MARGIN + 2 * mm
    for x, word in ((MARGIN, words["signed"]), (MARGIN + 90 * mm, words["signed_for"])):
        canvas.line(x, y, x + 80 * mm, y)
        _text(canvas, x, y - 4 * mm, word, size=8)


def _text(canvas: Canvas, x: float, y: float, text: str, *, font: str = FONT, size: float = 10) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def _fitted(text: str, font: str, size: float, width: float) -> str:
    """The text, cut with an ellipsis if it is wider than its column."""
    if stringWidth(text, font, size) <= width + 0.01:
        return text
    while text and stringWidth(f"{text}…", font, size) > width:
        text = text[:-1]
    return f"{text}…"
