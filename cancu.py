"""The command line: the outermost edge, which sees everything and which nothing imports."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from typing import Annotated

import typer

from assistant.commands.adding import add, fetch
from assistant.commands.asking import ask, search
from assistant.commands.console import AsJson, AsOf, day_of, err, index_now, out, progress, say
from assistant.commands.documents import basis, documents
from assistant.commands.lessons import lessons
from assistant.commands.packs import packs
from assistant.settings import PROJECT, Settings
from corpus.errors import CanCuError, Misconfigured
from eval.commands import evaluation

app = typer.Typer(
    help="Căn Cứ: hỏi đáp văn bản pháp quy, mỗi câu có căn cứ.", no_args_is_help=True, pretty_exceptions_enable=False
)
app.add_typer(evaluation, name="eval")
app.add_typer(packs, name="pack")
app.add_typer(lessons, name="lesson")
app.command()(add)
app.command()(fetch)
app.command()(ask)
app.command()(search)
app.add_typer(documents, name="doc")
app.command()(basis)


@app.command()
def index() -> None:
    """Lập, bổ sung hoặc sửa chỉ mục, gồm cả thư viện kèm theo; kiểm mã của mọi tệp chỉ mục."""
    made = index_now(Settings.from_environment(), check=True)
    out.print("Đã cập nhật chỉ mục." if made else "Chỉ mục đã đầy đủ, mọi tệp đúng mã kiểm.")


@app.command()
def show(
    reference: Annotated[str, typer.Argument(help="Ví dụ: khoản 2 Điều 5 73/2019/NĐ-CP")],
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """In một điều, khoản, điểm của văn bản và hiệu lực của văn bản đó."""
    from assistant.show import show as find

    found = find(Settings.from_environment(), reference, day_of(as_of))
    if as_json:
        print(json.dumps([shown.as_dict() for shown in found], ensure_ascii=False, indent=2))
        return
    for shown in found:
        say(shown.name, "bold")
        say(f"Hiệu lực: {shown.status_text}. Nguồn: {shown.source}")
        say("\n" + shown.text)
        for change in shown.changes:
            say(f"↳ {change.text}.", "cyan")
        for note in shown.notes:
            say(f"⚠ {note}", "yellow")
        if shown.original:
            say(f"\nNguyên văn khi ban hành:\n{shown.original}", "dim")


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
    with progress("Đọc văn bản giả định") as bar:
        add_paths(
            settings,
            sorted(documents.glob("*.docx")),
            None,
            lambda _, place, total: bar.update(bar.task_ids[0], completed=place, total=total),
        )
    _serve(settings, port, "127.0.0.1")


def _serve(settings: Settings, port: int, host: str) -> None:
    index_now(settings)
    out.print(f"Mở trình duyệt tại http://localhost:{port} (dừng: Ctrl+C)")
    sys.stdout.flush()
    options = ["--server.port", str(port), "--server.address", host]
    os.chdir(PROJECT)
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), *options])


def main() -> None:
    """Run a command; an error that a user can act on is one Vietnamese message and its exit code."""
    try:
        app()
    except CanCuError as error:
        err.print(str(error), style="red", markup=False, highlight=False)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
