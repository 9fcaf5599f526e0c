"""`cancu doc` and `cancu basis`: a document's corrections, and what rests on documents that have ended."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.console import AsJson, AsOf, NoIndex, catalogue, day_of, index_now, say
from assistant.settings import Settings
from corpus.errors import Misconfigured, NotFound

if TYPE_CHECKING:
    from corpus.catalogue import Catalogue
    from corpus.correcting import Correction
    from corpus.types import Document

documents = typer.Typer(help="Sửa thông tin của văn bản: ai sửa, khi nào, theo nguồn nào.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="Số hiệu, ví dụ 2323/QĐ-BTTTT; hoặc tên tệp đã thêm.")]
Issuer = Annotated[str, typer.Option("--issuer", help="Cơ quan ban hành, khi nhiều văn bản cùng số hiệu.")]
By = Annotated[str, typer.Option("--by", help="Người sửa.")]
Changes = Annotated[
    list[str],
    typer.Option(
        "--set",
        help="TRƯỜNG=GIÁ-TRỊ, lặp lại được. Trường: number, title, kind, issuer, issued, effective, signer, "
        "signer_title, nature, status, relation, no_relation. Ví dụ: issued=2019-12-31; "
        "status=ended since=2025-01-01 by=12/2025/NĐ-CP; relation=thay thế 2323/QĐ-BTTTT on=2023-12-31.",
    ),
]


@documents.command()
def edit(
    number: Number,
    changes: Changes,
    by: By,
    source: Annotated[str, typer.Option(help="Nguồn của giá trị mới, ví dụ “bản giấy có dấu, lưu tại Văn phòng”.")],
    issuer: Issuer = "",
    no_index: NoIndex = False,
) -> None:
    """Sửa thông tin của một văn bản; bản cũ giữ trong lịch sử, hoàn tác được."""
    from corpus.corrections import correct

    with catalogue() as opened:
        made = correct(opened, _document(opened, number, issuer), [_change(change) for change in changes], by, source)
    for correction in made:
        say(_line(correction))
    if any(c.field == "issued" for c in made) and not any(c.field == "effective" for c in made):
        say("Nếu văn bản có hiệu lực từ ngày ký, hãy sửa cả ngày có hiệu lực (effective).")
    if not no_index:
        index_now(Settings.from_environment())


@documents.command()
def history(number: Number, issuer: Issuer = "", as_json: AsJson = False) -> None:
    """In mọi lần sửa thông tin của một văn bản, kể cả lần đã hoàn tác."""
    from corpus.corrections import history as history_of

    with catalogue() as opened:
        found = history_of(opened, _document(opened, number, issuer))
    if as_json:
        print(json.dumps([vars(correction) for correction in found], ensure_ascii=False, indent=2, default=str))
        return
    for correction in found:
        say(_line(correction))
    if not found:
        say("Văn bản chưa được sửa lần nào.")


@documents.command()
def undo(
    correction: Annotated[int, typer.Argument(help="Mã lần sửa, xem ở “cancu doc history”.")],
    by: By,
    no_index: NoIndex = False,
) -> None:
    """Hoàn tác một lần sửa."""
    from corpus.corrections import undo as take_back

    with catalogue() as opened:
        undone = take_back(opened, correction, by)
    for each in undone:
        say(_line(each))
    if not no_index:
        index_now(Settings.from_environment())


def basis(
    as_of: AsOf = None,
    unknown: Annotated[bool, typer.Option("--unknown", help="Kê cả căn cứ không có trong kho.")] = False,
    as_json: AsJson = False,
    report: Annotated[Path | None, typer.Option(help="Ghi báo cáo Markdown vào tệp này.")] = None,
) -> None:
    """Kê văn bản còn hiệu lực đang dựa trên văn bản đã hết hiệu lực."""
    from assistant.naming import name_of
    from corpus.basis import basis_report, markdown_report, text_report

    day = day_of(as_of) or date.today()
    with catalogue() as opened:
        found = basis_report(opened, day, include_unknown=unknown)
    if report is not None:
        try:
            report.write_text(markdown_report(found, day, name_of), encoding="utf-8")
        except OSError as error:
            raise Misconfigured(f"Không ghi được “{report}”: {error.strerror}. Hãy chọn nơi khác.") from error
    if as_json:
        print(json.dumps([rests.as_dict() for rests in found], ensure_ascii=False, indent=2))
    elif report is None:
        say(text_report(found, day, name_of))
    else:
        say(f"Đã ghi {len(found)} phát hiện vào {report}.")


def _document(opened: Catalogue, number: str, issuer: str) -> Document:
    """The one document of a number, chosen by its issuer where several have it."""
    from assistant.naming import full_name_of
    from corpus.accents import without_accents

    found = opened.by_number(number) if number.strip() else []
    if not found and number.strip():
        found = [d for d in opened.documents() if any(_is_file(c.source, number) for c in opened.copies(d.id))]
    if not found:
        raise NotFound(f"Kho chưa có văn bản số {number}: hãy thêm bằng lệnh “cancu add”.")
    chosen = [d for d in found if without_accents(issuer) in without_accents(d.issuer)]
    if len(chosen) == 1:
        return chosen[0]
    names = "; ".join(full_name_of(document) for document in chosen or found)
    if chosen:
        raise Misconfigured(f"Nhiều văn bản có số này: {names}. Hãy nêu cơ quan ban hành bằng --issuer.")
    raise NotFound(f"Không có văn bản số {number} của “{issuer}”. Trong kho có: {names}.")


def _is_file(source: str, name: str) -> bool:
    """Whether a copy came from the file of this name: how to reach a document whose number was not read."""
    return source == name or source.replace("\\", "/").rpartition("/")[2] == name


def _change(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not equals:
        raise Misconfigured(f"“{text}” phải có dạng TRƯỜNG=GIÁ-TRỊ, ví dụ issued=2019-12-31.")
    return field.strip(), value


def _line(correction: Correction) -> str:
    from corpus.correcting import FIELDS
    from corpus.dates import day

    before = f"“{correction.before}” → " if correction.before else ""
    said = f"{correction.id}. {FIELDS[correction.field]}: {before}“{correction.value}”"
    said += f" ({correction.who}, {day(correction.made_on)}, nguồn: {correction.source})"
    if correction.undone_on:
        said += f"; đã hoàn tác: {correction.undone_by}, {day(correction.undone_on)}"
    return said
