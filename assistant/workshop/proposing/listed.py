"""Items about lists: what belongs to one, and in which order the steps of a procedure come."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from assistant.types import Quote
from assistant.workshop.binding import basis_of
from assistant.workshop.proposing.asking import identity, source_of
from assistant.workshop.proposing.siblings import WRONG, Siblings
from assistant.workshop.proposing.statements import MARK, is_noisy, lead_of
from assistant.workshop.types import Form, Item, Option
from corpus.accents import without_accents
from corpus.types import Level, Provision

LONGEST_LIST = 1_800  # characters of a list that is quoted whole
LONGEST_ITEM = 170
SHORTEST_STEP = 40
SHORTEST_LEAD = 12
PROCEDURE = re.compile(r"trình tự|quy trình|các bước|thứ tự", re.IGNORECASE)
NO_PROCEDURE = re.compile(
    r"yêu cầu|nguyên tắc|không giới hạn|trường hợp|bảo đảm|phải |quy định về|trách nhiệm|nội dung", re.IGNORECASE
)
STEPS = re.compile(r"các bước|bước sau|giai đoạn|trình tự sau|thứ tự", re.IGNORECASE)  # it is said to be an order
AFTER = re.compile(r"[Ss]au khi|[Tt]rên cơ sở|[Cc]ăn cứ kết quả|kể từ ngày|^Bước \d|kết quả (?:kiểm tra|thẩm định)")
CASE = re.compile(r"Trường hợp|Đối với|Khi ")  # cases beside each other, not steps one after another
# What an item names by its first words: options of several kinds would tell which of them belong together.
BODY = re.compile(
    r"(?:bộ|sở|cục|vụ|ủy|uỷ|cơ quan|đơn vị|tổ chức|doanh nghiệp|người|nhà nước|hội|ban|chủ|cá nhân"
    r"|chính phủ|thủ tướng)\b"
)
PAPER = re.compile(
    r"(?:kế hoạch|quyết định|tờ|văn bản|đơn|báo cáo|hồ sơ|giấy|biên bản|hợp đồng|nghị|thông tư|công văn|phiếu|danh sách"
    r"|danh mục|bản|chứng|bảng|luật|hóa đơn)\b"
)
NAME = re.compile(
    r"(?:dữ liệu|dịch vụ|hệ thống|họ|tên|ngày|thời|số|địa|kết|chữ|mã|phần|mô hình|nền tảng|hạ tầng|kinh|chi phí|nguồn"
    r"|loại|các|một|những|công|cổng|tài|cơ sở|phương|mức|trách nhiệm|quyền|thông tin)\b"
)


class Listing:
    """A list: what introduces it, and its items without their marks."""

    def __init__(self, provision: Provision, lead: str, items: Sequence[Quote], whole: bool) -> None:
        self.whole = whole  # none of its items was left out
        self.provision = provision
        self.lead = lead
        self.items = items


def list_items(chosen: Sequence[Provision], siblings: Siblings) -> list[Item]:
    """Items about the lists that stand in the provisions chosen."""
    known = listings_of(siblings)
    own = [one for one in known if any(p.start <= one.provision.start < p.extent for p in chosen)]
    return [item for listing in own for item in (_belongs(listing, known, siblings), _order(listing, siblings)) if item]


def listings_of(siblings: Siblings) -> list[Listing]:
    """The lists of a document that can be asked about."""
    found = []
    for unit in siblings.units:
        for provision in (unit, *siblings.evidence.inside(unit)):
            inside = siblings.evidence.inside(provision)
            items = [
                p for p in inside if p.path[:-1] == provision.path and p.path[-1].level in {Level.POINT, Level.CLAUSE}
            ]
            lead = lead_of(provision, siblings.evidence) or _of_heading(provision)
            quotes = [_item_of(p, siblings) for p in items]
            if len(items) >= 3 and len(lead) >= SHORTEST_LEAD and provision.extent - provision.start <= LONGEST_LIST:
                whole = all(quotes) and len(items) == len(
                    [p for p in inside if p.path[-1].level is items[0].path[-1].level]
                )
                if not is_noisy(siblings.text_of(provision)):
                    found.append(Listing(provision, lead, [q for q in quotes if q], whole))
    return [listing for listing in found if len(listing.items) >= 3]


def _of_heading(provision: Provision) -> str:
    """A procedure's heading introduces its steps."""
    return provision.heading if PROCEDURE.search(provision.heading) else ""


def _item_of(provision: Provision, siblings: Siblings) -> Quote | None:
    text = provision.text
    mark = MARK.match(text)
    quote = siblings.evidence.quote(provision, provision.start + (mark.end() if mark else 0), provision.extent)
    plain = len(quote.text) <= LONGEST_ITEM and "\n" not in quote.text and not is_noisy(quote.text)
    return quote if plain and quote.text else None


def _belongs(listing: Listing, known: Sequence[Listing], siblings: Siblings) -> Item | None:
    """One item of a list, and items of other lists of the document."""
    right = max(listing.items, key=lambda quote: identity(quote.text))
    there = without_accents(siblings.text_of(siblings.unit_of(listing.provision)))
    size = len(right.text)
    others = [
        quote
        for other in known
        if other.provision.id != listing.provision.id and other.lead != listing.lead
        for quote in other.items
        if _plain(quote.text) not in there
        and 0.4 <= len(quote.text) / size <= 2.5
        and _kind(quote.text) == _kind(right.text)
        and all(fuzz.token_set_ratio(quote.text, own.text) < 75 for own in listing.items)
    ]
    ranked = sorted(others, key=lambda quote: -fuzz.token_set_ratio(quote.text, right.text))
    wrong: dict[str, Quote] = {}
    for quote in ranked:
        wrong.setdefault(_plain(quote.text), quote)
    if len(wrong) < 2 or PROCEDURE.search(listing.lead):
        return None
    ask = f"{source_of(siblings)}: “{listing.lead}: …” Nội dung nào sau đây thuộc danh sách này?"
    chosen = list(wrong.values())[:WRONG]
    return Item(
        f"choice-{identity(ask, right.text)}",
        Form.CHOICE,
        ask,
        basis_of(siblings.evidence.quote(listing.provision), siblings.evidence),
        options=(
            Option(_shown(right.text), right=True),
            *(Option(_shown(quote.text), source=siblings.cite(quote.provision)) for quote in chosen),
        ),
        difficulty=round(sum(fuzz.token_set_ratio(q.text, right.text) for q in chosen) / 100 / len(chosen), 2),
    )


def _order(listing: Listing, siblings: Siblings) -> Item | None:
    """The steps of a procedure, to be put in order."""
    steps = [_shown(quote.text) for quote in listing.items]
    if not PROCEDURE.search(listing.lead) or not 3 <= len(steps) <= 7 or len(set(steps)) != len(steps):
        return None
    if max(map(len, steps)) < SHORTEST_STEP:  # “chuẩn bị, thực hiện, kết thúc” asks nothing
        return None
    if not listing.whole or NO_PROCEDURE.search(listing.lead) or any(CASE.match(step) for step in steps):
        return None
    if not STEPS.search(listing.lead) and not any(AFTER.search(step) for step in steps[1:]):
        return None
    ask = f"{source_of(siblings)}, sắp xếp đúng thứ tự các bước của “{listing.lead}”."
    return Item(
        f"order-{identity(ask)}",
        Form.ORDER,
        ask,
        basis_of(siblings.evidence.quote(listing.provision), siblings.evidence),
        steps=tuple(steps),
        difficulty=0.6,
    )


def _shown(text: str) -> str:
    return text.rstrip(" ;.")


def _kind(text: str) -> str:
    """What an item of a list names; one that names nothing says what is done."""
    start = text.lower()
    forms = {"body": BODY, "paper": PAPER, "name": NAME}
    return next((kind for kind, form in forms.items() if form.match(start)), "act")


def _plain(text: str) -> str:
    return without_accents(_shown(text))
