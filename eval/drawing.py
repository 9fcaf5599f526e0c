"""Charts of pygal's as SVG that runs nothing, fetches nothing, has a title and follows light and dark."""

from __future__ import annotations

import math
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

STYLE = Path(__file__).with_name("templates") / "chart.css"
WIDTH, HEIGHT = 400, 280  # of the drawing, its legend apart; small, so that words stay readable on a narrow screen
LINE = 24  # of the legend


def ticks(low: float, high: float) -> list[float]:
    """Four to seven round values of [0, 1] that hold `low` and `high` between them, 0.1 apart at the least."""
    step = next(s for s in (0.02, 0.05, 0.1, 0.2) if high - low <= 5.5 * s)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 4)
    shift = max(0, last - round(1 / step))
    return [round(place * step, 2) for place in range(max(0, first - shift), last - shift + 1)]


def empty(
    kind: str, title: str, x_title: str, y_title: str | None = None, height: int = HEIGHT, legend: int = 0
) -> Any:
    """An empty chart of pygal's, without its scripts and its style sheets; `legend` is how many names it explains."""
    import pygal
    from pygal.style import Style

    # pygal leaves a finder for its maps of an old kind among the importers: Python 3.11 warns of it at every import.
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]

    sizes = dict.fromkeys(("label", "major_label", "legend", "value"), 12) | {"title": 14, "no_data": 14}
    return getattr(pygal, kind)(
        pygal.Config(
            title=title,
            x_title=x_title,
            y_title=y_title,
            width=WIDTH,
            height=height + LINE * legend,
            show_legend=legend > 0,
            margin=8,
            margin_bottom=18,
            margin_right=16,
            spacing=8,
            js=[],
            css=[],
            classes=["chart"],
            no_prefix=True,
            disable_xml_declaration=True,
            style=Style(**{f"{name}_font_size": size for name, size in sizes.items()}),
            dots_size=3,
            legend_at_bottom=True,
            legend_at_bottom_columns=1,
            legend_box_size=16,
            truncate_legend=50,
            truncate_label=-1,
            value_formatter=_plain,
            x_value_formatter=_plain,
            no_data_text="chưa có số liệu",
        )
    )


def _plain(value: float) -> str:
    return f"{round(value, 3):g}"


@lru_cache(maxsize=1)
def _style() -> str:
    return STYLE.read_text(encoding="utf-8")


def drawn(chart: Any, whiskers: int | None = None) -> str:
    """The chart as SVG text; the series at the place `whiskers`, where one is named, is drawn as intervals."""

    def finish(root: Any) -> Any:
        for parent in list(root.iter()):
            for child in list(parent):
                _finish(child, parent)
        for node in root.iter():
            node.attrib.pop("id", None)  # the same in every chart, and a page has several
            if whiskers is not None and f"color-{whiskers}" in node.get("class", "").split():
                node.set("class", f"{node.get('class')} ci")
        root.set("role", "img")
        root.set("aria-label", chart.title)
        return root

    chart.add_xml_filter(finish)
    return str(chart.render())


def _finish(node: Any, parent: Any) -> None:
    """Take out what pygal adds for its scripts, put our style in and turn what they would show into titles."""
    tag = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else "comment"
    classes = node.get("class", "").split() if tag != "comment" else []
    if tag in {"comment", "script"} or "tooltip-overlay" in classes or (tag == "desc" and classes[:1] != ["value"]):
        parent.remove(node)
    elif tag == "desc":  # browsers show a title beside the pointer
        node.tag = node.tag.replace("desc", "title")
    elif tag == "style":
        node.text = _style()
    elif tag == "rect" and "legend" in parent.get("class", "").split():
        _as_key(node)


def _as_key(rect: Any) -> None:
    """Turn the box before a name in the legend into a stroke as the line itself is drawn."""
    x, y, width = (float(rect.get(name)) for name in ("x", "y", "width"))
    colour = rect.get("class").split()[0]
    rect.tag = rect.tag.replace("rect", "path")
    for name in list(rect.attrib):
        del rect.attrib[name]
    rect.set("class", f"key {colour}")
    rect.set("d", f"M{x:g} {y + width / 2:g} h{width:g}")
