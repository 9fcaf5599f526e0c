"""Runs made by hand, for reports: a few questions of each kind, right and wrong, with markup where text should be."""

from __future__ import annotations

from typing import Any

from eval.measures import DEPTHS
from eval.runs import Row, Run

SCRIPT = "<script>alert(1)</script>"
SHA = "5e7" + "0" * 61


def answer(kind: str = "answer", text: str = "Sổ tay được ghi bằng mực xanh. [1]", **more: Any) -> dict[str, Any]:
    """An answer in the shape of `cancu ask --json`, with one citation."""
    citation = {
        "citation": "khoản 2 Điều 2 Nghị định số 905/2025/NĐ-CP",
        "status_text": "còn hiệu lực",
        "quote": "Sổ tay kết nối được ghi bằng mực xanh và đóng dấu giáp lai từng trang.",
    }
    said = {"kind": kind, "text": text, "citations": [citation] if kind == "answer" else [], "choices": []}
    return said | {"warnings": [], "refusal": None, "nearest": []} | more


def row(id_: str, right: bool, category: str = "content", **more: Any) -> Row:
    """A question that could be answered; `more` are the other fields of a row."""
    values = {"right": float(right), "answered": 1.0, "facts": float(right), "reproduced": 1.0}
    fields: dict[str, Any] = {
        "question": f"Sổ tay số {id_} ghi bằng gì?",
        "values": values,
        "failures": () if right else ("không nêu “mực xanh”",),
        "milliseconds": 12.5,
        "confidence": 0.9 if right else 0.6,
        "detail": {"answer": answer(), "expect": "answer"},
        "megabytes": 300,
    }
    return Row(id=id_, category=category, split="dev", **(fields | more))


def answers(build: str = "now", wrong: tuple[str, ...] = ("q3",), rows: tuple[Row, ...] = ()) -> Run:
    """Eight questions in three categories, one at two dates, one that must be refused; `wrong` are not right."""
    family = {"answer": answer(text=f"Đã hết hiệu lực. {SCRIPT}"), "expect": "warn"}
    refused = {"answer": answer("refusal", "Kho không có quy định này."), "expect": "refuse"}
    asked = [row(f"q{number}", f"q{number}" not in wrong) for number in range(1, 6)]
    asked += [
        row("d1", "d1" not in wrong, "dated", detail=family, family="f1", milliseconds=1_300.0),
        row("d2", "d2" not in wrong, "dated", detail=family, family="f1", question=f"{SCRIPT} Còn hiệu lực không?"),
        row("n1", True, "<b>lạ</b>", values={"right": 1.0, "refused": 1.0}, confidence=None, detail=refused),
    ]
    about = {
        "kind": "answers",
        "set": "made",
        "version": 3,
        "set_sha256": SHA,
        "split": "",
        "build": build,
        "tuning": {"hits": 8},
        "model": "",
        "corpora": {"documents": "c0ffee.i1.e5s"},
        "as_of": "2026-11-24",
        "code": "0123456789ab",
        "command": f"cancu eval run --set made --build {build}",
        "machine": "2 cores, x86_64, Python 3.11.7",
        "date": "2026-11-24",
    }
    return Run(about, rows or tuple(asked))


def retrieval() -> Run:
    """Six questions searched for in three ways, of which the last is not found."""
    rows = []
    for number in range(6):
        found = number < 5
        values = {f"{mode}recall@{k}": float(found and k > 1) for mode in ("", "lexical ", "dense ") for k in DEPTHS}
        values |= {f"{mode}nDCG@10": 0.63 * found for mode in ("", "lexical ", "dense ")} | {"MRR@10": 0.5 * found}
        rankings = {mode: [f"law-{place}" for place in range(30)] for mode in ("lexical", "dense", "fused")}
        detail = {"rankings": rankings, "relevant": ["law-1"]}
        lost = () if found else ("điều đúng ngoài 100 hạng",)
        rows.append(
            Row(f"r{number}", "bench", "", f"Phạt bao nhiêu {number}?", values, lost, 4.0 + number, detail=detail)
        )
    about = answers().about | {"kind": "retrieval", "set": "bench", "model": "e5s", "articles": 1_000, "corpora": {}}
    return Run({key: value for key, value in about.items() if key not in {"version", "as_of"}}, tuple(rows))
