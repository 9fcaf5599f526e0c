"""What a room answered, counted: bars for an item, points for the board."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.workshop.marking import basis_order, mark, offered_bases, shown
from assistant.workshop.room.state import View
from assistant.workshop.types import Form, Given, Item, Mark, Response

MOST_BARS = 6  # of texts typed into a gap
TOLD_BY = 2  # so many must have typed a text before it stands on the wall
DIGITS = 6  # of points, beyond which sums differ by how they were added
OTHERS = "câu trả lời khác"


@dataclass(frozen=True)
class Standing:
    """What a participant has reached so far, of the items that were resolved."""

    participant: str
    name: str
    points: float


def bars(item: Item, given: Sequence[Given], seed: str, resolved: bool) -> list[dict[str, Any]]:
    """A bar for each thing that could be answered, in the order shown: label and count.

    Before it is `resolved`, a matching, an ordering and a gap show none: their bars would tell the answer, or put what
    single people typed on the wall.
    """
    responses = [one.response for one in given]
    if item.options:
        chosen = Counter(response.option for response in responses)
        return [{"label": item.options[place].text, "count": chosen[place]} for place in shown(item, seed)]
    if not resolved:
        return []
    if item.form is Form.GAP:
        return _gap_bars(item, responses)
    names = [pair.term for pair in item.pairs] or list(item.steps)
    return [
        {"label": name, "count": sum(response.order[place : place + 1] == (place,) for response in responses)}
        for place, name in enumerate(names)
    ]


def basis_bars(item: Item, given: Sequence[Given], seed: str) -> list[dict[str, Any]]:
    """A bar for each provision offered as the basis, in the order shown; none where it is not asked for."""
    bases, chosen = offered_bases(item), Counter(one.response.basis for one in given)
    return [{"label": bases[place], "count": chosen[place]} for place in basis_order(item, seed)]


def right_shares(item: Item, given: Iterable[Given]) -> dict[str, int]:
    """How many answered right, `half`: right but with a wrong basis or none, `partly`: a part of a matching, wrong."""
    counts = {"right": 0, "half": 0, "partly": 0, "wrong": 0}
    for one in given:
        counts[_share_of(mark(item, one.response))] += 1
    return counts


def resolved_items(view: View, all_: bool = False) -> list[Item]:
    """The items that were put to the room and resolved (or put at all), in the lesson's order."""
    opened = view.opened
    return [
        item
        for item in view.session.lesson.items
        if item.id in opened and (all_ or opened[item.id].step or opened[item.id].revealed)
    ]


def standings(view: View) -> list[Standing]:
    """The participants with the points of what was resolved, the best first; of the session's end, of all items."""
    items = resolved_items(view, view.session.ended is not None)
    found = [_standing(person.id, person.name, items, view.given) for person in view.people]
    return sorted(found, key=lambda standing: (-standing.points, standing.name.casefold()))


def total(marks: Iterable[Mark]) -> float:
    """The points of marks together, such that equals are equal: 1/5 + 2/5 as 3/5."""
    return round(sum(one.points for one in marks), DIGITS)


def _share_of(marked: Mark) -> str:
    if marked.right:
        return "right" if marked.points == 1 else "half"
    return "partly" if marked.points else "wrong"


def _standing(id_: str, name: str, items: Sequence[Item], given: Mapping[str, Mapping[str, Given]]) -> Standing:
    marks = [mark(item, given[item.id][id_].response) for item in items if id_ in given.get(item.id, {})]
    return Standing(id_, name, total(marks))


def _gap_bars(item: Item, responses: Sequence[Response]) -> list[dict[str, Any]]:
    """What was typed, right answers under one label, then what at least two typed alike, and the rest together."""
    right, others = 0, Counter[str]()
    labels: dict[str, str] = {}
    for response in responses:
        if mark(item, Response(text=response.text, basis=0)).right:
            right += 1
        else:
            folded = response.text.casefold()
            labels.setdefault(folded, response.text)
            others[folded] += 1
    told = [(labels[text], count) for text, count in others.most_common(MOST_BARS) if count >= TOLD_BY]
    rest = len(responses) - right - sum(count for _, count in told)
    found = [(item.answers[0], right), *told, *([(OTHERS, rest)] if rest else [])]
    return [{"label": label, "count": count} for label, count in found]
