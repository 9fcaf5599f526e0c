"""`cancu eval …`: the evaluation laboratory at the command line."""

from __future__ import annotations

import typer

from eval.commands import beside, fitting, measuring, quizzing, rooms, searching, sets

evaluation = typer.Typer(help="Đo chất lượng tìm kiếm và trả lời.", no_args_is_help=True)
for part in (measuring, sets, searching, fitting, beside, quizzing, rooms):
    evaluation.add_typer(part.commands)
