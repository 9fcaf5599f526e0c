"""Questions of an answer set asked of a build: resumable, over several processes."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.tuning import SHIPPED, Tuning
from assistant.understand import day_in
from corpus.catalogue import Catalogue
from corpus.dates import day
from eval.corpora import Tell, prepare, settings_of
from eval.grades import grade
from eval.questions import AnswerSet, Corpus, Question, Split
from eval.runs import Row, Run, RunFile, code, machine, read, today

Progress = Callable[[int, int], None]
AGAIN = 100  # questions asked a second time, in a fresh process, to see that equal tokens give equal answers
SLOWEST = 1_800  # seconds that one batch may take before a process is given up


@dataclass(frozen=True)
class Build:
    """What is measured: the program as it is, with a tuning and, where one is named, a language model.

    `open` makes the assistant over a corpus; tests plant faults by another.
    """

    name: str
    tuning: Tuning = SHIPPED
    model: str = ""
    open: Callable[[Settings], Assistant] = Assistant.open

    def settings(self, base: Settings) -> Settings:
        """The settings with which the build answers."""
        return replace(base, tuning=self.tuning, model=self.model)


def run(
    answer_set: AnswerSet,
    build: Build,
    base: Settings,
    folder: Path,
    split: Split | None = None,
    processes: int = 2,
    as_of: date | None = None,
    again: int = AGAIN,
    progress: Progress = lambda *_: None,
    tell: Tell = lambda _: None,
) -> Run:
    """Ask every question that the run in `folder` does not have yet, and read the run.

    `as_of` is the day of questions that name none: today when not given. `again` of the questions are asked twice.
    """
    questions = answer_set.all(split)
    settings = build.settings(base)
    corpora: dict[str, str] = {}
    for corpus in sorted({question.corpus for question in questions}):
        assistant = Assistant.open(build.settings(prepare(corpus, base, tell)))
        corpora[corpus] = assistant.made_by
    when = as_of or date.today()
    about = {
        "kind": "answers",
        "set": answer_set.name,
        "version": answer_set.version,
        "set_sha256": answer_set.sha256,
        "split": split or "",
        "build": build.name,
        "tuning": asdict(build.tuning),
        "model": build.model,
        "corpora": corpora,
        "as_of": when.isoformat(),
        "code": code(),
        "command": f"cancu eval run --set {answer_set.name} --build {build.name}"
        + (f" --split {split}" if split else ""),
        "machine": machine(),
        "date": today(),
    }
    file = RunFile(folder, about)
    left = [q for q in questions if q.id not in file.done]
    splits = {q.id: name for name, rows in answer_set.questions.items() for q in rows}
    for done, row in enumerate(_asked(left, build, settings, when, splits, processes), start=1):
        file.add(row)
        progress(done, len(left))
    first = read(folder)
    unrepeated = [row for row in first.rows if "reproduced" not in row.values]
    if again and len(unrepeated) == len(first.rows):
        chosen = _sample(first.rows, again)
        asked = {q.id: q for q in questions}
        rows = _asked([asked[row.id] for row in chosen], build, settings, when, splits, min(processes, 1))
        before = {row.id: row for row in chosen}
        for second in rows:
            known = before[second.id]
            same = float(known.detail["digest"] == second.detail["digest"])
            failures = known.failures if same else (*known.failures, "cùng mã tái lập nhưng câu trả lời khác")
            file.add(replace(known, values=known.values | {"reproduced": same}, failures=failures))
    order = {question.id: place for place, question in enumerate(questions)}
    return Run(about, tuple(sorted(read(folder).rows, key=lambda row: order[row.id])))


def _sample(rows: Sequence[Row], most: int) -> list[Row]:
    """Up to `most` rows, spread evenly."""
    step = max(1, -(-len(rows) // most))
    return list(rows[::step])


def _asked(
    questions: Sequence[Question],
    build: Build,
    settings: Settings,
    when: date,
    splits: dict[str, Split],
    processes: int,
) -> Iterator[Row]:
    """The rows of questions as they are answered; `processes` 0 asks in this one."""
    if not questions:
        return
    if processes == 0:
        worker = Worker(build, settings, when)
        yield from (worker.ask(question, splits[question.id]) for question in questions)
        return
    # Fresh interpreters: a fork would copy the threads' locks of the libraries loaded here.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _begin, (build, settings, when)) as pool:
        jobs = [pool.submit(_ask, question, splits[question.id]) for question in questions]
        for job in as_completed(jobs, timeout=SLOWEST):
            yield job.result()


class CatalogueSources:
    """What answers are checked against, from the catalogue itself."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def texts(self, document: str, start: int, end: int) -> list[str]:
        """The characters of each copy."""
        return [copy.text[start:end] for copy in self._catalogue.copies(document)]

    def facts(self, document: str) -> str:
        """The document's own facts."""
        d = self._catalogue.document(document)
        days = [day(when) for when in (d.issued, d.effective) if when]
        return "\n".join([d.number, d.title, d.issuer, d.signer, *days])


class Worker:
    """One process' assistants, a corpus each, opened when first needed."""

    def __init__(self, build: Build, settings: Settings, when: date) -> None:
        self._build, self._settings, self._when = build, settings, when
        self._assistants: dict[Corpus, Assistant] = {}

    def ask(self, question: Question, split: str) -> Row:
        """Ask and grade one question."""
        assistant = self._assistants.get(question.corpus)
        if assistant is None:
            assistant = self._build.open(settings_of(question.corpus, self._settings))
            assistant.ask("Làm nóng: cơ quan nào chịu trách nhiệm?")  # loads what loads once
            self._assistants[question.corpus] = assistant
        when = question.as_of or (None if day_in(question.question) else self._when)
        began = time.perf_counter()
        answer = assistant.ask(question.question, history=question.history, as_of=when)
        elapsed = 1000 * (time.perf_counter() - began)
        data = answer.as_dict()

        graded = grade(question, data, CatalogueSources(assistant.catalogue))
        detail = {
            "answer": data,
            "trace": answer.trace,
            "digest": digest(data),
            "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "family": question.family,
            "expect": question.expect,
        }
        return Row(
            id=question.id,
            category=question.category,
            split=split,
            question=question.question,
            values=graded.values,
            failures=graded.failures,
            milliseconds=round(elapsed, 1),
            confidence=answer.trace.get("confidence"),
            detail=detail,
        )


def digest(answer: dict[str, Any]) -> str:
    """A hash of all that an answer says: its time apart."""
    said = {key: value for key, value in answer.items() if key != "milliseconds"}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


_worker: Worker | None = None


def _begin(build: Build, settings: Settings, when: date) -> None:
    global _worker
    _worker = Worker(build, settings, when)


def _ask(question: Question, split: str) -> Row:
    if _worker is None:
        raise RuntimeError("a process asks before it has begun")
    return _worker.ask(question, split)
