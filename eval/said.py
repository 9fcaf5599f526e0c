"""What a build said to a question, as a report shows it."""

from __future__ import annotations

from dataclasses import dataclass

from eval.names import EXPECTED, MODES
from eval.runs import Row

TEXT, QUOTE, SHORT = 2_000, 500, 300  # characters shown of an answer, of a quotation, of a question
FEW = 10  # citations, or articles found, shown of an answer


@dataclass(frozen=True)
class Said:
    """What a build said to a question, cut to what a page can hold. `kind` is "" when the run keeps no answers."""

    kind: str = ""
    text: str = ""
    warnings: tuple[str, ...] = ()
    citations: tuple[tuple[str, str, str], ...] = ()  # citation, validity, quotation where the text does not say it
    choices: tuple[str, ...] = ()
    expected: str = ""
    rankings: tuple[tuple[str, str], ...] = ()  # way of search, what it found first


def said(row: Row) -> Said:
    """What a row's build said or found."""
    answer, rankings = row.detail.get("answer"), row.detail.get("rankings")
    if answer:
        cited = answer["citations"] or answer.get("nearest") or []
        return Said(
            kind=answer["kind"],
            text=short(answer["text"] or (answer.get("refusal") or {}).get("text", ""), TEXT),
            warnings=tuple(short(warning, QUOTE) for warning in answer["warnings"][:FEW]),
            citations=tuple(
                (
                    short(c["citation"], SHORT),
                    short(c["status_text"], SHORT),
                    "" if c["quote"] in answer["text"] else short(c["quote"], QUOTE),
                )
                for c in cited[:FEW]
            ),
            choices=tuple(short(choice, SHORT) for choice in answer["choices"][:FEW]),
            expected=EXPECTED.get(row.detail.get("expect", ""), ""),
        )
    if rankings:
        first = [("điều đúng", row.detail.get("relevant", []))]
        first += [(MODES["" if mode == "fused" else f"{mode} "], found) for mode, found in rankings.items()]
        listed = tuple((name, short("; ".join(found[:FEW]), QUOTE)) for name, found in first)
        return Said("rankings", rankings=listed)
    return Said()


def short(text: str, length: int) -> str:
    """A text of at most `length` characters, "…" where it was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
