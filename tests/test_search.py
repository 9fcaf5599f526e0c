"""Search on a small corpus with the bundled model; every formula worked once by hand."""

import math
import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from corpus.abbreviations import spell_out, write_out
from index import dense, lexical
from index.dense import FaissIndex
from index.embed import BundledEmbeddings, load_embeddings
from index.fuse import convex
from index.lexical import LexicalIndex
from index.passages import PASSAGE, runs_of
from index.postings import Postings
from index.search import Kept, Mode, Searcher
from index.tokens import is_unaccented, syllables, tokens, words
from index.types import Entry
from index.update import index_entries
from index.vectors import VectorCache

ENTRIES = [
    Entry("a", "Quy chế một", "Điều 1. Sao lưu dữ liệu", "Dữ liệu được sao lưu hằng tuần, giữ chín mươi ngày.", "1"),
    Entry("b", "Quy chế một", "Điều 2. Phản ánh, kiến nghị", "Phản ánh của dân được trả lời trong 15 ngày.", "1"),
    Entry("c", "Nghị định 9047/2020/NĐ-CP", "Điều 3. Chữ ký số", "Văn bản điện tử ký số có giá trị như bản giấy.", "2"),
    Entry("d", "Quy chế hai", "Điều 4. Học phí", "Học phí thu theo học kỳ. " * 90 + "Con voi đi học.", "3"),
]


@pytest.fixture(scope="module")
def embeddings() -> BundledEmbeddings:
    return BundledEmbeddings()


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory, embeddings: BundledEmbeddings) -> Searcher:
    folder = tmp_path_factory.mktemp("index")
    index_entries(folder, ENTRIES, embeddings)
    return Searcher.open(folder, embeddings)


def test_passages_are_runs_of_the_text() -> None:
    chance = random.Random(5)
    for _ in range(300):
        lines = ["x" * chance.choice([0, 1, 30, 300, 699, 700, 701, 1500]) for _ in range(chance.randrange(1, 9))]
        text = "\n".join(chance.choice(["", "  "]) + line + chance.choice(["", " "]) for line in lines)
        runs = runs_of(text)
        assert all("".join(text[run.start : run.end].split()) == "".join(run.words.split()) for run in runs)
        assert all(one.end <= other.start for one, other in pairwise(runs))
        assert sum(run.words.count("x") for run in runs) == text.count("x")
        assert all(len(run.words) <= PASSAGE for run in runs)
    assert runs_of("") == runs_of(" \n ") == [(0, 0, "")]


def test_the_passage_that_tells_is_named(searcher: Searcher) -> None:
    (entry,) = (entry for entry in ENTRIES if entry.id == "d")
    last = len(runs_of(entry.text)) - 1
    (hit,) = (hit for hit in searcher.search("Con voi đi học") if hit.entry == "d")
    assert hit.passages[0][0] == last > 0
    assert [number for number, _ in sorted(hit.passages)] == list(range(last + 1))
    assert dict(hit.from_)["dense"] == hit.passages[0][1] == max(near for _, near in hit.passages)


def test_what_is_made_of_texts_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.search.KEPT", 2)
    made: list[str] = []

    def make(texts: Sequence[str]) -> list[np.ndarray]:
        made.extend(texts)
        return [np.array([len(text)], float) for text in texts]

    kept = Kept(make)
    assert [int(one[0]) for one in kept.of(["a", "bb", "a"])] == [1, 2, 1]
    assert made == ["a", "bb"]
    assert [int(one[0]) for one in kept.of(["bb", "ccc"])] == [2, 3]
    assert made == ["a", "bb", "ccc"]
    kept.of(["a"])  # the oldest had gone
    assert made[3:] == ["a"]
    assert kept.of([]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Hoà giải, Uỷ ban", ["hòa", "giải", "ủy", "ban"]), ("Qúy khách", ["qúy", "khách"]), ("15 ngày", ["15", "ngày"])],
)
def test_syllables(text: str, expected: list[str]) -> None:
    assert syllables(text) == expected


def test_tokens_are_syllables_pairs_and_numbers() -> None:
    assert tokens("Nghị định 73/2019/NĐ-CP")[-1] == "#73/2019/nd-cp"
    assert "nghị_định" in tokens("Nghị định 73/2019/NĐ-CP")


def test_underthesea_segments_words_and_leaves_numbers_whole() -> None:
    (segmented,) = words(["Ủy ban nhân dân ban hành Quyết định 2323/QĐ-BTTTT về cơ sở dữ liệu"])
    assert "cơ+sở+dữ+liệu" in segmented or "dữ+liệu" in segmented
    assert not any("2323" in word for word in segmented)


@pytest.mark.parametrize(("text", "expected"), [("thoi han la bao lau", True), ("thời hạn", False), ("123", False)])
def test_is_unaccented(text: str, expected: bool) -> None:
    assert is_unaccented(text) is expected


def test_bm25_by_hand() -> None:
    """score = idf · tf / (tf + k1·(1 − b + b·len/mean)), a heading's words counted twice in tf and in length."""
    index = lexical_index([("", "", "voi"), ("", "voi", ""), ("", "", "mèo mèo chó")])
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    assert index.rarity("voi") == pytest.approx(idf)
    # Lengths 1, 2 and 3 with pairs 5 ("mèo_mèo", "mèo_chó"): mean 8/3.
    first = 1 / (1 + 0.9 * (0.4 + 0.6 * 1 / (8 / 3)))
    second = 2 / (2 + 0.9 * (0.4 + 0.6 * 2 / (8 / 3)))
    assert index.scores("Voi").tolist() == pytest.approx([first / second, 1, 0])


def test_a_question_without_diacritics_meets_every_word_that_reads_so() -> None:
    index = lexical_index([("", "", "án phí"), ("", "", "an ninh"), ("", "", "ấn phẩm")])
    assert (index.scores("an") > 0).tolist() == [True, True, True]
    assert (index.scores("án") > 0).tolist() == [True, False, False]
    # The pair counts too: "án phí" reads "an phi", "ấn phẩm" does not.
    assert index.scores("an phi").argmax() == 0
    assert index.rarity("an") < index.rarity("án")


def test_parts_score_like_one(tmp_path: Path) -> None:
    """Statistics are of all segments together; what is removed counts no more."""
    texts = [("luật", f"điều {i}", "voi " * i + "mèo chó") for i in range(1, 7)]
    whole = lexical_index(texts[:4])
    postings = Postings.build([tuple(map(tokens, text)) for text in texts[2:]])
    postings.save(tmp_path / "saved")
    live = np.array([True, True, False, False])
    parts = [
        terms_of(texts[:2]),
        lexical.Terms(Postings.open(tmp_path / "saved"), Postings.build([[[]] * 3] * 4), live),
    ]
    together = LexicalIndex(parts)
    assert together.scores("voi điều 3").tolist()[:4] == pytest.approx(whole.scores("voi điều 3").tolist())
    assert together.scores("voi").tolist()[4:] == [0, 0]
    assert together.rarity("voi") == whole.rarity("voi")


def terms_of(texts: list[tuple[str, str, str]]) -> lexical.Terms:
    nothing: list[list[list[str]]] = [[[]] * 3] * len(texts)
    return lexical.Terms(Postings.build([[tokens(x) for x in text] for text in texts]), Postings.build(nothing), None)


def lexical_index(texts: list[tuple[str, str, str]]) -> LexicalIndex:
    return LexicalIndex([terms_of(texts)])


def test_convex_fusion_by_hand() -> None:
    fused = convex(np.array([2.0, 1.0, 0.0], np.float32), np.array([0.8, 0.9, 0.7], np.float32), 0.3)
    # 0.7·(1, 0.5, 0) + 0.3·(0.5, 1, 0)
    assert fused.tolist() == pytest.approx([0.85, 0.65, 0.0])


@pytest.mark.parametrize("exact_up_to", [200, 0])
def test_vectors_are_found_by_row_one_by_one_and_by_clusters(monkeypatch: pytest.MonkeyPatch, exact_up_to: int) -> None:
    monkeypatch.setattr(dense, "EXACT_UP_TO", exact_up_to)
    vectors = np.random.default_rng(3).standard_normal((200, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index = FaissIndex.build(vectors)
    products = vectors @ vectors[7]
    assert [row for row, _ in index.search(vectors[7], 3)] == np.argsort(-products)[:3].tolist()
    only = products < 0.5
    best = int(np.argmax(np.where(only, products, -1)))
    assert index.search(vectors[7], 1, only) == [(best, pytest.approx(float(products[best]), abs=0.02))]
    assert index.search(vectors[7], 5, np.zeros(200, bool)) == []


def test_few_chosen_rows_are_found_however_far_they_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "EXACT_UP_TO", 0)
    monkeypatch.setattr(dense, "PROBES", 1)
    vectors = np.random.default_rng(3).standard_normal((2000, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    farthest = np.zeros(2000, bool)
    farthest[np.argsort(vectors @ vectors[7])[:5]] = True
    found = FaissIndex.build(vectors).search(vectors[7], 5, farthest)
    assert {row for row, _ in found} == set(np.flatnonzero(farthest))


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
def test_search(searcher: Searcher, mode: Mode, question: str, expected: str) -> None:
    assert searcher.search(question, 3, mode)[0].entry == expected


def test_an_abbreviation_in_a_text_is_found_by_its_words_and_the_words_by_it(tmp_path: Path) -> None:
    entries = [
        Entry("short", "Quy chế", "Điều 1", "UBND tỉnh duyệt danh mục TTHC mỗi quý.", "1"),
        Entry("long", "Quy chế", "Điều 2", "Cơ quan lập danh mục cơ sở dữ liệu mỗi năm.", "1"),
    ]
    index_entries(tmp_path, entries, BundledEmbeddings())
    searcher = Searcher.open(tmp_path)
    for question, expected in (
        ("danh mục thủ tục hành chính", "short"),
        ("ủy ban nhân dân duyệt danh mục", "short"),
        ("danh muc thu tuc hanh chinh", "short"),
        ("danh mục CSDL", "long"),
    ):
        assert searcher.search(question, 1, "lexical")[0].entry == expected, question


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND tỉnh duyệt TTHC.", "UBND Ủy ban nhân dân tỉnh duyệt TTHC thủ tục hành chính."),
        ("Ủy ban nhân dân (UBND) xã", None),
        ("Quyết định 464/QĐ-UBND, 464/QĐ–UBND", None),
        ("ubnd@tinh.gov.vn", None),
        ("Sở GDĐT, CQĐT, khách hàng (KHCN), đĩa CDs", None),
    ],
)
def test_only_what_surely_is_an_abbreviation_is_spelt_out_in_texts(text: str, expected: str | None) -> None:
    assert spell_out(text) == (expected or text)


def test_a_question_is_written_out_once() -> None:
    once = write_out("CSDL quốc gia về GDĐT")
    assert once == "CSDL cơ sở dữ liệu quốc gia về GDĐT giao dịch điện tử"
    assert write_out(once) == once
    assert write_out("csdl o xa") == "csdl co so du lieu o xa"


def test_a_question_without_diacritics_is_searched_by_words_and_by_meaning(searcher: Searcher) -> None:
    question = "phan anh kien nghi tra loi trong bao nhieu ngay"
    restored = searcher.restored(question)
    assert restored.startswith("phản ánh kiến nghị trả lời")
    found = searcher.search(question, 3, "fused")
    assert found[0].entry == searcher.search(question, 3, "lexical")[0].entry
    assert dict(found[0].from_)["lexical"] == pytest.approx(1.0)
    assert dict(found[0].from_)["dense"] == pytest.approx(dict(searcher.search(restored, 3)[0].from_)["dense"])


def test_the_end_of_a_long_entry_is_found_by_meaning(searcher: Searcher) -> None:
    assert searcher.search("con voi", 1, "dense")[0].entry == "d"


@pytest.mark.parametrize("mode", ["lexical", "dense", "fused"])
def test_only_some_documents(searcher: Searcher, mode: Mode) -> None:
    assert {hit.entry for hit in searcher.search("ngày", 10, mode, only={"1"})} == {"a", "b"}
    assert searcher.search("ngày", 10, mode, only=set()) == []
    assert searcher.count({"1", "3"}) == 3


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


def test_the_default_embedder_is_the_bundled_one() -> None:
    assert isinstance(load_embeddings(""), BundledEmbeddings)
