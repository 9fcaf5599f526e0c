"""Each package of the product's card does work on a path that a user runs; nothing tries to leave the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.ask import Assistant
from index.dense import FaissIndex
from index.embed import BundledEmbeddings
from index.local import LocalStore
from index.retriever import ProvisionRetriever

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "Phản ánh, kiến nghị được trả lời trong bao lâu?"


def loaded_after(program: str, data: Path) -> set[str]:
    """The packages of the card that a program has loaded when it ends."""
    card = "{'underthesea', 'faiss', 'langchain_core', 'langchain', 'streamlit', 'torch', 'sentence_transformers'}"
    program += f"\nimport sys\nprint(*sorted({card} & set(sys.modules)))"
    env = os.environ | {"CANCU_DATA": str(data), "CANCU_LIBRARY": "0"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_a_question_runs_through_underthesea_faiss_and_langchain_core(demo: Assistant) -> None:
    program = (
        "from assistant.ask import Assistant\nfrom assistant.settings import Settings\n"
        f"assert Assistant.open(Settings.from_environment()).ask({QUESTION!r}).kind == 'answer'"
    )
    loaded = loaded_after(program, demo.settings.data)
    assert {"underthesea", "faiss", "langchain_core"} <= loaded
    assert not {"torch", "sentence_transformers"} & loaded


def test_langchain_opens_the_language_model(demo: Assistant) -> None:
    program = (
        "from assistant.generate import open_model\n"
        "assert type(open_model('ollama:x')).__name__ == 'ChatOllama'\n"
        "assert type(open_model('openai:x', 'http://127.0.0.1:1/v1')).__name__ == 'ChatOpenAI'"
    )
    assert "langchain" in loaded_after(program, demo.settings.data)


def test_dense_search_is_faiss(demo: Assistant) -> None:
    store = demo.searcher._store
    assert isinstance(store, LocalStore)
    made = [segment.dense for segment in store._segments]
    assert all(isinstance(index, FaissIndex) for index in made)
    assert sum(map(len, made)) > 0


def test_embeddings_and_retriever_speak_langchain(demo: Assistant) -> None:
    from langchain_core.embeddings import Embeddings

    assert issubclass(BundledEmbeddings, Embeddings)
    found = ProvisionRetriever(searcher=demo.searcher, catalogue=demo.catalogue, k=3).invoke(QUESTION)
    nine = next(document for document in found if document.metadata["citation"].startswith("Điều 9"))
    assert "15 ngày" in nine.page_content


def test_the_locks_name_no_torch_no_local_version_and_no_index() -> None:
    for name in ("app", "test", "models"):
        lock = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        assert "+" not in lock
        assert "://" not in lock
        assert ("torch==" in lock) is (name == "models")


REFUSING = """
import socket
allowed = {'127.0.0.1', '::1', 'localhost', None, '', b'localhost'}
real_connect, real_resolve = socket.socket.connect, socket.getaddrinfo
def connect(self, address, *rest):
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in allowed:
        raise SystemExit(f'tried to reach {address}')
    return real_connect(self, address, *rest)
def resolve(host, *rest, **more):
    if host not in allowed:
        raise SystemExit(f'tried to look up {host}')
    return real_resolve(host, *rest, **more)
socket.socket.connect, socket.getaddrinfo = connect, resolve
"""


@pytest.mark.parametrize("library", ["0", "1"])
def test_first_start_and_asking_stay_on_the_machine(tmp_path: Path, library: str) -> None:
    program = REFUSING + (
        "from pathlib import Path\nfrom assistant.ask import Assistant\nfrom assistant.build import add, ensure_index\n"
        "from assistant.settings import Settings\nsettings = Settings.from_environment()\n"
        "if not settings.library:\n add(settings, sorted(Path('tests/documents').glob('*.docx')), None, lambda *_: None)\n"
        "ensure_index(settings)\n"
        "print(Assistant.open(settings).ask('Nguyên tắc dùng chung dữ liệu là gì?').kind)"
    )
    env = os.environ | {"CANCU_DATA": str(tmp_path), "CANCU_LIBRARY": library}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] in {"answer", "refusal"}


def test_the_page_stays_on_the_machine(demo: Assistant) -> None:
    program = REFUSING + (
        "from streamlit.testing.v1 import AppTest\npage = AppTest.from_file('app.py', default_timeout=60).run()\n"
        f"page.chat_input[0].set_value({QUESTION!r}).run()\n"
        "assert not page.exception, page.exception\nassert len(page.chat_message) == 2\n"
        "import sys\nassert 'eval.page' not in sys.modules, 'asking waits for the laboratory'\nprint('asked')"
    )
    env = os.environ | {"CANCU_DATA": str(demo.settings.data), "CANCU_LIBRARY": "0"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == "asked"


def test_threads_that_come_while_the_segmenter_loads_get_it_whole(demo: Assistant) -> None:
    program = (
        "from concurrent.futures import ThreadPoolExecutor\nfrom index.tokens import words\n"
        "texts = [f'văn bản quy phạm pháp luật {i}' for i in range(6)]\n"
        "with ThreadPoolExecutor(6) as pool:\n"
        "    found = list(pool.map(lambda text: words([text])[0], texts))\n"
        "assert all('văn+bản' in told for told in found), found"
    )
    assert "underthesea" in loaded_after(program, demo.settings.data)
