"""Measure a room full of telephones."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.commands.console import progress
from eval.commands.options import OutFile, put
from eval.runs import code, machine, today

commands = typer.Typer()


@commands.command()
def room(
    participants: Annotated[int, typer.Option(min=1, max=500, help="Số điện thoại giả lập.")] = 60,
    seed: Annotated[int, typer.Option(help="Số gieo: cùng số thì cùng câu trả lời, cùng lúc gửi.")] = 1,
    out_file: OutFile = None,
) -> None:
    """Phòng tập huấn thật với nhiều điện thoại giả lập trả lời trong 10 giây: thời gian, có mất câu nào không."""
    from eval import room as rooms

    with progress(f"{participants} điện thoại"):
        found = rooms.load(participants, seed)
    put(
        f"# A room of {participants} telephones\n\n"
        f"{today()}, {machine()}, code {code()}; `cancu eval room --participants {participants} --seed {seed}`. The "
        "server is a process of its own; the telephones, each with its open stream, are simulated on the same "
        "cores.\n\n" + rooms.as_table(found),
        out_file,
    )
