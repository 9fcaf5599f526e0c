"""Questions that wait for a second person: proposed by one, put into an answer set when another approves."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.accents import without_accents
from corpus.errors import Misconfigured, NotFound
from corpus.files import write_whole
from corpus.lines import append_line, whole_lines
from eval.overlaps import NEAR, differ_by_number, number_key, plain_words
from eval.questions import AnswerSet, Question, Split, as_line, described_in, load

FILE = Path("eval") / "candidates.jsonl"  # within the data folder


@dataclass(frozen=True)
class Candidate:
    """A question proposed. `source` is "written", or the id of the feedback that it came from.

    `approved_by`, `set` and `split` are "" until it is approved; its question then has the id that it has in the set.
    """

    id: str
    question: Question
    by: str
    at: str
    source: str = "written"
    approved_by: str = ""
    set: str = ""
    split: str = ""


def propose(path: Path, question: Question, by: str, source: str = "written") -> Candidate:
    """Keep a question as a candidate; Misconfigured when one that asks the same waits already."""
    same = next((c for c in candidates(path) if _asks(c.question) == _asks(question)), None)
    if same:
        raise Misconfigured(f"Ứng viên {same.id} của {same.by} đã hỏi đúng câu này.")
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    candidate = Candidate(uuid.uuid4().hex[:8], question, by, now, source)
    _keep(path, candidate)
    return candidate


def candidates(path: Path) -> tuple[Candidate, ...]:
    """All candidates, oldest first, approved ones too; Misconfigured for a line that is none."""
    found: dict[str, Candidate] = {}
    for number, line in enumerate(whole_lines(path), start=1):
        try:
            candidate: Candidate = _adapter().validate_json(line)
        except ValueError as error:
            raise Misconfigured(f"Dòng {number} của “{path}” không phải một ứng viên: hãy sửa hoặc xóa.") from error
        found[candidate.id] = candidate
    return tuple(found.values())


def approve(
    path: Path, id: str, by: str, answer_set: AnswerSet, split: Split, others: Sequence[AnswerSet] = ()
) -> Candidate:
    """Put a candidate into a split of a set, by a second person; what it became.

    Misconfigured when the same person wrote it, the split is frozen or is not there, or the other split, of this set
    or of `others`, asks about the same document or nearly the same. NotFound when there is no such candidate.
    """
    from filelock import FileLock

    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name("approving.lock")):
        candidate = _waiting(path, id, by)
        fresh = load(answer_set.name, answer_set.folder)
        _refuse_closed(fresh, split)
        beside = [fresh, *(other for other in others if other.folder != fresh.folder)]
        _refuse_known(candidate.question, beside)
        _refuse_crossing(candidate.question, beside, split)
        note = f"{candidate.question.note}; duyệt: {' '.join(by.split())}"
        kept = replace(candidate.question, id=_free_id(candidate.question.category, fresh), note=note)
        file = fresh.folder / described_in(fresh.folder)["splits"][split]
        before = file.read_text(encoding="utf-8")
        write_whole(file, before + ("" if before.endswith("\n") or not before else "\n") + as_line(kept) + "\n")
        approved = replace(candidate, question=kept, approved_by=by, set=fresh.name, split=split)
        _keep(path, approved)
    return approved


def _waiting(path: Path, id: str, by: str) -> Candidate:
    """The candidate, if this person may approve it."""
    candidate = next((c for c in candidates(path) if c.id == id), None)
    if candidate is None:
        raise NotFound(f"Không có ứng viên mã {id}: xem danh sách bằng “cancu eval candidates”.")
    if candidate.approved_by:
        raise Misconfigured(f"Ứng viên {id} đã được {candidate.approved_by} duyệt vào bộ “{candidate.set}”.")
    if not by.strip():
        raise Misconfigured("Chưa nêu người duyệt.")
    if _person(by) == _person(candidate.by):
        raise Misconfigured(
            f"Ứng viên {id} do {candidate.by} soạn nên phải do người khác duyệt. "
            "Nếu là hai người trùng tên, hãy ghi thêm đơn vị."
        )
    return candidate


def _refuse_closed(answer_set: AnswerSet, split: Split) -> None:
    if split not in answer_set.questions:
        raise Misconfigured(f"Bộ “{answer_set.name}” không có phần {split}, chỉ có: {', '.join(answer_set.questions)}.")
    if split in answer_set.frozen:
        name, following = answer_set.name, answer_set.version + 1
        raise Misconfigured(
            f"Phần {split} của bộ “{name}” đã đóng băng ở phiên bản {answer_set.version}. Muốn thêm câu, hãy mở phiên "
            f"bản mới: trong set.json bỏ tệp này khỏi “frozen”, duyệt các câu mới, rồi “cancu eval freeze {name} "
            f"--version {following} --split {split}”."
        )


def _refuse_known(question: Question, sets: Sequence[AnswerSet]) -> None:
    for answer_set in sets:
        for known in answer_set.all():
            if _asks(known) == _asks(question):
                raise Misconfigured(f"Bộ “{answer_set.name}” đã có câu này, mã {known.id}.")


def _refuse_crossing(question: Question, sets: Sequence[AnswerSet], split: Split) -> None:
    """Nothing of one split may be seen in the other: no law, and no question that is nearly the same."""
    from rapidfuzz import fuzz

    other: Split = "test" if split == "dev" else "dev"
    laws = {number_key(document): document for document in question.documents}
    words = _words(question)
    for answer_set in sets:
        for known in answer_set.questions.get(other, ()):
            where = f"Câu {known.id} ở phần {other} của bộ “{answer_set.name}”"
            shared = sorted(laws.keys() & set(map(number_key, known.documents)))
            if shared:
                names = ", ".join(laws[law] for law in shared)
                raise Misconfigured(
                    f"{where} đã hỏi về {names}: mỗi văn bản chỉ ở một phần, nên câu này thuộc phần {other}."
                )
            score = fuzz.token_sort_ratio(words, _words(known), score_cutoff=NEAR)
            if score and not differ_by_number(words, _words(known)):
                raise Misconfigured(f"{where} gần như trùng ({score:.0f}/100): “{known.question}”. Hãy hỏi câu khác.")


def _free_id(category: str, answer_set: AnswerSet) -> str:
    taken = {question.id for question in answer_set.all()}
    numbered = (f"{category}-{number:02d}" for number in range(1, len(taken) + 2))
    return next(id_ for id_ in numbered if id_ not in taken)


def _person(name: str) -> str:
    """A name as names are compared: no case, white space or diacritics."""
    return " ".join(without_accents(unicodedata.normalize("NFC", name)).split())


def _asks(question: Question) -> tuple[str, date | None]:
    """What makes two questions one: their words and the day."""
    return _words(question), question.as_of


def _words(question: Question) -> str:
    return plain_words(" ".join([*question.history, question.question]))


def _keep(path: Path, candidate: Candidate) -> None:
    append_line(path, _adapter().dump_json(candidate).decode("utf-8"))


@lru_cache(maxsize=1)
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Candidate)
