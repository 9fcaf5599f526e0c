"""`cancu ask` and `cancu search`: an answer with its citations; the provisions that a question finds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from assistant.commands.console import AsJson, AsOf, day_of, err, index_now, out, say
from assistant.commands.scoping import Fields, InForce, Issuers, Kinds, Provinces, Since, Until, scope_of
from assistant.settings import Settings
from corpus.dates import day
from corpus.errors import Misconfigured

if TYPE_CHECKING:
    from assistant.types import Answer
    from index.search import Mode


def ask(
    question: Annotated[str | None, typer.Argument(help="Câu hỏi bằng tiếng Việt.")] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    why: Annotated[bool, typer.Option("--why", help="In thêm dấu vết: đã hiểu, tìm và kiểm tra thế nào.")] = False,
    batch: Annotated[
        Path | None,
        typer.Option(help="Tệp JSON Lines: mỗi dòng có question, nếu cần thì id, history, as_of."),
    ] = None,
    out_file: Annotated[Path | None, typer.Option("--out", help="Nơi ghi câu trả lời của --batch.")] = None,
    kinds: Kinds = None,
    issuers: Issuers = None,
    fields: Fields = None,
    provinces: Provinces = None,
    since: Since = None,
    until: Until = None,
    in_force: InForce = False,
) -> None:
    """Trả lời một câu hỏi, hoặc cả tệp câu hỏi."""
    from assistant.ask import Assistant

    settings = Settings.from_environment()
    if (not (question or "").strip()) == (batch is None):
        raise Misconfigured("Hãy cho một câu hỏi, hoặc --batch TỆP --out TỆP.")
    within = scope_of(kinds, issuers, fields, provinces, since, until, in_force)
    index_now(settings)
    assistant = Assistant.open(settings)
    if batch is not None:
        from assistant.batch import answer_batch

        if out_file is None:
            raise Misconfigured("--batch cần --out TỆP để ghi câu trả lời.")
        count = answer_batch(assistant, batch, out_file, within)
        err.print(f"Đã trả lời {count} câu, ghi vào {out_file}.")
        return
    answer = assistant.ask(question or "", as_of=day_of(as_of), within=within)
    if as_json:
        print(json.dumps(answer.as_dict() | ({"trace": answer.trace} if why else {}), ensure_ascii=False, indent=2))
    else:
        _print(answer, why)


def _print(answer: Answer, why: bool) -> None:
    _say_answer(answer)
    if answer.choices:
        say("Câu hỏi khớp với nhiều văn bản. Hãy hỏi lại, nêu thêm cơ quan ban hành:")
    for choice in answer.choices:
        say(f"  • {choice}")
    for warning in answer.warnings:
        say(f"⚠ {warning}", "yellow")
    for title, citations in (("Căn cứ", answer.citations), ("Quy định gần nhất", answer.nearest)):
        if citations:
            say(f"\n{title}:", "bold")
        for citation in citations:
            say(f"[{citation.mark}] {citation.citation} — {citation.status_text}")
            if citation.quote.text not in answer.text:
                say(f"    {citation.quote.text}", "dim")
    if why:
        say("\n" + json.dumps(answer.trace, ensure_ascii=False, indent=2))


def _say_answer(answer: Answer) -> None:
    """The answer, part by part; a comparison side by side; then the day on which validity was looked at."""
    from assistant.types import NOTHING_OF_IT

    parts = [(about, "\n".join(claim.marked for claim in claims)) for about, claims in answer.by_part()]
    if answer.text and (answer.refusal or not parts):
        say(answer.text)
    for about, said in parts:
        if about not in answer.sides:
            if about:
                say(about, "bold")
            say(said)
    if answer.sides:
        table = Table()
        sides = [(about, said) for about, said in parts if about in answer.sides]
        for about, _ in sides:
            table.add_column(Text(about))
        table.add_row(*(Text(said or NOTHING_OF_IT) for _, said in sides))
        out.print(table)
    if answer.claims:
        say(f"Hiệu lực xét tại ngày {day(answer.as_of)}.", "dim")


def search(
    question: Annotated[str, typer.Argument(help="Câu hỏi hoặc từ cần tìm.")],
    k: Annotated[int, typer.Option("-k", min=1, help="Số mục.")] = 10,
    mode: Annotated[str, typer.Option(help="fused, lexical hoặc dense.")] = "fused",
    as_json: AsJson = False,
    kinds: Kinds = None,
    issuers: Issuers = None,
    fields: Fields = None,
    provinces: Provinces = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Tìm các điều, mục gần câu hỏi nhất; không trả lời."""
    from assistant.ask import Assistant
    from assistant.ranking import ranking

    if not question.strip():
        raise Misconfigured("Hãy cho một câu hỏi hoặc từ cần tìm.")
    if mode not in {"fused", "lexical", "dense"}:
        raise Misconfigured(f"Cách tìm “{mode}” không có: chỉ có fused, lexical và dense.")
    chosen: Mode = mode  # type: ignore[assignment]
    within = scope_of(kinds, issuers, fields, provinces, since, until)
    settings = Settings.from_environment()
    index_now(settings)
    assistant = Assistant.open(settings)
    only = within.ids(assistant.catalogue.documents()) if within else None
    rows = ranking(assistant, assistant.searcher.respelled(question), k, chosen, only)
    if as_json:
        print(json.dumps([row.as_dict() for row in rows], ensure_ascii=False, indent=2))
        return
    for place, row in enumerate(rows, start=1):
        say(f"{place}. {row.citation}" + (f": {row.heading}" if row.heading else ""))
        say(f"    {row.score:.3f} ({', '.join(f'{part} {score:.3f}' for part, score in row.parts.items())})", "dim")
    if not rows:
        say("Không có mục nào.")
