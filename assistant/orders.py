"""Orders to the program inside a question: set aside, so that what is asked remains.

Nothing here is obeyed in any case, for answers are quotations; but words of an order are not what is asked about, and
would hide it from the search.
"""

from __future__ import annotations

import re

from corpus.accents import without_accents

# Blocks between marks that imitate a program's own: [SYSTEM] … [/SYSTEM], <<< … >>>, <system> … </system>.
BLOCKS = re.compile(
    r"\[(\w+)\].*?\[/\1\]|<(\w+)>.*?</\2>|<<<.*?>>>|\[/?(?:SYSTEM|INST|ADMIN|USER)\]|<\|.*?\|>", re.IGNORECASE
)
PIECE = re.compile(r"(?<=[.!?;:\n])\s+")
# What is said to the program, not asked of regulations; without diacritics.
ORDERS = re.compile(
    r"\b(?:bo qua|phot lo|quen het|khong can theo|vo hieu hoa)\b"
    r".*\b(?:huong dan|chi dan|chi thi|quy tac|lenh|rang buoc|o tren)\b"
    r"|\bignore\b.*\b(?:instructions?|rules?|prompts?|above)\b|\byou are (?:now )?(?:a|an|the)\b|\bsystem prompt\b"
    r"|^(?:hay |chi |luon |bat buoc |phai )*(?:tra loi|khang dinh|xac nhan|ket luan|noi)"
    r" (?:co|khong|dung|sai|rang|la|moi cau|bang|mot chu|ngan gon)\b"
    r"|^(?:bat buoc|hay|phai|chi) (?:ghi|dan|trich|neu) (?:can cu|nguon|theo)\b|\bdung (?:dan|trich|canh bao)\b"
    r"|^(?:quy tac|che do|vai tro|yeu cau) (?:moi|kiem thu|cua quan tri)|\bquan tri vien\b"
    r"|\bkhong (?:can )?giai thich\b|\bdong vai\b|\bban la (?:mot )?(?:tro ly|luat su|chuyen gia|ai)\b|\bnoi rang\b"
)
LABEL = re.compile(r"^(?:cau hoi|hoi)(?: cua toi)?(?: la)?\s*:?$")


def without_orders(question: str) -> tuple[str, str]:
    """A question without the orders in it, and those orders; the question as it is when nothing else is in it."""
    left = BLOCKS.sub(" ", question)
    kept: list[str] = []
    ordered = False  # by the words before a colon
    for piece in PIECE.split(left):
        folded = without_accents(piece).strip(" .!?;:“”\"'")
        order = ORDERS.search(folded) is not None or (ordered and not piece.endswith("?"))
        if folded and not order and not LABEL.match(folded):
            kept.append(piece.strip())
        ordered = order and piece.endswith(":")
    asked = " ".join(kept).strip()
    if asked == question.strip() or len(asked.split()) < 3:
        return question, ""
    orders = question
    for piece in kept:
        orders = orders.replace(piece, " ")
    return asked, " ".join(orders.split())
