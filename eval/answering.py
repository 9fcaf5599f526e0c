"""Questions of an answer set asked of a build: resumable, over several processes."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.ask import Assistant
from assistant.days import day_in
from assistant.settings import Settings
from assistant.tuning import SHIPPED, Tuning
from corpus.catalogue import Catalogue
from corpus.dates import day
from corpus.errors import CanCuError, NotFound
from eval.corpora import Tell, prepare, settings_of
from eval.grades import grade
from eval.questions import AnswerSet, Corpus, Question, Split
from eval.runs import Row, Run, RunFile, code, command_of, grading, machine, read, today
from index.stores import in_use

Progress = Callable[[int, int], None]
AGAIN = 100  # questions asked a second time, of a newly opened assistant, to see that equal tokens give equal answers
SLOWEST = 900  # seconds without any answer after which a run is given up


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
    if not questions:
        raise NotFound(f"Bộ “{answer_set.name}” không có câu nào ở phần “{split}”: bỏ --split, hoặc chọn bộ khác.")
    settings = build.settings(base)
    corpora: dict[str, str] = {}
    for corpus in sorted({question.corpus for question in questions}):
        ready = prepare(corpus, base, tell)
        now = in_use(ready.index, ready.vectors)
        corpora[corpus] = f"{now.corpus}.{now.id}.{now.revision}"
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
        "grading": grading(),
        "command": command_of(answer_set.name, build.name, split or "", build.tuning)
        + (f" --as-of {as_of}" if as_of else "")
        + (" --with-model" if build.model else ""),
        "machine": machine(),
        "date": today(),
    }
    splits = {q.id: name for name, rows in answer_set.questions.items() for q in rows}
    with RunFile(folder, about) as file:
        left = [q for q in questions if q.id not in file.done]
        for done, row in enumerate(_asked(left, build, settings, when, splits, processes), start=1):
            file.add(row)
            progress(done, len(left))
        first = {row.id: row for row in read(folder).rows}
        repeated = [q for q in _sample(questions, again) if "reproduced" not in first[q.id].values]
        for second in _asked(repeated, build, settings, when, splits, min(processes, 1)):
            file.add(_repeated(first[second.id], second))
    order = {question.id: place for place, question in enumerate(questions)}
    return Run(about, tuple(sorted(read(folder).rows, key=lambda row: order[row.id])))


def _sample(questions: Sequence[Question], most: int) -> list[Question]:
    """Up to `most` questions, always the same, spread evenly over the categories."""
    by_category = sorted(questions, key=lambda question: question.category)
    step = max(1, -(-len(by_category) // most)) if most else 1
    return by_category[::step] if most else []


def _repeated(first: Row, second: Row) -> Row:
    """A row with what asking again has shown: a question answered otherwise the second time is not right."""
    if first.detail["digest"] == second.detail["digest"]:
        return replace(first, values=first.values | {"reproduced": 1.0})
    failures = (*first.failures, "cùng mã tái lập nhưng câu trả lời khác")
    return replace(first, values=first.values | {"reproduced": 0.0, "right": 0.0}, failures=failures)


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
    pool = ProcessPoolExecutor(processes, context, _begin, (build, settings, when))
    try:
        left = {pool.submit(_ask, question, splits[question.id]) for question in questions}
        while left:
            done, left = wait(left, timeout=SLOWEST, return_when=FIRST_COMPLETED)
            if not done:
                raise CanCuError(
                    f"Không câu nào được trả lời trong {SLOWEST // 60} phút: chạy lại để làm tiếp phần còn."
                )
            yield from (job.result() for job in done)
    except BrokenProcessPool as error:
        raise CanCuError(
            "Một tiến trình đã bị dừng giữa chừng (có thể hết bộ nhớ). Các câu đã trả lời vẫn còn: hãy chạy lại để làm "
            "tiếp, với --processes nhỏ hơn."
        ) from error
    except BaseException:
        # Ctrl+C, or a run given up: what the processes are at is of no use any more.
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def day_for(question: Question, when: date | None) -> date | None:
    """The day to ask a question at: its own, none where its words name one, else `when`."""
    return question.as_of or (None if day_in(question.question) else when)


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
        when = day_for(question, self._when)
        began = time.perf_counter()
        answer = assistant.ask(question.question, history=question.history, as_of=when)
        elapsed = 1000 * (time.perf_counter() - began)
        data = answer.as_dict()

        # How the question was read is told among the warnings, but warns of nothing.
        heard = data | {"warnings": [w for w in data["warnings"] if w not in answer.trace["understood"]["notes"]]}
        graded = grade(question, heard, CatalogueSources(assistant.catalogue))
        detail = {
            "answer": data,
            "trace": answer.trace,
            "digest": digest(data),
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
            family=question.family,
            megabytes=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
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
