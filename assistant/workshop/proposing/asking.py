"""Items that ask for one value of a sentence: to choose it, to fill it in, to tell whether it is right."""

from __future__ import annotations

import hashlib
import re

from assistant.naming import name_of
from assistant.workshop.binding import basis_of
from assistant.workshop.proposing.siblings import Siblings, closeness
from assistant.workshop.proposing.statements import Statement, is_noisy
from assistant.workshop.types import BLANK, FALSE, TRUE, Form, Item, Option
from assistant.workshop.values import Kind, Value, values_in
from corpus.accents import without_accents
from corpus.types import Provision

ASKS = {
    Kind.DURATION: "Khoảng thời gian đó là bao lâu?",
    Kind.DAY: "Đó là ngày nào?",
    Kind.YEAR: "Đó là năm nào?",
    Kind.MONEY: "Số tiền đó là bao nhiêu?",
    Kind.SHARE: "Tỷ lệ đó là bao nhiêu?",
    Kind.COUNT: "Con số đó là bao nhiêu?",
    Kind.BODY: "Đó là cơ quan, chủ thể nào?",
    Kind.NUMBER: "Đó là văn bản số nào?",
}
# What stands before a duration, and how it is then asked for.
DURATIONS = (
    (
        re.compile(r"thời hạn(?: tối đa| không quá| ít nhất)?(?: là)?\s*$|trong\s*$", re.IGNORECASE),
        "Thời hạn đó là bao lâu?",
    ),
    (re.compile(r"(?:ít nhất|tối thiểu|không ít hơn|từ đủ)(?: là)?\s*$", re.IGNORECASE), "Ít nhất là bao lâu?"),
    (re.compile(r"(?:tối đa|không quá|nhiều nhất)(?: là)?\s*$", re.IGNORECASE), "Nhiều nhất là bao lâu?"),
    (re.compile(r"(?:chậm nhất|muộn nhất)(?: là)?\s*$", re.IGNORECASE), "Chậm nhất là bao lâu?"),
    (re.compile(r"định kỳ\s*$", re.IGNORECASE), "Định kỳ bao lâu một lần?"),
)
EFFECT = re.compile(r"hiệu lực[^;.]{0,40}$")
TOLD = 0.7  # of the words of a title in a sentence: then it tells where it stands
PLACED = re.compile(r"^(?!Phạm vi|Đối tượng|Hiệu lực|Tổ chức thực hiện|Điều khoản|Trách nhiệm thi hành|Giải thích)\w")
SHORTEST_PLACED = 60  # characters of a sentence that tells where it could stand
HARD = 0.7  # difficulty of a gap to fill, before anyone has answered


def choice(statement: Statement, value: Value, siblings: Siblings) -> Item | None:
    """A sentence with the value left out, and values of its kind to choose from; None where too few are to be had."""
    wrong = siblings.wrong(value, statement) if siblings.is_alone(statement, value) else []
    if len(wrong) < 2 or "(" in value.text:
        return None
    asked = f"{_said(statement, value, siblings, BLANK)} {_ask(value, statement)}"
    options = (Option(value.text, right=True), *wrong)
    return _item(
        Form.CHOICE, asked, statement, siblings, options=options, difficulty=_difficulty(value, wrong, siblings)
    )


def gap(statement: Statement, value: Value, siblings: Siblings) -> Item | None:
    """A sentence in which the value is to be filled in, short enough to type on a telephone."""
    others = [v for v in values_in(statement.text) if v.start != value.start]
    repeated = any(v.amount == value.amount and v.kind is value.kind for v in others)
    repeated = repeated or statement.text.count(" ".join(value.text.split()[:2])) > 1 or "=" in statement.text
    if repeated or not siblings.is_alone(statement, value) or value.kind in {Kind.BODY, Kind.NUMBER}:
        return None
    asked = f"Điền vào chỗ trống. {_said(statement, value, siblings, BLANK)}"
    plain = re.sub(r"\s*\([^()]*\)", "", value.text)
    return _item(
        Form.GAP, asked, statement, siblings, answers=tuple(dict.fromkeys((value.text, plain))), difficulty=HARD
    )


def true_false(statement: Statement, value: Value, siblings: Siblings) -> Item | None:
    """A sentence as it is, or with the value changed for another of its kind, to be judged."""
    wrong = siblings.wrong(value, statement) if siblings.is_alone(statement, value) else []
    if not wrong or "(" in value.text:
        return None
    is_true = identity(statement.text, value.text)[-1] in "01234567"
    said = _said(statement, value, siblings, value.text if is_true else wrong[0].text)
    return _item(
        Form.TRUE_FALSE,
        f"Đúng hay sai? {said}",
        statement,
        siblings,
        options=(Option(TRUE, is_true), Option(FALSE, not is_true, "" if is_true else wrong[0].source)),
        key="" if is_true else f"Sai ở “{wrong[0].text}”: quy định nêu “{value.text}”.",
        difficulty=_difficulty(value, wrong[:1], siblings),
    )


def place(statement: Statement, siblings: Siblings) -> Item | None:
    """A sentence, and provisions of its document that it could stand in."""
    if siblings.is_digest:  # whose sections are ours, not the law's
        return None
    own = siblings.unit_of(statement.quote.provision)
    others = [u for u in siblings.units if u.id != own.id and _called(u)]
    if any(statement.text[:SHORTEST_PLACED] in siblings.text_of(unit) for unit in others):
        return None
    words, said = (set(without_accents(text).split()) for text in (own.heading, statement.text))
    told = len(words & said) >= TOLD * len(words) or not PLACED.search(own.heading)
    if not _called(own) or told or len(statement.text) < SHORTEST_PLACED or not siblings.says_once(statement.text):
        return None
    at = siblings.units.index(own)
    others.sort(key=lambda unit: abs(siblings.units.index(unit) - at))
    # One of them is called by about as many words, so that the right one does not stand out.
    alike = next((u for u in others[:12] if 0.5 <= len(_called(u)) / len(_called(own)) <= 2), None)
    near = [*filter(None, [alike]), *(unit for unit in others if unit is not alike)][:3]
    if len(near) < 2 or alike is None:
        return None
    return _item(
        Form.PLACE,
        f"Quy định sau nằm ở đâu trong {name_of(siblings.document)}: “{statement.text}”",
        statement,
        siblings,
        options=(Option(_called(own), right=True), *(Option(_called(unit)) for unit in near)),
        difficulty=sum(1 / (1 + abs(siblings.units.index(unit) - at)) for unit in near) / len(near),
        with_bases=False,
    )


def identity(*parts: str) -> str:
    """A short name for an item, the same whenever it is proposed again."""
    return hashlib.sha256("|".join(parts).encode("utf-8")).hexdigest()[:8]


def source_of(siblings: Siblings) -> str:
    """“Theo Nghị định số 73/2019/NĐ-CP”: where a question is from, without its place, which is asked for too."""
    return f"Theo {'hồ sơ tóm lược ' if siblings.is_digest else ''}{name_of(siblings.document)}"


def _item(
    form: Form, asked: str, statement: Statement, siblings: Siblings, with_bases: bool = True, **told: object
) -> Item:
    basis = basis_of(statement.quote, siblings.evidence)
    bases = siblings.bases(statement.quote.provision) if with_bases else ()
    id_ = f"{form.value.replace('_', '-')}-{identity(asked, basis.provision)}"
    return Item(id_, form, asked, basis, bases=tuple(b for b in bases if b != basis.citation), **told)  # type: ignore[arg-type]


def _said(statement: Statement, value: Value, siblings: Siblings, words: str) -> str:
    """“Theo Nghị định số …, trong mục “…”: “Thời hạn là …….””, with words in the place of a value."""
    text = f"{statement.text[: value.start]}{words}{statement.text[value.end :]}"
    lead = f", về “{statement.lead}”" if statement.lead else ""
    return f"{source_of(siblings)}{lead}: “{text}”"


def _ask(value: Value, statement: Statement) -> str:
    before = statement.text[: value.start]
    if value.kind is Kind.DAY and EFFECT.search(before):
        return "Ngày đó là ngày nào?"
    if value.kind is Kind.DURATION:
        return next((ask for form, ask in DURATIONS if form.search(before)), ASKS[Kind.DURATION])
    return ASKS[value.kind]


def _difficulty(value: Value, wrong: list[Option], siblings: Siblings) -> float:
    """How near the wrong options are on average."""
    amounts = {stated.value.text: stated.value.amount for stated in siblings.stated}
    near = []
    for option in wrong:
        amount = amounts.get(option.text) or value.amount
        near.append(closeness(value, Value(value.kind, option.text, 0, 0, amount, value.unit)))
    return round(sum(near) / len(near), 2)


def _called(unit: Provision) -> str:
    """“Điều 5. Nguyên tắc quản lý”; "" for one without a heading, which would stand out among those with one."""
    heading = unit.heading.strip(" .;:")
    plain = heading.count("“") == heading.count("”") and " ," not in heading and not is_noisy(heading)
    plain = plain and not heading.isupper()
    return f"{unit.citation[:1].upper()}{unit.citation[1:]}. {heading}" if heading and plain else ""
