"""Search on a small corpus with the bundled model; every formula worked once by hand."""

import json
import math
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexMissing
from index import snapshot
from index.dense import FaissStore
from index.embed import BundledEmbeddings, load_embeddings
from index.fuse import convex
from index.lexical import LexicalIndex
from index.search import Searcher
from index.tokens import is_unaccented, plain_tokens, syllables, tokens, words
from index.types import Entry
from index.vectors import VectorCache

ENTRIES = [
    Entry("a", "Quy chế một", "Điều 1. Sao lưu dữ liệu", "Dữ liệu được sao lưu hằng tuần và giữ chín mươi ngày."),
    Entry("b", "Quy chế một", "Điều 2. Phản ánh, kiến nghị", "Phản ánh của người dân được trả lời trong 15 ngày."),
    Entry("c", "Nghị định số 9047/2020/NĐ-CP", "Điều 3. Chữ ký số", "Văn bản điện tử ký số có giá trị như bản giấy."),
    Entry("d", "Quy chế hai", "Điều 4. Học phí", "Học phí do nhà trường thu theo học kỳ. " * 60 + "Con voi đi học."),
]


@pytest.fixture(scope="module")
def embeddings() -> BundledEmbeddings:
    return BundledEmbeddings()


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory, embeddings: BundledEmbeddings) -> Searcher:
    return Searcher.build(tmp_path_factory.mktemp("index"), ENTRIES, embeddings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Hoà giải, Uỷ ban", ["hòa", "giải", "ủy", "ban"]), ("Qúy khách", ["qúy", "khách"]), ("15 ngày", ["15", "ngày"])],
)
def test_syllables(text: str, expected: list[str]) -> None:
    assert syllables(text) == expected


def test_tokens_are_syllables_pairs_and_numbers() -> None:
    assert tokens("Nghị định 73/2019/NĐ-CP")[-1] == "#73/2019/nd-cp"
    assert "nghị_định" in tokens("Nghị định 73/2019/NĐ-CP")
    assert plain_tokens("Ủy ban") == ["~uy", "~ban", "~uy_ban"]


def test_underthesea_segments_words_and_leaves_numbers_whole() -> None:
    (segmented,) = words(["Ủy ban nhân dân ban hành Quyết định 2323/QĐ-BTTTT về cơ sở dữ liệu"])
    assert "cơ+sở+dữ+liệu" in segmented or "dữ+liệu" in segmented
    assert not any("2323" in word for word in segmented)


@pytest.mark.parametrize(("text", "expected"), [("thoi han la bao lau", True), ("thời hạn", False), ("123", False)])
def test_is_unaccented(text: str, expected: bool) -> None:
    assert is_unaccented(text) is expected


def test_bm25_by_hand() -> None:
    """Three texts of one word each: score = idf · tf·(k1+1)/(tf + k1·(1 − b + b·len/mean)), Lucene's without (k1+1)."""
    entries = [Entry(i, "", "", text) for i, text in (("x", "voi"), ("y", "voi"), ("z", "mèo"))]
    index = LexicalIndex.build(entries)
    assert index.rarity("voi") == pytest.approx(math.log(1 + (3 - 2 + 0.5) / (2 + 0.5)))
    assert index.scores("mèo").tolist() == pytest.approx([0, 0, 1.0])


def test_convex_fusion_by_hand() -> None:
    fused = convex(np.array([2.0, 1.0, 0.0], np.float32), np.array([0.8, 0.9, 0.7], np.float32), 0.3)
    # 0.7·(1, 0.5, 0) + 0.3·(0.5, 1, 0)
    assert fused.tolist() == pytest.approx([0.85, 0.65, 0.0])


def test_a_vector_store_answers_with_ids() -> None:
    store = FaissStore(2)
    store.add([7, 9, 11], np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32))
    assert [i for i, _ in store.search(np.array([1, 0], np.float32), 2)] == [7, 11]
    assert store.search(np.array([1, 0], np.float32), 5, only=[9, 11]) == [(11, pytest.approx(0.6)), (9, 0.0)]
    store.remove([7])
    assert len(store) == 2
    with pytest.raises(ValueError, match="1 ids for 2 vectors"):
        store.add([1], np.zeros((2, 2), np.float32))


@pytest.mark.parametrize("mode", ["lexical", "dense", "fused"])
@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Phản ánh của dân phải trả lời trong mấy ngày?", "b"),
        ("phan anh kien nghi tra loi trong bao nhieu ngay", "b"),
        ("giá trị của chữ ký số", "c"),
        ("9047/2020/NĐ-CP", "c"),
    ],
)
def test_search(searcher: Searcher, mode: str, question: str, expected: str) -> None:
    assert searcher.search(question, 3, mode)[0].entry == expected  # type: ignore[arg-type]


def test_the_end_of_a_long_entry_is_found_by_meaning(searcher: Searcher) -> None:
    assert searcher.search("con voi", 1, "dense")[0].entry == "d"


def test_only_some_entries(searcher: Searcher) -> None:
    assert {hit.entry for hit in searcher.search("ngày", 10, only=frozenset("ab"))} <= {"a", "b"}
    assert searcher.search("ngày", 10, only=frozenset()) == []


def test_the_same_question_finds_the_same(searcher: Searcher) -> None:
    assert searcher.search("dữ liệu", 4) == searcher.search("dữ liệu", 4)


def test_only_new_text_is_embedded(tmp_path: Path, embeddings: BundledEmbeddings) -> None:
    class Counting:
        revision, dimension = embeddings.revision, embeddings.dimension
        seen: list[str] = []  # noqa: RUF012

        def embed(self, texts: list[str], prefix: str, progress: object = None) -> np.ndarray:
            self.seen += texts
            return embeddings.embed(texts, "passage")

    counting = Counting()
    cache = VectorCache(tmp_path / "v.sqlite")
    first = cache.embed(["một", "hai"], counting)  # type: ignore[arg-type]
    second = cache.embed(["hai", "ba", "một"], counting)  # type: ignore[arg-type]
    assert sorted(counting.seen) == ["ba", "hai", "một"]
    assert np.array_equal(first[0], second[2])
    cache.close()


def test_no_index_yet(tmp_path: Path, embeddings: BundledEmbeddings) -> None:
    with pytest.raises(IndexMissing, match="cancu index"):
        Searcher.open(tmp_path, embeddings)


def test_a_failed_build_leaves_the_old_snapshot(tmp_path: Path, embeddings: BundledEmbeddings) -> None:
    old = Searcher.build(tmp_path, ENTRIES[:2], embeddings)

    def broken(folder: Path) -> dict[str, object]:
        (folder / "half").write_text("x")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        snapshot.write(tmp_path, broken)
    assert Searcher.open(tmp_path, embeddings).id == old.id
    new = Searcher.build(tmp_path, ENTRIES, embeddings)
    assert [p.name for p in tmp_path.iterdir() if p.is_dir()] == [new.id]  # the half one is swept
    assert old.search("ngày", 1)[0].entry in {"a", "b"}  # a reader of the old one goes on


def test_killed_in_the_middle_of_a_build(tmp_path: Path, embeddings: BundledEmbeddings) -> None:
    old = Searcher.build(tmp_path, ENTRIES[:2], embeddings)
    program = (
        "import os, sys, pathlib\nfrom index import snapshot\n"
        "def fill(folder):\n (folder / 'dense.faiss').write_bytes(b'half'); os.kill(os.getpid(), 9)\n"
        f"snapshot.write(pathlib.Path({str(tmp_path)!r}), fill)\n"
    )
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, check=False, env=os.environ | {"PYTHONPATH": str(root)}
    )
    assert done.returncode == -signal.SIGKILL
    assert Searcher.open(tmp_path, embeddings).id == old.id
    assert Searcher.build(tmp_path, ENTRIES, embeddings).search("chữ ký số", 1)[0].entry == "c"


def test_a_file_cut_short_is_noticed(tmp_path: Path, embeddings: BundledEmbeddings) -> None:
    searcher = Searcher.build(tmp_path, ENTRIES, embeddings)
    path = tmp_path / searcher.id / "dense.faiss"
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(IndexMissing, match=r"dense\.faiss.*byte"):
        Searcher.open(tmp_path, embeddings)


def test_vectors_and_entries_of_different_counts_say_both_numbers(
    tmp_path: Path, embeddings: BundledEmbeddings
) -> None:
    searcher = Searcher.build(tmp_path, ENTRIES, embeddings)
    path = tmp_path / searcher.id / "entries.json"
    listed = json.loads(path.read_text(encoding="utf-8"))
    listed["ids"].pop()
    path.write_text(json.dumps(listed), encoding="utf-8")
    manifest = tmp_path / searcher.id / "manifest.json"
    said = json.loads(manifest.read_text(encoding="utf-8"))
    said["files"]["entries.json"]["bytes"] = path.stat().st_size
    manifest.write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(IndexMissing, match="4 mục, lẽ ra 3"):
        Searcher.open(tmp_path, embeddings)


def test_another_model_needs_another_index(tmp_path: Path, embeddings: BundledEmbeddings) -> None:
    Searcher.build(tmp_path, ENTRIES[:2], embeddings)
    other = BundledEmbeddings(max_tokens=128)
    with pytest.raises(IndexMissing, match="lập lại"):
        Searcher.open(tmp_path, other)


def test_the_default_embedder_is_the_bundled_one() -> None:
    assert isinstance(load_embeddings(""), BundledEmbeddings)
