"""`cancu pack`: a checked corpus handed on as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.console import AsOf, NoIndex, catalogue, day_of, err, index_now, out
from assistant.settings import Settings

packs = typer.Typer(help="Kho đóng gói: xuất, nhập, kiểm tra, so sánh.", no_args_is_help=True)


@packs.command(name="export")
def export_pack(
    path: Annotated[Path, typer.Argument(help="Thư mục mới, hoặc tệp mới có đuôi .zip.")],
    name: Annotated[str, typer.Option(help="Tên của kho đóng gói.")],
    by: Annotated[str, typer.Option(help="Người hoặc đơn vị lập.")],
) -> None:
    """Xuất mọi văn bản đã thêm (không gồm thư viện kèm theo) thành kho đóng gói."""
    from corpus import pack

    with catalogue() as opened:
        made = pack.export_pack(opened, path, name, by)
    left = f", để lại {made.left_out} hồ sơ của thư viện kèm theo" if made.left_out else ""
    said = f"Đã xuất {made.copies} bản của {made.documents} văn bản vào {path}{left}. Mã nội dung: {made.content}."
    out.print(said, markup=False, highlight=False)


@packs.command(name="import")
def import_pack(
    path: Annotated[Path, typer.Argument(help="Thư mục hoặc tệp .zip của kho đóng gói.")],
    no_index: NoIndex = False,
) -> None:
    """Kiểm tra rồi nhập các văn bản của một kho đóng gói."""
    from corpus import pack

    with catalogue() as opened:
        made = pack.import_pack(opened, path)
    made_of = f"“{made.name}” ({made.made_by}, {made.made_on:%d/%m/%Y})"
    out.print(f"Đã nhập {made_of}: {made.added} bản mới, {made.known} bản đã có.", markup=False, highlight=False)
    if made.added and not no_index:
        index_now(Settings.from_environment())


@packs.command(name="verify")
def verify_pack(path: Annotated[Path, typer.Argument(help="Thư mục hoặc tệp .zip của kho đóng gói.")]) -> None:
    """Kiểm tra một kho đóng gói còn nguyên vẹn và đúng định dạng; không nhập gì."""
    from corpus import pack

    problems = pack.verify_pack(path)
    for problem in problems:
        err.print(f"• {problem}", style="red", markup=False, highlight=False)
    if problems:
        raise typer.Exit(3)
    out.print("Kho đóng gói nguyên vẹn.")


@packs.command(name="compare")
def compare_pack(
    path: Annotated[Path, typer.Argument(help="Thư mục hoặc tệp .zip của kho đóng gói.")], as_of: AsOf = None
) -> None:
    """So sánh kho ở đây với một kho đóng gói: văn bản, lời văn, tính chất, hiệu lực."""
    from corpus.pack_compare import compare_pack as compare
    from corpus.validity import status_text

    with catalogue() as opened:
        found = compare(opened, path, day_of(as_of))

    def name(document_id: str) -> str:
        number, _, rest = document_id.partition("|")
        return f"{number} ({rest.replace('|', ', ')})" if rest else number

    groups = {
        "Chỉ có ở đây": [name(id_) for id_ in found.only_here],
        "Chỉ có trong kho đóng gói": [name(id_) for id_ in found.only_there],
        "Lời văn khác nhau": [name(id_) for id_ in found.different_text],
        "Tính chất của bản khác nhau": [name(id_) for id_ in found.different_nature],
        "Hiệu lực khác nhau": [
            f"{name(d.document)}: ở đây {status_text(d.here, found.as_of, name)}; "
            f"trong kho đóng gói {status_text(d.there, found.as_of, name)}"
            for d in found.different_status
        ],
    }
    for title, lines in groups.items():
        if lines:
            out.print(f"{title} ({len(lines)}):", style="bold", markup=False, highlight=False)
            for line in lines:
                out.print(f"  • {line}", markup=False, highlight=False)
    out.print(f"Giống nhau: {found.same} văn bản.", markup=False, highlight=False)
