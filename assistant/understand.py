"""What a question asks, about which documents and provisions, on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.absent import TOLD
from assistant.asks import SAYS_WHERE, Ask, asks_of, without_asks
from assistant.days import DAY, date_of, day_in, day_told, impossible_day, without_day
from assistant.evidence import Evidence
from assistant.named import WHAT_IT_IS, bare_number, chosen_between, laws_not_here, references_in, with_whole_names
from assistant.naming import name_of
from assistant.phrasing import learnt_asks
from assistant.premise import stated_facts
from assistant.question import ASKING_FOLDED
from assistant.resolve import resolve
from assistant.scope import EVERYTHING, Scope
from corpus.abbreviations import write_out
from corpus.accents import without_accents
from corpus.catalogue import Catalogue
from corpus.dates import day
from corpus.types import Document, Reference, Step

BETWEEN_ASKS = {Ask.WHICH, Ask.STATUS, Ask.EFFECTIVE, Ask.REPLACED_BY}
# What a text rules is asked for, not the document's own life.
IN_THE_TEXT = re.compile(
    r"\b(?:thoi han|muc (?:phat|chi|phi|thu|luong)|dieu kien|ho so gom|thu tuc|trach nhiem"
    r"|bao nhieu(?! (?:lan|van ban|dieu|chuong|nghi dinh|thong tu)))\b"
)
OF_ITS_LIFE = re.compile(r"\b(?:hieu luc|thay|sua|bai bo|huy bo|ban hanh)\b")
# Between two documents of which the first does something to the other.
DOES = re.compile(r"\b(?:sua|thay|bai bo|bo|cham dut|huong dan|chi tiet|chinh|het hieu luc)\b")
# Words that point back to what was spoken of before.
BACKWARDS = re.compile(
    r"\b(?:van ban|quyet dinh|nghi dinh|luat|thong tu|cong van|nghi quyet|quy che|khung|kien truc|dieu|khoan|no|cai)"
    r" (?:nay|do|tren|ay|kia|vua roi|vua neu)\b|\bno\b|^(?:con|the|vay|the con|the thi|con ve|va)\b"
)
# “Nghị định quy định chi tiết Luật X do ai ký?” asks of the decree, which is called after the law.
CALLED_AFTER = re.compile(
    r"\b(?:nghi dinh|thong tu|quyet dinh|nghi quyet)(?: (?!nao\b|gi\b)\S+){0,10}?"
    r" (?:quy dinh chi tiet|huong dan|sua doi|trien khai)(?: (?!nao\b|gi\b)\S+){0,12} $"
)
BESIDES = re.compile(r"\b(?:ngoai|tru|khong ke|ben canh)(?: ra)?\s*$")  # “ngoài Luật Tổ chức Chính phủ”
STATED_DAY = re.compile(rf"[\s,(]*(?:ban hanh |ky )?ngay {DAY}")
VERSION = re.compile(r"\b(?:phien )?ban (?:so )?(\d(?:\.\d)?)\b")
STATED_VERSION = re.compile(rf"[^,;?]{{0,30}}\bban hanh\b[^,;?]{{0,80}}?{VERSION.pattern}")
# How many words beside the document and what is asked of it an ask may stand with, before it is of something else.
MOST_OTHER = {
    Ask.SIGNER: 1,
    Ask.ISSUED: 1,
    Ask.ISSUER: 1,
    Ask.EFFECTIVE: 1,
    Ask.STATUS: 3,
    Ask.AMENDED_BY: 3,
    Ask.BASIS: 3,
    Ask.PASSED: 3,
    Ask.TITLE: 0,
    Ask.GUIDES: 1,
    Ask.WHICH: 0,
}
# Words that say nothing of what else a question may be about.
NOTHING_ELSE = ASKING_FOLDED | frozenset(
    "van ban quyet dinh qd nghi nd luat thong tu tt cong cv so ngay thang nam bay gio luc hom moi nhat hanh nay dang "
    "con nua thoi diem toan bo mot phan phien ky phat hieu luc thi ke tu vao tinh den het theo voi minh em a ah oi ad "
    "xin vui long tra cuu kiem xem thu nhe nhi co quan nha nuoc viet phap ly trang luc giu chuc vu ho ten thay mat chu "
    "tich truong pho duyet quoc hoi".split()
)


@dataclass(frozen=True)
class Understanding:
    """A question understood. `targets` are the documents named, each with the place in it that was named, if any."""

    question: str  # made self-contained: after the question it follows up on
    asked: str  # as asked
    search_text: str  # what is searched: the question with abbreviations written out
    as_of: date
    asks: tuple[Ask, ...] = ()
    targets: tuple[tuple[Document, tuple[Step, ...]], ...] = ()
    between: bool = False  # which of the documents named, here or not, holds on the day
    misstated: tuple[tuple[Document, Ask], ...] = ()  # documents named with a day or a version that is not theirs
    unknown: tuple[str, ...] = ()  # numbers, or names with a year, that no document here has
    ambiguous: tuple[Document, ...] = ()  # documents that share the number named
    notes: tuple[str, ...] = ()  # what the reader should be told of how the question was read
    follows_by_length: bool = False  # read after the question before for its shortness alone: no word points back

    def as_dict(self) -> dict[str, Any]:
        """For the trace."""
        return {
            "question": self.question,
            "as_of": self.as_of.isoformat(),
            "asks": [ask.value for ask in self.asks],
            "targets": [[name_of(document), "/".join(step.label for step in path)] for document, path in self.targets],
            "between": self.between,
            "misstated": [[name_of(document), ask.value] for document, ask in self.misstated],
            "unknown": list(self.unknown),
            "ambiguous": [name_of(document) for document in self.ambiguous],
            "notes": list(self.notes),
        }


def understand(
    question: str,
    history: Sequence[str],
    catalogue: Catalogue,
    as_of: date | None = None,
    within: Scope = EVERYTHING,
    follows: bool = False,
) -> Understanding:
    """Read a question after the earlier ones; `as_of` given wins over a day that the question names.

    Of documents that share a number, those `within` the scope are meant when there are any. With `follows` the question
    is read as one about the earlier question's subject, also where its words do not say so.
    """
    question = with_whole_names(question, catalogue)
    references = references_in(question, catalogue) or bare_number(question, catalogue)
    written = write_out(question)
    if not references and written != question and references_in(written, catalogue):
        question, references = written, references_in(written, catalogue)  # “Luật ban hành VBQPPL”
    asks = asks_of(question) or (stated_facts(question) if references else ())
    if asks and not {Ask.GUIDED_BY, Ask.GUIDES, Ask.AMENDED_BY, Ask.REPLACED_BY, Ask.DOCUMENTS} & set(asks):
        folded = without_accents(question)
        references = [r for r in references if not CALLED_AFTER.search(folded[max(0, r.start - 200) : r.start])]
    references = [r for r in references if not BESIDES.search(without_accents(question[: r.start]))]
    own = list(references)
    said = day_in(question, of_document=bool(asks))
    when = as_of or said or date.today()
    notes = (f"Trả lời theo tình trạng tại ngày {day(when)}.",) if said and as_of is None else ()
    if said and as_of and said != as_of:
        notes = (f"Câu hỏi nêu ngày {day(said)}; trả lời theo tình trạng tại ngày đã chọn, {day(as_of)}.",)
    happened = day_told(question)
    if happened and happened != when and not said:
        notes = (f"Câu hỏi nêu ngày {day(happened)}; câu trả lời theo tình trạng tại ngày {day(when)}.",)
    if no_day := impossible_day(question):
        notes = (f"Không có ngày {no_day}: trả lời theo tình trạng tại ngày {day(when)}.",)
    text = question
    by_length = False
    if (
        history
        and not any(reference.document or reference.document_id for reference in references)
        and (follows or _points_back(question))
    ):
        # Of what only may be a follow-up the evidence decides, not the document or place that was asked for before.
        for earlier in () if follows else reversed(history):
            before = [m for m in references_in(earlier, catalogue) if m.document or m.document_id]
            if before:
                own_path = references[0].path if references else ()
                references = [replace(before[0], path=own_path or (() if asks else before[0].path))]
                break
        text = f"{history[-1]} {question}"
        notes = (*notes, f"Đã hiểu là hỏi tiếp câu trước: “{history[-1]}”.")
        by_length = not follows and BACKWARDS.search(without_accents(question).strip()) is None
    between = chosen_between(question, catalogue) if set(asks) <= BETWEEN_ASKS else []
    if between:
        references, asks = between, (Ask.STATUS,)
    resolved = resolve(references, text, catalogue, within, when)
    targets, unknown = resolved.targets, resolved.unknown
    unknown += laws_not_here(question, references, Evidence(catalogue, when), bool(asks))
    if resolved.narrowed:
        notes = (*notes, within.note)
    if targets and not between:
        here = all(document.id not in resolved.base_of for document, _ in targets)
        learnt = _learnt(question, own, placed=any(path for _, path in targets)) if own and here else ()
        asks = _of_document(asks, question, own, [document for document, _ in targets]) or learnt
    elif unknown and not between:
        asks = asks or _learnt(question, own)
    elif not unknown and Ask.GUIDED_BY in asks:
        asks = (Ask.WHICH,)  # “Văn bản nào hướng dẫn việc thuê dịch vụ?”
    if set(asks) & {Ask.AMENDS, Ask.REPLACES, Ask.GUIDES} and len(own) > 1:
        acts = DOES.search(without_accents(question[own[0].end : own[1].start]))
        targets = targets[:1] if acts else targets  # “Nghị định A sửa khoản nào của Nghị định B?”
    read_in = [(document, path) for document, path in targets if document.id in resolved.base_of]
    if read_in and all(path for _, path in targets) and len(read_in) == len(targets):
        asks = ()  # how the places read now is what there is to tell of them
    elif set(asks) & set(TOLD):  # of a document's own life the texts here that act on it tell
        targets = [target for target in targets if target not in read_in]
        unknown = list(dict.fromkeys([*unknown, *(resolved.base_of[document.id] for document, _ in read_in)]))
        read_in = []
    told = [_put_together(resolved.base_of[document.id], document, when) for document, _ in read_in]
    notes = (*notes, *dict.fromkeys(told))
    return Understanding(
        question=text,
        asked=question,
        search_text=write_out(text),
        as_of=when,
        asks=asks,
        targets=tuple(targets),
        between=bool(between),
        misstated=tuple(_misstated(question, own, catalogue, within, when)),
        unknown=tuple(unknown),
        ambiguous=tuple(resolved.ambiguous),
        notes=notes,
        follows_by_length=by_length,
    )


def _put_together(number: str, text: Document, when: date) -> str:
    """That a document is quoted from a text that holds its amendments, also those later than the day asked about."""
    until = f" ngày {day(text.issued)}" if text.issued else ""
    told = f"Kho có văn bản {number} trong {name_of(text)}{until}: câu trả lời dẫn văn bản hợp nhất này"
    later = text.issued and text.issued > when
    return f"{told}, đã gồm cả sửa đổi sau ngày {day(when)}." if later else f"{told}."


def _learnt(question: str, references: Sequence[Reference], placed: bool = False) -> tuple[Ask, ...]:
    """What the wording asks for of the documents named, of a place in them what a place has."""
    named = [(r.start, r.end) for r in references if r.document or r.document_id]
    folded = without_accents(question)
    if SAYS_WHERE.search(folded) or (IN_THE_TEXT.search(folded) and not OF_ITS_LIFE.search(folded)):
        return ()
    asks = learnt_asks(question, named)
    if not placed:
        return asks
    return (Ask.STATUS,) if {Ask.STATUS, Ask.EFFECTIVE} & set(asks) else tuple(a for a in asks if a is Ask.AMENDED_BY)


def _of_document(
    asks: Sequence[Ask], question: str, references: Sequence[Reference], named: Sequence[Document]
) -> tuple[Ask, ...]:
    """The asks that are of the documents named, not of something that they rule: “hợp đồng có hiệu lực từ khi nào”."""
    rest = question
    for reference in sorted(references, key=lambda reference: -reference.start):
        rest = f"{rest[: reference.start]} {rest[reference.end :]}"
    known = {word for document in named for word in _plain_words(f"{document.title} {document.kind} {document.issuer}")}
    beside = _plain_words(without_asks(without_day(rest))) - NOTHING_ELSE
    other = beside - known
    placed = any(reference.path for reference in references)
    if references and not beside and not placed and set(asks) <= {Ask.WHICH} and not _named_only(references):
        return (Ask.TITLE, Ask.STATUS)  # “Nghị định 73 năm 2019”, “2323 là văn bản gì?”
    if not beside and not placed and Ask.TITLE not in asks and WHAT_IT_IS.search(without_accents(rest)):
        asks = (Ask.TITLE, *asks)
    found = []
    for ask in asks:
        most = MOST_OTHER.get(ask, len(other))
        if len(other) > most or (ask is Ask.TITLE and placed) or ask is Ask.DOCUMENTS:
            continue
        if ask is Ask.WHICH and (placed or not _named_only(references)):
            continue  # the document is named by its number: what is asked for is in its text
        found.append(ask)
    if Ask.WHICH in found:
        found.append(Ask.STATUS)  # “Luật Giao dịch điện tử hiện hành là luật nào?”
    return tuple(found)


def _named_only(references: Sequence[Reference]) -> bool:
    """Whether documents are called by their names alone, none by a number."""
    return bool(references) and all(reference.document_id for reference in references)


def _misstated(
    question: str, references: Sequence[Reference], catalogue: Catalogue, within: Scope, when: date
) -> Iterator[tuple[Document, Ask]]:
    """The documents that the question gives another day of issue, or says to issue another version, than they have."""
    for reference in references:
        after = question[reference.end :]
        stated = STATED_DAY.match(without_accents(after))
        version = STATED_VERSION.match(without_accents(after))
        if not (stated or version) or not reference.document:
            continue
        for document, _ in resolve([reference], question, catalogue, within, when).targets:
            try:
                if stated and document.issued and date_of(stated) != document.issued:
                    yield document, Ask.ISSUED
            except ValueError:  # no such day
                continue
            own = VERSION.search(without_accents(document.title))
            if version and own and float(version[1]) != float(own[1]):
                yield document, Ask.TITLE


def _plain_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", without_accents(text)) if not word[0].isdigit()}


def _points_back(question: str) -> bool:
    folded = without_accents(question).strip()
    return BACKWARDS.search(folded) is not None or len(folded.split()) <= 6
