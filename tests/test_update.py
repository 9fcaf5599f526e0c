"""An index that grows, shrinks and is interrupted: what is found is what a build from nothing would find."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest

from corpus.errors import IndexMissing
from index import snapshot, update
from index.embed import Embedder
from index.search import CANDIDATES, Searcher
from index.types import Entry
from index.update import index_entries

QUESTIONS = ("voi con số 3", "voi con so 3", "điều 5 hổ", "2001/2020/NĐ-CP", "mèo")
ANIMALS = ("voi", "hổ", "mèo", "chó", "gà", "vịt", "trâu")


class HashEmbeddings:
    """Vectors that depend on the text alone: an embedder that needs no model."""

    setting, dimension, asking, usual = "", 8, "", (0.0, 1.0)

    def __init__(self, revision: str = "hash") -> None:
        self.revision = revision
        self.seen: list[str] = []

    def embed(self, texts: Sequence[str], prefix: str, progress: object = None) -> np.ndarray:
        self.seen += texts
        rows = [np.frombuffer(hashlib.sha256(text.encode()).digest(), np.uint8)[: self.dimension] for text in texts]
        vectors = np.array(rows, np.float32).reshape(-1, self.dimension) - 127.5
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def states(self, texts: Sequence[str], prefix: str) -> None:
        """None: there is no model."""

    def embed_query(self, text: str) -> list[float]:
        return [float(x) for x in self.embed([text], "query")[0]]


def document(number: int, word: str = "con") -> list[Entry]:
    """The three articles of an invented decree; `word` stands in each of them."""
    animal = ANIMALS[number % len(ANIMALS)]
    return [
        Entry(
            f"{number}#{article}",
            f"Nghị định {2000 + number}/2020/NĐ-CP",
            f"Điều {article}. Về {animal}",
            f"{animal.title()} {word} số {number} được nuôi {article * number} ngày.",
            str(number),
        )
        for article in range(1, 4)
    ]


def entries(numbers: Iterable[int], word: str = "con") -> list[Entry]:
    return [entry for number in numbers for entry in document(number, word)]


def found(folder: Path, embeddings: Embedder) -> dict[str, list[tuple[str, float]]]:
    """What the questions find, with scores as floats hold them."""
    searcher = Searcher.open(folder, embeddings)
    return {q: [(hit.entry, round(hit.score, 5)) for hit in searcher.search(q, 30)] for q in QUESTIONS}


def held(folder: Path, embeddings: HashEmbeddings) -> set[str]:
    """The entries of documents 1 to 12 that an index can find."""
    searcher = Searcher.open(folder, embeddings)
    return {entry.id for entry in entries(range(1, 13)) if searcher.holds(entry.id)}


def fresh(folder: Path, wanted: Sequence[Entry]) -> dict[str, list[tuple[str, float]]]:
    index_entries(folder, wanted, HashEmbeddings())
    return found(folder, HashEmbeddings())


def segments_of(folder: Path) -> set[str]:
    return {path.name for path in (folder / "segments").iterdir()}


def test_nothing_to_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="cancu add"):
        index_entries(tmp_path, [], HashEmbeddings())
    with pytest.raises(IndexMissing, match="cancu index"):
        Searcher.open(tmp_path, HashEmbeddings())


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("add", entries(range(1, 9))),
        ("remove", entries([1, 2, 4, 5, 6])),
        ("change", entries([1, 2, 3, 4, 5]) + document(6, "cái")),
        ("all at once", entries([2, 3, 4, 5, 8]) + document(6, "cái")),
        ("remove most", entries([5])),
        ("replace everything", entries([10, 11])),
    ],
)
def test_an_updated_index_finds_what_a_new_one_finds(tmp_path: Path, name: str, after: list[Entry]) -> None:
    index_entries(tmp_path / "grown", entries(range(1, 7)), HashEmbeddings())
    index_entries(tmp_path / "grown", after, HashEmbeddings())
    assert found(tmp_path / "grown", HashEmbeddings()) == fresh(tmp_path / "new", after), name
    assert held(tmp_path / "grown", HashEmbeddings()) == {entry.id for entry in after}


def test_an_addition_touches_no_earlier_file(tmp_path: Path) -> None:
    index_entries(tmp_path, entries(range(1, 7)), HashEmbeddings())
    before = segments_of(tmp_path)
    embeddings = HashEmbeddings()
    index_entries(tmp_path, entries(range(1, 8)), embeddings)
    assert before < segments_of(tmp_path)
    assert all("2007/2020" in text for text in embeddings.seen)


def test_many_small_additions_are_put_together(tmp_path: Path) -> None:
    for last in range(60, 80):
        index_entries(tmp_path, entries(range(1, last)), HashEmbeddings())
    parts = snapshot.current(tmp_path).parts
    assert len(parts) <= 2 + update.MOST
    assert found(tmp_path, HashEmbeddings()) == fresh(tmp_path / "new", entries(range(1, 79)))


def test_large_sets_are_written_in_several_segments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "BLOCK", 6)
    index_entries(tmp_path / "blocks", entries(range(1, 8)), HashEmbeddings())
    assert len(snapshot.current(tmp_path / "blocks").parts) == 4
    monkeypatch.undo()
    assert found(tmp_path / "blocks", HashEmbeddings()) == fresh(tmp_path / "one", entries(range(1, 8)))


def test_a_reader_keeps_its_snapshot(tmp_path: Path) -> None:
    index_entries(tmp_path, entries([1, 2]), HashEmbeddings())
    reader = Searcher.open(tmp_path, HashEmbeddings())
    for numbers in ([3], [4], [5]):
        index_entries(tmp_path, entries(numbers), HashEmbeddings())
    assert {hit.entry for hit in reader.search("con số", 30)} == {entry.id for entry in entries([1, 2])}


def test_what_was_a_moment_ago_comes_back_as_it_was(tmp_path: Path) -> None:
    """A model tried and dropped, a document added by mistake: there and back, nothing is made twice."""
    first = index_entries(tmp_path, entries([1, 2]), HashEmbeddings())
    index_entries(tmp_path, entries([1, 2]), HashEmbeddings("other"))
    again = HashEmbeddings()
    assert index_entries(tmp_path, entries([1, 2]), again).parts == first.parts
    assert not again.seen
    third = index_entries(tmp_path, entries([3]), again)
    assert index_entries(tmp_path, entries([1, 2]), again).parts == first.parts  # what was in use before is kept
    _cut(next((tmp_path / "segments" / third.parts[-1].name).glob("*.faiss")))
    index_entries(tmp_path, entries([3]), again)
    assert found(tmp_path, again) == fresh(tmp_path / "new", entries([3]))


def test_an_index_that_is_complete_stays(tmp_path: Path) -> None:
    made = index_entries(tmp_path, entries([1, 2]), HashEmbeddings())
    assert index_entries(tmp_path, entries([1, 2]), HashEmbeddings()) == made


def test_only_the_damaged_segment_is_made_anew(tmp_path: Path) -> None:
    index_entries(tmp_path, entries(range(1, 7)), HashEmbeddings())
    made = index_entries(tmp_path, entries(range(1, 8)), HashEmbeddings())
    whole, damaged = made.parts
    _cut(tmp_path / "segments" / damaged.name / "entries.json")
    mended = index_entries(tmp_path, entries(range(1, 8)), HashEmbeddings())
    assert mended.parts[0] == whole
    assert found(tmp_path, HashEmbeddings()) == fresh(tmp_path / "new", entries(range(1, 8)))


def test_more_passages_than_candidates_are_found_alike(tmp_path: Path) -> None:
    """However the segments lie, the same passages take part in fusion."""
    long = [replace(e, text="\n".join(f"{e.text} {'dài ' * 150} {i}" for i in range(9))) for e in entries(range(1, 40))]
    assert len(long) * 9 > 4 * CANDIDATES
    index_entries(tmp_path / "grown", long[:60], HashEmbeddings())
    index_entries(tmp_path / "grown", long, HashEmbeddings())
    assert found(tmp_path / "grown", HashEmbeddings()) == fresh(tmp_path / "new", long)


def test_an_index_of_the_first_format_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "2026-11-23-abc").mkdir()
    (tmp_path / "2026-11-23-abc" / "manifest.json").write_text("{}", encoding="utf-8")
    (tmp_path / "current").write_text("2026-11-23-abc", encoding="utf-8")
    index_entries(tmp_path, entries([1]), HashEmbeddings())
    assert not (tmp_path / "2026-11-23-abc").exists()


def test_snapshots_before_the_last_two_are_deleted(tmp_path: Path) -> None:
    for last in range(2, 8):
        index_entries(tmp_path, entries([last]), HashEmbeddings())
    assert len(list((tmp_path / "snapshots").iterdir())) == snapshot.KEPT
    assert len(segments_of(tmp_path)) == snapshot.KEPT


def test_another_model_makes_an_index_of_its_own(tmp_path: Path) -> None:
    index_entries(tmp_path, entries([1]), HashEmbeddings())
    with pytest.raises(IndexMissing, match="lập lại"):
        Searcher.open(tmp_path, HashEmbeddings("other"))
    index_entries(tmp_path, entries([1]), HashEmbeddings("other"))
    assert held(tmp_path, HashEmbeddings("other")) == {"1#1", "1#2", "1#3"}


def test_a_failed_writer_leaves_what_was(tmp_path: Path) -> None:
    class Broken(HashEmbeddings):
        def embed(self, texts: Sequence[str], prefix: str, progress: object = None) -> np.ndarray:
            raise RuntimeError("power cut")

    index_entries(tmp_path, entries([1]), HashEmbeddings())
    before = found(tmp_path, HashEmbeddings())
    with pytest.raises(RuntimeError):
        index_entries(tmp_path, entries([1, 2]), Broken())
    assert found(tmp_path, HashEmbeddings()) == before


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def _altered(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("damage", "says"), [(_cut, "lẽ ra"), (_altered, "mã kiểm"), (Path.unlink, "không còn")], ids=["cut", "altered", "gone"]
)  # fmt: skip
def test_a_damaged_file_is_named_with_the_command_that_repairs(
    tmp_path: Path, damage: Callable[[Path], None], says: str
) -> None:
    index_entries(tmp_path, entries([1, 2]), HashEmbeddings())
    whole = found(tmp_path, HashEmbeddings())
    (part,) = snapshot.current(tmp_path).parts
    for name in part.files:
        path = tmp_path / "segments" / part.name / name
        kept = path.read_bytes()
        damage(path)
        with pytest.raises(IndexMissing) as told:
            Searcher.open(tmp_path, HashEmbeddings())
        assert str(path) in str(told.value)
        assert says in str(told.value)
        assert "cancu index" in str(told.value)
        path.write_bytes(kept)
    damage(path)
    index_entries(tmp_path, entries([1, 2]), HashEmbeddings())  # what the command does
    assert found(tmp_path, HashEmbeddings()) == whole


@pytest.mark.parametrize("text", ["{", "{}", '{"format": 1}', "[]", "null"])
def test_a_damaged_manifest(tmp_path: Path, text: str) -> None:
    index_entries(tmp_path, entries([1]), HashEmbeddings())
    manifest = next((tmp_path / "snapshots").iterdir())
    manifest.write_text(text, encoding="utf-8")
    with pytest.raises(IndexMissing, match="cancu index"):
        Searcher.open(tmp_path, HashEmbeddings())
    index_entries(tmp_path, entries([1]), HashEmbeddings())
    assert held(tmp_path, HashEmbeddings()) == {"1#1", "1#2", "1#3"}


def test_a_damaged_name_of_the_snapshot_in_use(tmp_path: Path) -> None:
    index_entries(tmp_path, entries([1]), HashEmbeddings())
    (tmp_path / "current").write_bytes(b"\xff\xfe")
    with pytest.raises(IndexMissing, match="cancu index"):
        Searcher.open(tmp_path, HashEmbeddings())
    index_entries(tmp_path, entries([1]), HashEmbeddings())
    assert held(tmp_path, HashEmbeddings()) == {"1#1", "1#2", "1#3"}


def test_parts_that_do_not_fit_together_say_both_numbers(tmp_path: Path) -> None:
    """A segment whose checksums are right and whose parts are not of one writing."""
    made = index_entries(tmp_path, entries([1]), HashEmbeddings())
    place = tmp_path / "segments" / made.parts[0].name
    (place / "entries.json").write_text(json.dumps(["1#1", "1#2"]), encoding="utf-8")
    snapshot.publish(tmp_path, made.revision, made.embedder, made.corpus, (snapshot.sealed(place),))
    with pytest.raises(IndexMissing, match="3 mục, lẽ ra 2"):
        Searcher.open(tmp_path, HashEmbeddings())


# What a writer goes through again and again: add, change, remove, all anew.
STATES = {
    "first": entries([1, 2]),
    "added": entries([1, 2, 3]),
    "changed": entries([1, 3]) + document(2, "cái"),
    "removed": entries([3]),
    "replaced": entries([4, 5]),
}


def _write_and_die(folder: Path, first: int, moment: int) -> NoReturn:
    """Go through the states; kill this process at the n-th time that it opens, makes, moves or deletes a file there."""
    left = moment

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"} and str(folder) in str(arguments[:2]):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    order = [*STATES, *STATES][first : first + len(STATES)]
    while True:
        for state in order:
            index_entries(folder, STATES[state], HashEmbeddings())


def interrupt(folder: Path, times: int) -> None:
    """Kill a writer so many times; after each the index must open whole, as one of the states. Run in a process alone.

    Killed before its first writing is done, in its second or later: a writing opens and moves about 90 files.
    """
    expected = {name: fresh(folder / name, state) for name, state in STATES.items()}
    index_entries(folder / "index", STATES["first"], HashEmbeddings())
    chance = random.Random(5)
    met = set()
    for _ in range(times):
        first, moment = chance.randrange(len(STATES)), chance.randrange(1, 250)
        writer = os.fork()
        if not writer:
            _write_and_die(folder / "index", first, moment)
        _, ended = os.waitpid(writer, 0)
        assert ended == signal.SIGKILL
        now = found(folder / "index", HashEmbeddings())
        (state,) = [name for name, its in expected.items() if its == now]
        met.add(state)
    assert met == set(STATES)
    assert fresh(folder / "index", STATES["added"]) == expected["added"]
    assert len(segments_of(folder / "index")) <= 4  # nothing that was left half done is still there


@pytest.mark.skipif(not hasattr(os, "fork"), reason="hệ điều hành này không có fork")
def test_killed_at_a_hundred_random_moments(tmp_path: Path) -> None:
    program = "import sys, pathlib, test_update; test_update.interrupt(pathlib.Path(sys.argv[1]), 100)"
    command = [sys.executable, "-c", program, str(tmp_path)]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
