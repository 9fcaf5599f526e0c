"""Options with one meaning in every command of the laboratory, and where words are put."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.commands.console import err
from corpus.errors import Misconfigured

SetName = Annotated[str, typer.Option("--set", help="Bộ câu hỏi: shipped, egov, alqac25, alqac22, vlsp23, zalo_dev.")]


BuildName = Annotated[str, typer.Option("--build", help="Tên đặt cho bản dựng được đo.")]


SplitName = Annotated[str, typer.Option("--split", help="Chỉ phần dev hoặc test; mặc định cả hai.")]


def _named(by: str) -> str:
    if not by.strip():
        raise Misconfigured("Cần họ tên ở --by: câu hỏi phải do người khác duyệt.")
    return by


By = Annotated[str, typer.Option("--by", help="Họ tên người soạn hoặc người duyệt.", callback=_named)]


OfCorpus = Annotated[Literal["library", "documents", "egov"], typer.Option("--corpus", help="Kho mà câu hỏi hỏi tới.")]


def writable(path: Path | None) -> Path | None:
    """A file to be written, its folder looked for before any work is done."""
    if path is not None and (not path.absolute().parent.is_dir() or path.is_dir()):
        raise Misconfigured(f"Không ghi được “{path}”: thư mục chứa nó chưa có, hoặc đó là một thư mục.")
    return path


OutFile = Annotated[Path | None, typer.Option("--out", help="Nơi ghi; mặc định in ra màn hình.", callback=writable)]


def put(text: str, out_file: Path | None) -> None:
    """Write a text into a file, or print it where there is none."""
    if out_file:
        out_file.write_text(text, encoding="utf-8")
        err.print(f"Đã ghi {out_file}.")
    else:
        print(text)
