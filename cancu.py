"""The command line: the outermost edge, which sees everything and which nothing imports."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from assistant.settings import PROJECT, Settings
from corpus.errors import CanCuError, Misconfigured
from corpus.types import Nature

if TYPE_CHECKING:
    from assistant.types import Answer
    from corpus.add import Outcome

app = typer.Typer(
    help="Căn Cứ: hỏi đáp văn bản pháp quy, mỗi câu có căn cứ.", no_args_is_help=True, pretty_exceptions_enable=False
)
evaluation = typer.Typer(help="Đo chất lượng tìm kiếm và trả lời.", no_args_is_help=True)
app.add_typer(evaluation, name="eval")
err = Console(stderr=True)
out = Console()

AsOf = Annotated[str | None, typer.Option("--as-of", help="Hỏi tại ngày, dạng NĂM-THÁNG-NGÀY; mặc định là hôm nay.")]
AsJson = Annotated[bool, typer.Option("--json", help="In JSON cho chương trình khác đọc.")]


@contextmanager
def _progress(what: str) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err) as bar:
        bar.add_task(what, total=None)
        yield bar


def _index(settings: Settings) -> bool:
    from assistant.build import ensure_index

    with _progress("Chuẩn bị chỉ mục") as bar:
        task = bar.task_ids[0]
        made = ensure_index(
            settings, lambda done, total, what: bar.update(task, completed=done, total=total, description=what)
        )
        bar.update(task, description="Chỉ mục đã sẵn sàng")
    return made


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Misconfigured(f"“{text}” không phải ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2026-11-22.") from error


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Tệp hoặc thư mục văn bản.")],
    nature: Annotated[Nature | None, typer.Option(help="Tính chất của bản; mặc định xác định từ nội dung.")] = None,
    no_index: Annotated[bool, typer.Option("--no-index", help="Chỉ đọc vào danh mục, chưa lập chỉ mục.")] = False,
    as_json: AsJson = False,
) -> None:
    """Đọc văn bản vào kho và lập chỉ mục phần mới."""
    from assistant.build import add as add_paths

    settings = Settings.from_environment()
    with _progress("Đọc văn bản") as bar:

        def hear(outcome: Outcome, place: int, total: int) -> None:
            bar.update(bar.task_ids[0], completed=place, total=total, description="Đọc văn bản")
            if outcome.kind == "refused" and not as_json:
                bar.console.print(f"Từ chối {outcome.path.name}: {outcome.reason}", markup=False, highlight=False)

        def hear_page(name: str, page: int, pages: int) -> None:
            bar.update(bar.task_ids[0], description=f"Nhận dạng chữ {name}: trang {page}/{pages}")

        try:
            outcomes = add_paths(settings, paths, nature, hear, hear_page)
        except KeyboardInterrupt:
            err.print("Đã dừng. Những tệp đọc xong vẫn còn; chạy lại lệnh này để đọc tiếp phần còn lại.")
            raise typer.Exit(130) from None
    if as_json:
        for outcome in outcomes:
            document = outcome.document
            row = {
                "file": str(outcome.path),
                "outcome": outcome.kind,
                "format": outcome.format,
                "document": document.number if document else None,
                "document_id": document.id if document else None,
                "nature": outcome.nature.value if outcome.nature else None,
                "articles": outcome.articles,
                "reason": outcome.reason,
                "notes": list(outcome.notes),
            }
            print(json.dumps(row, ensure_ascii=False))
    else:
        out.print(_counts(outcomes))
    if not no_index and any(outcome.kind in {"added", "copy"} for outcome in outcomes):
        _index(settings)
    if outcomes and all(outcome.kind == "refused" for outcome in outcomes):
        raise typer.Exit(3)


def _counts(outcomes: list[Outcome]) -> Table:
    kinds = {
        "added": "văn bản mới",
        "copy": "bản khác của văn bản đã có",
        "known": "đã thêm trước",
        "refused": "từ chối",
    }
    table = Table("Định dạng", *kinds.values(), "Tổng")
    counts = Counter((outcome.path.suffix.lower() or "(không đuôi)", outcome.kind) for outcome in outcomes)
    for suffix in sorted({suffix for suffix, _ in counts}):
        row = [counts[suffix, kind] for kind in kinds]
        table.add_row(suffix, *map(str, row), str(sum(row)))
    totals = Counter(outcome.kind for outcome in outcomes)
    table.add_row("Tổng", *(str(totals[kind]) for kind in kinds), str(len(outcomes)))
    return table


@app.command()
def index() -> None:
    """Lập hoặc bổ sung chỉ mục, gồm cả thư viện kèm theo."""
    made = _index(Settings.from_environment())
    out.print("Đã lập chỉ mục mới." if made else "Chỉ mục đã đầy đủ, không có gì mới.")


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="Câu hỏi bằng tiếng Việt.")] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    why: Annotated[bool, typer.Option("--why", help="In thêm dấu vết: đã hiểu, tìm và kiểm tra thế nào.")] = False,
    batch: Annotated[Path | None, typer.Option(help="Tệp JSON Lines: mỗi dòng một câu hỏi.")] = None,
    out_file: Annotated[Path | None, typer.Option("--out", help="Nơi ghi câu trả lời của --batch.")] = None,
) -> None:
    """Trả lời một câu hỏi, hoặc cả tệp câu hỏi."""
    from assistant.ask import Assistant

    settings = Settings.from_environment()
    if (question is None) == (batch is None):
        raise Misconfigured("Hãy cho một câu hỏi, hoặc --batch TỆP --out TỆP.")
    _index(settings)
    assistant = Assistant.open(settings)
    if batch is not None:
        from assistant.batch import answer_batch

        if out_file is None:
            raise Misconfigured("--batch cần --out TỆP để ghi câu trả lời.")
        count = answer_batch(assistant, batch, out_file)
        err.print(f"Đã trả lời {count} câu, ghi vào {out_file}.")
        return
    answer = assistant.ask(question or "", as_of=_day(as_of))
    if as_json:
        print(json.dumps(answer.as_dict() | ({"trace": answer.trace} if why else {}), ensure_ascii=False, indent=2))
    else:
        _print(answer, why)


def _print(answer: Answer, why: bool) -> None:
    _say(answer.text)
    for choice in answer.choices:
        _say(f"  • {choice}")
    for warning in answer.warnings:
        _say(f"⚠ {warning}", "yellow")
    for title, citations in (("Căn cứ", answer.citations), ("Quy định gần nhất", answer.nearest)):
        if citations:
            _say(f"\n{title}:", "bold")
        for citation in citations:
            _say(f"[{citation.mark}] {citation.citation} — {citation.status_text}")
            if citation.quote.text not in answer.text:
                _say(f"    {citation.quote.text}", "dim")
    if why:
        _say("\n" + json.dumps(answer.trace, ensure_ascii=False, indent=2))


@app.command()
def show(
    reference: Annotated[str, typer.Argument(help="Ví dụ: khoản 2 Điều 5 73/2019/NĐ-CP")],
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """In một điều, khoản, điểm của văn bản và hiệu lực của văn bản đó."""
    from assistant.show import show as find

    found = find(Settings.from_environment(), reference, _day(as_of))
    if as_json:
        print(json.dumps([shown.as_dict() for shown in found], ensure_ascii=False, indent=2))
        return
    for shown in found:
        _say(shown.name, "bold")
        _say(f"Hiệu lực: {shown.status_text}. Nguồn: {shown.source}")
        _say("\n" + shown.text)
        for change in shown.changes:
            _say(f"↳ {change.text}.", "cyan")
        for note in shown.notes:
            _say(f"⚠ {note}", "yellow")
        if shown.original:
            _say(f"\nNguyên văn khi ban hành:\n{shown.original}", "dim")


def _say(text: str = "", style: str | None = None) -> None:
    out.print(text, style=style, markup=False, highlight=False)


@app.command(name="app")
def serve(
    port: Annotated[int, typer.Option(help="Cổng trên máy này.")] = 8501,
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe; mặc định chỉ máy này.")] = "127.0.0.1",
) -> None:
    """Lập chỉ mục nếu cần rồi mở trang hỏi đáp."""
    _serve(Settings.from_environment(), port, host)


@app.command()
def demo(port: Annotated[int, typer.Option(help="Cổng trên máy này.")] = 8501) -> None:
    """Mở trang hỏi đáp trên các văn bản giả định, trong thư mục dữ liệu riêng."""
    from assistant.build import add as add_paths

    documents = PROJECT / "tests" / "documents"
    if not documents.is_dir():
        raise Misconfigured(f"Không thấy các văn bản giả định ở “{documents}”: bản trình diễn chạy từ kho mã đầy đủ.")
    settings = Settings.from_environment()
    settings = replace(settings, data=settings.data / "demo", library=False)
    os.environ |= {"CANCU_DATA": str(settings.data), "CANCU_LIBRARY": "0"}
    with _progress("Đọc văn bản giả định") as bar:
        add_paths(
            settings,
            sorted(documents.glob("*.docx")),
            None,
            lambda _, place, total: bar.update(bar.task_ids[0], completed=place, total=total),
        )
    _serve(settings, port, "127.0.0.1")


def _serve(settings: Settings, port: int, host: str) -> None:
    _index(settings)
    out.print(f"Mở trình duyệt tại http://localhost:{port} (dừng: Ctrl+C)")
    sys.stdout.flush()
    options = ["--server.port", str(port), "--server.address", host]
    os.chdir(PROJECT)
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), *options])


@evaluation.command()
def retrieval(
    name: Annotated[str, typer.Option("--set", help="alqac25, zalo_dev, alqac22 hoặc vlsp23.")],
    as_json: AsJson = False,
    save: Annotated[bool, typer.Option(help="Ghi kết quả vào eval/results/.")] = False,
) -> None:
    """Đo tìm kiếm trên một bộ câu hỏi có nhãn."""
    from eval import retrieval as runs

    result = runs.run(name)
    if save:
        runs.save(result, PROJECT / "eval" / "results")
    print(json.dumps(result.as_dict(), ensure_ascii=False, indent=2) if as_json else runs.as_table(result))


@evaluation.command(name="run")
def run_answers(
    name: Annotated[str, typer.Option("--set", help="Bộ câu hỏi, mặc định là bộ kèm theo.")] = "shipped",
    as_json: AsJson = False,
    save: Annotated[bool, typer.Option(help="Ghi kết quả vào eval/results/.")] = False,
) -> None:
    """Chấm câu trả lời trên bộ câu hỏi kèm theo."""
    from eval import answers as runs

    result = runs.run(name)
    if save:
        runs.save(result, PROJECT / "eval" / "results")
    print(json.dumps(result.as_dict(), ensure_ascii=False, indent=2) if as_json else runs.as_table(result))


def main() -> None:
    """Run a command; an error that a user can act on is one Vietnamese message and its exit code."""
    try:
        app()
    except CanCuError as error:
        err.print(str(error), style="red", markup=False, highlight=False)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
