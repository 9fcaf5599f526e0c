"""Quiz items of a workshop, proposed from provisions and checked against them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from assistant.commands.console import progress
from assistant.settings import Settings
from eval.commands.options import OfCorpus, OutFile, put
from eval.runs import code, machine, today

commands = typer.Typer()


@commands.command()
def quiz(
    corpus: OfCorpus = "egov",
    count: Annotated[int, typer.Option(min=1, help="Số câu.")] = 200,
    seed: Annotated[int, typer.Option(help="Số gieo: cùng số thì cùng câu.")] = 1,
    out_file: OutFile = None,
) -> None:
    """Soạn câu trắc nghiệm từ điều khoản rồi đối chiếu từng câu với nguyên văn bằng quy tắc riêng."""
    from assistant.evidence import Evidence
    from assistant.workshop.proposing.propose import propose
    from eval import corpora
    from eval.quizzes import draw as checking
    from eval.quizzes.report import as_report

    with progress("Đọc kho") as bar:
        task = bar.task_ids[0]
        opened = corpora.catalogue(corpus, Settings.from_environment(), lambda what: bar.update(task, description=what))
        bar.update(task, description="Soạn và đối chiếu câu hỏi")
        try:
            evidence = Evidence(opened, date.today())
            checked = checking.quiz(opened, evidence, lambda of, by, most: propose(of, by, most=most), count, seed)
        finally:
            opened.close()
    head = (
        f"{today()}, {machine()}, code {code()}; "
        f"`cancu eval quiz --corpus {corpus} --count {count} --seed {seed}`. By rule, without a language model."
    )
    put(as_report(checked, head, seed), out_file)
