"""Digests (hồ sơ tóm lược): Markdown with a YAML front matter that states a document's metadata, relations and status.

A digest stands for a regulation whose text is not in the corpus. Each fact of its front matter names the section of
its body that says so (`stated: "I.4"`), so that an answer can show the words behind it.
"""

from __future__ import annotations

import re
import reprlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import Misconfigured
from corpus.types import Level, Relation, RelationKind, StatusFact, StatusValue, Step

LIBRARY = Path(__file__).with_name("library")

LONGEST = 50_000  # characters of a front matter: those that ship have a few thousand
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_STATED = re.compile(r"[IVX]+(?:\.\d+)?")
_STEP = re.compile(r"(điểm|khoản|Điều)\s+(\w+)\s*")
_LEVELS = {"điểm": Level.POINT, "khoản": Level.CLAUSE, "Điều": Level.ARTICLE}


@dataclass(frozen=True)
class IssuedValue:
    """One of several issue dates that sources give for the same document, and who gives it."""

    value: date
    source: str


@dataclass(frozen=True)
class DigestRelation:
    """What the document does to an earlier one; `path` ("khoản 8 Điều 3") is empty when the whole document is meant.

    `issuer` and `issued` tell apart documents that share the number, as provinces' decisions do.
    """

    kind: RelationKind
    number: str
    stated: str
    on: date | None = None
    path: tuple[Step, ...] = ()
    except_: str = ""
    issuer: str = ""
    issued: date | None = None
    confidence: str = "A"
    source: str = ""


@dataclass(frozen=True)
class DigestStatus:
    """A fact about the document's validity on [since, until) that no relation of the library carries."""

    value: StatusValue
    stated: str
    since: date | None = None
    until: date | None = None
    by: str = ""
    note: str = ""
    confidence: str = "A"


@dataclass(frozen=True)
class Digest:
    """A digest's front matter, typed, and its body: the Markdown after the front matter.

    `issued` is None when it is unknown or when sources disagree; then `issued_values` holds what each of them says.
    """

    number: str
    title: str
    kind: str
    issuer: str
    issued: date | None
    issued_values: tuple[IssuedValue, ...]
    effective: date | None
    effective_stated: str
    signer: str
    signer_title: str
    signer_stated: str
    relations: tuple[DigestRelation, ...]
    status: tuple[DigestStatus, ...]
    confidence: str
    checked_on: date
    published: str
    sources: tuple[str, ...]
    body: str


def library_files() -> list[Path]:
    """The digests that ship with the product, sorted by file name."""
    return sorted(LIBRARY.glob("*.md"))


def load_digest(text: str, name: str = "hồ sơ tóm lược") -> Digest:
    """The digest written in `text`; Misconfigured names the file (`name`) and the field that is wrong."""
    found = _FRONT_MATTER.match(text)
    if not found:
        raise Misconfigured(f"“{name}” thiếu phần khai báo giữa hai dòng “---” ở đầu tệp. Hãy thêm phần này.")
    if len(found.group(1)) > LONGEST:
        raise Misconfigured(f"Phần khai báo của “{name}” dài quá {LONGEST:,} ký tự. Hãy rút gọn phần này.")
    try:
        data = yaml.safe_load(found.group(1))
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a date such as 2019-02-30
        reason = " ".join(str(error).split())
        raise Misconfigured(f"Phần khai báo của “{name}” không phải YAML đúng: {reason}. Hãy sửa phần này.") from error
    fields = _Fields(data, name)
    if fields.text("nature") != "digest":
        raise fields.wrong("nature", "phải là digest")
    return Digest(
        number=fields.text("number", required=True),
        title=fields.text("title", required=True),
        kind=fields.text("kind", required=True),
        issuer=fields.text("issuer", required=True),
        issued=fields.day("issued"),
        issued_values=tuple(
            IssuedValue(value=entry.day("value", required=True) or date.min, source=entry.text("source", required=True))
            for entry in fields.entries("issued_values")
        ),
        effective=fields.day("effective"),
        effective_stated=fields.stated("effective_stated"),
        signer=fields.text("signer"),
        signer_title=fields.text("signer_title"),
        signer_stated=fields.stated("signer_stated"),
        relations=tuple(_relation(entry) for entry in fields.entries("relations")),
        status=tuple(_status(entry) for entry in fields.entries("status")),
        confidence=fields.confidence(),
        checked_on=fields.day("checked_on", required=True) or date.min,
        published=fields.text("published"),
        sources=fields.texts("sources"),
        body=text[found.end() :],
    )


def relations(digest: Digest, document_id: str) -> tuple[Relation, ...]:
    """The digest's relations in the corpus's terms, their targets not yet resolved to documents."""
    return tuple(
        Relation(
            id=f"{document_id}|{position}",
            kind=entry.kind,
            source=document_id,
            target="",
            target_number=entry.number,
            target_issued=entry.issued,
            target_path=entry.path,
            on=entry.on,
            stated_by=_section(document_id, entry.stated),
            except_=entry.except_,
            confidence=entry.confidence,
        )
        for position, entry in enumerate(digest.relations, 1)
    )


def status_facts(digest: Digest, document_id: str) -> tuple[StatusFact, ...]:
    """The digest's status facts in the corpus's terms."""
    return tuple(
        StatusFact(
            document=document_id,
            value=entry.value,
            since=entry.since,
            until=entry.until,
            by_number=entry.by,
            stated_by=_section(document_id, entry.stated),
            note=entry.note,
            confidence=entry.confidence,
        )
        for entry in digest.status
    )


def _section(document_id: str, stated: str) -> str:
    return f"{document_id}#section:{stated}"


class _Fields:
    """A mapping of the front matter, read field by field; errors name the file and the field."""

    def __init__(self, data: object, name: str, within: str = "") -> None:
        self._name = name
        self._within = within
        if not isinstance(data, Mapping):
            raise Misconfigured(f"“{name}”: {within or 'phần khai báo'} phải gồm các dòng “trường: giá trị”. Hãy sửa.")
        # YAML 1.1 reads a bare `on:` as the key True; the files write it bare because a records officer would.
        self._data: dict[str, Any] = {"on" if key is True else str(key): value for key, value in data.items()}

    def wrong(self, field: str, reason: str) -> Misconfigured:
        """An error that says where the field is and what is wrong with it."""
        return Misconfigured(f"“{self._name}”: trường {self._within}{field} {reason}. Hãy sửa trong tệp này.")

    def text(self, field: str, required: bool = False) -> str:
        value = self._data.get(field)
        if value is None:
            value = ""
        if not isinstance(value, str):
            raise self.wrong(field, f"phải là chữ, đang là {reprlib.repr(value)}")
        if required and not value.strip():
            raise self.wrong(field, "không được để trống")
        return value.strip()

    def day(self, field: str, required: bool = False) -> date | None:
        value = self._data.get(field)
        if value is None and not required:
            return None
        if type(value) is not date:
            raise self.wrong(field, f"phải là ngày dạng năm-tháng-ngày (2019-12-31), đang là {reprlib.repr(value)}")
        return value

    def stated(self, field: str, required: bool = False) -> str:
        value = self.text(field, required)
        if value and not _STATED.fullmatch(value):
            raise self.wrong(field, f"phải là mục của hồ sơ như I.4, đang là {reprlib.repr(value)}")
        return value

    def confidence(self) -> str:
        value = self.text("confidence") or "A"
        if value not in {"A", "B"}:
            raise self.wrong("confidence", f"phải là A hoặc B, đang là {reprlib.repr(value)}")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        value = self._data.get(field) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(field, "phải là danh sách chữ")
        return tuple(item.strip() for item in value)

    def entries(self, field: str) -> list[_Fields]:
        value = self._data.get(field) or []
        if not isinstance(value, list):
            raise self.wrong(field, "phải là danh sách")
        return [_Fields(item, self._name, f"{field}[{position}].") for position, item in enumerate(value, 1)]

    def path(self, field: str) -> tuple[Step, ...]:
        """“điểm a khoản 4 Điều 42” → (article 42, clause 4, point a)."""
        value = self.text(field)
        steps = [Step(_LEVELS[word], label) for word, label in _STEP.findall(value)]
        levels = [step.level for step in steps]
        in_order = levels == [level for level in _LEVELS.values() if level in levels]
        if value and (_STEP.sub("", value) or not in_order or Level.ARTICLE not in levels):
            raise self.wrong(field, f"phải có dạng “điểm a khoản 4 Điều 42”, đang là {reprlib.repr(value)}")
        return tuple(reversed(steps))


def _relation(entry: _Fields) -> DigestRelation:
    kind = entry.text("kind", required=True)
    if kind not in tuple(RelationKind):
        raise entry.wrong("kind", f"phải là một trong {', '.join(RelationKind)}, đang là {reprlib.repr(kind)}")
    return DigestRelation(
        kind=RelationKind(kind),
        number=entry.text("number", required=True),
        stated=entry.stated("stated", required=True),
        on=entry.day("on"),
        path=entry.path("path"),
        except_=entry.text("except"),
        issuer=entry.text("issuer"),
        issued=entry.day("issued"),
        confidence=entry.confidence(),
        source=entry.text("source"),
    )


def _status(entry: _Fields) -> DigestStatus:
    value = entry.text("value", required=True)
    if value not in tuple(StatusValue):
        raise entry.wrong("value", f"phải là một trong {', '.join(StatusValue)}, đang là {reprlib.repr(value)}")
    return DigestStatus(
        value=StatusValue(value),
        stated=entry.stated("stated", required=True),
        since=entry.day("since"),
        until=entry.day("until"),
        by=entry.text("by"),
        note=entry.text("note"),
        confidence=entry.confidence(),
    )
