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
def shared() -> Path:
    """The folder of real regulations, labelled sets and facts, where it lies beside the repository."""
    if not SHARED.is_dir():
        pytest.skip(f"the real regulations are not here ({SHARED}); CANCU_SHARED can name the folder")
    return SHARED


@pytest.fixture(scope="session")
def raw(shared: Path) -> Path:
    """The real regulation files."""
    return shared / "data" / "egov" / "raw"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make test-real` runs: the tests that read the shared folder."""
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.real)
