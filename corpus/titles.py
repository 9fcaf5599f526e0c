"""Titles where a text has none in its head: declared by its file, in an address, or given by documents that cite it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.accents import without_accents
from corpus.numbers import KINDS, find_numbers

SEARCHED, LONGEST_SLUG = 20_000, 40  # characters of a text in which the words of an address are looked for; words
PROPER = ("Việt Nam", "Chính phủ", "Nhà nước", "Quốc hội", "Đảng", "Luật", "Nghị định", "Trung ương", "Thủ tướng",
          "Hà Nội", "Hồ Chí Minh", "Internet", "Ủy ban nhân dân", "Hội đồng nhân dân")  # fmt: skip


def sentence_case(title: str) -> str:
    """A title in capitals as it stands in a sentence; names that are always capital keep their capitals."""
    title = re.sub(r"\s+", " ", title).strip(" .*_")
    letters = [c for c in title if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return title
    lowered = title.lower()
    for name in PROPER:
        lowered = re.sub(rf"(?<!\w){re.escape(name.lower())}(?!\w)", name, lowered)
    numbers = {match.number.lower(): match.number for match in find_numbers(title)}
    for low, number in numbers.items():
        lowered = lowered.replace(low, number)
    return lowered[:1].upper() + lowered[1:]


def without_name(title: str, number: str) -> str:
    """A declared title without the document's own name before it: “Nghị định 26/2026/NĐ-CP quy định …”."""
    name, found, rest = title.partition(number) if number else ("", "", title)
    about = rest.strip(" :,.-–—") if found and len(name) < 40 else title
    return about[:1].upper() + about[1:]


def in_address(address: str, number: str, text: str) -> str:
    """The title in the address of a portal's page, “…/luat-doanh-nghiep-so-68-2014-qh13--46751”, with the diacritics
    that its words have in the text; "" when a word of it is not there.
    """
    slug = re.sub(r"(?:-+\d{4,})?(?:\.\w{3,5})?$", "", address.rstrip("/").rpartition("/")[2].lower())
    named = re.sub(r"\W+", "-", without_accents(number))
    before, found, after = re.sub(r"-+", "-", slug).partition(named) if named else ("", "", "")
    if not found:
        return ""
    kinds = "|".join(sorted((without_accents(kind).replace(" ", "-") for kind in KINDS), key=len, reverse=True))
    law = re.sub(rf"^(?:{kinds})(?:-|$)", "", re.sub(r"(?:^|-)so$", "", before.strip("-")))
    words = (law or after.strip("-")).split("-")
    return _as_written([word for word in words if word], text)


def _as_written(words: Sequence[str], text: str) -> str:
    """Words without diacritics as a text writes them, the longest runs first; "" when one is not there."""
    text = text[:SEARCHED]
    folded = without_accents(text)
    title = []
    place = 0
    if len(words) > LONGEST_SLUG:
        return ""
    while place < len(words):
        for end in range(len(words), place, -1):
            run = re.search(r"\b" + r"[^\w\n]{1,3}".join(map(re.escape, words[place:end])) + r"\b", folded)
            if run:
                title.append(text[slice(*run.span())])
                place = end
                break
        else:
            return ""
    joined = sentence_case(" ".join(title))
    return joined[:1].upper() + joined[1:]


_OF_ASSEMBLY = re.compile(r"/(?:QH|UBTVQH)\d*$", re.IGNORECASE)


def title_given(number: str, text: str) -> str:
    """The title that a text gives the document with a number where it cites it, "" where it gives none.

    “Luật Doanh nghiệp số 68/2014/QH13” has it before the number, “Nghị định số 43/2007/NĐ-CP ngày … của Chính phủ quy
    định …” after.
    """
    cited = rf"số:? ?{re.escape(number)}(?!\w)"
    if _OF_ASSEMBLY.search(number):
        other = r"(?!(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định|này)\b)"
        named = rf"(?P<title>(?:{other}[^\W\d]\w*,? ){{1,16}}?)"
        found = re.search(rf"\b(?:Bộ luật|Luật|Pháp lệnh) {named}(?:năm \d{{4}},? )?{cited}", text)
    else:
        found = re.search(
            rf"\b{cited} ngày \d[^,;.:()\n]{{7,40}}? của (?:(?!kể từ)[^,;.:()\d\n]){{3,60}}? "
            r"(?P<title>(?:về|quy định|hướng dẫn|ban hành|phê duyệt)\b[^;:()\n]{10,250}?)"
            r"(?=[;.]|,? (?:được|đã)\b|$)",
            text,
        )
    title = " ".join(found["title"].split()).strip(" ,") if found else ""
    return title[:1].upper() + title[1:]
