"""What several test modules share: the invented regulations in a catalogue, indexed once per run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.build import add, ensure_index
from assistant.settings import Settings

DOCUMENTS = Path(__file__).with_name("documents")
SHARED = Path(os.environ.get("CANCU_SHARED") or Path(__file__).resolve().parents[2] / "shared")


@pytest.fixture(scope="session")
def demo_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The invented regulations, added from their DOCX files and indexed with the bundled model."""
    settings = Settings(tmp_path_factory.mktemp("demo"), library=False)
    outcomes = add(settings, sorted(DOCUMENTS.glob("*.docx")), None, lambda *_: None)
    assert {outcome.kind for outcome in outcomes} == {"added"}
    assert ensure_index(settings)
    return settings


@pytest.fixture(scope="session")
def demo(demo_settings: Settings) -> Assistant:
    return Assistant.open(demo_settings)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The digests that ship, indexed with the bundled model."""
    settings = Settings(tmp_path_factory.mktemp("library"))
    ensure_index(settings)
    return Assistant.open(settings)


@pytest.fixture(scope="session")
def raw() -> Path:
    """The folder of real regulation files, where it lies beside the repository."""
    folder = SHARED / "data" / "egov" / "raw"
    if not folder.is_dir():
        pytest.skip(f"real regulation files are not here ({folder}); CANCU_SHARED can name the folder")
    return folder
