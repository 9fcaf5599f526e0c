"""Search by itself: what its parts bring, what it costs, how it grows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.console import progress
from assistant.settings import Settings
from eval.commands.options import OutFile, put
from eval.runs import code, machine, today

if TYPE_CHECKING:
    from rich.progress import Progress

    from eval.datasets import Dataset
    from index.search import Searcher

commands = typer.Typer()

BenchName = Annotated[str, typer.Option("--set", help="alqac25, zalo_dev, alqac22 hoặc vlsp23.")]


@commands.command()
def parts(name: BenchName = "alqac25", out_file: OutFile = None) -> None:
    """Mỗi phần của tìm kiếm góp được gì; câu hỏi không dấu, gõ sai mất bao nhiêu; tốn bao nhiêu."""
    from eval import cost
    from eval import parts as measuring
    from index.embed import load_embeddings
    from index.milvus_server import under

    settings = Settings.from_environment()
    with progress(f"Bộ {name}") as bar:
        dataset, searcher = _opened(name, settings, bar)
        folder = settings.data / "bench" / name
        brought = []
        for line in measuring.contributions(dataset, searcher, folder, load_embeddings(settings.embedder)):
            brought.append(line)
            bar.update(bar.task_ids[0], description=line.name)
        typed = []
        for line in measuring.typed(dataset, searcher):
            typed.append(line)
            bar.update(bar.task_ids[0], description=line.name)
        costs = cost.cost(folder, list(dataset.questions.values()), under(settings.vectors, f"bench_{name}"))
    head = _head(dataset, searcher, f"cancu eval parts --set {name}")
    compared = measuring.as_table(typed, measuring.against_as_asked(typed))
    figures = "".join(f"| {name.replace('_', ' ')} | {value:g} |\n" for name, value in costs.items())
    put(
        f"# Parts of search on {name}\n\n{head}\n\n"
        f"## What each part brings\n\n{measuring.as_table(brought)}\n"
        f"## How it is typed\n\nDifferences are to the same search as asked.\n\n{compared}\n"
        f"## What it costs\n\nFused search with slips put right; milliseconds, alone and eight at once.\n\n"
        f"| | |\n|---|---|\n{figures}",
        out_file,
    )


@commands.command()
def scale(
    name: BenchName = "zalo_dev",
    rows: Annotated[list[int] | None, typer.Option(min=1000, help="Số đoạn; lặp lại được.")] = None,
    out_file: OutFile = None,
) -> None:
    """Tìm theo nghĩa ở cỡ hàng triệu đoạn: véc-tơ thật bị xáo nhẹ, chỉ mục như bản dùng thật."""
    from eval import scale as growing
    from index.embed import load_embeddings
    from index.passages import passages_of
    from index.vectors import VectorCache

    settings = Settings.from_environment()
    embeddings = load_embeddings(settings.embedder)
    with progress(f"Bộ {name}") as bar:
        task = bar.task_ids[0]
        dataset, searcher = _opened(name, settings, bar)
        passages = [passage for entry in dataset.entries for passage in passages_of(entry)]
        cache = VectorCache(settings.data / "bench" / name / "vectors.sqlite")
        try:
            vectors = cache.embed(passages, embeddings)
        finally:
            cache.close()
        questions = embeddings.embed(list(dataset.questions.values())[:300], "query")
        sample = passages[:: max(1, len(passages) // 200)]
        began = time.monotonic()
        embeddings.embed(sample, "passage")
        pace = len(sample) / (time.monotonic() - began)
        found = []
        for count in rows or (len(passages), 500_000, 2_000_000):
            place = settings.data / "scale"
            found.append(
                growing.scale(vectors, questions, count, place, lambda what: bar.update(task, description=what))
            )
    command = f"cancu eval scale --set {name}" + "".join(f" --rows {count}" for count in rows or ())
    head = _head(dataset, searcher, command)
    put(
        f"# Dense search as it grows\n\n{head}\n\n"
        f"{len(passages):,} real vectors; more of them are these, perturbed (length {growing.NOISE}) and normalised. "
        f"Embedding at {pace:.0f} passages a second, measured on {len(sample)} of them.\n\n"
        + growing.as_table(found, pace),
        out_file,
    )


@commands.command()
def speed(
    name: BenchName = "zalo_dev",
    questions: Annotated[int, typer.Option(min=10, help="Số câu hỏi.")] = 300,
    out_file: OutFile = None,
) -> None:
    """Thời gian từ câu hỏi đến câu trả lời trọn vẹn trên kho lớn; không đo chất lượng."""
    from eval import datasets
    from eval import speed as answering

    dataset = datasets.load(name)
    with progress(f"Bộ {name}") as bar:
        task = bar.task_ids[0]
        settings = Settings.from_environment()
        found = answering.speed(dataset, settings, questions, lambda what: bar.update(task, description=what))
    put(
        f"# What an answer costs over {len(dataset.entries):,} articles\n\n"
        f"{today()}, {name}, sha256 {dataset.sha256[:12]}, {machine()}, code {code()}; "
        f"`cancu eval speed --set {name} --questions {questions}`. Without a language model.\n\n"
        + answering.as_table(found),
        out_file,
    )


@commands.command()
def page(
    name: BenchName = "zalo_dev",
    questions: Annotated[int, typer.Option(min=10, help="Số câu hỏi.")] = 40,
    out_file: OutFile = None,
) -> None:
    """Thời gian của trang trong Chromium trên kho lớn: mở trang, câu đầu, mở căn cứ, 20 người hỏi cùng lúc."""
    from eval import datasets
    from eval import page_speed as pages

    dataset = datasets.load(name)
    with progress(f"Bộ {name}") as bar:
        task = bar.task_ids[0]
        settings = Settings.from_environment()
        found = pages.page_speed(dataset, settings, questions, lambda what: bar.update(task, description=what))
    put(
        f"# What the page costs over {len(dataset.entries):,} articles\n\n"
        f"{today()}, {name}, sha256 {dataset.sha256[:12]}, {machine()}, code {code()}; "
        f"`cancu eval page --set {name} --questions {questions}`. Without a language model; Chromium on the same "
        "cores.\n\n" + pages.as_table(found),
        out_file,
    )


def _opened(name: str, settings: Settings, bar: Progress) -> tuple[Dataset, Searcher]:
    from eval import datasets, retrieval

    dataset = datasets.load(name)
    task = bar.task_ids[0]
    return dataset, retrieval.open_searcher(
        dataset, settings, lambda done, total, what: bar.update(task, completed=done, total=total, description=what)
    )


def _head(dataset: Dataset, searcher: Searcher, command: str) -> str:
    return (
        f"{today()}, {len(dataset.entries):,} articles, {len(dataset.questions)} questions, "
        f"sha256 {dataset.sha256[:12]}, model {searcher.model}, {machine()}, code {code()}; `{command}`."
    )
