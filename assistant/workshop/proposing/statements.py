"""The sentences of a provision that can be asked about: complete, of readable length, free of what a page adds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.types import Quote
from corpus.sentences import sentence_spans
from corpus.syllables import is_syllable
from corpus.tables import tables_in
from corpus.types import Level, Nature, Provision

SHORTEST, LONGEST = 30, 360  # characters of a sentence
LONGEST_LEAD = 180  # characters of the words that introduce an item of a list
APART = {Level.PREAMBLE, Level.CLOSING, Level.NOTE, Level.APPENDIX}
MARK = re.compile(r"\s*(?:Điều \d+[a-zđ]?\s*[.:]?|\d+[a-zđ]?\s*[.)]|[a-zđ]\d?\)|[-–+•])\s*")
# Words of an amending text, of a form to fill in, of a page, and marks of notes: no rules to be asked about.
NOT_ASKED = re.compile(
    r"sửa đổi, bổ sung|[Bb]ổ sung (?:khoản|điểm|Điều|cụm)|[Ss]ửa đổi (?:khoản|điểm|Điều|tên)|cụm từ|\.{4,}|…{2,}"
    r"|_{3,}|\[\w|\]|\||\\|\t|CÔNG BÁO|Trang \d|https?:|Mẫu số|Nơi nhận|\(Điều này có nội dung"
    r"|[a-zà-ỹ]\d+(?:[\s,.;]|$)|\b[Kk]ho\b(?! dữ liệu| số| lưu trữ| bạc)|[Nn]guồn ghi"
)
# Words that lead elsewhere: to what stands before, or to the article that a question does not name.
POINTS_BACK = re.compile(
    r"^(?:Trường hợp (?:này|đó)|Việc (?:này|đó)|Các \w+ (?:này|đó|trên)|Nội dung (?:này|đó)|Đồng thời)\b"
    r"|\b(?:Điều|khoản|điểm|Mục|Chương|Phụ lục)(?: \w+)? này\b|\b(?:nêu|nói|kể|quy định)(?: \w+)? (?:trên|dưới đây)\b"
    r"|\btrên đây\b"
)
# Headings without which the clauses below them have no subject, or are of no one knows what.
SUBJECTS = re.compile(
    r"(?:Trách nhiệm|Nhiệm vụ|Quyền|Nghĩa vụ|Nguyên tắc|Điều kiện|Yêu cầu|Đối tượng|(?:Các |Những )?[Hh]ành vi|Tiêu ch"
    r"|Nội dung|Chức năng|Thẩm quyền|Chính sách|Mục tiêu|Mục đích|Căn cứ|Quan điểm|Phạm vi|Giải pháp|Biện pháp)"
)


@dataclass(frozen=True)
class Statement:
    """A sentence of a provision; `lead` introduces it where it is an item of a list, without its colon."""

    quote: Quote
    lead: str = ""

    @property
    def text(self) -> str:
        """The words as the provision has them."""
        return self.quote.text


def statements_of(provision: Provision, evidence: Evidence) -> list[Statement]:
    """The sentences of a provision and of what stands in it, in reading order."""
    if any(step.level in APART for step in provision.path):
        return []
    found: list[Statement] = []
    inside = [provision, *evidence.inside(provision)]
    for inner in inside:
        if any(step.level in APART for step in inner.path):
            continue
        around = next(
            (p for p in reversed(inside) if p.start <= inner.start and inner.extent <= p.extent and p is not inner),
            None,
        )
        found += _of(inner, around, evidence)
    return found


def _of(provision: Provision, around: Provision | None, evidence: Evidence) -> Iterator[Statement]:
    copy = evidence.copy_of(provision)
    tables = tables_in(provision.text)
    digest = copy.nature is Nature.DIGEST
    is_point = bool(provision.path) and provision.path[-1].level is Level.POINT
    lead = "" if digest or around is None else lead_of(around, evidence) or subject_of(around)
    start = provision.start
    if provision.heading:
        start += len(provision.text.partition("\n")[0])
    for begin, end in sentence_spans(copy.text, start, provision.end):
        if any(t.start + provision.start < end and begin < t.end + provision.start for t in tables):
            continue
        mark = MARK.match(copy.text, begin, end) if not digest else None
        quote = evidence.quote(provision, mark.end() if mark else begin, end)
        if fits(quote.text) and (not is_point or lead):
            yield Statement(quote, lead)


def lead_of(around: Provision, evidence: Evidence) -> str:
    """The words that introduce the items of a list, without mark and colon; "" where they are too long or none."""
    own = evidence.quote(around, around.start, around.end).text
    last = own.rpartition("\n")[2]
    mark = MARK.match(last)
    line = last[mark.end() :].strip() if mark else last.strip()
    if around.heading and line == around.heading:
        return ""
    return (
        line[:-1].strip()
        if line.endswith(":") and len(line) <= LONGEST_LEAD and not NOT_ASKED.search(line[:-1])
        else ""
    )


def subject_of(around: Provision) -> str:
    """The heading of an article whose clauses say nothing without it: “Trách nhiệm của Bộ Tài chính”; "" of another."""
    return around.heading if SUBJECTS.match(around.heading) and len(around.heading) <= LONGEST_LEAD else ""


def is_noisy(text: str) -> bool:
    """Whether a text holds what is not the law's: a form's dots, a page's furniture, words run together."""
    words = re.findall(r"[^\W\d_]{3,}", text)
    glued = (w for w in words if not w.isascii() and ((w.islower() and not is_syllable(w)) or _is_two(w)))
    return bool(NOT_ASKED.search(text)) or any(glued)


def _is_two(word: str) -> bool:
    """Whether a capital stands within a word: “tạiPhụ”."""
    return not word.isupper() and not word[1:].islower()


def fits(text: str) -> bool:
    """Whether a sentence can stand in a question by itself."""
    if not SHORTEST <= len(text) <= LONGEST or "\n" in text or text.endswith((":", ",")):
        return False
    if is_noisy(text) or POINTS_BACK.search(text) or not text.endswith((".", ";")) or not text[0].isalpha():
        return False
    balanced = text.count("“") == text.count("”") and text.count("(") == text.count(")") and text.count('"') % 2 == 0
    capitals = sum(letter.isupper() for letter in text)
    return balanced and capitals < 0.4 * sum(letter.isalpha() for letter in text)
