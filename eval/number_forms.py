"""Document numbers and places in the forms in which people type them, each still saying which one is meant."""

from __future__ import annotations

import re
from random import Random

from corpus.accents import without_accents
from corpus.numbers import KINDS, NumberMatch, find_numbers

_SHORT = {kind: words for words, kind in KINDS.items() if len(words) == 2}  # "Nghị định" → "nd"
_KIND_BEFORE = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, KINDS), key=len, reverse=True))})(?:\s+so)?[:\s]*$"
)
_LONGEST_KIND = 40  # characters from the kind's first letter to the number
_NUMBER = re.compile(r"(?P<digits>\d+[\w.]*)/(?:(?P<year>(?:19|20)\d\d)/)?(?P<sign>[^/]+)")
# Signs of which one body alone issues: number and year tell the document.
_TELLING_SIGN = re.compile(r"NĐ-CP|ND-CP|QH\d{1,2}")
_SHARED_ISSUERS = ("UBND", "HĐND", "HDND")  # of every province: “của UBND” tells nothing
_PLACE = re.compile(
    r"(?<!\w)(?:diem (?P<point>[a-z]) )?(?:khoan (?P<clause>\d{1,3}[a-z]?) )?dieu (?P<article>\d{1,3}[a-z]?)"
    r"(?!\.?\w|/|,? (?:va |den |hoac )?\d)"  # not of “Điều 5.2”, “Điều 5, 6 và 7”
)
Change = tuple[int, int, str]  # start, end, what stands there instead


def with_number_forms(text: str, chance: Random) -> str | None:
    """The text with every whole document number and every place retyped; None when it has neither.

    Number, year, point labels and what tells the issuer stay: the question still has one meaning.
    """
    folded = without_accents(text)
    plain = folded == text.lower()
    changes: list[Change] = []
    for number in find_numbers(text):
        start = _start_of_kind(folded, number.start)
        forms = number_forms(number, text[start : number.start], text[number.end :])
        changes += _change(text, start, number.end, forms, plain, chance)
    for match in _PLACE.finditer(folded):
        labels = {name: text[slice(*match.span(name))] for name, value in match.groupdict().items() if value}
        changes += _change(text, *match.span(), place_forms(**labels), plain, chance)
    pieces, end = [], 0
    for start, stop, words in sorted(changes):
        pieces += [text[end:start], words]
        end = stop
    return "".join([*pieces, text[end:]]) if changes else None


def _change(text: str, start: int, end: int, forms: list[str], plain: bool, chance: Random) -> list[Change]:
    """The change to one of the forms that differ; forms of a question typed without diacritics have none either."""
    forms = [without_accents(form) for form in forms] if plain else forms
    forms = [form for form in forms if form != text[start:end]]
    return [(start, end, chance.choice(forms))] if forms else []


def _start_of_kind(folded: str, number: int) -> int:
    """Where the kind that is written before a number begins; the number's own start when there is none."""
    begin = max(0, number - _LONGEST_KIND)
    match = _KIND_BEFORE.search(folded[begin:number])
    return begin + match.start() if match else number


def number_forms(number: NumberMatch, before: str, after: str = "") -> list[str]:
    """What may stand for a number and the kind written `before` it; nothing for a number typed in part."""
    parts = _NUMBER.fullmatch(number.number)
    if not number.whole or not parts:
        return []
    digits, year, sign = parts.groups()
    stem = f"{digits}/{year}" if year else digits
    spaced = f"{digits} /{year}/ {sign}" if year else f"{digits} / {sign}"
    forms = [before + spaced, before + _bare(number.number), (before + number.number).lower()]
    code, _, issuer = sign.partition("-")
    kind = number.kind or _kind_of(code)
    words = [kind, *([_SHORT[kind]] if kind in _SHORT else [])]
    if kind and _SHORT.get(kind, "") == without_accents(code):
        forms += [f"{words[-1]} {_bare(number.number).lower()}"]
    if kind in {"Nghị định", "Luật", "Bộ luật"} and year and _TELLING_SIGN.fullmatch(sign):
        forms += [*(f"{word} {stem}" for word in words), f"{kind} {digits} năm {year}"]
    elif (
        kind == _kind_of(code) != ""
        and issuer
        and issuer not in _SHARED_ISSUERS
        and not after.startswith((" của", ","))
    ):
        when = f" năm {year}" if year else ""
        forms += [*(f"{word} {stem} của {issuer}" for word in words), f"{kind} {digits}{when} của {issuer}"]
    return list(dict.fromkeys(forms))


def _bare(number: str) -> str:
    """A number as keyboards without Vietnamese type it: 73/2019/ND-CP."""
    return number.replace("Đ", "D").replace("đ", "d")


def _kind_of(code: str) -> str:
    """The kind that a sign begins with: "Quyết định" of QĐ; "" for a sign that tells none."""
    return KINDS.get(without_accents(code), "") if len(code) == 2 else ""


def place_forms(article: str, clause: str = "", point: str = "") -> list[str]:
    """What may stand for a place. A point's label stays as it is: đ is not d."""
    if clause:
        inner, outer = (f"điểm {point} ", f" điểm {point}") if point else ("", "")
        return [
            f"{inner}k{clause} đ{article}",
            f"điều {article} khoản {clause}{outer}",
            f"dieu {article} k{clause}{outer}",
            f"Đ.{article} k.{clause}{outer}",
        ]
    if point:
        return [f"điều {article} điểm {point}", f"điểm {point} đ.{article}"]
    return [f"dieu {article}", f"Đ.{article}"]
