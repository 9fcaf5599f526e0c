"""A language model's opinion of a run's answers: does its quotation support a claim, is a fact stated.

The judge is first tried on pairs that people labelled; its agreement with them stands beside each of its figures.
Nothing here enters `grades`, bars or comparisons: those are by rules alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import CanCuError
from eval.agreement import LABELS, Agreement, Verdict, agreement, is_read, read_labels
from eval.asking import Asking, states, supports
from eval.export import answered, whole_text
from eval.measures import interval
from eval.questions import Question
from eval.runs import ALL, Run

BY = {"authors": "nhóm viết Căn Cứ"}
WEAK = 0.6  # Cohen's kappa below which agreement is weak (McHugh 2012, "Interrater reliability: the kappa statistic")


@dataclass(frozen=True)
class Opinion:
    """What the judge said of one answer, a verdict per claim asked and per fact.

    `verbatim` claims equal a quotation of theirs and are supported by definition; `uncited` ones have none: neither is
    asked. After a call that failed the rest is not asked, and the answer is unjudged.
    """

    id: str
    category: str
    verbatim: int
    uncited: int
    claims: tuple[tuple[str, Verdict], ...]
    facts: tuple[tuple[str, Verdict], ...]

    @property
    def unjudged(self) -> bool:
        """Whether a call failed."""
        return any(verdict == "failed" for _, verdict in (*self.claims, *self.facts))


@dataclass(frozen=True)
class Share:
    """The share of CÓ in each answer's verdicts: the mean over `answers`, None over none, and its 95 % interval."""

    answers: int
    yes: int
    no: int
    unread: int
    mean: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Figure:
    """A category's figures; of `unjudged` answers no verdict is in the shares."""

    category: str
    answers: int
    unjudged: int
    verbatim: int
    uncited: int
    support: Share
    completeness: Share


@dataclass(frozen=True)
class Judged:
    """A run as a model sees it; tokens as the model reports them, None when it never does."""

    about: dict[str, Any]
    model: str
    agreement: Agreement
    figures: tuple[Figure, ...]
    opinions: tuple[Opinion, ...]
    calls: int
    input_tokens: int | None
    output_tokens: int | None


def judge(
    run: Run,
    questions: Mapping[str, Question],
    model: Any,
    labels: Path = LABELS,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Judged:
    """Ask `model` (a LangChain chat model) of the labelled pairs, then of every answer of a run; `questions` by id.

    How long a call may take, and how often it is tried again, are the model's own settings. CanCuError when no call of
    the labelled pairs comes back; Misconfigured and NotFound for runs without answers or labels that cannot be read.
    """
    pairs = read_labels(labels)
    rows = list(answered(run, questions))
    ask = Asking(model)
    total = len(pairs) + len(rows)
    verdicts: list[Verdict] = []
    for done, pair in enumerate(pairs, start=1):
        verdicts.append(supports(ask, pair.claim, [f"{pair.source}\n{pair.quotation}"]))
        progress(done, total)
    if all(verdict == "failed" for verdict in verdicts):
        raise CanCuError(
            f"Mô hình chấm không trả lời lần nào trong {len(pairs)} lần hỏi ({ask.error}). Hãy kiểm tra CANCU_MODEL, "
            "CANCU_MODEL_URL và thời gian chờ rồi chạy lại. Điểm chấm theo quy tắc không cần mô hình này."
        )
    opinions = []
    for done, (row, question, answer) in enumerate(rows, start=len(pairs) + 1):
        opinions.append(_opinion(ask, row.id, row.category, question, answer))
        progress(done, total)
    return Judged(
        about=run.about,
        model=str(getattr(model, "model_name", "") or getattr(model, "model", "") or type(model).__name__),
        agreement=agreement(pairs, verdicts),
        figures=tuple(
            _figure(category, [o for o in opinions if category in (ALL, o.category)]) for category in run.categories()
        ),
        opinions=tuple(opinions),
        calls=ask.calls,
        input_tokens=ask.tokens["input_tokens"] if ask.tokens else None,
        output_tokens=ask.tokens["output_tokens"] if ask.tokens else None,
    )


def _opinion(ask: Asking, id_: str, category: str, question: Question, answer: dict[str, Any]) -> Opinion:
    """Ask of each claim that is not verbatim with what the answer shows beside its quotation, then of each fact."""
    cited = {citation["mark"]: citation for citation in answer["citations"]}
    verbatim = uncited = 0
    claims: list[tuple[str, Verdict]] = []
    facts: list[tuple[str, Verdict]] = []
    asked = "\n".join([*question.history, question.question])
    for claim in answer["claims"]:
        shown = [cited[mark] for mark in claim["marks"] if mark in cited]
        if not shown:
            uncited += 1
        elif any(claim["text"] == citation["quote"] for citation in shown):
            verbatim += 1
        elif not _failed(claims):
            quotations = [f"{c['citation']} ({c['status_text']})\n{c['quote']}" for c in shown]
            claims.append((claim["text"], supports(ask, claim["text"], quotations)))
    for fact in question.facts:
        if not _failed(claims) and not _failed(facts):
            facts.append((fact[0], states(ask, fact, asked, whole_text(answer))))
    return Opinion(id_, category, verbatim, uncited, tuple(claims), tuple(facts))


def _failed(verdicts: Sequence[tuple[str, Verdict]]) -> bool:
    return bool(verdicts) and verdicts[-1][1] == "failed"


def _figure(category: str, opinions: Sequence[Opinion]) -> Figure:
    judged = [opinion for opinion in opinions if not opinion.unjudged]
    return Figure(
        category=category,
        answers=len(opinions),
        unjudged=len(opinions) - len(judged),
        verbatim=sum(opinion.verbatim for opinion in opinions),
        uncited=sum(opinion.uncited for opinion in opinions),
        support=_share([[verdict for _, verdict in opinion.claims] for opinion in judged]),
        completeness=_share([[verdict for _, verdict in opinion.facts] for opinion in judged]),
    )


def _share(answers: Sequence[Sequence[Verdict]]) -> Share:
    """Each answer counts once, however many verdicts it has; one without any that was read does not count."""
    everything = [verdict for verdicts in answers for verdict in verdicts]
    read = [[verdict == "yes" for verdict in verdicts if is_read(verdict)] for verdicts in answers]
    shares = [sum(values) / len(values) for values in read if values]
    low, high = interval(shares)
    return Share(
        answers=len(shares),
        yes=everything.count("yes"),
        no=everything.count("no"),
        unread=everything.count("unread"),
        mean=sum(shares) / len(shares) if shares else None,
        low=low,
        high=high,
    )


def as_table(judged: Judged) -> str:
    """The opinion in Markdown: whose it is, how far to trust it, then a row per category."""
    tokens = f"{judged.input_tokens} token vào, {judged.output_tokens} token ra"
    lines = [
        f"**Ý kiến của một mô hình ngôn ngữ ({judged.model}), tách khỏi điểm chấm theo quy tắc**: không vào điểm, mốc "
        f"hay so sánh nào. Bộ {judged.about['set']}, bản dựng {judged.about['build']}.",
        "",
        *_trust(judged.agreement),
        "",
        "| loại câu hỏi | số câu hỏi | không chấm được | ý chép nguyên văn (không hỏi) | ý không trích dẫn (không hỏi) "
        "| ý được trích dẫn ủng hộ | không đọc được | dữ kiện được nêu | không đọc được |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    kappa = _kappa(judged.agreement)
    for f in judged.figures:
        cells = [f.category, f.answers, f.unjudged, f.verbatim, f.uncited]
        cells += [_cell(f.support, kappa), f.support.unread, _cell(f.completeness, kappa), f.completeness.unread]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    lines += [
        "",
        "Mỗi ô là trung bình theo câu hỏi (khoảng 95 %), rồi số lần CÓ trên số lần đọc được. κ đo trên việc xét trích "
        "dẫn. Câu hỏi không chấm được (mô hình lỗi hoặc quá giờ) không nằm trong các ô này.",
        f"Đã hỏi mô hình {judged.calls} lần; "
        + (f"{tokens}." if judged.input_tokens is not None else "mô hình không cho biết số token."),
    ]
    return "\n".join(lines) + "\n"


def _trust(found: Agreement) -> list[str]:
    accuracy = f"{found.accuracy:.3f} ({found.low:.2f}–{found.high:.2f})" if found.accuracy is not None else "–"
    people = ", ".join(BY.get(by, by) for by in found.by)
    lines = [
        f"Đối chiếu với {found.pairs} cặp câu – trích dẫn có nhãn của người ({people}): đọc được {found.read}, "
        f"trong đó đúng {accuracy} (khoảng Wilson 95 %), {_kappa(found)} (Cohen); không đọc được {found.unread}, "
        f"không chấm được {found.failed}."
    ]
    if found.kappa is None or found.kappa < WEAK:
        lines += ["", f"**Chưa nên dựa vào mô hình này**: κ dưới {WEAK} hoặc không tính được."]
    return lines


def _kappa(found: Agreement) -> str:
    return f"κ = {found.kappa:.2f}" if found.kappa is not None else "κ không tính được"


def _cell(share: Share, kappa: str) -> str:
    if share.mean is None:
        return "–"
    return f"{share.mean:.3f} ({share.low:.2f}–{share.high:.2f}), {share.yes}/{share.yes + share.no}, {kappa}"
