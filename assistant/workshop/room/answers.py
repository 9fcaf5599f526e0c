"""Between the order in which an item is shown and its own: a telephone only ever knows the order shown.

In an item's own order the right answer can be seen (the right basis is the first, steps stand in order), so what is
sent to a telephone is mixed here, and what comes back is put in order here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.workshop.marking import basis_order, offered_bases, shown
from assistant.workshop.room.cleaning import LONGEST_ANSWER, clean_line
from assistant.workshop.room.state import Refused
from assistant.workshop.types import Form, Item, Response

WRONG_SHAPE = "Câu trả lời gửi lên không đúng dạng của câu hỏi: hãy tải lại trang."


def asked(item: Item, seed: str) -> dict[str, Any]:
    """An item as it is put to the room: nothing in it tells the right answer, which the author's id may hint at.

    Telephones know it by its number in the lesson.
    """
    order, bases = shown(item, seed), offered_bases(item)
    return {
        "form": item.form.value,
        "ask": item.ask,
        "options": [item.options[place].text for place in order] if item.options else [],
        "terms": [pair.term for pair in item.pairs],
        "meanings": [item.pairs[place].meaning for place in order] if item.pairs else [],
        "steps": [item.steps[place] for place in order] if item.steps else [],
        "bases": [bases[place] for place in basis_order(item, seed)],
    }


def response_from(item: Item, told: Mapping[str, Any], seed: str) -> Response:
    """What a telephone sent, in places as shown, as a response in the item's own order; Refused for another shape."""
    order = shown(item, seed)
    option, places, text, basis = (told.get(name) for name in ("option", "order", "text", "basis"))
    chosen = None if basis is None else basis_order(item, seed)[_place(basis, len(offered_bases(item)))]
    if item.options:
        return Response(option=order[_place(option, len(order))], basis=chosen)
    if item.form is Form.GAP:
        if not isinstance(text, str) or not clean_line(text):
            raise Refused("Hãy viết câu trả lời rồi gửi.", 400)
        return Response(text=clean_line(text)[:LONGEST_ANSWER], basis=chosen)
    if not isinstance(places, list) or len(places) != len(order):
        raise Refused(WRONG_SHAPE, 400)
    own = tuple(order[_place(place, len(order))] for place in places)
    if item.steps and len(set(own)) != len(order):
        raise Refused(WRONG_SHAPE, 400)
    return Response(order=own, basis=chosen)


def as_shown(item: Item, response: Response, seed: str) -> dict[str, Any]:
    """A response as the telephone sent it."""
    order = shown(item, seed)
    return {
        "option": None if response.option is None else order.index(response.option),
        "order": [order.index(place) for place in response.order],
        "text": response.text,
        "basis": None if response.basis is None else basis_order(item, seed).index(response.basis),
    }


def right_as_shown(item: Item, seed: str) -> dict[str, Any]:
    """The right response, in places as shown: for once it may be told."""
    option = item.right if item.options else None
    own: Sequence[int] = range(len(item.pairs) or len(item.steps))
    right = Response(option, tuple(own), "", 0 if offered_bases(item) else None)
    return as_shown(item, right, seed)


def in_words(item: Item, response: Response) -> str:
    """A response as people read it."""
    if item.options:
        return item.options[response.option].text if response.option is not None else ""
    if item.pairs:
        chosen = zip(item.pairs, response.order, strict=False)
        return "; ".join(f"{pair.term}: {item.pairs[place].meaning}" for pair, place in chosen)
    if item.steps:
        return " → ".join(item.steps[place] for place in response.order)
    return response.text


def _place(told: object, count: int) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told < count:
        raise Refused(WRONG_SHAPE, 400)
    return told
