"""Answer sets: questions with the provisions that answer them and the behaviour expected, in plain files.

A set is a folder of `eval/sets`: `set.json` (name, version, which file is which split, the SHA-256 of files that are
frozen) and a JSON Lines file per split. `schema()` gives the JSON Schema of a line.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from corpus.errors import Misconfigured, NotFound
from corpus.files import write_whole

SETS = Path(__file__).with_name("sets")
Split = Literal["dev", "test"]
Corpus = Literal["library", "documents", "egov"]
Expected = Literal["answer", "warn", "correct", "refuse", "clarify"]
KINDS: dict[Expected, str] = {  # what is expected → the kind that an answer must have
    "answer": "answer",
    "warn": "answer",
    "correct": "answer",
    "refuse": "refusal",
    "clarify": "clarify",
}

STRICT = {"extra": "forbid"}  # an unknown field is an error, not ignored


@dataclass(frozen=True)
class Place:
    """A provision as a question names it. `words`: a few of its own that decide the answer, checked against the text.

    A field left out is not compared: a place without `clause` is met by any citation of its article.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    document: str
    issuer: str | None = None
    part: str | None = None
    section: str | None = None
    article: str | None = None
    clause: str | None = None
    point: str | None = None
    words: str = ""


@dataclass(frozen=True)
class Question:
    """A question and what its answer must be.

    `gold` is a list of needs, each met by a citation of any of its places; `facts` a list of facts, each stated in any
    of its forms; `forbidden` what the answer must not say. `expect` is "answer", "warn" (an answer with a warning),
    "correct" (the false premise corrected: a warning too), "refuse" or "clarify". `status` is what the citations of
    the gold documents must show. Questions of one `family` ask the same at several dates.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    id: str
    category: str
    question: str
    expect: Expected
    corpus: Corpus = "egov"
    history: tuple[str, ...] = ()
    as_of: date | None = None
    gold: tuple[tuple[Place, ...], ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    status: Literal["in_force", "not_yet", "ended", "partly_ended", "unknown"] | None = None
    warns: bool | None = None
    family: str = ""
    note: str = ""

    @property
    def answerable(self) -> bool:
        """Whether an answer, not a refusal or a question back, is right."""
        return KINDS[self.expect] == "answer"

    @property
    def documents(self) -> frozenset[str]:
        """The numbers of the documents that its gold provisions are of."""
        return frozenset(place.document for need in self.gold for place in need)


@dataclass(frozen=True)
class AnswerSet:
    """Questions by split; `sha256` covers every question file, in the order of `splits`."""

    name: str
    version: int
    title: str
    questions: dict[Split, tuple[Question, ...]]
    frozen: frozenset[Split]
    sha256: str
    folder: Path

    def all(self, split: Split | None = None) -> tuple[Question, ...]:
        """The questions of a split, or of all."""
        return tuple(q for name, rows in self.questions.items() if split in (None, name) for q in rows)


@lru_cache(maxsize=1)
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Question)


def schema() -> dict[str, Any]:
    """The JSON Schema of a line of a question file."""
    described: dict[str, Any] = _adapter().json_schema()
    return described


def question_from(line: str, where: str) -> Question:
    """The question of a line; Misconfigured, with `where`, for one that does not follow the schema."""
    from pydantic import ValidationError

    try:
        question: Question = _adapter().validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "cả dòng"
        raise Misconfigured(
            f"{where}: câu hỏi không đúng lược đồ ở “{place}”: {first['msg']}. "
            "Lược đồ in bằng lệnh “cancu eval schema”."
        ) from error
    if question.answerable and not question.gold:
        raise Misconfigured(f"{where}: câu {question.id} cần trả lời nhưng chưa nêu điều khoản đúng (gold).")
    return question


def read_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a JSON Lines file; Misconfigured for a line that is none or an id that comes twice."""
    lines = enumerate(path.read_text(encoding="utf-8").split("\n"), start=1)
    questions = tuple(question_from(line, f"Dòng {number} của “{path}”") for number, line in lines if line.strip())
    ids = [question.id for question in questions]
    twice = next((id_ for id_ in ids if ids.count(id_) > 1), None)
    if twice:
        raise Misconfigured(f"“{path}”: mã câu hỏi {twice} có hai lần; mỗi câu cần một mã riêng.")
    return questions


def as_line(question: Question) -> str:
    """A question as a line of a file, fields at their defaults left out."""
    return str(_adapter().dump_json(question, exclude_defaults=True).decode("utf-8"))


def names() -> list[str]:
    """The answer sets that ship."""
    return sorted(path.parent.name for path in SETS.glob("*/set.json"))


def load(name: str, folder: Path | None = None) -> AnswerSet:
    """A set by name, or one of one's own in `folder`.

    NotFound when there is none; Misconfigured when a frozen file is no longer the one that was frozen.
    """
    folder = folder or SETS / name
    described = described_in(folder)
    questions: dict[Split, tuple[Question, ...]] = {}
    digest = hashlib.sha256()
    for split, file in described["splits"].items():
        path = folder / file
        if not path.exists():
            raise NotFound(f"Bộ câu hỏi “{name}” thiếu tệp “{path}” mà set.json nêu.")
        frozen = described.get("frozen", {}).get(file)
        if frozen and frozen != _sha256(path):
            raise Misconfigured(
                f"“{path}” đã đóng băng ở phiên bản {described['version']} nhưng nội dung đã khác. Hãy khôi phục tệp, "
                f"hoặc phát hành phiên bản mới: “cancu eval freeze {name} --version {described['version'] + 1}”."
            )
        digest.update(path.read_bytes())
        questions[split] = read_questions(path)
    ids = [question.id for rows in questions.values() for question in rows]
    twice = next((id_ for id_ in ids if ids.count(id_) > 1), None)
    if twice:
        raise Misconfigured(f"Bộ “{name}”: mã câu hỏi {twice} có ở hai phần; mỗi câu cần một mã riêng.")
    return AnswerSet(
        name=described["name"],
        version=described["version"],
        title=described["title"],
        questions=questions,
        frozen=frozenset(s for s, file in described["splits"].items() if file in described.get("frozen", {})),
        sha256=digest.hexdigest(),
        folder=folder,
    )


def freeze(name: str, version: int, folder: Path | None = None, split: str = "") -> dict[str, str]:
    """Freeze a set's files, or one split's, as they are, under a version number; the SHA-256 of each frozen file.

    Misconfigured when the version is not newer and a frozen file has changed.
    """
    folder = folder or SETS / name
    described = described_in(folder)
    if split and split not in described["splits"]:
        raise NotFound(f"Bộ “{name}” không có phần “{split}”; có: {', '.join(described['splits'])}.")
    files = [described["splits"][split]] if split else list(described["splits"].values())
    changed = [f for f in files if described.get("frozen", {}).get(f) not in (None, _sha256(folder / f))]
    if changed and version <= described["version"]:
        raise Misconfigured(
            f"Bộ “{name}” đã đóng băng ở phiên bản {described['version']} và {', '.join(changed)} đã khác: "
            f"phiên bản mới phải lớn hơn {described['version']}."
        )
    for file in files:
        read_questions(folder / file)
    described |= {
        "version": version,
        "frozen": described.get("frozen", {}) | {file: _sha256(folder / file) for file in files},
    }
    write_whole(folder / "set.json", json.dumps(described, ensure_ascii=False, indent=1) + "\n")
    return dict(described["frozen"])


def described_in(folder: Path) -> dict[str, Any]:
    """What a set's `set.json` says; NotFound when there is none."""
    path = folder / "set.json"
    if not path.exists():
        raise NotFound(f"Không thấy bộ câu hỏi “{folder.name}” ({path}). Có các bộ: {', '.join(names())}.")
    described: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return described


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
