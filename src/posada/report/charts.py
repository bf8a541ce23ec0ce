"""Bars as small SVG drawings that take the width they are given, so that a phone shows them as well as paper."""

from __future__ import annotations

from collections.abc import Sequence

from posada.report.formats import number


def bar(value: float, most: float) -> str:
    """A horizontal bar that fills `value / most` of its width; the number stands beside it in the page.

    >>> bar(1, 4)
    '<svg class="bar" height="10" aria-hidden="true"><rect class="track" width="100%" height="10" rx="2"/><rect class="fill" width="25%" height="10" rx="2"/></svg>'
    """
    share = 0.0 if most <= 0 else min(max(value / most, 0.0), 1.0)
    return (
        '<svg class="bar" height="10" aria-hidden="true"><rect class="track" width="100%" height="10" rx="2"/>'
        f'<rect class="fill" width="{share * 100:.4g}%" height="10" rx="2"/></svg>'
    )


def columns(values: Sequence[tuple[str, float]], *, title: str, height: int = 170) -> str:
    """Vertical bars, one for each labelled value, with the number on top; '' if there is none.

    `title` says in words what the bars show; a table with the same numbers belongs beside it.
    """
    most = max((value for _, value in values), default=0)
    if most <= 0:
        return ""
    step = 100 / len(values)
    every = -(-len(values) // 12)
    floor = height - 22
    parts = []
    for index, (label, value) in enumerate(values):
        tall = value / most * (floor - 20)
        middle = f"{(index + 0.5) * step:.4g}%"
        parts.append(
            f'<rect class="fill" x="{(index + 0.14) * step:.4g}%" y="{floor - tall:.1f}"'
            f' width="{step * 0.72:.4g}%" height="{tall:.1f}" rx="2"/>'
        )
        if index % every == 0:
            parts.append(f'<text x="{middle}" y="{floor - tall - 5:.1f}">{number(value)}</text>')
            parts.append(f'<text class="label" x="{middle}" y="{height - 5}">{label}</text>')
    return (
        f'<svg class="columns" height="{height}" role="img" aria-label="{title}">'
        f'<line x1="0" x2="100%" y1="{floor}" y2="{floor}"/>{"".join(parts)}</svg>'
    )
