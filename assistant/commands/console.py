"""What all commands share: where they print, how progress shows, options with one meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from assistant.settings import Settings
from corpus.dates import first_date
from corpus.errors import Misconfigured

if TYPE_CHECKING:
    from corpus.catalogue import Catalogue

err = Console(stderr=True)
out = Console()

AsOf = Annotated[str | None, typer.Option("--as-of", help="Hỏi tại ngày, dạng NĂM-THÁNG-NGÀY; mặc định là hôm nay.")]
AsJson = Annotated[bool, typer.Option("--json", help="In JSON cho chương trình khác đọc.")]
NoIndex = Annotated[bool, typer.Option("--no-index", help="Chỉ đọc vào danh mục, chưa lập chỉ mục.")]


@contextmanager
def progress(what: str, passing: bool = False) -> Iterator[Progress]:
    """A progress bar on the error stream, with one task; `passing` leaves nothing behind."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=passing) as bar:
        bar.add_task(what, total=None)
        yield bar


def index_now(settings: Settings, check: bool = False) -> bool:
    """Bring the index up to date; False when it was. With `check`, compare checksums and repair."""
    from assistant.build import ensure_index

    with progress("Chuẩn bị chỉ mục", passing=True) as bar:
        task = bar.task_ids[0]
        return ensure_index(
            settings, lambda done, total, what: bar.update(task, completed=done, total=total, description=what), check
        )


def day_of(text: str | None) -> date | None:
    """The day of an option; Misconfigured for what is none."""
    if text and re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", text.strip()) and first_date(text):
        return first_date(text)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Misconfigured(
            f"“{text}” không phải một ngày có thật dạng NĂM-THÁNG-NGÀY, ví dụ 2026-11-22, hoặc 22/11/2026."
        ) from error


def say(text: str = "", style: str | None = None) -> None:
    """Print words as they are."""
    out.print(text, style=style, markup=False, highlight=False)


@contextmanager
def catalogue() -> Iterator[Catalogue]:
    """The catalogue of the data folder, for one command."""
    from corpus.catalogue import Catalogue

    opened = Catalogue(Settings.from_environment().catalogue)
    try:
        yield opened
    finally:
        opened.close()
