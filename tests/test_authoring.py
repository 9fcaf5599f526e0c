"""Questions written by experts, over the invented regulations."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.feedback import FeedbackBook
from corpus.errors import Misconfigured, NotFound
from eval import questions
from eval.authoring import draft, from_feedback, needs_of
from eval.candidates import FILE, Candidate, approve, candidates, propose
from eval.dialogue import interactive
from eval.questions import AnswerSet, Place, Question, as_line, question_from

ASKED = "Hồ sơ nộp trực tuyến được phản hồi trong bao lâu?"
REPLY = "khoản 1 Điều 5 9012/2021/TT-BKNS"
REPLY_PLACE = Place("9012/2021/TT-BKNS", article="5", clause="1")
PHO = "Ủy ban nhân dân tỉnh Ngàn Phố"
Draft = Callable[..., Question]


@pytest.fixture
def write(demo: Assistant) -> Draft:
    def written(**changed: object) -> Question:
        parts: dict[str, object] = {
            "question": ASKED,
            "category": "how_long",
            "expect": "answer",
            "places": [REPLY],
            "facts": [["08 giờ làm việc"]],
            "forbidden": [],
            "as_of": None,
            "history": [],
            "by": "Lò Thị Mẫu",
            "corpus": "documents",
        }
        return draft(**(parts | changed), catalogue=demo.catalogue)  # type: ignore[arg-type]

    return written


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE


def answer_set(folder: Path, frozen: Sequence[str] = (), **rows: Sequence[Question]) -> AnswerSet:
    """A set of one's own, frozen where said."""
    folder.mkdir(exist_ok=True)
    splits = {split: f"{split}.jsonl" for split in rows}
    for split, asked in rows.items():
        (folder / splits[split]).write_text("\n".join(map(as_line, asked)), encoding="utf-8")
    described = {"name": folder.name, "version": 3, "title": "", "splits": splits, "frozen": {}}
    (folder / "set.json").write_text(json.dumps(described), encoding="utf-8")
    if frozen:
        hashes = questions.freeze(folder.name, 3, folder)
        described["frozen"] = {splits[split]: hashes[splits[split]] for split in frozen}
        (folder / "set.json").write_text(json.dumps(described), encoding="utf-8")
    return questions.load(folder.name, folder)


# drafts


def test_a_draft_follows_the_schema(write: Draft) -> None:
    made = write(
        question="  Hồ sơ nộp trực tuyến\nđược phản hồi trong bao lâu? ",
        facts=[["08 giờ làm việc", "tám giờ"], ["  "]],
        forbidden=["15 ngày"],
        as_of=date(2023, 5, 1),
        history=["Thông tư 9012/2021/TT-BKNS nói về gì?"],
    )
    assert made == Question(
        id=made.id,
        category="how_long",
        question=ASKED,
        expect="answer",
        corpus="documents",
        history=("Thông tư 9012/2021/TT-BKNS nói về gì?",),
        as_of=date(2023, 5, 1),
        gold=((REPLY_PLACE,),),
        facts=(("08 giờ làm việc", "tám giờ"),),
        forbidden=("15 ngày",),
        note="soạn: Lò Thị Mẫu",
    )
    assert question_from(as_line(made), "") == made


@pytest.mark.parametrize(
    ("typed", "needs"),
    [
        (REPLY, [(REPLY_PLACE,)]),
        ("diem đ k1 d4 tt 9012/2021", [(Place("9012/2021/TT-BKNS", article="4", clause="1", point="đ"),)]),
        (
            "khoản 1, 2 Điều 5 9012/2021/TT-BKNS",
            [(REPLY_PLACE,), (Place("9012/2021/TT-BKNS", article="5", clause="2"),)],
        ),
        (
            "khoản 1 hoặc khoản 2 Điều 5 9012/2021/TT-BKNS",
            [(REPLY_PLACE, Place("9012/2021/TT-BKNS", article="5", clause="2"))],
        ),
        ("mục II.3 9001/QĐ-BKNS", [(Place("9001/QĐ-BKNS", part="1", section="II.3"),)]),
        ("Điều 2 9105/QĐ-UBND Ngàn Phố", [(Place("9105/QĐ-UBND", PHO, article="2"),)]),
        (
            "khoản 2 Điều 3 9105/QĐ-UBND Ngàn Phố",
            [(Place("9105/QĐ-UBND", PHO, part="1", article="3", clause="2"),)],
        ),
        ("Thông tư 9012/2021/TT-BKNS", [(Place("9012/2021/TT-BKNS"),)]),
    ],
)
def test_places_as_people_type_them(demo: Assistant, typed: str, needs: list[tuple[Place, ...]]) -> None:
    assert needs_of(typed, demo.catalogue) == needs


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"places": ["khoản 19 Điều 5 9012/2021/TT-BKNS"]}, ["Không thấy khoản 19 Điều 5"]),
        ({"places": ["Chương II 9012/2021/TT-BKNS"]}, ["quá rộng"]),
        ({"places": []}, ["chưa nêu điều khoản đúng"]),
        ({"facts": [["09 giờ làm việc"]]}, ["“09 giờ làm việc” không có trong điều khoản"]),
        ({"forbidden": ["08 giờ"]}, ["vừa bắt buộc vừa bị cấm"]),
        ({"expect": "guess"}, ["“guess” không phải cách trả lời nào"]),
        (
            {"question": " ", "category": "", "by": "", "places": ["Điều 5", "khoảm 1 Điều 5 9012/2021/TT-BKNS"]},
            [
                "Chưa thấy số hiệu văn bản",
                "Chưa hiểu “khoảm 1”",
                "câu hỏi còn trống",
                "chưa nêu loại",
                "chưa nêu người soạn",
            ],
        ),
        (
            {"category": "not_in_corpus", "expect": "refuse", "places": [], "question": "9001/QĐ-BKNS nói gì?"},
            ["kho có 9001/QĐ-BKNS"],
        ),
    ],
)
def test_a_draft_that_cannot_stand_lists_every_fault(write: Draft, changed: dict[str, object], told: list[str]) -> None:
    with pytest.raises(Misconfigured) as error:
        write(**changed)
    faults = str(error.value).splitlines()[1:]
    assert len(faults) == len(told)
    assert all(words in fault for words, fault in zip(told, faults, strict=True))


# candidates


def test_a_second_person_approves_into_a_split(write: Draft, path: Path, tmp_path: Path) -> None:
    known = write(question="Dịch vụ bưu chính là gì?", places=["khoản 2 Điều 2 9012/2021/TT-BKNS"], facts=[])
    taken = [Question("how_long-01", "how_long", "Bao giờ?", "refuse"), known]
    own = answer_set(tmp_path / "own", dev=taken, test=())
    candidate = propose(path, write(), "Lò Thị Mẫu")
    assert candidates(path) == (candidate,)
    approved = approve(path, candidate.id, "Vàng A  Thử", own, "dev")
    assert candidates(path) == (approved,)
    assert (approved.approved_by, approved.set, approved.split) == ("Vàng A  Thử", "own", "dev")
    dev = questions.load("own", own.folder).questions["dev"]
    assert [question.id for question in dev] == ["how_long-01", known.id, "how_long-02"]
    assert dev[2] == approved.question
    assert dev[2].note == "soạn: Lò Thị Mẫu; duyệt: Vàng A Thử"
    with pytest.raises(Misconfigured, match="đã được Vàng A  Thử duyệt"):
        approve(path, candidate.id, "Người Khác", own, "dev")


@pytest.mark.parametrize("by", ["Lò Thị Mẫu", "lo thi  mau ", "LÒ THỊ MẪU", "Lo\u0300 Thi\u0323 Mẫu"])
def test_nobody_approves_their_own(write: Draft, path: Path, tmp_path: Path, by: str) -> None:
    candidate = propose(path, write(), "Lò Thị Mẫu")
    with pytest.raises(Misconfigured, match="phải do người khác duyệt"):
        approve(path, candidate.id, by, answer_set(tmp_path / "own", dev=()), "dev")
    assert candidates(path) == (candidate,)


def test_a_frozen_split_takes_none(write: Draft, path: Path, tmp_path: Path) -> None:
    own = answer_set(tmp_path / "own", frozen=["test"], dev=(), test=())
    candidate = propose(path, write(), "Lò Thị Mẫu")
    with pytest.raises(Misconfigured, match=r"đóng băng ở phiên bản 3.*cancu eval freeze own --version 4 --split test"):
        approve(path, candidate.id, "Vàng A Thử", own, "test")
    assert approve(path, candidate.id, "Vàng A Thử", own, "dev").split == "dev"


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (
            Question("T1", "who", "Ai rút hồ sơ?", "answer", gold=((Place("9012/2021/tt-bkns", article="5"),),)),
            "T1 ở phần test của bộ “own” đã hỏi về 9012/2021/TT-BKNS",
        ),
        (
            Question("T2", "who", "Trong bao lâu hồ sơ nộp trực tuyến được phản hồi?", "refuse"),
            "T2 ở phần test của bộ “own” gần như trùng",
        ),
    ],
)
def test_nothing_is_in_both_splits(write: Draft, path: Path, tmp_path: Path, other: Question, told: str) -> None:
    own = answer_set(tmp_path / "own", dev=(), test=[other])
    candidate = propose(path, write(), "Lò Thị Mẫu")
    with pytest.raises(Misconfigured, match=told):
        approve(path, candidate.id, "Vàng A Thử", own, "dev")
    assert questions.load("own", own.folder).questions["dev"] == ()
    beside = answer_set(tmp_path / "beside", dev=())
    with pytest.raises(Misconfigured, match=told):
        approve(path, candidate.id, "Vàng A Thử", beside, "dev", others=[own])
    assert approve(path, candidate.id, "Vàng A Thử", own, "test").split == "test"


def test_equal_words_about_another_document_are_another_question(write: Draft, path: Path, tmp_path: Path) -> None:
    other = Question("T1", "who", "Ai ký Thông tư 9058/2022/TT-BKNS?", "answer", gold=((Place("9058/2022/TT-BKNS"),),))
    own = answer_set(tmp_path / "own", dev=(), test=[other])
    places = ["9012/2021/TT-BKNS"]
    question = write(question="Ai ký Thông tư 9012/2021/TT-BKNS?", category="who", places=places, facts=[])
    assert approve(path, propose(path, question, "A").id, "B", own, "dev").set == "own"


def test_a_question_is_proposed_and_kept_once(write: Draft, path: Path, tmp_path: Path) -> None:
    first = propose(path, write(), "Lò Thị Mẫu")
    with pytest.raises(Misconfigured, match=first.id):
        propose(path, write(places=["Điều 5 9012/2021/TT-BKNS"]), "Vàng A Thử")
    own = answer_set(tmp_path / "own", dev=[write()])  # as after a process killed between its two writes
    with pytest.raises(Misconfigured, match="đã có câu này"):
        approve(path, first.id, "Vàng A Thử", own, "dev")


def test_an_unknown_candidate_and_an_unknown_split(write: Draft, path: Path, tmp_path: Path) -> None:
    own = answer_set(tmp_path / "own", dev=())
    with pytest.raises(NotFound, match="mã nào đó"):
        approve(path, "nào đó", "Vàng A Thử", own, "dev")
    with pytest.raises(Misconfigured, match="không có phần test"):
        approve(path, propose(path, write(), "Lò Thị Mẫu").id, "Vàng A Thử", own, "test")


# thumbs-down


def test_each_thumb_down_becomes_a_candidate_once(demo: Assistant, path: Path, tmp_path: Path) -> None:
    book = FeedbackBook(tmp_path / "feedback.jsonl")
    answer = demo.ask(ASKED, as_of=date(2026, 3, 2))
    book.add(answer, (), True)
    right = book.add(answer, ["Thông tư đó nói gì?"], False, "wrong_basis", right=f"{REPLY} ")
    for typed in ("", "khoảm 1 Điều 5 9012/2021/TT-BKNS", "Điều 99 9012/2021/TT-BKNS"):
        book.add(answer, (), False, right=typed)
    again = book.add(answer, ["Thông tư đó nói gì?"], False, right="Điều 5 9012/2021/TT-BKNS")
    gathered = from_feedback(book, demo.catalogue, "Lò Thị Mẫu", path, "documents")
    (candidate,) = gathered.proposed
    assert candidates(path) == (candidate,)
    assert (candidate.source, candidate.by) == (right.id, "Lò Thị Mẫu")
    asked = candidate.question
    assert (asked.question, asked.category, asked.expect, asked.as_of, asked.history, asked.gold) == (
        ASKED,
        "feedback",
        "answer",
        date(2026, 3, 2),
        ("Thông tư đó nói gì?",),
        ((REPLY_PLACE,),),
    )
    reasons = ["không nêu điều khoản đúng", "Chưa hiểu “khoảm 1”", "Không thấy Điều 99", f"Ứng viên {candidate.id}"]
    assert [any(words in why for _, why in gathered.left) for words in reasons] == [True] * 4
    assert gathered.left[-1][0] == again
    after = from_feedback(book, demo.catalogue, "Lò Thị Mẫu", path, "documents")
    assert after.proposed == ()
    assert len(after.left) == 4


# the dialogue


def talk(demo: Assistant, path: Path, typed: Sequence[str]) -> tuple[Candidate, list[str]]:
    """A dialogue in which this is typed; what was said, prompts apart."""
    left = list(typed)
    said: list[str] = []
    candidate = interactive(lambda prompt: left.pop(0), said.append, demo, "Lò Thị Mẫu", path, "documents")
    assert left == []
    return candidate, said


def test_a_dialogue_by_number(demo: Assistant, path: Path) -> None:
    shown = [hit.entry for hit in demo.searcher.search(ASKED, 8)]
    number = 1 + next(n for n, entry in enumerate(shown) if entry.endswith("#article:5") and "9012" in entry)
    candidate, said = talk(
        demo,
        path,
        [ASKED, "", str(number), "khoản 1", "", "08 giờ làm việc | tám giờ", "", "", "how_long", "", ""],
    )
    assert sum(line[0].isdigit() and ". " in line[:3] for line in said) == 8 + 5  # provisions, then ways to answer
    assert f"Đã chọn khoản 1 Điều 5 {REPLY_PLACE.document}." in said
    assert said[-2] == as_line(candidate.question)
    assert candidate.id in said[-1]
    assert candidates(path) == (candidate,)
    assert candidate.question.gold == ((REPLY_PLACE,),)
    assert candidate.question.facts == (("08 giờ làm việc", "tám giờ"),)
    assert (candidate.question.expect, candidate.question.as_of) == ("answer", None)


def test_a_dialogue_tells_each_fault_and_asks_again(demo: Assistant, path: Path) -> None:
    candidate, said = talk(
        demo,
        path,
        [
            *("", ASKED, "Thông tư 9012/2021/TT-BKNS nói về gì?"),
            *("9", "khoảm 1 Điều 5 9012/2021/TT-BKNS", "Chương I 9012/2021/TT-BKNS", REPLY, ""),
            *("09 giờ", "08 giờ làm việc", ""),
            *("08 giờ | 15 ngày", "15 ngày | 20 ngày"),
            *("99", "loại của tôi"),
            *("7", "2"),
            *("30/02/2023", "01/5/2023"),
        ],
    )
    told = [
        "Phần này không để trống được.",
        "Chỉ có các số từ 1 đến 8.",
        "Chưa hiểu “khoảm 1”",
        "quá rộng",
        "“09 giờ” không có trong điều khoản",
        "“08 giờ” vừa bắt buộc vừa bị cấm",
        "Loại mới: loại của tôi.",
        "Hãy gõ một số từ 1 đến 5.",
        "“30/02/2023” không phải một ngày có thật",
    ]
    assert [words for words in told if not any(words in line for line in said)] == []
    asked = candidate.question
    assert asked.history == ("Thông tư 9012/2021/TT-BKNS nói về gì?",)
    assert (asked.forbidden, asked.expect, asked.as_of) == (("15 ngày", "20 ngày"), "warn", date(2023, 5, 1))


def test_a_question_without_basis_is_to_be_refused(demo: Assistant, path: Path) -> None:
    candidate, said = talk(demo, path, ["Giá vé tàu là bao nhiêu?", "", "", "", "", "unanswerable", "1", "", ""])
    assert candidate.question.expect == "refuse"
    assert candidate.question.gold == ()
    assert any("chỉ có thể không trả lời hoặc hỏi lại" in line for line in said)


def test_a_dialogue_goes_from_a_clause_to_its_point(demo: Assistant, path: Path) -> None:
    asked = "Điều 4 Thông tư 9012/2021/TT-BKNS: lưu nhật ký xử lý bao lâu?"
    shown = [hit.entry for hit in demo.searcher.search(asked, 8)]
    number = 1 + next(n for n, entry in enumerate(shown) if entry.endswith("#article:4") and "9012" in entry)
    typed = [asked, "", str(number), "9", "1", "đ", "", "24 tháng", "", "", "how_long", "", ""]
    candidate, said = talk(demo, path, typed)
    assert "Không có khoản 9." in said
    assert candidate.question.gold == ((Place("9012/2021/TT-BKNS", article="4", clause="1", point="đ"),),)
