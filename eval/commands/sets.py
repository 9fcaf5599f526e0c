"""Question sets: checked, split, frozen; questions written, proposed and approved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.commands.console import out, progress, say
from assistant.settings import Settings
from corpus.errors import Misconfigured, NotFound
from eval.commands.options import By, OfCorpus, OutFile, SetName, SplitName, put

if TYPE_CHECKING:
    pass

commands = typer.Typer()


@commands.command()
def check(name: SetName = "egov") -> None:
    """Đối chiếu từng câu hỏi với nguyên văn: điều khoản, từ quyết định, dữ kiện."""
    from eval import checks, corpora, questions

    base = Settings.from_environment()
    with progress("Chuẩn bị kho") as bar:
        faults = checks.faults_of(
            questions.load(name),
            lambda corpus: corpora.catalogue(corpus, base, lambda what: bar.update(bar.task_ids[0], description=what)),
        )
    for question, found in faults.items():
        say(f"{question}: {'; '.join(found)}", "red")
    if faults:
        raise Misconfigured(f"{len(faults)} câu hỏi không khớp với nguyên văn: hãy sửa câu hỏi hoặc điều khoản đã nêu.")
    out.print(f"Mọi câu của bộ {name} khớp với nguyên văn.")


@commands.command()
def overlaps(
    write: Annotated[bool, typer.Option(help="Ghi lại cách chia các bộ bên ngoài.")] = False,
    out_file: OutFile = None,
) -> None:
    """Tìm luật chung và câu hỏi gần trùng giữa các bộ; báo lỗi nếu có gì nằm ở cả dev và test."""
    from eval import datasets, splits
    from eval import overlaps as sharing

    asked, links = sharing.gather()
    found = sharing.find(asked, links)
    if write and set(found.splits) != set(datasets.NAMES):
        raise NotFound(f"Chỉ chia lại được khi có đủ các bộ {', '.join(datasets.NAMES)}; hãy đặt CANCU_BENCH.")
    if write and not found.crossing:
        splits.write(found.splits, {name: datasets.load(name).sha256 for name in found.splits})
    put(sharing.as_report(found, "cancu eval overlaps"), out_file)
    if found.crossing:
        raise Misconfigured(f"{len(found.crossing)} nhóm câu hỏi nằm ở cả dev và test: hãy chuyển về một phía.")


@commands.command()
def freeze(
    name: SetName,
    version: Annotated[int, typer.Option(help="Số phiên bản mới.")],
    split: SplitName = "",
) -> None:
    """Đóng băng một bộ câu hỏi: từ đây đổi nội dung phải đổi phiên bản."""
    from eval import questions

    for file, digest in questions.freeze(name, version, split=split).items():
        out.print(f"{file}: {digest}")


@commands.command()
def schema() -> None:
    """In lược đồ JSON của một dòng câu hỏi."""
    from eval import questions

    print(json.dumps(questions.schema(), ensure_ascii=False, indent=2))


@commands.command(name="new-question")
def new_question(by: By, corpus: OfCorpus = "library") -> None:
    """Soạn một câu hỏi mới, mỗi phần được đối chiếu ngay với văn bản."""
    from assistant.ask import Assistant
    from eval import candidates, corpora, dialogue

    settings = Settings.from_environment()
    assistant = Assistant.open(corpora.prepare(corpus, settings))

    def ask(prompt: str) -> str:
        return str(typer.prompt(prompt, default="", show_default=False, prompt_suffix=""))

    dialogue.interactive(ask, typer.echo, assistant, by, settings.data / candidates.FILE, corpus)


@commands.command(name="from-feedback")
def from_feedback(by: By, corpus: OfCorpus = "library") -> None:
    """Chuyển góp ý “Chưa đúng” có nêu điều khoản thành câu hỏi chờ duyệt."""
    from assistant import feedback
    from eval import authoring, candidates, corpora

    settings = Settings.from_environment()
    book = feedback.FeedbackBook(settings.data / feedback.FILE)
    catalogue = corpora.catalogue(corpus, settings)
    gathered = authoring.from_feedback(book, catalogue, by, settings.data / candidates.FILE, corpus)
    say(f"Thêm {len(gathered.proposed)} ứng viên; để lại {len(gathered.left)} góp ý.")
    for said, reason in gathered.left:
        say(f"{said.id} “{said.question}”: {' '.join(reason.split())}")


@commands.command(name="candidates")
def list_candidates() -> None:
    """Kê các câu hỏi chờ duyệt và đã duyệt."""
    from eval import candidates, questions

    known = list(candidates.candidates(Settings.from_environment().data / candidates.FILE))
    if not known:
        say("Chưa có câu hỏi nào: soạn bằng “cancu eval new-question --by TÊN”.")
    for each in known:
        state = f"vào {each.set}/{each.split}, {each.approved_by} duyệt" if each.approved_by else "chờ duyệt"
        typer.echo(f"{each.id} ({each.by}, {each.at[:10]}, {state})\n    {questions.as_line(each.question)}")


@commands.command()
def approve(
    candidate: Annotated[str, typer.Argument(help="Mã ứng viên, xem ở “cancu eval candidates”.")],
    by: By,
    name: Annotated[str, typer.Option("--set", help="Bộ câu hỏi nhận câu này.")],
    split: Annotated[Literal["dev", "test"], typer.Option("--split", help="Phần nhận câu này.")] = "dev",
) -> None:
    """Duyệt một câu hỏi do người khác soạn vào một bộ câu hỏi."""
    from eval import candidates, questions

    path = Settings.from_environment().data / candidates.FILE
    sets = [questions.load(each) for each in questions.names()]
    approved = candidates.approve(path, candidate, by, questions.load(name), split, others=sets)
    say(f"Đã thêm câu {approved.question.id} vào {name}/{split}. Hãy chạy “cancu eval check --set {name}”.")
