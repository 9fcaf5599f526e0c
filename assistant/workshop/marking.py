"""Showing an item in a mixed order, and marking what was answered: by the option and by the provision cited."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from assistant.workshop.types import Form, Item, Mark, Response
from assistant.workshop.values import WORDS
from corpus.accents import without_accents
from corpus.dates import IN_TEXT, first_date

SPELT = {without_accents(word): str(figure) for word, figure in WORDS.items() if word != "năm"}  # also a year
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
    if item.options or order != list(range(count)) or count < 2:
        return order
    return [*order[1:], order[0]]


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
    return float(_plain(response.text) in {_plain(answer) for answer in item.answers})


def _share(order: Sequence[int], right: Sequence[int]) -> float:
    if len(order) != len(right):
        return 0.0
    return sum(chosen == own for chosen, own in zip(order, right, strict=True)) / len(right)


def _plain(text: str) -> str:
    """What is typed on a telephone, so that case, diacritics, spaces, a leading nought and how a day or a small number
    is written do not matter.
    """
    when = first_date(text)
    if when and not re.sub(r"(?i)ngày", "", IN_TEXT.sub("", text)).strip(" ."):
        return when.isoformat()
    words = without_accents(text).replace(".", " ").replace(",", " ").split()
    return " ".join(SPELT.get(word, word).lstrip("0") or "0" for word in words)
