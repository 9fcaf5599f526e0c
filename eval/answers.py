"""Answers on a question set: what each should say, cite and refuse, checked by rules, per category.

A set is a folder of JSON Lines files named `<corpus>_<split>.jsonl`; each corpus is built in a data folder of its own.
`says` and `never` are compared after folding case and white space; a `cites` item is met by a citation that has all
its fields.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.ask import Assistant
from assistant.build import add, ensure_index
from assistant.settings import PROJECT, Settings
from corpus.errors import NotFound

SETS = Path(__file__).with_name("sets")
DOCUMENTS = PROJECT / "tests" / "documents"


@dataclass(frozen=True)
class Checked:
    """One question's answer: which of its checks failed, and how long it took."""

    id: str
    category: str
    split: str
    kind: str
    failures: tuple[str, ...]
    milliseconds: int


@dataclass(frozen=True)
class Result:
    """A run over a set."""

    set: str
    set_sha256: str
    command: str
    date: str
    machine: str
    model: str
    questions: tuple[Checked, ...]

    def as_dict(self) -> dict[str, Any]:
        """The run as data, with the share of questions without a failure per category and split."""
        shares: dict[str, str] = {}
        for key, rows in _grouped(self).items():
            shares[key] = f"{sum(not row.failures for row in rows)}/{len(rows)}"
        return {"passed": shares} | asdict(self)


def run(name: str = "shipped", data: Path | None = None, split: str = "") -> Result:
    """Build the corpora a set needs, ask its questions, check the answers. `split` keeps only "dev" or "test"."""
    folder = SETS / name
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise NotFound(f"Không thấy bộ câu hỏi “{name}” trong {SETS}.")
    base = Settings.from_environment()
    base = replace(base, data=(data or base.data / "eval"), model="")
    assistants: dict[str, Assistant] = {}
    rows: list[Checked] = []
    for path in files:
        corpus, _, part = path.stem.rpartition("_")
        if split and part != split:
            continue
        if corpus not in assistants:
            assistants[corpus] = _assistant(corpus, base)
        lines = path.read_text(encoding="utf-8").splitlines()
        rows += [_check(json.loads(line), part, assistants[corpus]) for line in lines if line.strip()]
    return Result(
        set=name,
        set_sha256=hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest(),
        command=f"cancu eval run --set {name}",
        date=date.today().isoformat(),
        machine=f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        model=next(iter(assistants.values())).searcher.revision,
        questions=tuple(rows),
    )


def _assistant(corpus: str, base: Settings) -> Assistant:
    """The assistant over the library, or over the invented regulations alone."""
    settings = replace(base, data=base.data / corpus, library=corpus == "library")
    if corpus == "documents":
        add(settings, sorted(DOCUMENTS.glob("*.docx")), None, lambda *_: None)
    ensure_index(settings)
    return Assistant.open(settings)


def _check(row: dict[str, Any], split: str, assistant: Assistant) -> Checked:
    began = time.monotonic()
    as_of = date.fromisoformat(row["as_of"]) if row.get("as_of") else None
    answer = assistant.ask(row["question"], history=row.get("history") or (), as_of=as_of).as_dict()
    elapsed = round(1000 * (time.monotonic() - began))
    return Checked(row["id"], row["category"], split, answer["kind"], tuple(failures(row, answer)), elapsed)


def failures(expected: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """What an answer, as data, lacks of what a question expects."""
    found = []
    if answer["kind"] != expected["kind"]:
        found.append(f"kind: {answer['kind']}, expected {expected['kind']}")
    text = _fold(answer["text"] + " " + " ".join(answer["choices"]))
    found += [f"does not say “{words}”" for words in expected.get("says") or [] if _fold(words) not in text]
    found += [f"says “{words}”" for words in expected.get("never") or [] if _fold(words) in text]
    for wanted in expected.get("cites") or []:
        if not any(all(str(c.get(k)) == str(v) for k, v in wanted.items()) for c in answer["citations"]):
            found.append(f"does not cite {wanted}")
    status = expected.get("status")
    cited = [c for c in answer["citations"] if _cites_one(c, expected.get("cites") or [])]
    if status and not any(c["status"] == status for c in cited or answer["citations"]):
        found.append(f"status: {[c['status'] for c in cited]}, expected {status}")
    if expected.get("warns") is not None and bool(answer["warnings"]) != expected["warns"]:
        found.append("warns" if answer["warnings"] else "does not warn")
    return found


def _cites_one(citation: dict[str, Any], wanted: list[dict[str, Any]]) -> bool:
    return any(citation["document"] == item.get("document") for item in wanted)


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold()


def _grouped(result: Result) -> dict[str, list[Checked]]:
    groups: dict[str, list[Checked]] = defaultdict(list)
    for row in result.questions:
        groups[f"{row.split}: all"].append(row)
        groups[f"{row.split}: {row.category}"].append(row)
    return dict(sorted(groups.items()))


def as_table(result: Result, show: Callable[[Checked], bool] = lambda row: row.split == "dev") -> str:
    """Shares per category as a Markdown table, then each failing development question with what it lacks."""
    lines = [
        f"{result.set} (sha256 {result.set_sha256[:12]}), {result.date}, {result.machine}, {result.model}",
        "| questions | without a failure | median ms |",
        "|---|---|---|",
    ]
    for key, rows in _grouped(result).items():
        times = sorted(row.milliseconds for row in rows)
        lines.append(f"| {key} | {sum(not row.failures for row in rows)}/{len(rows)} | {times[len(times) // 2]} |")
    lines += [
        f"{row.id} ({row.category}): {'; '.join(row.failures)}"
        for row in result.questions
        if row.failures and show(row)
    ]
    return "\n".join(lines)


def save(result: Result, folder: Path) -> Path:
    """Write the run as `answers_<set>.json` under `folder`."""
    path = folder / f"answers_{result.set}.json"
    path.write_text(json.dumps(result.as_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
