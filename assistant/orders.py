"""Orders to the program inside a question: set aside, so that what is asked remains.

Nothing here is obeyed in any case, for answers are quotations; but words of an order are not what is asked about, and
would hide it from the search.
"""

from __future__ import annotations

import re

from corpus.accents import without_accents

_MARKS = "system|inst|admin|user|assistant"
# Blocks between marks that imitate a program's own: [SYSTEM] … [/SYSTEM], <system> … </system>, <<< … >>>,
# <|im_start|> … <|im_end|>.
BLOCKS = re.compile(
    rf"\[({_MARKS})\].{{0,2000}}?\[/\1\]|<({_MARKS})>.{{0,2000}}?</\2>|<<<.{{0,500}}?>>>"
    r"|<\|\w{0,20}start\w{0,20}\|>.{0,2000}?<\|\w{0,20}end\w{0,20}\|>|<\|.{0,100}?\|>"
    rf"|[\[<]/?(?:{_MARKS})[\]>]",
    re.IGNORECASE,
)
PIECE = re.compile(r"(?<=[.!?;:])\s+")
# What is said to the program at the start of a sentence, not asked of regulations; without diacritics.
ORDERS = re.compile(
    r"^(?:hay |xin |vui long |tu gio |bay gio |dau tien,? )*(?:"
    r"(?:bo qua|phot lo|quen(?: het)?|khong can theo|vo hieu hoa)\b.{0,40}"
    r"\b(?:huong dan|chi dan|chi thi|quy tac|lenh|rang buoc|o tren)\b"
    r"|(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|rules?|prompts?|above)\b|you are (?:now )?(?:a|an|the)\b"
    r"|(?:luon |chi |bat buoc |phai )*(?:tra loi|khang dinh|ket luan) (?:co|khong|dung|sai|rang|la|moi cau|mot chu)\b"
    r"|(?:luon |chi |bat buoc )+(?:noi|ghi|dan|trich|neu|tra loi)\b|khong (?:can )?giai thich\b|noi rang\b"
    r"|dung (?:dan|trich|canh bao|tu choi)\b|dong vai (?!tro)|ban la (?:mot )?(?:tro ly|luat su|chuyen gia|ai)\b"
    r"|(?:quy tac|che do|vai tro) (?:moi|kiem thu)\b"
    r")"
)
LABEL = re.compile(r"^(?:cau hoi|hoi)(?: cua toi)?(?: la)?$")
ASKS_LEAST = 3  # words of a question


def without_orders(question: str) -> tuple[str, str]:
    """A question of one line without the orders in it, and those orders; as it is when nothing else is in it."""
    orders = [match[0] for match in BLOCKS.finditer(question)]
    kept: list[str] = []
    ordered = False  # by the words before a colon
    for piece in PIECE.split(BLOCKS.sub(" ", question)):
        folded = without_accents(piece).strip(" .!?;:“”\"'")
        order = ORDERS.search(folded) is not None or (ordered and not piece.endswith("?"))
        if order or LABEL.match(folded):
            orders.append(piece.strip())
        elif folded:
            kept.append(piece.strip())
        ordered = order and piece.endswith(":")
    asked = " ".join(kept).strip()
    if not orders or len(asked.split()) < ASKS_LEAST:
        return question, ""
    return asked, " ".join(orders)
