"""An item on paper: as it is asked, with room to answer, and its key."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from assistant.workshop.marking import basis_order, offered_bases, shown
from assistant.workshop.printing.grounds import told_of
from assistant.workshop.printing.printed import WIDTH, Block, Grid, Piece, Style
from assistant.workshop.types import BLANK, Basis, Item

DOTS = "…………………"
BASIS_ASKED = "Căn cứ của câu trả lời (khoanh một số):"


def asked(number: int, item: Item, seed: str, key: bool = False) -> Iterator[Piece]:
    """An item as it is asked, its parts in the order that `seed` decides; with `key` the right option in bold."""
    yield Block(Style.QUESTION, item.ask.replace(BLANK, DOTS), label=f"Câu {number}.")
    order = shown(item, seed)
    if item.options or item.steps:
        texts = [option.text for option in item.options] or item.steps
        for letter, place in zip(ascii_uppercase, order, strict=False):
            yield Block(Style.OPTION, texts[place], label=f"{letter}.", bold=key and place == item.right)
    if item.pairs:
        rows = tuple(
            (f"{row}. {pair.term}", f"{ascii_uppercase[row - 1]}. {item.pairs[place].meaning}")
            for row, (pair, place) in enumerate(zip(item.pairs, order, strict=True), start=1)
        )
        yield Grid((), rows, (WIDTH * 0.36, WIDTH * 0.64))
    if not item.options and not key:
        yield Block(Style.OPTION, _room_for(item), label="Trả lời:")
    bases = offered_bases(item)
    if bases:
        yield Block(Style.QUESTION, BASIS_ASKED)
        for row, place in enumerate(basis_order(item, seed), start=1):
            yield Block(Style.OPTION, bases[place], label=f"{row})", bold=key and place == 0)


def key_of(item: Item, seed: str) -> Iterator[Piece]:
    """The key of an item: the right answer by its letter, what is wrong, the basis, where wrong options come from."""
    yield Block(Style.TOLD, right_of(item, seed), label="Đáp án:")
    if item.key:
        yield Block(Style.TOLD, item.key, label="Giải thích:")
    yield from basis_told(item.basis)
    for letter, place in zip(ascii_uppercase, shown(item, seed), strict=False):
        if item.options and item.options[place].source:
            yield Block(Style.TOLD, item.options[place].source, label=f"Phương án {letter} lấy từ:")


def basis_told(basis: Basis) -> Iterator[Piece]:
    """The words cited, their place, their validity with its day, later changes."""
    for name, text in told_of(basis):
        yield Block(Style.TOLD, text, label=f"{name}:")


def right_of(item: Item, seed: str) -> str:
    """The right answer by its letters as shown, and its words where they are short: “B. 12 ngày; căn cứ số 2”."""
    letters = {place: letter for letter, place in zip(ascii_uppercase, shown(item, seed), strict=False)}
    if item.options:
        answer = f"{letters[item.right]}. {item.answer}"
    elif item.pairs:
        answer = "; ".join(f"{place + 1} – {letters[place]}" for place in range(len(item.pairs)))
    elif item.steps:
        answer = " → ".join(letters[place] for place in range(len(item.steps)))
    else:
        answer = " / ".join(answer for answer in item.answers if answer.strip())
    if not offered_bases(item):
        return answer
    return f"{answer}; căn cứ số {basis_order(item, seed).index(0) + 1}"


def _room_for(item: Item) -> str:
    if item.pairs:
        return "    ".join(f"{number} – ……" for number in range(1, len(item.pairs) + 1))
    return " → ".join("……" for _ in item.steps) or 3 * DOTS
