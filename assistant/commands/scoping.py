"""The options that say which documents to search in, the same for every command that searches."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.commands.console import day_of
from assistant.scope import Scope
from corpus.errors import Misconfigured

Several = list[str] | None
Kinds = Annotated[Several, typer.Option("--kind", help="Chỉ loại văn bản này, ví dụ “Nghị định”; lặp lại được.")]
Issuers = Annotated[Several, typer.Option("--issuer", help="Chỉ cơ quan này, một phần tên cũng được; lặp lại được.")]
Fields = Annotated[Several, typer.Option("--field", help="Chỉ lĩnh vực này; lặp lại được.")]
Provinces = Annotated[Several, typer.Option("--province", help="Chỉ tỉnh, thành phố này; lặp lại được.")]
Since = Annotated[str | None, typer.Option("--since", help="Chỉ văn bản ban hành từ ngày này.")]
InForce = Annotated[bool, typer.Option("--in-force", help="Chỉ văn bản còn hiệu lực vào ngày hỏi.")]
Until = Annotated[str | None, typer.Option("--until", help="Chỉ văn bản ban hành trước ngày này.")]


def scope_of(
    kinds: Several,
    issuers: Several,
    fields: Several,
    provinces: Several,
    since: str | None,
    until: str | None,
    in_force: bool = False,
) -> Scope:
    """The scope that the options say; Misconfigured for a day that is none and for a blank value."""
    if any(not value.strip() for values in (kinds, issuers, fields, provinces) for value in values or ()):
        raise Misconfigured("Giá trị của --kind, --issuer, --field, --province không được để trống.")
    return Scope(
        tuple(kinds or ()),
        tuple(issuers or ()),
        tuple(fields or ()),
        tuple(provinces or ()),
        day_of(since),
        day_of(until),
        only_in_force=in_force,
    )
