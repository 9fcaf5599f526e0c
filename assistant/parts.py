"""Several questions in one, and comparisons: each part is answered from the provisions that fit it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.question import is_term
from corpus.accents import without_accents
from index.tokens import is_unaccented

# Words that make a clause a question; “không” does so at the end alone.
_ASKS = r"\b(?:gì|nào|ai|mấy|đâu|(?:ra|làm|vì|thì|tại) sao|bao (?:nhiêu|lâu|giờ))\b|\b(?:không|chưa)\W*$"
ASKS = re.compile(_ASKS)
ASKS_PLAIN = re.compile(
    r"\b(?:gi|nao|ai|may (?!moc)|(?:ra|lam|vi|thi|tai) sao|bao (?:nhieu|lau|gio))\b|\b(?:khong|chua)\W*$"
)
NEAR_THE_END = 7  # words of a clause among which it asks, when another question follows without a comma
# “còn” before these means “still” and begins no question: “tỉnh còn được dùng …”.
_STILL = r"(?! (?:được|phải|hiệu lực|là|có|cần|thiếu|bị|dùng|đúng|lại|hạn|áp dụng)\b)"
BETWEEN = re.compile(rf"\?\s+|;\s+|(,?)\s+(?:và|đồng thời|còn{_STILL})\s+", re.IGNORECASE)
BETWEEN_PLAIN = re.compile(
    rf"\?\s+|;\s+|(,?)\s+(?:va|dong thoi)\s+|(,)\s+con{without_accents(_STILL)}\s+", re.IGNORECASE
)
EDGES = " \t\n,;:.?!"
SHORTEST = 4  # words of a question that stands by itself
# Comparisons, without diacritics: what is compared with what, and in which respect.
_POLITELY = re.compile(r"(?:,? (?:giup|ho|dum|cho)(?: (?:toi|minh|em|anh|chi|voi))*|,? (?:voi|nhe|nha|a))+$")
COMPARED = (
    re.compile(
        r"^(?:(?:neu|cho biet|chi ra) )?(?:nhung |cac )?(?:diem |su |co gi )?(?:giong va )?khac (?:nhau|biet)"
        r"(?: gi| chinh)? giua (?P<both>.+?)(?: (?:la gi|(?:nhu )?the nao|ra sao))?$"
    ),
    re.compile(r"^(?:hay |xin |giup toi )?(?:so sanh|phan biet(?! (?:doi xu|chung toc|gioi tinh))) (?P<both>.+)$"),
    re.compile(
        r"^(?P<both>.+?),? (?:khac nhau|giong va khac nhau)"
        r"(?:(?: (?:nhu )?the nao| ra sao| gi|(?: o)? (?:diem|cho) nao)+(?P<about>.*)| (?P<of>ve .*))?$"
    ),
    re.compile(r"^(?P<one>.+?) khac gi (?:so )?(?:voi )?(?P<other>(?!voi$).+)$"),
    re.compile(r"^(?P<one>.+?) khac (?:so )?(?:voi )?(?P<other>.+?)(?: o)? (?:cho|diem) nao$"),
    re.compile(r"^(?P<one>.+?) khac (?:so )?voi (?P<other>.+?) (?:(?:nhu )?the nao|ra sao)$"),
    re.compile(
        r"^(?P<both>.+?),? (?:(?:thi|giua) )?(?:cai|ben|loai|truong hop|hinh thuc) nao (?P<about>.{2,60}\bhon\b.*)$"
    ),
)
# After “khác”, what follows from a difference is asked, not what it is.
CONSEQUENCE = re.compile(r"\bkhac\b.*\bthi\b|\bbi (?:xu )?phat\b")
LONGEST_TERM = 5  # words of a side that is a term
LONGEST = 400  # characters of a question that compares
JOINED = re.compile(r" (?:voi|va) ")
BESIDE = re.compile(r" so voi ")
# “A và B thì thời hạn trả khác nhau”; “Nghị định 1 và Nghị định 2 về dữ liệu mở”
IN_RESPECT = re.compile(r" thi (?=\S+ \S)|(?<=\d) (?=ve \S+ \S)")


@dataclass(frozen=True)
class Part:
    """`text` is searched, `last` of it counts most; `about` names the part to the reader, "" when it is all."""

    text: str
    last: str
    about: str = ""


def parts_of(question: str) -> tuple[Part, ...]:
    """The sides of a comparison, or the questions in a question, each in the light of those before it."""
    compared = _compared(question)
    if compared:
        return tuple(Part(asked, asked, side) for side in compared for asked in [_of_side(side)])
    asked = questions_in(question)
    if len(asked) == 1:
        return (Part(question, question),)
    return tuple(Part(". ".join(asked[: place + 1]), one, one) for place, one in enumerate(asked))


def _of_side(side: str) -> str:
    """What is asked of one side of a comparison: what a term is, or what the words say."""
    if len(side.split()) > LONGEST_TERM or not is_term(without_accents(side)):
        return side
    return f"{side} la gi" if is_unaccented(side) else f"{side} là gì"


def is_comparison(question: str) -> bool:
    """Whether a question compares two things."""
    return bool(_compared(question))


def questions_in(question: str) -> tuple[str, ...]:
    """The questions in a question, in its words: itself when it asks one thing."""
    between, asks = (BETWEEN_PLAIN, ASKS_PLAIN) if is_unaccented(question) else (BETWEEN, ASKS)
    pieces: list[str] = []
    start = 0
    for cut in between.finditer(question):
        before, after = question[start : cut.start()].lower().split(), question[cut.end() :].lower().split()
        apart = cut[0].strip()[0] in "?;,"
        if min(len(before), len(after)) < SHORTEST or not asks.search(" ".join(after)):
            continue
        if asks.search(" ".join(before if apart else before[-NEAR_THE_END:])):
            pieces.append(question[start : cut.start()])
            start = cut.end()
    return tuple(piece.strip(" ,;?.") for piece in [*pieces, question[start:]]) if pieces else (question,)


def _compared(question: str) -> tuple[str, ...]:
    """The two sides of a comparison, each with what they share; none when the question compares nothing."""
    asked = question.strip(EDGES)
    if len(asked) > LONGEST:
        return ()
    polite = _POLITELY.search(without_accents(asked))
    asked = asked[: polite.start()] if polite else asked
    folded = without_accents(asked)
    if CONSEQUENCE.search(folded):
        return ()
    for form in COMPARED:
        match = form.match(folded)
        if not match:
            continue
        spans = {name: match.span(name) for name, text in match.groupdict().items() if text is not None}
        one, other = _halves(*spans["both"], folded) if "both" in spans else (spans["one"], spans["other"])
        first, second = (asked[slice(*span)].strip(EDGES) for span in (one, other))
        if not (re.search(r"\w", first) and re.search(r"\w", second)):
            return ()
        about = asked[slice(*spans.get("about", spans.get("of", (0, 0))))].strip(EDGES)
        return _with_shared(first, second, about)
    return ()


def _halves(start: int, end: int, folded: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where “A với B” is to be cut: before a word that A has too, when there is one."""
    beside = BESIDE.search(folded, start, end)  # “A so với B” is cut there alone
    cuts = [beside.span()] if beside else [match.span() for match in JOINED.finditer(folded, start, end)]
    if not cuts:
        return (start, start), (end, end)
    parallel = []
    for cut in cuts:
        before, after = folded[start : cut[0]].split(), folded[cut[1] : end].split()
        if after and after[0] in before:
            parallel.append(cut)
    cut = (parallel or cuts)[0]
    return (start, cut[0]), (cut[1], end)


def _with_shared(one: str, other: str, about: str) -> tuple[str, str]:
    """Both sides whole: “thời hạn … khi nộp trực tiếp” and “khi nộp qua mạng” share the time limit."""
    respect = IN_RESPECT.search(without_accents(other))
    if respect and not IN_RESPECT.search(without_accents(one)):
        about = f"{other[respect.end() :]} {about}".strip()
        other = other[: respect.start()]
    before, colon, first_side = one.rpartition(":")
    if colon and first_side.strip():  # “xin một thông tin: qua mạng và qua bưu điện …”
        one, other = f"{before} {first_side.strip()}", f"{before} {other}"
    words = one.split()
    if re.match(r"\d[\d.]*$", words[-1]) and re.match(r"\d[\d.]*\b", other):  # “khung 2.0 và 3.0”
        other = " ".join([*words[:-1], other])
    first = without_accents(other.split()[0])
    places = [place for place, word in enumerate(words) if without_accents(word) == first]
    if places and places[-1] > 0:
        other = " ".join([*words[: places[-1]], other])
    elif ":" in other:  # “A và B: thời hạn … khác nhau”
        other, _, shared = other.partition(":")
        about = f"{shared.strip()} {about}".strip()
    return f"{one} {about}".strip(), f"{other} {about}".strip()
