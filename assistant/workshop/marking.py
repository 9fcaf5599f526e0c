"""Showing an item in a mixed order, and marking what was answered: by the option and by the provision cited."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from assistant.workshop.types import Form, Item, Mark, Response
from assistant.workshop.values import WORDS
from corpus.accents import without_accents
from corpus.dates import IN_TEXT, first_date

TENS = WORDS | {"lăm": 5, "mốt": 1, "tư": 4}
HALF = 0.5  # for the right answer with a wrong basis, or none where one was asked for


def mixed(count: int, seed: str) -> list[int]:
    """The places 0 … count - 1 in an order that `seed` decides, the same on every machine."""
    places = list(range(count))
    random.Random(seed).shuffle(places)
    return places


def shown(item: Item, seed: str = "") -> list[int]:
    """The order in which an item's options, steps or meanings are shown, as places in their own order.

    True and false stay as they are, and so do the sentences of an answer in which one is wrong. Steps are never shown
    in their right order.
    """
    if item.form in {Form.TRUE_FALSE, Form.MISTAKE}:
        return list(range(len(item.options)))
    count = len(item.options) or len(item.steps) or len(item.pairs)
    order = mixed(count, f"{seed}/{item.id}")
    solved = item.steps and order == list(range(count))
    return [*order[1:], order[0]] if solved else order


def basis_order(item: Item, seed: str = "") -> list[int]:
    """The order in which the provisions offered as the basis are shown, as places in `offered_bases`."""
    return mixed(len(offered_bases(item)), f"{seed}/{item.id}/basis")


def offered_bases(item: Item) -> tuple[str, ...]:
    """The provisions offered as the basis, the right one first; () where the item does not ask for it."""
    return (item.basis.called, *item.bases) if item.bases and item.form is not Form.PLACE else ()


def mark(item: Item, response: Response) -> Mark:
    """What a response is worth, in [0, 1].

    Where the basis is asked for too, the right answer without the right basis is worth half; a wrong answer nothing.
    Of a matching the share of right pairs counts, and it is right when all are.
    """
    points = _points(item, response)
    right = points == 1
    asked = offered_bases(item)
    if not asked:
        return Mark(points, right)
    basis_right = None if response.basis is None else response.basis == 0
    return Mark(points if basis_right else points * HALF, right, basis_right)


def _points(item: Item, response: Response) -> float:
    if item.options:
        return float(response.option == item.right)
    if item.pairs:
        return _share(response.order, range(len(item.pairs)))
    if item.steps:
        return float(tuple(response.order) == tuple(range(len(item.steps))))
    return float(any(_equal(response.text, answer) for answer in item.answers))


def _share(order: Sequence[int], right: Sequence[int]) -> float:
    if len(order) != len(right):
        return 0.0
    return sum(chosen == own for chosen, own in zip(order, right, strict=True)) / len(right)


def _equal(typed: str, answer: str) -> bool:
    """Whether what was typed on a telephone is an answer, however it is written.

    Case, diacritics, spaces, punctuation, words in brackets, how a day is written, leading noughts, dots between
    thousands and small numbers in words do not matter.
    """
    return bool(_forms(typed) & _forms(answer))


def _forms(text: str) -> set[str]:
    """A text as it is compared: as it stands, and with the number that it begins with as a figure."""
    words = re.sub(r"\([^()]*\)", " ", text).lower().strip(" .,;:“”\"'")
    day = first_date(f"ngày {words.removeprefix('ngày').strip()}")
    if day and not IN_TEXT.sub("", f"ngày {words.removeprefix('ngày').strip()}").removeprefix("ngày").strip():
        return {day.isoformat()}
    words = re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", words)
    return {_plain(words), _plain(_with_figure(words))} - {""}


def _with_figure(words: str) -> str:
    """Words with the small number that they begin with as a figure: “mười lăm ngày” as “15 ngày”."""
    first, *rest = words.split() or [""]
    if first == "mười" and rest and rest[0] in TENS:
        return " ".join([str(10 + TENS[rest[0]]), *rest[1:]])
    return " ".join([str(WORDS[first]), *rest]) if first in WORDS and rest else words


def _plain(words: str) -> str:
    parts = re.findall(r"\d+(?:[.,]\d+)?|[^\W\d_]+|%", without_accents(words))
    return " ".join(part.replace(",", ".").lstrip("0") or "0" for part in parts)
