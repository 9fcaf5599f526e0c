"""When documents were in force, as bars over the years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.evidence import Evidence
from assistant.life import Span
from assistant.naming import name_of
from assistant.ui.addresses import address_of
from assistant.ui.component import component
from assistant.ui.words import say
from corpus.dates import day

MOST_YEARS = 10  # that are written below the bars
_mount = component(__file__)


def show_bars(spans: Sequence[Span], evidence: Evidence, key: str) -> str | None:
    """A bar for each document with its validity in words; the id of the document that was just clicked."""
    known = [on for span in spans for on in (span.since, span.until) if on]
    first, last = min([*known, evidence.as_of]), max([*known, evidence.as_of])
    begin, end = date(first.year, 1, 1), date(last.year + 1, 1, 1)

    def part(on: date) -> float:
        return (on - begin).days / (end - begin).days

    step = -(-(end.year - begin.year + 1) // MOST_YEARS)
    result = _mount(
        data={
            "name": say("timeline.line", count=len(spans)),
            "years": [[str(year), part(date(year, 1, 1))] for year in range(begin.year, end.year + 1, step)],
            "today": part(evidence.as_of),
            "spans": [_line(span, evidence, part(span.since) if span.since else None, part) for span in spans],
        },
        key=key,
        on_chosen_change=lambda: None,
    )
    return str(result.chosen) if result.chosen else None


def _line(span: Span, evidence: Evidence, left: float | None, part: Any) -> dict[str, Any]:
    since = day(span.since) if span.since else say("timeline.unknown")
    until = day(span.until) if span.until else say("timeline.open_end")
    return {
        "id": span.document.id,
        "name": name_of(span.document),
        "address": address_of(span.document.id),
        "status": evidence.status(span.document).value.value,
        "left": left if left is not None or span.until is None else 0.0,
        "begins": left is not None,
        "right": part(span.until) if span.until else part(max(evidence.as_of, span.since or evidence.as_of)),
        "open": span.until is None,
        "said": say(
            "timeline.span", name=span.document.title or span.document.number, since=since, until=until,
            status=f"{span.status_text[:1].upper()}{span.status_text[1:]}.",
        ),
    }  # fmt: skip
