"""The scorer of evidence: fitted on development questions, and how far it can be trusted on others."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.commands.console import progress
from assistant.settings import Settings
from corpus.errors import Misconfigured
from corpus.files import write_whole
from eval.commands.options import OutFile, put
from eval.runs import code, machine, today

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress

    from assistant.ask import Assistant
    from eval.datasets import Dataset
    from eval.examples import Example
    from eval.laws import Laws

commands = typer.Typer()

BENCH = ("alqac22", "alqac25")
# With how heavily they count: few questions are over small corpora, where strangers begin.
OURS = {"shipped": 4.0, "egov": 1.0}
STRANGERS = 3  # every so many of egov's are asked over the invented regulations too
AIMS, OF_SETS = Path("eval") / "aims", "sets.json"  # in the data folder; which sets they were learnt from
POINTS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9)


@commands.command()
def fit(
    write: Annotated[bool, typer.Option(help="Ghi trọng số vào assistant/scorer.json.")] = False,
    out_file: OutFile = None,
) -> None:
    """Học lại bộ chấm căn cứ từ câu hỏi dev; kiểm chéo năm phần. Cần torch, và “fit-questions” đã chạy."""
    from eval import fit as fitting
    from eval import interaction as reading

    settings = Settings.from_environment()
    _aims_are_of_these_sets(settings)
    with progress("Thu thập ứng viên") as bar:

        def tell(what: str) -> None:
            bar.update(bar.task_ids[0], description=what)

        hashes: dict[str, str] = {}
        always = [example for name in BENCH for example in _of_bench(name, settings, hashes, tell)]
        ours = [example for name in OURS for example in _of_ours(name, settings, hashes, tell)]
        ours += _strangers(settings, tell)
        read, members = reading.with_interaction([*always, *ours], tell)
        tell("Học và kiểm chéo")
        choosing = fitting.fit([*always, *ours])
        scorer = fitting.fit(read)
        foretold = fitting.held_out(read[len(always) :], read[: len(always)])
        plain = [reading.without_states(one) for one in [*always, *ours]]
        without = fitting.fit(plain)
        foretold_without = fitting.held_out(plain[len(always) :], plain[: len(always)])
    count = len(read)
    about = {"on": hashes, "examples": count, "date": today(), "machine": machine()}
    if write:
        fitting.save(scorer, without, choosing, members, about)
    put(
        "# Deciding whether the evidence answers\n\n"
        f"{today()}, {machine()}; `cancu eval fit`. Fitted on the development questions of "
        + ", ".join(f"{name} ({digest[:12]})" for name, digest in hashes.items())
        + f": {count} examples. The table is of {len(ours)} of ours, each foretold "
        "by a scorer and by networks that have not seen its question (five folds).\n\n"
        + fitting.as_table(foretold, POINTS)
        + "\nFor a model that shows no states, by what is nearest instead of the network that reads question and words "
        "together:\n\n" + fitting.as_table(foretold_without, POINTS),
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
    from eval.fit import EVERY, FOLDS, fold_of
    from eval.splits import Splits

    dataset = datasets.load(name)
    hashes[name] = dataset.sha256
    of = Splits.load().of_bench(name, dataset.sha256, list(dataset.questions))
    ready = laws.prepare(dataset, settings, tell)
    chosen = sorted(question for question, split in of.items() if split == "dev")[::EVERY]
    found: list[Example] = []
    for fold in range(FOLDS):
        tell(f"Ứng viên của {name}, phần {fold + 1}/{FOLDS}")
        assistant = _not_having_seen(fold, ready.settings, settings)
        of_fold = [question for question in chosen if fold_of(question) == fold]
        found += examples.of_laws(dataset, of_fold, _spans(name), ready, assistant)
    return found


def _of_ours(name: str, settings: Settings, hashes: dict[str, str], tell: Callable[[str], None]) -> list[Example]:
    from eval import examples
    from eval.corpora import prepare
    from eval.fit import FOLDS, fold_of
    from eval.questions import load

    answer_set = load(name)
    hashes[name] = answer_set.sha256
    found: list[Example] = []
    for corpus in sorted({question.corpus for question in answer_set.questions["dev"]}):
        ready = prepare(corpus, settings, tell)
        chosen = [question for question in answer_set.questions["dev"] if question.corpus == corpus]
        for fold in range(FOLDS):
            tell(f"Ứng viên của {name}, kho {corpus}, phần {fold + 1}/{FOLDS}")
            of_fold = [question for question in chosen if fold_of(question.id) == fold]
            found += examples.of_questions(of_fold, _not_having_seen(fold, ready, settings))
    return [replace(one, weight=OURS[name]) for one in found]


def _strangers(settings: Settings, tell: Callable[[str], None]) -> list[Example]:
    """Questions on the real regulations asked over the invented ones, which are few."""
    from eval import examples
    from eval.corpora import prepare
    from eval.fit import FOLDS, fold_of
    from eval.questions import load

    ready = prepare("documents", settings, tell)
    chosen = [question for question in load("egov").all("dev") if not question.history][::STRANGERS]
    found: list[Example] = []
    for fold in range(FOLDS):
        tell(f"Câu hỏi lạ với kho nhỏ, phần {fold + 1}/{FOLDS}")
        of_fold = [question for question in chosen if fold_of(question.id) == fold]
        found += examples.of_strangers(of_fold, _not_having_seen(fold, ready, settings))
    return found


def _folds() -> str:
    """A hash of which of our questions are in which fold."""
    from eval.fit import fold_of
    from eval.questions import load

    folds = {question.id: fold_of(question.id) for question in load("egov").all("dev")}
    return hashlib.sha256(json.dumps(folds, sort_keys=True).encode()).hexdigest()


def _aims_are_of_these_sets(settings: Settings) -> None:
    """Misconfigured when the maps of `fit-questions` were learnt from other questions, or in other folds, than now."""
    from eval import datasets
    from eval.questions import load

    made = settings.data / AIMS / OF_SETS
    of = json.loads(made.read_text(encoding="utf-8")) if made.exists() else {}
    now = {name: datasets.load(name).sha256 for name in BENCH} | {"egov": load("egov").sha256, "folds": _folds()}
    if any(of.get(name) != digest for name, digest in now.items()):
        raise Misconfigured(
            f"Hướng câu hỏi ở “{made.parent}” không phải của các bộ hiện có: chạy “fit-questions” trước."
        )


def _not_having_seen(fold: int, ready: Settings, settings: Settings) -> Assistant:
    """The assistant over a corpus whose model turns questions by a map that has not seen those of a fold."""
    from assistant.ask import Assistant
    from corpus.catalogue import Catalogue
    from eval.aiming import unseen
    from index.search import Searcher

    searcher = Searcher.open(ready.index, unseen(settings.data / AIMS, fold))
    return Assistant(ready, Catalogue(ready.catalogue), searcher)


@commands.command("fit-questions")
def fit_questions(
    write: Annotated[bool, typer.Option(help="Ghi vào thư mục của mô hình.")] = False,
    out_file: OutFile = None,
) -> None:
    """Học hướng của câu hỏi tới đoạn trả lời nó, từ câu hỏi dev; kiểm chéo năm phần. Cần torch."""
    from assistant.ask import Assistant
    from eval import aiming, datasets
    from eval.corpora import prepare
    from eval.questions import load
    from eval.retrieval import open_searcher
    from eval.splits import Splits
    from index.local import LocalStore

    settings = Settings.from_environment()
    sets, hashes = {}, {}
    with progress("Đọc câu hỏi") as bar:

        def tell(what: str) -> None:
            bar.update(bar.task_ids[0], description=what)

        for name in ("zalo_dev", *BENCH):
            dataset = datasets.load(name)
            of = Splits.load().of_bench(name, dataset.sha256, list(dataset.questions))
            searcher = open_searcher(dataset, settings, lambda done, total, what: tell(f"{what} {done}/{total}"))
            store = LocalStore.open(settings.data / "bench" / name)
            chosen = sorted(question for question, split in of.items() if split == "dev")
            sets[name], hashes[name] = aiming.of_dataset(dataset, chosen, searcher, store), dataset.sha256
        ready = prepare("egov", settings, tell)
        assistant, answer_set = Assistant.open(ready), load("egov")
        sets["egov"] = aiming.of_ours(answer_set.all("dev"), assistant, LocalStore.open(ready.index))
        hashes["egov"] = answer_set.sha256
        found = aiming.held_out(list(sets.values()), settings.data / AIMS, tell)
        write_whole(settings.data / AIMS / OF_SETS, json.dumps(hashes | {"folds": _folds()}))
        if write:
            aiming.save(aiming.learn(list(sets.values()), tell))
    put(
        "# Where questions are turned to\n\n"
        f"{today()}, {machine()}, code {code()}; `cancu eval fit-questions`. Development questions of "
        + ", ".join(f"{name} ({digest[:12]})" for name, digest in hashes.items())
        + ". The rank of the first passage that answers, among all passages of the corpus, by vectors alone; each "
        "question turned by a map that has not seen it (five folds).\n\n"
        + aiming.as_table(dict(zip(sets, found, strict=True))),
        out_file,
    )


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
