"""`cancu add` and `cancu fetch`: documents from files and from the web into the corpus."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from assistant.commands.console import AsJson, NoIndex, err, index_now, out, progress
from assistant.settings import Settings
from corpus.types import Nature

if TYPE_CHECKING:
    from corpus.add import Outcome


def add(
    paths: Annotated[list[Path], typer.Argument(help="Tệp hoặc thư mục văn bản.")],
    nature: Annotated[Nature | None, typer.Option(help="Tính chất của bản; mặc định xác định từ nội dung.")] = None,
    no_index: NoIndex = False,
    as_json: AsJson = False,
) -> None:
    """Đọc văn bản vào kho và lập chỉ mục phần mới."""
    from assistant.build import add as add_paths

    settings = Settings.from_environment()
    with progress("Đọc văn bản") as bar:

        def hear(outcome: Outcome, place: int, total: int) -> None:
            bar.update(bar.task_ids[0], completed=place, total=total, description="Đọc văn bản")
            if outcome.kind == "refused" and not as_json:
                bar.console.print(f"Từ chối {outcome.path.name}: {outcome.reason}", markup=False, highlight=False)
            for note in [] if as_json else outcome.notes:
                bar.console.print(f"Lưu ý {outcome.path.name}: {note}", markup=False, highlight=False)

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
        index_now(settings)
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


def fetch(
    url: Annotated[str, typer.Argument(help="Địa chỉ https:// hoặc http:// của một văn bản.")],
    nature: Annotated[Nature | None, typer.Option(help="Tính chất của bản; mặc định xác định từ nội dung.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Cho phép máy chủ trong mạng nội bộ; chỉ dùng khi tin máy chủ đó.")
    ] = False,
    no_index: NoIndex = False,
) -> None:
    """Tải một văn bản từ Internet rồi thêm vào kho."""
    from assistant.fetching import fetch_into

    settings = Settings.from_environment()
    with err.status("Đang tải văn bản …"):
        outcome = fetch_into(settings, url, nature, allow_private)
    kinds = {"added": "Văn bản mới", "copy": "Bản khác của văn bản đã có", "known": "Đã thêm trước"}
    name = f"{outcome.document.number} {outcome.document.title}".strip() if outcome.document else outcome.path.name
    out.print(f"{kinds.get(outcome.kind, outcome.kind)}: {name}", markup=False, highlight=False)
    for note in outcome.notes:
        err.print(note, style="yellow", markup=False, highlight=False)
    if not no_index and outcome.kind in {"added", "copy"}:
        index_now(settings)
