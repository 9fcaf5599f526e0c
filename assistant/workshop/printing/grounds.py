"""What is told of an item's basis once it has been answered: the words, their place, their validity on a day."""

from __future__ import annotations

from assistant.naming import NATURE_TEXT
from assistant.workshop.types import Basis, Item
from corpus.dates import day
from corpus.types import Nature, StatusValue

DIGEST = NATURE_TEXT[Nature.DIGEST]
STATUS = {  # where a lesson keeps a status without words
    StatusValue.IN_FORCE: "còn hiệu lực",
    StatusValue.NOT_YET: "chưa có hiệu lực",
    StatusValue.ENDED: "đã hết hiệu lực",
    StatusValue.PARTLY_ENDED: "hết hiệu lực một phần",
    StatusValue.UNKNOWN: "không rõ hiệu lực",
}


def quotation(basis: Basis) -> str:
    """The words that decide, in quotation marks where they are a regulation's own; "" where none were kept."""
    return basis.quote if basis.nature is Nature.DIGEST or not basis.quote else f"“{basis.quote}”"


def cited(basis: Basis) -> str:
    """“khoản 1 Điều 5 Nghị định số 73/2019/NĐ-CP”, with the nature of the copy where that is not the official one."""
    nature = "" if basis.nature is Nature.OFFICIAL else NATURE_TEXT[basis.nature]
    return f"{basis.citation} ({nature})" if nature and nature not in basis.citation else basis.citation


def validity(basis: Basis) -> str:
    """Its status and the day that the status was looked up for."""
    when = f"xét tại ngày {day(basis.as_of)}" if basis.as_of else "chưa rõ xét tại ngày nào"
    status = basis.status_text.strip().rstrip(".") or STATUS[basis.status]
    return f"{status[:-1]}; {when})" if status.endswith(")") else f"{status} ({when})"


def told_of(basis: Basis) -> tuple[tuple[str, str], ...]:
    """What a basis is, as pairs of a name and a text: the words cited, their place, their validity, later changes."""
    words = "Tóm lược" if basis.nature is Nature.DIGEST else "Trích"
    pairs = ((words, quotation(basis)), ("Căn cứ", cited(basis)), ("Hiệu lực", validity(basis)))
    changes = tuple(("Thay đổi", change) for change in basis.changes)
    return tuple((name, text) for name, text in (*pairs, *changes) if text)


def grounds(item: Item) -> tuple[str, ...]:
    """The lines told beside the right answer: what is wrong, then the basis."""
    return (*((item.key,) if item.key else ()), *(f"{name}: {text}" for name, text in told_of(item.basis)))
