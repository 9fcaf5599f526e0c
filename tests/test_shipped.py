"""The questions that ship, asked of the build as it is: no category may fall below its recorded bar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.ask import Assistant
from assistant.settings import Settings
from eval import gate
from eval.answering import Build, run
from eval.questions import load


def test_no_category_of_the_shipped_set_falls_below_its_bar(
    library: Assistant, demo_settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "eval").mkdir()
    (tmp_path / "eval" / "documents").symlink_to(demo_settings.data)
    (tmp_path / "eval" / "library").symlink_to(library.settings.data)
    when = gate.day_of("shipped")
    assert when is not None
    measured = run(
        load("shipped"), Build("gate"), Settings(tmp_path), tmp_path / "run", as_of=date.fromisoformat(when), again=20
    )
    assert gate.below(measured) == []
