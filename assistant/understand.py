"""What a question asks, about which documents and provisions, on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from assistant.absent import number_of_absent
from assistant.asks import Ask, asks_of, without_asks
from assistant.evidence import Evidence
from assistant.facts import consolidated_in
from assistant.naming import name_of
from assistant.phrasing import learnt_asks
from assistant.premise import stated_facts
from assistant.question import ASKING_FOLDED
from assistant.scope import EVERYTHING, Scope
from corpus.abbreviations import write_out
from corpus.accents import without_accents
from corpus.catalogue import Catalogue
from corpus.dates import day
from corpus.numbers import KINDS, fold
from corpus.references import find_references
from corpus.types import Document, Reference, Step

_DAY = r"(\d{1,2})(?:[/.-]| thang )(\d{1,2})(?:[/.-]| nam )((?:19|20)\d\d)"
ON_DAY = re.compile(
    r"(?:\b(?:tai|vao|tinh den|den|hoi|thoi diem|sau|gia su(?: la| hom nay la)?)(?: het)?(?: thoi diem)?(?: ngay)?"
    r"|^(?:(?:ke )?tu )?ngay|\bvao hom) " + _DAY
)
BEFORE_DAY = re.compile(rf"\btruoc (?:ngay )?{_DAY}")
IN_MONTH = re.compile(
    r"(?:vao|hoi|trong|thoi diem|^)(?: cuoi| dau| giua)? ?thang (0?[1-9]|1[0-2])(?:/| nam )((?:19|20)\d\d)\b"
)
IN_YEAR = re.compile(
    r"(?:(?:vao|hoi|trong|tai thoi diem|thoi diem|ap dung|hieu luc) |^|, )(?:het )?"
    r"(dau |giua |cuoi )?nam ((?:19|20)\d\d)\b"
)
END_OF = {"dau": (1, 31), "giua": (6, 30)}  # of a year, by month and day
_NUMBER = r"\d{1,4} ?/ ?(?:19|20)\d\d(?:/[\w-]+)?"
_KINDS = "|".join(sorted(map(re.escape, KINDS), key=len, reverse=True))
# “nghị định 82/2018 hay nghị định 35/2022”, “còn theo 130/2013 hay đã chuyển qua 32/2019”
BETWEEN = re.compile(
    rf"(?:\b(?P<kind>{_KINDS}) (?:so )?)?(?<![\d/])(?P<first>{_NUMBER})(?: cua(?: \w+){{1,6}}?)?,? (?:hay|hoac)"
    rf"(?: (?:la|da|phai|chuyen|qua|sang|theo|dung|ap dung)){{0,4}}"
    rf" (?:(?P<other>{_KINDS}) (?:so )?)?(?P<second>{_NUMBER})(?![\d/])"
)
KIND_BEFORE = re.compile(rf"\b({_KINDS})\b")
BETWEEN_ASKS = {Ask.WHICH, Ask.STATUS, Ask.EFFECTIVE, Ask.REPLACED_BY}
APPLIED = re.compile(r"\b(?:theo|ap dung|dung|can cu|thuc hien)\b")
LAW_OF_YEAR = re.compile(
    r"\b(?:bo )?luat (?P<name>(?:(?!(?:luat|nao|gi|cu|moi)\b)[a-z]+,? ){1,8}?)(?:nam )?"
    r"(?P<year>(?:19|20)\d\d)\b(?![/-])"
)
# A law by its year alone, after one named whole.
YEAR_ALONE = re.compile(r"\b(?:bo )?luat (?:nam )?((?:19|20)\d\d)\b(?![/-])")
OF_BODY = re.compile(r"(?: nam \d{4})? cua ")
BODIES = {"ttg": "thu tuong", "cp": "chinh phu"}
# What a choice between documents may be asked for beside: then its text is asked for, not which of them holds.
OF_THE_TEXT = re.compile(r"\b(?:bao nhieu|bao lau|may(?! van ban| nghi dinh)|ai|the nao|gi|khi nao|o dau|muc)\b")
# What a text rules is asked for, not the document's own life.
IN_THE_TEXT = re.compile(
    r"\b(?:thoi han|muc (?:phat|chi|phi|thu|luong)|dieu kien|ho so gom|thu tuc|trach nhiem"
    r"|bao nhieu(?! (?:lan|van ban|dieu|chuong|nghi dinh|thong tu)))\b"
)
OF_ITS_LIFE = re.compile(r"\b(?:hieu luc|thay|sua|bai bo|huy bo|ban hanh)\b")
# Between two documents of which the first does something to the other.
DOES = re.compile(r"\b(?:sua|thay|bai bo|bo|cham dut|huong dan|chi tiet|chinh|het hieu luc)\b")
NAMED_YEAR = re.compile(r"[\s,(]*(?:nam )?((?:19|20)\d\d)(?![\d/])")
# The issuer by its sign, after a number typed in part: “Thông tư 25/2026 của BTC”.
OF_SIGN = re.compile(r"(?:\s+năm\s+\d{4})?\s+của\s+([A-ZĐ]{2,12})\b")
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
WHAT_IT_IS = re.compile(r"\bla (?:van ban )?gi\b")
STATED_DAY = re.compile(rf"[\s,(]*(?:ban hanh |ky )?ngay {_DAY}")
VERSION = re.compile(r"\b(?:phien )?ban (?:so )?(\d(?:\.\d)?)\b")
STATED_VERSION = re.compile(rf"[^,;?]{{0,30}}\bban hanh\b[^,;?]{{0,80}}?{VERSION.pattern}")
BARE = re.compile(
    r"(?<![\w/.,-])(?!(?:19|20)\d\d\b)(\d{3,4})(?![\w/.,%-])"
    r"(?! ?(?:dong|trieu|ty|ngay|gio|phut|thang|nam|dieu|khoan|nguoi|lan|gb|mb|km|m2|phan)\b)"
)
SHORT = 14  # words of a question in which a bare number may name a document
SUBJECT = re.compile(r"(?: nam \d{4})?(?: (?:quy dinh|noi))? ve (?P<words>[\w ]{5,100})")
SUBJECT_WORDS = 3  # by which a document of a shared number is told from the others
SHORTEST_INITIALS = 3  # “Luật GDĐT” is the law of that name; two letters may be many
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
    question = _with_whole_names(question, catalogue)
    references = _references(question, catalogue) or _bare_number(question, catalogue)
    written = write_out(question)
    if not references and written != question and _references(written, catalogue):
        question, references = written, _references(written, catalogue)  # “Luật ban hành VBQPPL”
    asks = asks_of(question) or (stated_facts(question) if references else ())
    if asks and not {Ask.GUIDED_BY, Ask.GUIDES, Ask.AMENDED_BY, Ask.REPLACED_BY, Ask.DOCUMENTS} & set(asks):
        folded = without_accents(question)
        references = [r for r in references if not CALLED_AFTER.search(folded[max(0, r.start - 200) : r.start])]
    references = [r for r in references if not BESIDES.search(without_accents(question[: r.start]))]
    own = list(references)
    said = day_in(question, of_document=bool(asks))
    when = as_of or said or date.today()
    notes = (f"Trả lời theo tình trạng tại ngày {day(when)}.",) if said and as_of is None else ()
    text = question
    if (
        history
        and not any(reference.document or reference.document_id for reference in references)
        and (follows or _points_back(question))
    ):
        # Of what only may be a follow-up the evidence decides, not the document or place that was asked for before.
        for earlier in () if follows else reversed(history):
            before = [m for m in _references(earlier, catalogue) if m.document or m.document_id]
            if before:
                own_path = references[0].path if references else ()
                references = [replace(before[0], path=own_path or (() if asks else before[0].path))]
                break
        text = f"{history[-1]} {question}"
        notes = (*notes, f"Đã hiểu là hỏi tiếp câu trước: “{history[-1]}”.")
    between = _between(question, catalogue) if set(asks) <= BETWEEN_ASKS else []
    if between:
        references, asks = between, (Ask.STATUS,)
    targets, unknown, ambiguous, narrowed = _resolve(references, text, catalogue, within)
    unknown += _laws_not_here(question, references, Evidence(catalogue, when), bool(asks))
    if narrowed:
        notes = (*notes, within.note)
    if targets and not between:
        learnt = _learnt(question, own, placed=any(path for _, path in targets)) if own else ()
        asks = _of_document(asks, question, own, [document for document, _ in targets]) or learnt
    elif unknown and not between:
        asks = asks or _learnt(question, own)
    elif not unknown and Ask.GUIDED_BY in asks:
        asks = (Ask.WHICH,)  # “Văn bản nào hướng dẫn việc thuê dịch vụ?”
    if set(asks) & {Ask.AMENDS, Ask.REPLACES, Ask.GUIDES} and len(own) > 1:
        acts = DOES.search(without_accents(question[own[0].end : own[1].start]))
        targets = targets[:1] if acts else targets  # “Nghị định A sửa khoản nào của Nghị định B?”
    return Understanding(
        question=text,
        asked=question,
        search_text=write_out(text),
        as_of=when,
        asks=asks,
        targets=tuple(targets),
        between=bool(between) and asks == (Ask.STATUS,),
        misstated=tuple(_misstated(question, own, catalogue, within)),
        unknown=tuple(unknown),
        ambiguous=tuple(ambiguous),
        notes=notes,
    )


def _between(question: str, catalogue: Catalogue) -> list[Reference]:
    """The documents between which a question asks to choose: “theo nghị định nào, 13/2023 hay 356/2025”."""
    folded = without_accents(question)
    chosen = BETWEEN.search(folded)
    if chosen is None or not APPLIED.search(folded):
        return []
    if OF_THE_TEXT.search(f"{folded[: chosen.start()]} {folded[chosen.end() :]}"):
        return []
    before = KIND_BEFORE.findall(folded[: chosen.start("first")])
    first = KINDS[chosen["kind"] or (before[-1] if before else "")] if chosen["kind"] or before else ""
    second = KINDS[chosen["other"]] if chosen["other"] else first
    found = []
    for part, kind in (("first", first), ("second", second)):
        whole = [r for r in _references(question, catalogue) if r.document and r.start <= chosen.start(part) < r.end]
        number = question[slice(*chosen.span(part))].replace(" ", "")
        found.append(whole[0] if whole else Reference(number, (), *chosen.span(part), kind))
    return found


def _laws_not_here(question: str, references: Sequence[Reference], evidence: Evidence, of_document: bool) -> list[str]:
    """Laws named with a year that no document here is: where one here says that it ends such a law, or where a fact of
    the law itself is asked for.
    """
    folded = without_accents(question)
    found = []
    for match in LAW_OF_YEAR.finditer(folded):
        known = any(r.start < match.end() and match.start() < r.end for r in references)
        name = question[match.start() : match.end("name")].strip()
        ended_here = not known and number_of_absent(f"{name} {match['year']}", evidence)
        if ended_here or (not known and of_document and not _law_here(match["name"], int(match["year"]), evidence)):
            found.append(f"{name[:1].upper()}{name[1:]} {match['year']}")
    return found


def _law_here(name: str, year: int, evidence: Evidence) -> bool:
    """Whether a law of the year here has most of the words of a name in its title: people shorten names."""
    words = set(re.findall(r"\w+", name))
    return any(
        _year(document) == year
        and 2 * len(words & set(re.findall(r"\w+", without_accents(document.title)))) >= len(words)
        for document in evidence.catalogue.documents()
    )


def _with_whole_names(question: str, catalogue: Catalogue) -> str:
    """“Luật Tổ chức Chính phủ 2001 và Luật 2015”: the second is the law of that name too."""
    shortened = list(YEAR_ALONE.finditer(without_accents(question)))
    named = [r for r in _references(question, catalogue) if r.document_id] if shortened else []
    for match in reversed(shortened):
        before = [reference for reference in named if reference.end < match.start()]
        if before:
            name = question[before[-1].start : before[-1].end]
            question = f"{question[: match.start()]}{name} {question[match.start(1) :]}"
    return question


def _references(question: str, catalogue: Catalogue) -> list[Reference]:
    return find_references(question, _names(catalogue))


def _bare_number(question: str, catalogue: Catalogue) -> list[Reference]:
    """“2323 là bản mấy?”: a short question's only number, when it begins that of one document alone."""
    folded = without_accents(question)
    found = list(BARE.finditer(folded))
    of_it = BARE.fullmatch(folded.strip(" ?.")) or WHAT_IT_IS.search(folded) or asks_of(question)
    if len(found) != 1 or len(question.split()) > SHORT or not of_it:
        return []
    start = f"{found[0][1]}/"
    meant = [document for document in catalogue.documents() if document.number.lstrip("0").startswith(start)]
    return [Reference(meant[0].number, (), *found[0].span(), meant[0].kind)] if len(meant) == 1 else []


def _names(catalogue: Catalogue) -> dict[str, str]:
    """Documents by the names people call them: laws by title, each with the id of the newest of that name."""
    names: dict[str, str] = {}
    initials: dict[str, str] = {}
    for document in catalogue.documents():
        if document.kind in {"Luật", "Bộ luật"} and document.title:
            title = re.sub(r"^(?:bộ )?luật ", "", document.title, flags=re.IGNORECASE)
            if len(title) < 80:
                plain = without_accents(title)
                names[f"{without_accents(document.kind)} {plain}"] = document.id
                letters = "".join(word[0] for word in plain.split())
                if len(letters) >= SHORTEST_INITIALS:
                    initials[f"{without_accents(document.kind)} {letters}"] = document.id
    return initials | names


def _learnt(question: str, references: Sequence[Reference], placed: bool = False) -> tuple[Ask, ...]:
    """What the wording asks for of the documents named, of a place in them what a place has."""
    named = [(r.start, r.end) for r in references if r.document or r.document_id]
    folded = without_accents(question)
    if IN_THE_TEXT.search(folded) and not OF_ITS_LIFE.search(folded):
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
    question: str, references: Sequence[Reference], catalogue: Catalogue, within: Scope
) -> Iterator[tuple[Document, Ask]]:
    """The documents that the question gives another day of issue, or says to issue another version, than they have."""
    for reference in references:
        after = question[reference.end :]
        stated = STATED_DAY.match(without_accents(after))
        version = STATED_VERSION.match(without_accents(after))
        if not (stated or version) or not reference.document:
            continue
        targets, *_ = _resolve([reference], question, catalogue, within)
        for document, _ in targets:
            try:
                if stated and document.issued and _date(stated) != document.issued:
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


def day_in(question: str, of_document: bool = False) -> date | None:
    """The day that a question says it asks about; a month or a year is meant as its last day. None when it names none.

    A day before which something is so is such a day where a document is asked about (`of_document`) or at the start.
    """
    folded = without_accents(question)
    before = BEFORE_DAY.search(folded)
    try:
        if before and (of_document or before.start() == 0):
            return _date(before) - timedelta(days=1)
        if match := ON_DAY.search(folded):
            return _date(match)
        if month := IN_MONTH.search(folded):
            return date(int(month[2]) + int(month[1]) // 12, int(month[1]) % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None
    if year := IN_YEAR.search(folded):
        return date(int(year[2]), *END_OF.get((year[1] or "").strip(), (12, 31)))
    return None


def without_day(question: str) -> str:
    """The question without the day that it names."""
    folded = without_accents(question)
    for form in (BEFORE_DAY, ON_DAY, IN_MONTH, IN_YEAR):
        if match := form.search(folded):
            return f"{question[: match.start()]} {question[match.end() :]}".strip(" ,")
    return question


def _date(match: re.Match[str]) -> date:
    return date(int(match[3]), int(match[2]), int(match[1]))


def _resolve(
    references: Sequence[Reference], question: str, catalogue: Catalogue, within: Scope
) -> tuple[list[tuple[Document, tuple[Step, ...]]], list[str], list[Document], bool]:
    """References → documents here, numbers not here, and documents between which the question does not decide.

    Last, whether the scope decided between some.
    """
    narrowed = False
    targets: list[tuple[Document, tuple[Step, ...]]] = []
    unknown: list[str] = []
    ambiguous: list[Document] = []
    for reference in references:
        if reference.document_id:
            document: Document | None = catalogue.document(reference.document_id)
            year = NAMED_YEAR.match(without_accents(question[reference.end :]))
            if year and document and document.issued and int(year[1]) != document.issued.year:
                # "Luật An ninh mạng 2018" is not the law of that name of another year.
                document = _of_year(document, int(year[1]), catalogue)
            if document:
                targets.append((document, reference.path))
            else:
                newest = catalogue.document(reference.document_id)
                unknown.append(f"{newest.kind} {newest.title} {year[1] if year else ''}".strip())
        elif reference.document:
            found, named = catalogue.by_number(reference.document), reference.document
            if not found:
                found = _by_part(reference, catalogue)
                said = OF_SIGN.match(question, reference.end)
                if said:
                    named = f"{named} của {said[1]}"
                    found = [d for d in found if not _signs(d) or without_accents(said[1]) in _signs(d)]
            found = _by_issuer(found, question)
            inside = [document for document in found if within.holds(document)]
            if inside and len(inside) < len(found):
                found, narrowed = inside, True
            found = _by_subject(found, without_accents(question), reference.end)
            if len(found) == 1:
                targets.append((found[0], reference.path))
            elif found:
                ambiguous += found
            else:
                unknown.append(_in_full(reference, named, question, catalogue))
    return targets, list(dict.fromkeys(unknown)), ambiguous, narrowed


def _in_full(reference: Reference, named: str, question: str, catalogue: Catalogue) -> str:
    """A number typed in part of a document that is not here, as others here write it when only one fits."""
    if re.search(r"[^\W\d]", reference.document):
        return named
    kind = "".join(word[0] for word in without_accents(reference.kind).split())
    folded = without_accents(question)
    # “của Bộ Công Thương”: the signs of a body are the first letters of its name
    letters = "".join(word[0] for word in re.findall(r"\w+", folded[reference.end :][:60]))
    fitting = []
    for number in catalogue.absent_numbers(reference.document):
        sign = without_accents(number).rpartition("/")[2]
        if not kind or sign.startswith(f"{kind}-") or (kind in {"l", "bl"} and sign.startswith("qh")):
            fitting.append(number)
    after = folded[reference.end :][:60]
    signs = {number: without_accents(number).rpartition("-")[2] for number in fitting}
    of_body = [n for n in fitting if signs[n] in letters or (BODIES.get(signs[n]) or "-") in after]
    if OF_BODY.match(after) or len(fitting) > 1:  # its issuer is named, or must be
        return of_body[0] if len(of_body) == 1 else named
    if not fitting:  # one that is here only put together with its amendments
        evidence = Evidence(catalogue, date.max)
        bases = [base[0][0] for document in catalogue.documents() if (base := consolidated_in(document, evidence))]
        start = f"{fold(reference.document)}/"
        fitting = [base for base in bases if fold(base).startswith(start) and (not kind or f"/{kind}-" in fold(base))]
    return fitting[0] if len(fitting) == 1 else named


def _by_subject(found: list[Document], folded: str, end: int) -> list[Document]:
    """Of documents that share a number the one whose title has the subject named next: “NĐ 47 về chia sẻ dữ liệu”."""
    named = SUBJECT.match(folded, end) if len(found) > 1 else None
    words = [word for word in named["words"].split() if word not in ASKING_FOLDED][:SUBJECT_WORDS] if named else []
    if len(words) < SUBJECT_WORDS:
        return found
    titles = {document.id: set(re.findall(r"\w+", without_accents(document.title))) for document in found}
    meant = [document for document in found if titles[document.id].issuperset(words)]
    others = [document for document in found if len(titles[document.id].intersection(words)) > 1]
    return meant if len(meant) == 1 and others == meant else found


def _of_year(newest: Document, year: int, catalogue: Catalogue) -> Document | None:
    """The document of the same kind and title that is of a year; None when it is not here."""
    title = without_accents(newest.title)
    return next(
        (
            d
            for d in catalogue.documents()
            if (d.kind, without_accents(d.title)) == (newest.kind, title) and _year(d) == year
        ),
        None,
    )


def _by_part(reference: Reference, catalogue: Catalogue) -> list[Document]:
    """Documents whose number begins with what was typed: “Quyết định 2323”, “Luật 20/2023”."""
    start = without_accents(reference.document).lstrip("0")
    kind = without_accents(reference.kind)
    return [
        document
        for document in catalogue.documents()
        if re.match(rf"0*{re.escape(start)}(?:[/-]|$)", without_accents(document.number))
        and (not kind or without_accents(document.kind).endswith(kind))
    ]


def _by_issuer(documents: Sequence[Document], question: str) -> list[Document]:
    """Of documents with one number, those whose issuer, its sign (BTTTT) or year the question names; all for none."""
    folded = without_accents(question)
    chosen = list(documents)
    for told in (_tells_issuer, _tells_sign, _tells_year):
        if len(chosen) > 1:
            chosen = told(chosen, folded) or chosen
    return chosen


def _tells_issuer(documents: Sequence[Document], folded: str) -> list[Document]:
    shared = set.intersection(*(set(without_accents(d.issuer).split()) for d in documents))
    own = {d.id: " ".join(w for w in without_accents(d.issuer).split() if w not in shared) for d in documents}
    return [d for d in documents if own[d.id] and own[d.id] in folded]


def _tells_sign(documents: Sequence[Document], folded: str) -> list[Document]:
    said = set(re.findall(r"\w+", folded))
    return [d for d in documents if said & _signs(d)]


def _tells_year(documents: Sequence[Document], folded: str) -> list[Document]:
    return [d for d in documents if (year := _year(d)) and re.search(rf"\b{year}\b", folded)]


def _signs(document: Document) -> set[str]:
    """The bodies in a number, without diacritics: "btttt" of 23/2010/TT-BTTTT, with "thh" of 1425/BTTTT-THH.

    None where the number names none that people write so: 20/2023/QH15, 57-NQ/TW.
    """
    kind, *bodies = without_accents(document.number).rpartition("/")[2].split("-")
    return set(bodies if kind in KINDS else (kind, *bodies)) if bodies else set()


def _year(document: Document) -> int | None:
    """The year in a number, else that of issue."""
    numbered = re.search(r"/((?:19|20)\d\d)/", document.number)
    return int(numbered[1]) if numbered else document.issued.year if document.issued else None
