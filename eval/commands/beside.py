"""What stands beside the measurement: peers, a judge, other tools' forms, how files are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.console import out, progress
from assistant.settings import Settings
from corpus.errors import Misconfigured, NotFound
from eval.commands.options import OutFile, put
from eval.runs import code, find, read, runs_folder, today

commands = typer.Typer()


@commands.command()
def peers(
    name: Annotated[str, typer.Option("--set", help="alqac25, alqac22, vlsp23 hoặc zalo_dev.")],
    articles: Annotated[int, typer.Option(help="Bộ lớn hơn thì chỉ lấy chừng này điều.")] = 10_000,
    only: Annotated[str, typer.Option(help="Tên các hệ đối chứng, cách nhau bằng dấu phẩy.")] = "bm25,recipe,ours",
    out_file: OutFile = None,
) -> None:
    """Đo các hệ đối chứng cạnh Căn Cứ: cùng máy, cùng bộ, cùng lần chạy."""
    from eval.peers import PEERS
    from eval.peers import measure as peering

    chosen = [peer.strip() for peer in only.split(",")]
    unknown = [peer for peer in chosen if peer not in PEERS]
    if unknown:
        raise NotFound(f"Không có hệ đối chứng “{unknown[0]}”. Có: {', '.join(PEERS)}.")
    with progress("Đo các hệ") as bar:
        found = peering.compare(
            name,
            articles,
            Settings.from_environment().data,
            chosen,
            lambda what: bar.update(bar.task_ids[0], description=what),
        )
    put(json.dumps(found, ensure_ascii=False, indent=1) if out_file else peering.as_table(found), out_file)


@commands.command()
def export(
    name: Annotated[str, typer.Argument(help="Lần chạy: BỘ/BẢN DỰNG hoặc đường dẫn.")],
    form: Annotated[str, typer.Option(help="ragas, deepeval hoặc trec.")],
    folder: Annotated[Path, typer.Option("--out", help="Thư mục để ghi.")],
) -> None:
    """Xuất một lần chạy sang dạng mà công cụ khác đọc được."""
    from eval import export as exporting
    from eval import questions

    if form not in {"ragas", "deepeval", "trec"}:
        raise Misconfigured(f"Không có dạng “{form}”: chỉ có ragas, deepeval và trec.")
    measured = read(find(name, runs_folder(Settings.from_environment())))
    asked = (
        {q.id: q for q in questions.load(measured.about["set"]).all()} if measured.about["kind"] == "answers" else {}
    )
    for path in exporting.export(measured, asked, form, folder):  # type: ignore[arg-type]
        out.print(f"Đã ghi {path}")


@commands.command()
def judge(
    name: Annotated[str, typer.Argument(help="Lần chạy: BỘ/BẢN DỰNG hoặc đường dẫn.")], out_file: OutFile = None
) -> None:
    """Hỏi ý kiến một mô hình ngôn ngữ (CANCU_MODEL) về câu trả lời; không cộng vào điểm theo quy tắc."""
    from assistant.generate import open_model
    from eval import judge as judging
    from eval import questions

    settings = Settings.from_environment()
    if not settings.model:
        raise Misconfigured("Chưa đặt CANCU_MODEL: lệnh này cần một mô hình, ví dụ “ollama:…” hoặc “openai:…”.")
    measured = read(find(name, runs_folder(settings)))
    asked = {q.id: q for q in questions.load(measured.about["set"]).all()}
    with progress("Hỏi mô hình") as bar:
        found = judging.judge(
            measured,
            asked,
            open_model(settings.model, settings.model_url),
            progress=lambda done, total: bar.update(bar.task_ids[0], completed=done, total=total),
        )
    put(judging.as_table(found), out_file)


@commands.command()
def reading(
    folder: Annotated[Path, typer.Argument(help="Thư mục tệp gốc, bên cạnh có manifest.jsonl.")],
    ocr: Annotated[bool, typer.Option(help="Đọc cả ảnh và bản quét bằng Tesseract.")] = False,
    out_file: OutFile = None,
) -> None:
    """Đo việc đọc tệp thật: định dạng, từ chối, siêu dữ liệu, số điều, tốc độ."""
    from eval import reading as runs

    settings = Settings.from_environment()
    with progress("Đọc tệp") as bar:
        files = runs.read_all(
            folder,
            ocr,
            settings.data / "ocr",
            lambda done, total: bar.update(bar.task_ids[0], completed=done, total=total),
        )
    command = f"cancu eval reading {folder}" + (" --ocr" if ocr else "")
    put(runs.report(files, folder.parent / "manifest.jsonl", command), out_file)


@commands.command()
def ocr(
    folder: Annotated[Path, typer.Argument(help="Thư mục bản quét PDF.")],
    transcriptions: Annotated[Path, typer.Argument(help="Thư mục bản chép tay: tệp .txt cùng tên.")],
    out_file: OutFile = None,
) -> None:
    """Đo việc nhận dạng chữ trên bản quét có người chép lại."""
    from eval import ocr as runs

    put(runs.as_table(runs.run(folder, transcriptions, None), f"cancu eval ocr {folder} {transcriptions}"), out_file)


@commands.command()
def lookups(
    corpus: Annotated[str, typer.Option(help="Kho: egov (văn bản thật), documents (giả định).")] = "egov",
    count: Annotated[int, typer.Option(help="Số câu.")] = 300,
    seed: Annotated[int, typer.Option(help="Số gieo: cùng số thì cùng câu.")] = 1,
    out_file: OutFile = None,
) -> None:
    """Hỏi điều, khoản, điểm theo số hiệu ở nhiều cách gõ: có tìm đúng và chỉ đúng chỗ đó không."""
    from eval import corpora
    from eval import lookups as asking

    if corpus not in {"egov", "documents"}:
        raise Misconfigured(f"Không có kho “{corpus}”: chỉ có egov và documents.")
    with progress("Đọc kho") as bar:
        opened = corpora.catalogue(
            corpus,  # type: ignore[arg-type]
            Settings.from_environment(),
            lambda what: bar.update(bar.task_ids[0], description=what),
        )
    try:
        found = asking.lookups(opened, count, seed)
    finally:
        opened.close()
    head = f"{today()}, `cancu eval lookups --corpus {corpus} --count {count} --seed {seed}`, code {code()}"
    put(asking.as_table(found, head), out_file)
