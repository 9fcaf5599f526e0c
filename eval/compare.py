"""Is build B better than build A? The same questions, paired, per category, with the questions it lost by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corpus.errors import Misconfigured
from eval.grades import SAID
from eval.names import CATEGORIES, measure_name
from eval.runs import ALL, Row, Run

CERTAIN = 0.05  # of the adjusted p below which a difference is called one
RESAMPLES = 5_000
SMALLEST = 1e-9  # differences below this are ties


@dataclass(frozen=True)
class Difference:
    """What B gains over A in a category: the mean difference, its 95 % bootstrap interval, the p of a paired
    randomisation test (Fisher; `adjusted` by Holm over the categories), and the questions won, lost and tied.
    """

    category: str
    questions: int
    a: float
    b: float
    low: float
    high: float
    p: float
    adjusted: float
    wins: int
    losses: int
    ties: int

    @property
    def verdict(self) -> str:
        """In Vietnamese: better, worse, the same in every question, or not to be told apart."""
        if not self.wins and not self.losses:
            return "như nhau ở mọi câu"
        if self.adjusted >= CERTAIN:
            return "chưa phân biệt được"
        return "tốt hơn" if self.b > self.a else "kém hơn"


@dataclass(frozen=True)
class Comparison:
    """Two runs compared by one measure; `lost` and `won` are the pairs of rows that differ, the worst first."""

    a: Run
    b: Run
    measure: str
    differences: tuple[Difference, ...]
    lost: tuple[tuple[Row, Row], ...]
    won: tuple[tuple[Row, Row], ...]


def compare(a: Run, b: Run, measure: str = "", split: str = "") -> Comparison:
    """Compare two runs over the questions that both have.

    Misconfigured when they are not of one set in one state, or have no question in common.
    """
    for name, what in (("set", "bộ câu hỏi"), ("set_sha256", "nội dung bộ câu hỏi")):
        if a.about[name] != b.about[name]:
            raise Misconfigured(
                f"Hai lần chạy khác nhau về {what} ({str(a.about[name])[:12]} và {str(b.about[name])[:12]}): "
                "chỉ so được trên cùng một bộ. Hãy chạy lại bản cũ hơn."
            )
    measure = measure or a.measure
    if split not in {"", *(row.split for row in a.rows)}:
        raise Misconfigured(f"Lần chạy “{a.name}” không có câu nào ở phần “{split}”.")
    known = sorted({name for row in a.rows for name in row.values})
    if measure not in known:
        raise Misconfigured(f"Không có độ đo “{measure}”. Có: {', '.join(known)}.")
    theirs = {row.id: row for row in b.of(ALL, split)}
    pairs = [
        (row, theirs[row.id])
        for row in a.of(ALL, split)
        if row.id in theirs and measure in row.values and measure in theirs[row.id].values
    ]
    if not pairs:
        raise Misconfigured(f"Hai lần chạy không có câu hỏi chung nào có độ đo “{measure}”.")
    categories = list(dict.fromkeys(row.category for row, _ in pairs))
    groups = {ALL: pairs} | {c: [p for p in pairs if p[0].category == c] for c in categories}
    found = {category: _difference(category, group, measure) for category, group in groups.items()}
    adjusted = holm([found[c].p for c in categories])
    differences = [found[ALL], *(_with(found[c], p) for c, p in zip(categories, adjusted, strict=True))]
    change = [(one.values[measure] - other.values[measure], one, other) for one, other in pairs]
    lost = sorted((c for c in change if c[0] > SMALLEST), key=lambda c: (-c[0], c[1].id))
    won = sorted((c for c in change if c[0] < -SMALLEST), key=lambda c: (c[0], c[1].id))
    return Comparison(
        a, b, measure, tuple(differences), tuple((x, y) for _, x, y in lost), tuple((x, y) for _, x, y in won)
    )


def _difference(category: str, pairs: Sequence[tuple[Row, Row]], measure: str) -> Difference:
    a = np.array([one.values[measure] for one, _ in pairs])
    b = np.array([other.values[measure] for _, other in pairs])
    change = b - a
    p = paired_p(change)
    low, high = paired_interval(change)
    return Difference(
        category=category,
        questions=len(pairs),
        a=float(a.mean()),
        b=float(b.mean()),
        low=low,
        high=high,
        p=p,
        adjusted=p,
        wins=int((change > SMALLEST).sum()),
        losses=int((change < -SMALLEST).sum()),
        ties=int((abs(change) <= SMALLEST).sum()),
    )


def _with(difference: Difference, adjusted: float) -> Difference:
    return Difference(**(vars(difference) | {"adjusted": adjusted}))


def paired_p(change: np.ndarray[Any, np.dtype[np.float64]], seed: int = 7) -> float:
    """The p of a two-sided paired randomisation test of the mean difference (scipy's permutation test by signs).

    Exact up to twelve questions that differ, else from RESAMPLES draws. Smucker, Allan and Carterette 2007 recommend
    it for measures of retrieval.
    """
    from scipy import stats

    differing = change[abs(change) > SMALLEST]  # the others add nothing, whatever their sign
    if len(differing) < 2:
        return 1.0  # either sign of one difference is as likely
    found = stats.permutation_test(
        (differing,),
        lambda x, axis: np.sum(x, axis=axis),
        permutation_type="samples",
        n_resamples=RESAMPLES,
        vectorized=True,
        rng=np.random.default_rng(seed),
    )
    return float(found.pvalue)


def paired_interval(change: np.ndarray[Any, np.dtype[np.float64]], seed: int = 7) -> tuple[float, float]:
    """The 95 % bootstrap interval (percentiles) of the mean difference."""
    from scipy import stats

    if len(change) < 2 or np.ptp(change) == 0:
        return float(change.mean()), float(change.mean())
    found = stats.bootstrap(
        (change,), np.mean, n_resamples=RESAMPLES, method="percentile", rng=np.random.default_rng(seed)
    ).confidence_interval
    return float(found.low), float(found.high)


def holm(ps: Sequence[float]) -> list[float]:
    """Holm's (1979) step-down adjustment of p values for having looked at all of them."""
    order = sorted(range(len(ps)), key=lambda place: ps[place])
    adjusted = [0.0] * len(ps)
    highest = 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(ps) - rank) * ps[place]))
        adjusted[place] = highest
    return adjusted


def as_table(comparison: Comparison, most: int = 20) -> str:
    """The comparison in Markdown, then the questions that B lost, each with both answers."""
    c = comparison
    lines = [
        f"{c.a.about['set']}: A = {_told(c.a)}, B = {_told(c.b)}, độ đo “{measure_name(c.measure)}”",
        *_differing(c.a, c.b),
        "",
        "| loại câu hỏi | câu | A | B | B − A (95 %) | p | p (Holm) | được / mất / hòa | kết luận |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {CATEGORIES.get(d.category, d.category)} | {d.questions} | {d.a:.3f} | {d.b:.3f} "
        f"| {d.b - d.a:+.3f} ({d.low:+.3f} … {d.high:+.3f}) "
        f"| {d.p:.3f} | {d.adjusted:.3f} | {d.wins} / {d.losses} / {d.ties} | {d.verdict} |"
        for d in c.differences
    ]
    lines += ["", f"B mất {len(c.lost)} câu, được {len(c.won)} câu."]
    for one, other in c.lost[:most]:
        lines += ["", f"### {one.id} ({one.category}): {one.question}"]
        lines += [
            f"- A {one.values[c.measure]:.3f}: {shown(one)}",
            f"- B {other.values[c.measure]:.3f}: {shown(other)}",
        ]
        lines += [f"- B thiếu: {failure}" for failure in other.failures if failure not in one.failures]
    if len(c.lost) > most:
        lines.append(f"\n… và {len(c.lost) - most} câu nữa: {', '.join(row.id for row, _ in c.lost[most:])}")
    return "\n".join(lines) + "\n"


def _told(run: Run) -> str:
    part = f" phần {run.about['split']}" if run.about.get("split") else ""
    return f"{run.name}{part} ({run.about['date']}, mã nguồn {run.about['code']}, {len(run.rows)} câu)"


def _differing(a: Run, b: Run) -> list[str]:
    """What else than the build differs between two runs, and could explain a difference."""
    names = {"as_of": "ngày hỏi", "corpora": "kho", "model": "mô hình", "grading": "quy tắc chấm", "machine": "máy"}
    differ = [what for name, what in names.items() if a.about.get(name) != b.about.get(name)]
    return [f"Hai lần chạy còn khác nhau về: {', '.join(differ)}."] if differ else []


def shown(row: Row, length: int = 400) -> str:
    """What a row's build said, on one line: its answer with citations, or the first of what it found."""
    answer = row.detail.get("answer")
    if answer:
        cited = "; ".join(citation["citation"] for citation in answer["citations"])
        said = " ".join(str(answer["text"]).split())[:length]
        return f"[{SAID[answer['kind']]}] {said}" + (f" — {cited}" if cited else "")
    rankings = row.detail.get("rankings")
    return "; ".join(rankings["fused"][:5]) if rankings else "(không lưu câu trả lời)"
