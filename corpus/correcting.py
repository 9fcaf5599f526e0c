"""What a correction says, and what it makes of a copy: a pure function of what was read and of its file's corrections.

Values have one written form, which `checked` brings them to:

- a date `2025-01-31`, a number `12/2025/NĐ-CP`, a kind, a nature, or words;
- a status `ended since=2025-01-01 until=… by=12/2025/NĐ-CP note=…`;
- a relation `replaces 2323/QĐ-BTTTT on=2023-12-31`, or one to a place, `repeals khoản 2 Điều 5 12/2025/NĐ-CP`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from corpus.accents import without_accents
from corpus.amend import amendments_of
from corpus.consolidated import consolidates
from corpus.dates import date_pattern, day
from corpus.describe import KINDS
from corpus.errors import Misconfigured
from corpus.numbers import find_numbers, fold
from corpus.references import find_references
from corpus.relate import relate
from corpus.types import (
    Amendment,
    Document,
    Level,
    Nature,
    Provision,
    Relation,
    RelationKind,
    StatusFact,
    StatusValue,
    Step,
)
from corpus.validity import place

FIELDS = {
    "number": "số hiệu",
    "title": "tên văn bản",
    "kind": "loại văn bản",
    "issuer": "cơ quan ban hành",
    "issued": "ngày ban hành",
    "effective": "ngày có hiệu lực",
    "signer": "người ký",
    "signer_title": "chức vụ người ký",
    "nature": "tính chất của bản",
    "status": "hiệu lực",
    "relation": "thêm quan hệ",
    "no_relation": "bỏ quan hệ",
}
DATES = ("issued", "effective")
WORDS = ("number", "title", "kind", "issuer", "signer", "signer_title")
LONGEST = 1_000  # characters of a title, a note, a name
FIRST_DAY = date(1945, 9, 2)
MIXED = {Nature.CONSOLIDATED, Nature.CODIFIED}  # texts of which nothing is the document's own act: `corpus.add`
KIND_WORDS = {
    "thay the": RelationKind.REPLACES,
    "bai bo": RelationKind.REPEALS,
    "sua doi, bo sung": RelationKind.AMENDS,
    "sua doi": RelationKind.AMENDS,
    "huong dan": RelationKind.GUIDES,
    "can cu": RelationKind.BASED_ON,
    "hop nhat": RelationKind.CONSOLIDATES,
} | {kind.value: kind for kind in RelationKind}
STATUS_WORDS = {
    "con hieu luc": StatusValue.IN_FORCE,
    "het hieu luc mot phan": StatusValue.PARTLY_ENDED,
    "het hieu luc": StatusValue.ENDED,
    "khong ro": StatusValue.UNKNOWN,
} | {v.value: v for v in (StatusValue.IN_FORCE, StatusValue.PARTLY_ENDED, StatusValue.ENDED, StatusValue.UNKNOWN)}
_OPTION = re.compile(r"(?:^|\s)(\w+)=")


@dataclass(frozen=True)
class Correction:
    """A new value of one field of one file's document: by whom, when, on what source, and whether it was undone."""

    id: int
    file_sha256: str
    document: str
    field: str
    value: str
    before: str
    who: str
    made_on: date
    source: str
    undone_on: date | None = None
    undone_by: str = ""


@dataclass(frozen=True)
class Stated:
    """What a copy says of its document, apart from its text; ids begin with the document's."""

    document: Document
    nature: Nature
    relations: tuple[Relation, ...] = ()
    facts: tuple[StatusFact, ...] = ()
    amendments: tuple[Amendment, ...] = ()

    @property
    def identity(self) -> tuple[str, str, date | None, str]:
        """What tells the document from others: number, issuer and date; its title where it has no number."""
        document = self.document
        return fold(document.number), document.issuer, document.issued, "" if document.number else document.title

    def under(self, document_id: str) -> Stated:
        """The same, said under another id of the document."""
        old = self.document.id

        def moved(name: str) -> str:
            return document_id + name[len(old) :] if name.startswith(old) else name

        return Stated(
            replace(self.document, id=document_id),
            self.nature,
            tuple(
                replace(r, id=moved(r.id), source=moved(r.source), stated_by=moved(r.stated_by)) for r in self.relations
            ),
            tuple(replace(f, document=moved(f.document), stated_by=moved(f.stated_by)) for f in self.facts),
            tuple(replace(a, source=moved(a.source), stated_by=moved(a.stated_by)) for a in self.amendments),
        )


# values


def checked(field: str, value: str, today: date) -> str:
    """The value in its one written form; Misconfigured says what is wrong with it and what to write."""
    value = " ".join(unicodedata.normalize("NFC", value).split())
    if field not in FIELDS:
        names = ", ".join(f"{name} ({meaning})" for name, meaning in FIELDS.items())
        raise Misconfigured(f"Không có trường “{field}” để sửa. Các trường sửa được: {names}.")
    if not value:
        raise Misconfigured(f"Giá trị mới của {FIELDS[field]} ({field}) đang để trống: hãy ghi giá trị đúng.")
    if len(value) > LONGEST:
        raise Misconfigured(f"Giá trị mới của {FIELDS[field]} dài {len(value):,} ký tự, nhiều nhất {LONGEST:,}.")
    if field in DATES:
        when = _day(value, FIELDS[field])
        if field == "issued" and when > today:
            raise Misconfigured(f"Ngày ban hành {value} sau ngày sửa ({today.isoformat()}): hãy xem lại.")
    elif field == "number":
        value = _number(value)
    elif field == "kind":
        value = _one_of(value, {without_accents(kind): kind for kind in KINDS}, "loại văn bản")
    elif field == "nature":
        value = _one_of(value, {n.value: n.value for n in Nature if n is not Nature.DIGEST}, "tính chất")
    elif field == "status":
        value = status_form(_status(value))
    elif field == "relation":
        value = relation_form(*_relation(value))
    elif field == "no_relation":
        value = relation_form(*_relation(value)[:3], None)
    elif not re.search(r"[^\W\d_]{2}", value):
        raise Misconfigured(f"“{value}” không giống {FIELDS[field]}: hãy ghi bằng chữ.")
    return value


def relation_form(kind: RelationKind, path: Sequence[Step], number: str, on: date | None) -> str:
    """A relation as a correction writes it: `replaces 2323/QĐ-BTTTT on=2023-12-31`."""
    words = [kind.value, place(path), number, f"on={on.isoformat()}" if on else ""]
    return " ".join(filter(None, words))


def status_form(fact: StatusFact) -> str:
    """A status as a correction writes it: `ended since=2025-01-01 by=12/2025/NĐ-CP`."""
    words = [
        fact.value.value,
        f"since={fact.since.isoformat()}" if fact.since else "",
        f"until={fact.until.isoformat()}" if fact.until else "",
        f"by={fact.by_number}" if fact.by_number else "",
        f"note={fact.note}" if fact.note else "",
    ]
    return " ".join(filter(None, words))


def _day(text: str, what: str) -> date:
    try:
        when = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        when = None
    if when is None:
        raise Misconfigured(f"“{text}” không phải {what} có thật, dạng NĂM-THÁNG-NGÀY, ví dụ 2025-01-31.")
    if when < FIRST_DAY:
        raise Misconfigured(f"{what.capitalize()} {text} sớm hơn {FIRST_DAY.isoformat()}: hãy xem lại năm.")
    return when


def _number(text: str) -> str:
    found = find_numbers(text)
    if len(found) != 1 or not found[0].whole or (found[0].start, found[0].end) != (0, len(text)):
        raise Misconfigured(f"“{text}” không phải số hiệu đầy đủ, ví dụ 12/2025/NĐ-CP hoặc 2323/QĐ-BTTTT.")
    return found[0].number


def _one_of(text: str, known: dict[str, str], what: str) -> str:
    found = known.get(without_accents(text))
    if found is None:
        raise Misconfigured(f"“{text}” không phải {what} đã biết. Chọn một trong: {', '.join(known.values())}.")
    return found


def _options(text: str, known: Sequence[str]) -> tuple[str, dict[str, str]]:
    """What stands before the first `name=`, and the values by name; a note goes on to the end."""
    marks = list(_OPTION.finditer(text))
    lead, options = text[: marks[0].start()] if marks else text, {}
    for place_, mark in enumerate(marks):
        name = mark[1]
        if name not in known or name in options:
            more = "ghi hai lần" if name in options else f"không có; chỉ có {', '.join(known)}"
            raise Misconfigured(f"“{name}=” trong “{text}” {more}.")
        end = len(text) if name == "note" or place_ + 1 == len(marks) else marks[place_ + 1].start()
        options[name] = text[mark.end() : end].strip()
        if not options[name]:
            raise Misconfigured(f"“{name}=” trong “{text}” đang để trống.")
        if name == "note":
            break
    return lead.strip(), options


def _relation(text: str) -> tuple[RelationKind, tuple[Step, ...], str, date | None]:
    """The parts of a relation's value."""
    lead, options = _options(text, ("on",))
    folded = without_accents(lead)
    word = next((w for w in KIND_WORDS if folded == w or folded.startswith(f"{w} ")), None)
    example = "Ví dụ: replaces 2323/QĐ-BTTTT on=2023-12-31, hoặc: bãi bỏ khoản 2 Điều 5 12/2025/NĐ-CP"
    if word is None:
        kinds = ", ".join(kind.value for kind in RelationKind)
        raise Misconfigured(
            f"“{text}” phải bắt đầu bằng một loại quan hệ: {kinds} (thay thế, bãi bỏ, sửa đổi, hướng dẫn, căn cứ, "
            f"hợp nhất). {example}."
        )
    rest = lead[len(word) :].strip()
    references = find_references(rest)
    number = references[0].document if len(references) == 1 else ""
    if not number or not any(n.whole and n.number == number for n in find_numbers(rest)):
        raise Misconfigured(f"“{text}” phải nêu đúng một văn bản bằng số hiệu đầy đủ. {example}.")
    path = references[0].path
    written = find_references(f"{place(path)} {number}")
    if [(r.path, r.document) for r in written] != [(path, number)]:
        raise Misconfigured(f"“{text}”: chỉ nhận vị trí theo điểm, khoản, Điều. {example}.")
    on = _day(options["on"], "ngày của quan hệ") if "on" in options else None
    return KIND_WORDS[word], path, number, on


def _status(text: str) -> StatusFact:
    """The fact that a status value states, of no document yet."""
    lead, options = _options(text, ("since", "until", "by", "note"))
    folded = without_accents(lead)
    value = STATUS_WORDS.get(folded)
    example = "Ví dụ: ended since=2025-01-01 by=12/2025/NĐ-CP, hoặc: unknown since=2025-01-01 note=lý do"
    if value is None:
        known = ", ".join(v for v in STATUS_WORDS if "_" in v or " " not in v)
        raise Misconfigured(
            f"“{lead or text}” không phải hiệu lực ghi được ({known}). Văn bản chưa có hiệu lực thì sửa ngày có hiệu "
            f"lực (effective). {example}."
        )
    if "since" not in options:
        raise Misconfigured(f"“{text}” thiếu ngày bắt đầu (since=). {example}.")
    if value is StatusValue.UNKNOWN and "note" not in options:
        raise Misconfigured(f"“{text}” thiếu lý do không rõ (note=). {example}.")
    since = _day(options["since"], "ngày bắt đầu")
    until = _day(options["until"], "ngày thôi") if "until" in options else None
    if until and until <= since:
        raise Misconfigured(f"“{text}”: ngày thôi (until=) phải sau ngày bắt đầu (since=).")
    by = _number(options["by"]) if "by" in options else ""
    return StatusFact("", value, since, until, by, note=options.get("note", ""))


# what corrections make of a copy


def corrected(stated: Stated, provisions: Sequence[Provision], corrections: Iterable[Correction]) -> Stated:
    """What a copy says once its corrections are applied, in their order, to what was read of it.

    The id stays: the caller identifies the document anew. After this:

    - days of relations and amendments that were read as the effect date, or as the issue date for a basis, follow it;
    - `effective_by` names a provision only while its words state the effect date;
    - a corrected status stands from its day on: what the copy itself states of a later day gives way to it;
    - no relation is to the document itself.
    """
    corrections = list(corrections)
    fields: dict[str, Any] = {c.field: c.value for c in corrections if c.field in WORDS}
    fields |= {c.field: date.fromisoformat(c.value) for c in corrections if c.field in DATES}
    document = replace(stated.document, **fields)
    if document.effective != stated.document.effective:
        document = replace(document, effective_by=_effective_by(document, provisions))
    nature = next((Nature(c.value) for c in reversed(corrections) if c.field == "nature"), stated.nature)
    relations, amendments = list(stated.relations), stated.amendments
    if (nature in MIXED) != (stated.nature in MIXED):
        text = "".join(provision.text for provision in provisions)
        own = nature not in MIXED
        relations = list((relate if own else consolidates)(document, provisions, text))
        amendments = amendments_of(document, provisions, text) if own else ()
    relations = [replace(r, on=_followed(r.on, r.kind, stated.document, document)) for r in relations]
    amendments = tuple(
        replace(a, on=_followed(a.on, RelationKind.AMENDS, stated.document, document)) for a in amendments
    )
    facts = list(stated.facts)
    for correction in corrections:
        if correction.field == "status":
            fact = _fact(document, correction)
            facts = [fact, *(f for f in facts if not _gives_way(f, fact))]
        elif correction.field in {"relation", "no_relation"}:
            relations = _related(document, relations, provisions, correction)
    others = [r for r in relations if fold(r.target_number) != fold(document.number)]
    return Stated(document, nature, tuple(others), tuple(facts), amendments)


def value_before(stated: Stated, field: str, value: str) -> str:
    """What a copy says that a new value of a field would change, in the form of its values; "" for nothing."""
    if field == "nature":
        return stated.nature.value
    if field == "status":
        new = _status(value)
        return "; ".join(status_form(f) for f in stated.facts if _gives_way(f, new))
    if field in {"relation", "no_relation"}:
        kind, path, number, _ = _relation(value)
        same = [r for r in stated.relations if _is(r, kind, path, number)]
        return "; ".join(relation_form(r.kind, r.target_path, r.target_number, r.on) for r in same)
    held = getattr(stated.document, field)
    return held.isoformat() if isinstance(held, date) else held or ""


def _effective_by(document: Document, provisions: Sequence[Provision]) -> str:
    """The key of the provision that states the effect date, "" when none does."""
    if document.effective is None:
        return ""
    pattern = date_pattern(document.effective)
    stating = (
        p
        for p in provisions
        if p.path
        and p.path[-1].level not in {Level.PREAMBLE, Level.CLOSING}
        and "hiệu lực" in p.text
        and (pattern.search(p.text) or ("từ ngày ký" in p.text.lower() and document.effective == document.issued))
    )
    return next((p.key for p in stating), "")


def _followed(on: date | None, kind: RelationKind, read: Document, now: Document) -> date | None:
    """The day of an act, where it was a date of the document as read: then that date as it is now."""
    if kind is RelationKind.BASED_ON:
        return now.issued if on == read.issued else on
    if on is not None and on == read.effective:
        return now.effective
    return now.issued if on is not None and on == read.issued else on


def _fact(document: Document, correction: Correction) -> StatusFact:
    fact = _status(correction.value)
    by_whom = f"{correction.who} sửa ngày {day(correction.made_on)}, nguồn: {correction.source}"
    note = f"{fact.note} ({by_whom})" if fact.note else by_whom
    return replace(fact, document=document.id, note=note)


def _gives_way(fact: StatusFact, new: StatusFact) -> bool:
    """Whether a fact begins while a newer one, said later, holds."""
    since, start = fact.since or date.min, new.since or date.min
    return since >= start and (new.until is None or since < new.until)


def _related(
    document: Document, relations: Sequence[Relation], provisions: Sequence[Provision], correction: Correction
) -> list[Relation]:
    """The relations with one more, or one fewer, or with another day of one that is there."""
    kind, path, number, on = _relation(correction.value)
    same = [r for r in relations if _is(r, kind, path, number)]
    if correction.field == "no_relation":
        return [r for r in relations if r not in same]
    if same:
        return [replace(r, on=on or r.on) if r in same else r for r in relations]
    where = "/".join(f"{step.level.value}:{step.label}" for step in path)
    stated_by = _naming(number, kind, provisions)
    relation = Relation(
        id=f"{document.id}>{kind.value}>{fold(number)}>{where}",
        kind=kind,
        source=document.id,
        target="",
        target_number=number,
        target_path=path,
        on=on,
        stated_by=stated_by,
        confidence="A" if stated_by else "B",
    )
    return [*relations, relation]


def _is(relation: Relation, kind: RelationKind, path: Sequence[Step], number: str) -> bool:
    same_number = fold(relation.target_number) == fold(number)
    return relation.kind is kind and same_number and relation.target_path == tuple(path)


def _naming(number: str, kind: RelationKind, provisions: Sequence[Provision]) -> str:
    """The id of the provision whose words name a number: a căn cứ in the preamble, any other act after it."""
    naming = [p for p in provisions if any(fold(n.number) == fold(number) for n in find_numbers(p.text))]
    basis = kind is RelationKind.BASED_ON
    naming.sort(key=lambda p: (p.path[-1].level is Level.PREAMBLE) is not basis if p.path else True)
    return naming[0].id if naming else ""
