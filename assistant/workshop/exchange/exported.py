"""What an export is: a file, and the items that its format could not hold."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.export import printable
from assistant.workshop.lesson import identifier
from assistant.workshop.types import Lesson


@dataclass(frozen=True)
class Exported:
    """A file to hand on. `left_out` has the id of each item that is not in it and the reason, in Vietnamese."""

    data: bytes
    name: str
    left_out: tuple[tuple[str, str], ...] = ()


def file_name(lesson: Lesson, ending: str) -> str:
    """The name of a lesson's file: “ket-noi-kahoot.xlsx”."""
    return f"{lesson.id or identifier(lesson.title)}{ending}"


def line(text: str) -> str:
    """A text on one line, without what no file of text holds."""
    return " ".join(printable(text).split())
