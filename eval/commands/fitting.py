"""The scorer of evidence: fitted on development questions, and how far it can be trusted on others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.commands.console import progress
from assistant.settings import Settings
from eval.commands.options import OutFile, put
from eval.runs import code, machine, today

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress

    from eval.datasets import Dataset
    from eval.examples import Example
    from eval.laws import Laws

commands = typer.Typer()

BENCH = ("alqac22", "alqac25")
OURS = ("shipped", "egov")
POINTS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@commands.command()
def fit(
    write: Annotated[bool, typer.Option(help="Ghi trọng số vào assistant/scorer.json.")] = False,
    out_file: OutFile = None,
) -> None:
    """Học lại bộ chấm căn cứ từ câu hỏi dev; kiểm chéo năm phần trên câu hỏi của ta. Cần torch."""
    from eval import fit as fitting
    from eval import interaction as reading

    settings = Settings.from_environment()
    with progress("Thu thập ứng viên") as bar:

        def tell(what: str) -> None:
            bar.update(bar.task_ids[0], description=what)

        hashes: dict[str, str] = {}
        always = [example for name in BENCH for example in _of_bench(name, settings, hashes, tell)][:: fitting.EVERY]
        ours = [example for name in OURS for example in _of_ours(name, settings, hashes, tell)]
        read_always, read_ours = reading.with_interaction(always, ours, tell)
        tell("Học và kiểm chéo")
        foretold = fitting.held_out(read_ours, read_always)
        scorer = fitting.fit(fitting.fitted_on(read_always, read_ours))
        plain = [[reading.without_interaction(one) for one in examples] for examples in (always, ours)]
        without = fitting.fit(fitting.fitted_on(plain[0], plain[1]))
        foretold_without = fitting.held_out(plain[1], plain[0])
    count = len(always) + len(ours)
    about = {"on": hashes, "examples": count, "date": today(), "machine": machine()}
    if write:
        fitting.save(scorer, without, reading.learn(always, ours), about)
    put(
        "# Deciding whether the evidence answers\n\n"
        f"{today()}, {machine()}; `cancu eval fit`. Fitted on the development questions of "
        + ", ".join(f"{name} ({digest[:12]})" for name, digest in hashes.items())
        + f": {count} examples, each of ours {fitting.TIMES} times. The table is of {len(ours)} of ours, each foretold "
        "by a scorer and by networks that have not seen its question (five folds).\n\n"
        + fitting.as_table(foretold, POINTS)
        + "\nWithout the network that reads question and words together:\n\n"
        + fitting.as_table(foretold_without, POINTS),
        out_file,
    )


@commands.command()
def spans(name: Annotated[str, typer.Option("--set", help="alqac22.")] = "alqac22", out_file: OutFile = None) -> None:
    """Câu trả lời có chứa mấy chữ đáp án của bộ câu hỏi không, và phải trích bao nhiêu chữ."""
    from eval import spans as measuring

    with progress(f"Bộ {name}") as bar:
        dataset, of, ready = _over_laws(name, bar)
        words = _spans(name)
        held = []
        for one in measuring.ask_all(dataset, words, of, ready):
            held.append(one)
            bar.update(bar.task_ids[0], description="Hỏi", completed=len(held), total=len(words))
    put(
        f"# Words of the answer held, {name}\n\n{today()}, {len(dataset.entries):,} articles, sha256 "
        f"{dataset.sha256[:12]}, {machine()}, code {code()}; `cancu eval spans --set {name}`.\n\n"
        + measuring.as_table(held),
        out_file,
    )


@commands.command()
def exam(
    name: Annotated[str, typer.Option("--set", help="alqac25.")] = "alqac25",
    every: Annotated[int, typer.Option(min=1, help="Chỉ hỏi mỗi câu thứ n: mô hình ngôn ngữ chậm.")] = 1,
    out_file: OutFile = None,
) -> None:
    """Câu đúng/sai và câu trắc nghiệm có đáp án: có dám kết luận không, kết luận có đúng không."""
    from eval import exam as sitting

    settings = Settings.from_environment()
    with progress(f"Bộ {name}") as bar:
        dataset, of, ready = _over_laws(name, bar)
        rows = [row for row in _rows(name) if row["id"] in dataset.questions][::every]
        marked = []
        for one in sitting.sit(rows, of, ready):
            marked.append(one)
            bar.update(bar.task_ids[0], description="Hỏi", completed=len(marked), total=len(rows))
    with_model = f"`CANCU_MODEL={settings.model}`" if settings.model else "without a language model"
    put(
        f"# Exam questions, {name}\n\n{today()}, {len(dataset.entries):,} articles, sha256 {dataset.sha256[:12]}, "
        f"{with_model}, {machine()}, code {code()}; `cancu eval exam --set {name}"
        + (f" --every {every}" if every > 1 else "")
        + "`.\n\n"
        + sitting.as_table(marked),
        out_file,
    )


def _over_laws(name: str, bar: Progress) -> tuple[Dataset, dict[str, str], Laws]:
    """A labelled set, the split of each of its questions, and its laws read and indexed."""
    from eval import datasets, laws
    from eval.splits import Splits

    dataset = datasets.load(name)
    of = Splits.load().of_bench(name, dataset.sha256, list(dataset.questions))
    settings = Settings.from_environment()
    return dataset, of, laws.prepare(dataset, settings, lambda what: bar.update(bar.task_ids[0], description=what))


def _rows(name: str) -> list[dict[str, Any]]:
    """The questions of a set as they lie in its file."""
    from eval import datasets

    rows = (datasets.folder_of(name) / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return list(map(json.loads, rows))


def _spans(name: str) -> dict[str, str]:
    """The answers of a set's questions that are words of the text."""
    return {row["id"]: row["answer"] for row in _rows(name) if row.get("answer_type") == "span"}


def _of_bench(name: str, settings: Settings, hashes: dict[str, str], tell: Callable[[str], None]) -> list[Example]:
    from eval import datasets, examples, laws
    from eval.splits import Splits

    dataset = datasets.load(name)
    hashes[name] = dataset.sha256
    of = Splits.load().of_bench(name, dataset.sha256, list(dataset.questions))
    ready = laws.prepare(dataset, settings, tell)
    tell(f"Ứng viên của {name}")
    return list(examples.of_laws(dataset, {q for q, split in of.items() if split == "dev"}, _spans(name), ready))


def _of_ours(name: str, settings: Settings, hashes: dict[str, str], tell: Callable[[str], None]) -> list[Example]:
    from assistant.ask import Assistant
    from eval import examples
    from eval.corpora import prepare
    from eval.questions import load

    answer_set = load(name)
    hashes[name] = answer_set.sha256
    found: list[Example] = []
    for corpus in sorted({question.corpus for question in answer_set.questions["dev"]}):
        assistant = Assistant.open(prepare(corpus, settings, tell))
        tell(f"Ứng viên của {name}, kho {corpus}")
        chosen = [question for question in answer_set.questions["dev"] if question.corpus == corpus]
        found += examples.of_questions(chosen, assistant)
    return found


@commands.command("fit-phrasing")
def fit_phrasing(
    write: Annotated[bool, typer.Option(help="Ghi trọng số vào assistant/phrasing.json.")] = False,
    out_file: OutFile = None,
) -> None:
    """Học cách người ta hỏi một sự kiện của văn bản (còn hiệu lực, ai ký, thay thế gì …) từ các câu có nhãn."""
    from assistant.asks import asks_of
    from eval import phrasing
    from eval.questions import load

    labelled = phrasing.phrases()
    # Of our development questions those about what texts say: by rule they ask for no fact of a document.
    others = [q for name in OURS for q in load(name).all("dev") if q.category not in phrasing.OF_DOCUMENTS]
    plain = [phrasing.Phrase(q.question, frozenset()) for q in others if not asks_of(q.question)]
    told = phrasing.held_out([*labelled, *plain])
    digest = phrasing.sha256()
    about = {"on": digest, "labelled": len(labelled), "plain": len(plain), "date": today()}
    if write:
        phrasing.save(phrasing.fit([*labelled, *plain]), about)
    put(
        f"# What a question about a document asks for, by its wording\n\n{today()}, {machine()}, code {code()}; "
        f"`cancu eval fit-phrasing`. {len(labelled)} labelled phrasings (sha256 {digest[:12]}) and {len(plain)} "
        "development questions on what texts say, each foretold by weights fitted without its fold (five folds).\n\n"
        + phrasing.as_table(told),
        out_file,
    )
