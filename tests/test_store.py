"""The contract of the store seam, kept by every store: the data folder, milvus-lite, and a Milvus server.

The server of the package `milvus` (2.3.5) has no sparse vectors: there what asks for words is left out.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from test_update import QUESTIONS, HashEmbeddings, document, entries

from assistant.ask import Assistant
from assistant.build import ensure_index
from corpus.errors import CanCuError, IndexMissing, Misconfigured
from index.milvus_server import Address, Server, under
from index.passages import passages_of
from index.search import Mode, Searcher
from index.store import Store
from index.stores import in_use, open_store, stamp
from index.types import Entry
from index.update import index_entries

MODES: tuple[Mode, ...] = ("lexical", "dense", "fused")
Found = dict[tuple[str, Mode], list[tuple[str, float]]]


@dataclass(frozen=True)
class Kept:
    """A place to keep indexes in: each has a folder, and a name on Milvus where `vectors` names one."""

    root: Path
    vectors: str
    modes: tuple[Mode, ...] = MODES

    def at(self, name: str) -> tuple[Path, str]:
        return self.root / name, under(self.vectors, f"{self.root.name.replace('-', '_')}_{name}")

    def write(self, wanted: Sequence[Entry], embeddings: HashEmbeddings | None = None, name: str = "index") -> str:
        folder, vectors = self.at(name)
        return index_entries(folder, wanted, embeddings or HashEmbeddings(), vectors=vectors).id

    def open(self, name: str = "index") -> Store:
        return open_store(*self.at(name))

    def found(self, name: str = "index") -> Found:
        """What the questions find in every mode, with scores as floats hold them."""
        return found(Searcher(self.open(name), HashEmbeddings()), self.modes)

    def fresh(self, wanted: Sequence[Entry]) -> Found:
        self.write(wanted, name="fresh")
        return self.found("fresh")


def found(searcher: Searcher, modes: Sequence[Mode]) -> Found:
    return {
        (question, mode): [
            (hit.entry, pytest.approx(hit.score, abs=2e-5)) for hit in searcher.search(question, 30, mode)
        ]
        for question in QUESTIONS
        for mode in modes
    }


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Milvus server of its own, which names itself by loopback, stopped at the end."""
    pytest.importorskip("pymilvus", reason="the extra [milvus] is not installed")
    milvus = pytest.importorskip("milvus", reason="the server of the package milvus 2.3.5 is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the package leaves the sockets open that it tries ports with
        started = milvus.MilvusServer(milvus.MilvusServerConfig())
        started.set_base_dir(str(tmp_path_factory.mktemp("milvus")))
        for part in ("rootCoord", "proxy", "queryCoord", "queryNode", "indexNode", "dataCoord", "dataNode"):
            started.config.set(f"{part}.ip", "127.0.0.1")
        try:
            started.start()
        except (OSError, RuntimeError, TimeoutError) as error:
            pytest.skip(f"the Milvus server does not start here: {error}")
    yield f"milvus://127.0.0.1:{started.listen_port}"
    started.stop()


@pytest.fixture(params=["local", "lite", "server"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    if request.param == "server":
        return Kept(tmp_path, request.getfixturevalue("server"), ("dense",))
    if request.param == "lite":
        return lite(tmp_path)
    return Kept(tmp_path, "")


def lite(folder: Path) -> Kept:
    pytest.importorskip("milvus_lite", reason="the extra [milvus] is not installed")
    return Kept(folder, f"milvus:{folder / 'index.db'}")


@pytest.fixture
def worded(kept: Kept) -> Kept:
    """A store that finds by words."""
    if "lexical" not in kept.modes:
        pytest.skip("this server has no sparse vectors (Milvus before 2.4)")
    return kept


def test_nothing_to_index(kept: Kept) -> None:
    with pytest.raises(IndexMissing, match="cancu add"):
        kept.write([])
    with pytest.raises(IndexMissing, match="cancu index"):
        kept.open()
    assert stamp(*kept.at("index")) == ""


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(entries(range(1, 9)), id="add"),
        pytest.param(entries([1, 2, 4, 5, 6]), id="remove"),
        pytest.param(entries([1, 2, 3, 4, 5]) + document(6, "cái"), id="change"),
        pytest.param(entries([2, 3, 4, 5, 8]) + document(6, "cái"), id="all at once"),
    ],
)
def test_a_grown_index_finds_what_a_new_one_finds(kept: Kept, after: list[Entry]) -> None:
    first = kept.write(entries(range(1, 7)))
    again = HashEmbeddings()
    assert kept.write(after, again) != first
    assert kept.found() == kept.fresh(after)
    assert len(again.seen) <= 6  # texts of the two documents that may be new
    store = kept.open()
    assert {e.id for e in entries(range(1, 13)) if store.holds(e.id)} == {e.id for e in after}


def test_what_is_near_names_its_passages(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """By number in the entry, whatever other documents came before, with or after it, or went."""
    monkeypatch.setattr("index.passages.PASSAGE", 60)
    long = [replace(entry, text=" ".join(f"{entry.text} {n}\n" for n in range(6))) for entry in entries([2, 3, 4, 5])]
    kept.write(long[:6])
    kept.write([*long[:3], *long[6:]])  # document 3 goes, 4 and 5 come in a segment of their own
    embeddings = HashEmbeddings()
    (vector,) = embeddings.embed(["hổ"], "query")
    for only in (None, {"2", "4"}):
        wanted = [entry for entry in [*long[:3], *long[6:]] if only is None or entry.document in only]
        expected = {}
        for entry in wanted:
            cosines = embeddings.embed(passages_of(entry), "passage") @ vector
            expected[entry.id] = [(int(n), pytest.approx(cosines[n], abs=2e-3)) for n in np.argsort(-cosines)]
            assert len(cosines) > 2
        found = kept.open().candidates(None, vector, 100, only)
        assert {one.entry: list(one.passages) for one in found} == expected
    (nearest,) = kept.open().candidates(None, vector, 1, {"4"})[:1]
    assert len(nearest.passages) in {1, 2}  # the two nearest passages alone


def test_back_and_forth(kept: Kept) -> None:
    """A document removed and added again, before and after its rows are swept."""
    kept.write(entries([1, 2, 3]))
    whole = kept.found()
    for numbers in ([1, 3], [1, 2, 3], [3], [3, 4]):
        kept.write(entries(numbers))
    assert {e.id for e in entries(range(1, 5)) if kept.open().holds(e.id)} == {e.id for e in entries([3, 4])}
    kept.write(entries([1, 2, 3]))
    assert kept.found() == whole


def scores(kept: Kept) -> dict[tuple[str, Mode], dict[str, float]]:
    """What each entry scores, of all there are: near ones may change places between stores."""
    searcher = Searcher(kept.open(), HashEmbeddings())
    return {(q, m): {hit.entry: hit.score for hit in searcher.search(q, 100, m)} for q in QUESTIONS for m in kept.modes}


def test_all_stores_find_alike(worded: Kept, tmp_path: Path) -> None:
    """Alike to a hundredth: Milvus weighs words by a rounded mean length (`weights.rounded`)."""
    wanted = entries(range(1, 20))
    worded.write(wanted)
    here = Kept(tmp_path / "local", "")
    here.write(wanted)
    assert scores(worded) == {asked: pytest.approx(its, abs=0.01) for asked, its in scores(here).items()}
    words, folded = ["voi", "nghị_định", "#2003/2020/nd-cp", "khỉ"], ["ho", "nghi_dinh", "khi"]
    assert worded.open().frequencies(words) == here.open().frequencies(words) == [6, 57, 3, 0]
    assert worded.open().frequencies(folded, True) == here.open().frequencies(folded, True)
    for word in ("voi", "nghị định", "ho", "khỉ"):
        assert worded.open().rarity(word) == pytest.approx(here.open().rarity(word))


@pytest.mark.parametrize("mode", MODES)
def test_only_some_documents(kept: Kept, mode: Mode, monkeypatch: pytest.MonkeyPatch) -> None:
    if mode not in kept.modes:
        pytest.skip("this server has no sparse vectors (Milvus before 2.4)")
    kept.write(entries(range(1, 9)))
    searcher = Searcher(kept.open(), HashEmbeddings())
    assert {hit.entry for hit in searcher.search("con số", 30, mode, only={"2", "5", "77"})} == {
        e.id for e in entries([2, 5])
    }
    assert searcher.search("con số", 30, mode, only=set()) == []
    assert (searcher.count({"1", "3", "no such"}), searcher.count(set())) == (6, 0)
    monkeypatch.setattr("index.milvus.NAMED", 3)  # documents in a filter: here as if there were thousands
    many = set("2345678")
    assert {hit.entry.split("#")[0] for hit in searcher.search("con số", 30, mode, only=many)} == many
    all_named = searcher.search("con số", 30, mode, only={*many, "1"})
    assert {hit.entry: pytest.approx(hit.score, abs=2e-5) for hit in all_named} == {
        hit.entry: hit.score for hit in searcher.search("con số", 30, mode)
    }
    assert searcher.count(many) == 21


def test_what_stands_alike_is_told_by_its_id(kept: Kept) -> None:
    same = [Entry(f"{name}#1", "Quy chế", "Điều 1", "Như nhau.", name) for name in "cabd"]
    kept.write(same)
    searcher = Searcher(kept.open(), HashEmbeddings())
    assert [hit.entry for hit in searcher.search("như nhau", 4, kept.modes[-1])] == ["a#1", "b#1", "c#1", "d#1"]


def test_ids_and_texts_of_every_kind(kept: Kept) -> None:
    odd = ['Điều "1"', "a\\b", "{x}", "n'est", "%"]
    kept.write([Entry(name, "", "", "…" if place else "Luật đất đai", name) for place, name in enumerate(odd)])
    store = kept.open()
    assert all(store.holds(name) and store.count({name}) == 1 for name in odd)
    assert not store.holds("x")


def test_a_store_stays_as_it_was_opened_through_an_update(kept: Kept) -> None:
    kept.write(entries([1, 2, 3]))
    store = Searcher(kept.open(), HashEmbeddings())
    before, told = found(store, kept.modes), stamp(*kept.at("index"))
    kept.write(entries([1, 3]) + document(2, "cái") + document(9))
    assert found(store, kept.modes) == before
    assert stamp(*kept.at("index")) != told


def test_another_model_is_built_beside(kept: Kept) -> None:
    kept.write(entries([1, 2]))
    before = Searcher(kept.open(), HashEmbeddings())
    with pytest.raises(IndexMissing, match="lập lại"):
        Searcher(kept.open(), HashEmbeddings("other"))
    kept.write(entries([1, 2]), HashEmbeddings("other"))
    assert (kept.open().revision, kept.open().embedder) == ("other", "")
    assert before.search("voi", 3, "dense")
    folder, vectors = kept.at("index")
    corpus = in_use(folder, vectors).corpus
    assert Searcher.is_current(folder, corpus, "other", vectors)
    assert not Searcher.is_current(folder, corpus, "hash", vectors)


def test_an_index_that_is_complete_stays(kept: Kept) -> None:
    assert kept.write(entries([1, 2])) == kept.write(entries([1, 2]))


WRITES = ("create_collection", "create_index", "insert", "upsert", "delete", "drop_collection")


class PowerCut(BaseException):
    """No error that anything could catch."""


def break_off() -> None:
    raise PowerCut


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def cut_off(monkeypatch: pytest.MonkeyPatch, moment: int, end: Callable[[], None] = break_off) -> None:
    """Break off at the n-th call that writes to Milvus."""
    import pymilvus

    left = moment

    def cutting(call: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **options: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                end()
            return call(*arguments, **options)

        return counted

    for name in WRITES:
        monkeypatch.setattr(pymilvus.MilvusClient, name, cutting(getattr(pymilvus.MilvusClient, name)))


def fused(store: Store, model: str = "hash") -> Found:
    return found(Searcher(store, HashEmbeddings(model)), ("fused",))


@pytest.mark.parametrize("model", ["hash", "other"])
def test_broken_off_at_every_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    """Stores show the one or the other, and the next update, to whatever state, ends as one from nothing."""
    kept = lite(tmp_path)
    monkeypatch.setattr("index.milvus_server.ROWS", 40)
    first, second = entries([1, 2, 3]), entries([1, 3]) + document(2, "cái") + document(9)
    kept.write(first)
    kept.write(second, name="fresh")
    before, after = fused(kept.open()), fused(kept.open("fresh"))
    finished, moment = False, 0
    while not finished:
        opened = kept.open()
        with monkeypatch.context() as patched, suppress(PowerCut):
            cut_off(patched, moment)
            kept.write(second, HashEmbeddings(model))
            finished = True
        assert fused(opened) == before
        now = kept.open()
        if finished:
            assert now.revision == model
            assert fused(now, model) == after
        else:
            assert fused(now) == before
            kept.write(first)
            assert fused(kept.open()) == before
        moment += 1
    assert moment > 8


def test_a_first_writing_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = lite(tmp_path)
    with monkeypatch.context() as patched:
        cut_off(patched, 6)
        with pytest.raises(PowerCut):
            kept.write(entries([1, 2]))
    with pytest.raises(IndexMissing, match="cancu index"):
        kept.open()
    kept.write(entries([1, 2]))
    assert kept.found() == kept.fresh(entries([1, 2]))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill so")
def test_a_killed_process_leaves_what_was(tmp_path: Path) -> None:
    kept = lite(tmp_path)
    program = (
        "import sys, pathlib, pytest, test_store as t\n"
        "kept = t.lite(pathlib.Path(sys.argv[1]))\n"
        "kept.write(t.entries([1, 2]))\n"
        "t.cut_off(pytest.MonkeyPatch(), 3, t.die)\n"
        "kept.write(t.entries([1, 3]))"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert {e.id for e in entries([1, 2, 3]) if kept.open().holds(e.id)} == {e.id for e in entries([1, 2])}
    kept.write(entries([1, 3]))
    assert kept.found() == kept.fresh(entries([1, 3]))


def test_what_is_gone_or_damaged_is_told_and_made_anew(tmp_path: Path) -> None:
    kept = lite(tmp_path)
    kept.write(entries([1, 2]))
    whole, server = kept.found(), Server(Address.parse(kept.at("index")[1]))
    for damage in (
        lambda: server.drop(next(name for name in server.collections() if name.endswith("entries"))),
        lambda: server.upsert(
            f"{server.address.name}_manifests", [{"version": 9, "manifest": "{", "vector": [0.0, 0.0]}]
        ),
    ):
        damage()
        with pytest.raises(IndexMissing, match="cancu index"):
            kept.open()
        kept.write(entries([1, 2]))
        assert kept.found() == whole
    passages = next(name for name in server.collections() if name.endswith("passages"))
    server.delete(passages, 'entry == "1#1"')
    kept.write(entries([1, 2]))  # what “cancu index” does
    assert kept.found() == whole


def test_lengths_that_moved_and_many_removals_make_an_index_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = lite(tmp_path)
    short = entries([1, 2, 3])
    bases = [kept.write(short).split("-")[0]]
    long = [replace(entry, text=f"{entry.text} " * 9) for entry in entries([4, 5])]
    bases += [kept.write(wanted).split("-")[0] for wanted in (short + long, short + long[:3])]
    assert bases[0] == bases[1] != bases[2]
    assert kept.found() == kept.fresh(short + long[:3])
    monkeypatch.setattr("index.milvus_update.MOST", 0)
    assert kept.write(short).split("-")[0] not in bases


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("milvus://host", Address("http://host:19530", "", "cancu")),
        ("milvus://an:m%40t@10.0.0.5:9000/so_tu_phap", Address("http://10.0.0.5:9000", "an:m@t", "so_tu_phap")),
        ("milvus:/kho/chỉ mục.db", Address("/kho/chỉ mục.db", "", "cancu")),
        ("milvus:/kho/m.db#hai", Address("/kho/m.db", "", "cancu_hai")),
        ("faiss", None),
        ("milvus:", None),
        ("milvus:/kho/m", None),
        ("milvus://host:cổng", None),
        ("milvus://host/tư-pháp", None),
        ("http://host", None),
    ],
)
def test_addresses(text: str, expected: Address | None) -> None:
    if expected:
        assert Address.parse(text) == expected
    else:
        with pytest.raises(Misconfigured, match="CANCU_VECTORS"):
            Address.parse(text)


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("pymilvus", reason="the extra [milvus] is not installed")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"milvus://127.0.0.1:{taken.getsockname()[1]}"
    for call in (
        lambda: open_store(tmp_path, address),
        lambda: index_entries(tmp_path, entries([1]), HashEmbeddings(), vectors=address),
    ):
        with pytest.raises(Misconfigured, match="Không nối được"):
            call()


def test_a_package_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(CanCuError, match=r"\[milvus\]"):
        open_store(tmp_path, "milvus://127.0.0.1:9/other")


QUESTION = "Phản ánh, kiến nghị được trả lời trong bao lâu?"


def test_the_assistant_answers_alike(demo: Assistant, kept: Kept) -> None:
    settings = replace(demo.settings, vectors=kept.vectors)
    if kept.vectors:
        assert ensure_index(settings)
        assert not ensure_index(settings, check=True)
    answer, expected = Assistant.open(settings).ask(QUESTION), demo.ask(QUESTION)
    assert answer.text == expected.text
    assert answer.citations == expected.citations
    assert any("chỉ tìm theo nghĩa" in warning for warning in answer.warnings) == (kept.modes == ("dense",))
