"""The anatomy of one question: how it was read, where the right provision stood at each step, where it was lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.ask import Assistant
from assistant.evidence import STANDING, Evidence
from assistant.types import Answer
from corpus.catalogue import Catalogue
from corpus.types import Provision
from eval.answering import day_for
from eval.checks import provisions_of
from eval.grades import SAID, cited, named
from eval.names import EXPECTED
from eval.questions import Place, Question
from index.search import Mode

DEEP = 1_000  # ranks looked at


@dataclass(frozen=True)
class Step:
    """One step of the way: what became of the right provision there; `lost` when it is not among what goes on."""

    name: str
    found: str
    lost: bool = False


@dataclass(frozen=True)
class Anatomy:
    """The steps for one need of a question; `lost_at` names the first at which it was lost, "" when it arrived."""

    question: Question
    need: str
    steps: tuple[Step, ...]
    answer: Answer

    @property
    def lost_at(self) -> str:
        """The step at which the right provision went missing."""
        return next((step.name for step in self.steps if step.lost), "")


def why(question: Question, assistant: Assistant, as_of: date | None = None) -> list[Anatomy]:
    """Ask a question and follow each of its needs; of one that expects no answer, the way alone."""
    answer = assistant.ask(question.question, question.history, day_for(question, as_of))
    trace = answer.trace
    read = _read(trace)
    if not question.gold:
        return [Anatomy(question, "", (read, _end(question, answer)), answer)]
    found = []
    for need in question.gold:
        steps = [read]
        provisions = [p for place in need for p in provisions_of(place, assistant.catalogue)]
        if not provisions:
            steps.append(Step("kho", f"kho không có {named(need[0])}", lost=True))
        elif trace["way"] == "search":
            steps += _searched(provisions, assistant, trace, answer)
        else:
            way = {"facts": "dữ kiện của danh mục", "lookup": "tra thẳng điều khoản", "ask_back": "hỏi lại"}
            steps.append(Step("cách trả lời", way.get(trace["way"], "văn bản không có trong kho")))
        steps.append(_arrived(need, question, answer))
        found.append(Anatomy(question, " hoặc ".join(map(named, need)), tuple(steps), answer))
    return found


def _read(trace: dict[str, Any]) -> Step:
    understood = trace["understood"]
    parts = [f"“{understood['question']}”, tại ngày {understood['as_of']}"]
    if understood["asks"]:
        parts.append(f"hỏi dữ kiện: {', '.join(understood['asks'])}")
    if understood["targets"]:
        parts.append("văn bản: " + "; ".join(" ".join(filter(None, target)) for target in understood["targets"]))
    if understood["unknown"]:
        parts.append(f"số hiệu không có trong kho: {', '.join(understood['unknown'])}")
    if understood["ambiguous"]:
        parts.append(f"chưa rõ văn bản nào: {'; '.join(understood['ambiguous'])}")
    return Step("đọc câu hỏi", " · ".join(parts))


def _searched(
    provisions: Sequence[Provision], assistant: Assistant, trace: dict[str, Any], answer: Answer
) -> list[Step]:
    """The ranks of the right entries in each part of search, then in selection."""
    searcher = assistant.searcher
    entries = {entry for p in provisions if (entry := _entry_of(p, assistant.catalogue, searcher.holds))}
    if not entries:
        return [Step("chỉ mục", "điều khoản đúng không nằm trong mục nào của chỉ mục", lost=True)]
    steps = []
    text = trace["searched"]["text"]
    tuning = assistant.settings.tuning
    modes: tuple[tuple[Mode, str], ...] = (("lexical", "từ vựng"), ("dense", "ngữ nghĩa"), ("fused", "kết hợp"))
    for mode, name in modes:
        ranking = [hit.entry for hit in searcher.search(text, DEEP, mode, weight=tuning.dense_weight)]
        steps.append(Step(f"hạng {name}", _rank(ranking, entries)))
    evidence = Evidence(assistant.catalogue, answer.as_of)
    owners = {p.document: assistant.catalogue.document(p.document) for p in provisions}
    for document in owners.values():
        factor = STANDING[evidence.status(document).value]
        steps.append(Step("hiệu lực", f"{document.number}: {evidence.status_line(document)}; điểm nhân {factor}"))
    hits = [hit["entry"] for hit in trace["hits"]]
    among = trace["searched"]["among"]
    limit = "" if among is None else f" (chỉ tìm trong {among} mục của văn bản được nêu)"
    inside = any(entry in hits for entry in entries)
    steps.append(Step("vào tốp tìm kiếm", f"{_rank(hits, entries)} trong {len(hits)} mục{limit}", lost=not inside))
    if not inside:
        return steps
    fates = [
        (place, fate)
        for place, fate in enumerate(trace["candidates"], start=1)
        if any(_overlap(fate["provision"], p, assistant.catalogue) for p in provisions)
    ]
    if not fates:
        return [*steps, Step("ứng viên", "không đơn vị nào của điều khoản đúng thành ứng viên", lost=True)]
    place, fate = min(fates, key=lambda pair: (pair[1]["fate"] != "chosen", pair[0]))
    figures = ", ".join(f"{name} {fate[k]}" for k, name in FIGURES.items() if k in fate)
    chosen = fate["fate"] == "chosen"
    told = f"hạng {place}/{len(trace['candidates'])}: {FATES.get(fate['fate'], fate['fate'])} ({figures})"
    steps.append(Step("chọn căn cứ", told, lost=not chosen))
    if chosen and answer.refusal:
        doubt = f"nghi không có căn cứ {max(trace['doubts'])} / ngưỡng {tuning.most_doubt}"
        steps.append(Step("đủ căn cứ", f"từ chối vì {answer.refusal.check} ({doubt})", lost=True))
    return steps


FIGURES = {"chance": "xác suất"}
FATES = {
    "chosen": "được chọn",
    "overlaps a better one": "nằm trong căn cứ khác tốt hơn",
    "too far below the best": "kém căn cứ tốt nhất quá xa",
    "one too many": "vượt số căn cứ tối đa",
}


def _arrived(need: Sequence[Place], question: Question, answer: Answer) -> Step:
    one = Question("", "", "", "answer", gold=(tuple(need),))
    values = cited(one, answer.as_dict()["citations"])
    deepest = [level for level in ("document", "article", "clause", "point") if values.get(f"recall_{level}")]
    missed = [level for level in ("document", "article", "clause", "point") if values.get(f"recall_{level}") == 0]
    said = f"{SAID[answer.kind]}: {'; '.join(c.citation for c in answer.citations) or 'không có trích dẫn'}"
    depth = f"; đúng tới {DEPTHS[deepest[-1]]}" if deepest else ""
    return Step("câu trả lời", said + depth, lost=bool(missed) and question.answerable)


DEPTHS = {"document": "văn bản", "article": "Điều", "clause": "khoản", "point": "điểm"}


def _end(question: Question, answer: Answer) -> Step:
    check = f" ({answer.refusal.check})" if answer.refusal else ""
    return Step(
        "câu trả lời",
        f"{SAID[answer.kind]}{check}, mong đợi: {EXPECTED[question.expect]}",
        lost=answer.kind == "answer",
    )


def _entry_of(provision: Provision, catalogue: Catalogue, is_entry: Callable[[str], bool]) -> str | None:
    """The entry that a provision is searched in: itself, or what it stands in."""
    copy = catalogue.copy_id_of(provision.id)
    if copy is None:
        return None
    around = [p for p in catalogue.provisions(catalogue.copy(copy)) if p.start <= provision.start < p.extent]
    return next((p.id for p in reversed(around) if is_entry(p.id)), None)


def _overlap(provision_id: str, provision: Provision, catalogue: Catalogue) -> bool:
    other = catalogue.provision(provision_id)
    if other is None or catalogue.copy_id_of(provision_id) != catalogue.copy_id_of(provision.id):
        return False
    return other.start < provision.extent and provision.start < other.extent


def _rank(ranking: Sequence[str], entries: set[str]) -> str:
    place = next((place for place, entry in enumerate(ranking, start=1) if entry in entries), None)
    return f"hạng {place}" if place else f"ngoài {len(ranking)} mục đầu"


def as_text(anatomies: Sequence[Anatomy]) -> str:
    """The anatomy for people, a step a line."""
    lines = []
    for anatomy in anatomies:
        lines.append(f"{anatomy.question.id} ({anatomy.question.category}): {anatomy.question.question}")
        if anatomy.need:
            lines.append(f"Cần: {anatomy.need}")
        lines += [f"  {'✗' if step.lost else '·'} {step.name}: {step.found}" for step in anatomy.steps]
        lost = anatomy.lost_at
        if not anatomy.need:
            lines += ["→ trả lời câu không nên trả lời" if lost else "→ không trả lời, đúng như mong đợi", ""]
            continue
        lines += [f"→ mất điều khoản đúng ở bước “{lost}”" if lost else "→ điều khoản đúng đến được câu trả lời", ""]
    return "\n".join(lines)
