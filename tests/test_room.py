"""A room's book and server: joined, answered, resolved step by step, asked in, killed, forgotten."""

from __future__ import annotations

import json
import math
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from room_lesson import ITEMS, LESSON, PROJECT
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.types import Answer, Claim, Refusal
from assistant.workshop.lesson import read_lesson, write_lesson
from assistant.workshop.marking import mark
from assistant.workshop.printing.grounds import told_of
from assistant.workshop.reporting.report import report_of
from assistant.workshop.room import launch, questions
from assistant.workshop.room.answers import as_shown, asked, response_from, right_as_shown
from assistant.workshop.room.book import FILE, RoomBook
from assistant.workshop.room.cleaning import SIGNS, clean_name, clean_question
from assistant.workshop.room.lan import join_addresses, lan_addresses, qr_svg
from assistant.workshop.room.limits import Allowance
from assistant.workshop.room.moves import Moves
from assistant.workshop.room.server import create_app, serve
from assistant.workshop.room.state import Moderation, Person, Refused, Session
from assistant.workshop.room.views.phone import PhoneViews
from assistant.workshop.room.views.presenter import presenter_view
from assistant.workshop.room.views.tally import bars, standings
from assistant.workshop.room.views.told import basis_told, told_to_all
from assistant.workshop.types import Basis, Form, Item, Lesson, Pair, Response
from corpus.errors import Misconfigured, NotFound
from corpus.types import Nature, StatusValue

RIGHT = {
    Form.CHOICE: Response(option=0, basis=0),
    Form.TRUE_FALSE: Response(option=1),
    Form.MATCH: Response(order=(0, 1, 2)),
    Form.ORDER: Response(order=(0, 1, 2, 3)),
    Form.GAP: Response(text="24", basis=0),
    Form.PLACE: Response(option=0),
    Form.MISTAKE: Response(option=1),
}


@pytest.fixture
def book(tmp_path: Path) -> RoomBook:
    return RoomBook(tmp_path / "rooms.sqlite")


@pytest.fixture
def session(book: RoomBook) -> Session:
    return book.start(LESSON)


def phase(book: RoomBook, session: Session, now: float = 0) -> str:
    """Where the session stands, as one word: "2 closed 1" is item 2, closed, its answer told."""
    view = book.view(session.id)
    state = view.now_opened
    told = f"{view.session.place + 1} {view.stage(now or time.time()).value}"
    return f"{told} {state.step}" if state and state.step else told


# the book


def test_a_session_is_frozen_as_it_was_started(book: RoomBook, tmp_path: Path) -> None:
    started = book.start(LESSON, warnings=["Câu 6 có căn cứ đã hết hiệu lực."])
    again = RoomBook(tmp_path / "rooms.sqlite").session(started.id)
    assert again.lesson == LESSON
    assert again.warnings == ("Câu 6 có căn cứ đã hết hiệu lực.",)
    assert len(started.code) == 5
    assert set(started.code) <= set(SIGNS)
    assert [line.title for line in book.sessions()] == [LESSON.title]
    assert (again.key, again.place) == (started.key, -1)


def test_a_lesson_with_a_fault_is_not_started(book: RoomBook) -> None:
    faulty = Lesson("Bài", items=(Item("a", Form.CHOICE, "Hỏi?", ITEMS[0].basis),))
    with pytest.raises(Misconfigured, match="câu “a”"):
        book.start(faulty)
    assert book.sessions() == []


@pytest.mark.parametrize(
    "faulty",
    [
        replace(LESSON, notes="a" * 20_001),
        replace(LESSON, notes="\ud800"),
        replace(LESSON, title="Bài \ud800"),
        replace(LESSON, notes="một\x85hai"),  # a line's end to YAML: read again as another text
        replace(LESSON, items=(replace(ITEMS[1], ask="Đúng hay sai \ud800?"),)),
        replace(LESSON, items=(replace(ITEMS[1], difficulty=math.nan),)),
        replace(LESSON, items=(replace(ITEMS[1], difficulty=math.inf),)),
    ],
    ids=["long", "surrogate", "title", "other", "ask", "nan", "inf"],
)
def test_a_lesson_that_could_not_be_read_again_is_not_started(book: RoomBook, faulty: Lesson) -> None:
    with pytest.raises(Misconfigured, match="Chưa mở được"):
        book.start(faulty)
    assert book.sessions() == []


@pytest.mark.parametrize("seconds", [-1, math.nan, math.inf])
def test_a_clock_that_cannot_run_is_refused(book: RoomBook, seconds: float) -> None:
    with pytest.raises(Misconfigured, match="đồng hồ"):
        book.start(LESSON, seconds=seconds)
    assert book.sessions() == []


@pytest.mark.parametrize("file", sorted((PROJECT / "assistant/workshop/lessons").glob("*.yaml")), ids=lambda f: f.stem)
def test_the_lessons_that_ship_can_be_started(book: RoomBook, tmp_path: Path, file: Path) -> None:
    lesson = read_lesson(file)
    assert RoomBook(tmp_path / "rooms.sqlite").session(book.start(lesson).id).lesson == lesson


def test_a_damaged_session_hides_no_other_and_can_be_deleted(book: RoomBook, session: Session) -> None:
    damaged = book.start(LESSON)
    with book.open() as db:
        db.execute("update sessions set title = cast(x'ff41' as text), lesson = 'x' where id = ?", (damaged.id,))
    assert [line.title for line in book.sessions()] == ["\ufffdA", LESSON.title]
    book.delete(damaged.id)
    assert [line.id for line in book.sessions()] == [session.id]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  An  ", "An"),
        ("A\u0300n", "Àn"),
        ("Bình\u200b\u202e\x00", "Bình"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("a" + "\u0336" * 9, "a" + "\u0336" * 2),
        ("Lan\n\tAnh", "Lan Anh"),
    ],
)
def test_names_are_cleaned(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@pytest.mark.parametrize("typed", ["", "  ", "\u200b", "a" * 31, "—"])
def test_names_that_are_none(typed: str) -> None:
    with pytest.raises(Refused, match="ên gọi"):
        clean_name(typed)


def test_a_second_an_is_numbered(book: RoomBook, session: Session) -> None:
    assert [book.join(session.code.lower(), name).name for name in ("An", "an", "AN", "Bình")] == [
        "An",
        "an 2",
        "AN 3",
        "Bình",
    ]


def test_no_room_of_that_code_and_none_after_the_end(book: RoomBook, session: Session) -> None:
    with pytest.raises(Refused, match="màn chiếu"):
        book.join("XXXXX", "An")
    Moves(book, session.id).end()
    with pytest.raises(Refused, match="đã kết thúc"):
        book.join(session.code, "An")


def test_the_way_through_an_item_and_back(book: RoomBook, session: Session) -> None:
    moves, seen = Moves(book, session.id), []
    for _ in range(6):
        moves.go_on()
        seen.append(phase(book, session))
    assert seen == ["1 open", "1 closed", "1 closed 1", "1 closed 2", "1 closed 3", "2 open"]
    moves.go_back()
    assert phase(book, session) == "1 closed 3"
    with pytest.raises(Refused, match="không mở lại"):
        moves.reopen()
    moves.go_back()
    moves.go_back()
    moves.go_back()
    assert phase(book, session) == "1 closed"
    with pytest.raises(Refused, match="không mở lại"):
        moves.reopen()  # its answer has been seen
    moves.skip()
    assert phase(book, session) == "2 closed"
    moves.reopen()
    assert phase(book, session) == "2 open"
    moves.end()
    assert phase(book, session) == "2 ended"
    moves.go_back()
    assert phase(book, session) == "2 closed"


@pytest.mark.parametrize("way", ["end", "last"])
def test_nothing_is_answered_again_once_the_end_told_the_answers(book: RoomBook, way: str) -> None:
    session = book.start(Lesson("Hai câu", items=ITEMS[:2]))
    person, moves = book.join(session.code, "An"), Moves(book, session.id)
    moves.go_on()
    if way == "end":
        moves.end()
    else:
        moves.skip()
        moves.skip()
    assert book.session(session.id).ended
    told = PhoneViews(book.view(session.id), 0).of(person)
    assert [one["answer"] for one in told["list"]][:1] == ["24 giờ"]
    moves.go_back()
    if way == "last":
        with pytest.raises(Refused, match="không mở lại"):
            moves.reopen()
        moves.go_back()
    with pytest.raises(Refused, match="không mở lại"):
        moves.reopen()
    moves.clock("more")
    with pytest.raises(Refused, match="đã đóng"):
        book.respond(person.token, "thoi-han", RIGHT[Form.CHOICE])


def test_a_key_pressed_twice_for_one_state_moves_once(book: RoomBook, session: Session) -> None:
    moves = Moves(book, session.id)
    moves.go_on(seen=0)
    moves.go_on(seen=0)
    assert phase(book, session) == "1 open"


def test_the_last_item_leads_to_the_end_and_the_end_leads_back(book: RoomBook) -> None:
    session = book.start(Lesson("Một câu", items=ITEMS[1:2]))
    moves = Moves(book, session.id)
    for _ in range(6):
        moves.go_on()
    assert phase(book, session) == "1 ended 3"
    assert book.record(session.id).ended
    moves.go_back()
    assert phase(book, session) == "1 closed 3"
    assert book.record(session.id).ended is None


def test_the_clock_closes_the_item_and_more_time_opens_it(book: RoomBook) -> None:
    session = book.start(LESSON, seconds=20)
    person, moves = book.join(session.code, "An"), Moves(book, session.id)
    moves.go_on()
    state = book.view(session.id).now_opened
    assert state
    assert state.deadline == pytest.approx(state.opened + 20)
    late = state.opened + 21
    assert phase(book, session, late) == "1 closed"
    with pytest.raises(Refused, match="đã đóng"):
        book.respond(person.token, "thoi-han", RIGHT[Form.CHOICE], now=late)
    book.respond(person.token, "thoi-han", RIGHT[Form.CHOICE], now=state.opened + 20.3)  # on its way at the bell
    moves.clock("more")
    assert phase(book, session, late) == "1 open"
    moves.clock("stop")
    assert phase(book, session, state.opened + 10_000) == "1 open"
    moves.clock("start")
    assert phase(book, session, state.opened + 10_000) == "1 closed"


def test_an_answer_is_changed_while_open_and_refused_after(book: RoomBook, session: Session) -> None:
    person, moves = book.join(session.code, "An"), Moves(book, session.id)
    with pytest.raises(Refused, match="câu khác"):
        book.respond(person.token, "thoi-han", RIGHT[Form.CHOICE])  # in the lobby
    moves.go_on()
    book.respond(person.token, "thoi-han", Response(option=2))
    book.respond(person.token, "thoi-han", RIGHT[Form.CHOICE])
    moves.go_on()
    with pytest.raises(Refused, match="đã đóng"):
        book.respond(person.token, "thoi-han", Response(option=1))
    moves.skip()
    with pytest.raises(Refused, match="câu khác"):
        book.respond(person.token, "thoi-han", Response(option=1))
    with pytest.raises(Refused, match="vào lại"):
        book.respond("nobody", "dung-sai", Response(option=1))
    (given,) = book.record(session.id).given
    assert (given.participant, given.item, given.response) == (person.id, "thoi-han", RIGHT[Form.CHOICE])


def test_forgetting_a_participant_leaves_nothing_but_what_the_room_saw(book: RoomBook, tmp_path: Path) -> None:
    session = book.start(LESSON)
    person, other = book.join(session.code, "Nguyễn Quên Đi"), book.join(session.code, "Bình")
    Moves(book, session.id).go_on()
    book.respond(person.token, "thoi-han", RIGHT[Form.CHOICE])
    book.respond(other.token, "thoi-han", RIGHT[Form.CHOICE])
    questions.ask(book, person.token, "Câu chưa đưa lên?", now=1000)
    put = questions.ask(book, person.token, "Câu đã đưa lên?", now=2000)
    questions.moderate(book, session.id, put, Moderation.PUT)
    book.forget(person.id)
    record = book.record(session.id)
    assert [participant.name for participant in record.participants] == ["Bình"]
    assert [given.participant for given in record.given] == [other.id]
    assert [(one.text, one.participant) for one in record.asked] == [("Câu đã đưa lên?", "")]
    assert book.person(person.token) is None
    assert not is_kept(tmp_path, "Nguyễn Quên Đi", person.token, "Câu chưa đưa lên?")


def is_kept(folder: Path, *texts: str) -> bool:
    """Whether a text is anywhere in the files of a folder."""
    kept = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    return any(text.encode() in kept for text in texts)


@pytest.mark.parametrize("way", ["forget", "delete"])
def test_what_is_forgotten_while_the_server_runs_is_nowhere(book: RoomBook, tmp_path: Path, way: str) -> None:
    session = book.start(LESSON)
    with book.held():  # as the server does
        person = book.join(session.code, "Nguyễn Quên Đi")
        assert is_kept(tmp_path, "Nguyễn Quên Đi")
        if way == "forget":
            book.forget(person.id)
        else:
            book.delete(session.id)
        assert not is_kept(tmp_path, "Nguyễn Quên Đi", person.token)


def test_what_is_forgotten_while_someone_reads_is_nowhere_once_tried_again(book: RoomBook, tmp_path: Path) -> None:
    session = book.start(LESSON)
    person = book.join(session.code, "Nguyễn Quên Đi")
    with book.held():
        with book.open(writes=False) as reading:
            reading.execute("select * from people").fetchall()
            began = time.monotonic()
            book.forget(person.id)
            assert not book.fold()
            assert time.monotonic() - began < 5  # SQLite would wait for the reader for half a minute
            assert is_kept(tmp_path, "Nguyễn Quên Đi")
        assert not book.is_folded
        assert book.fold()
        assert book.is_folded
        assert not is_kept(tmp_path, "Nguyễn Quên Đi", person.token)


def test_deleting_a_session_takes_everything(book: RoomBook, session: Session) -> None:
    person = book.join(session.code, "An")
    book.delete(session.id)
    assert (book.sessions(), book.person(person.token)) == ([], None)
    with pytest.raises(NotFound, match="Không tìm thấy"):
        book.record(session.id)


def test_many_answer_at_once_and_none_is_lost(book: RoomBook, session: Session) -> None:
    people = [book.join(session.code, "An") for _ in range(40)]
    Moves(book, session.id).go_on()
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda p: book.respond(p.token, "thoi-han", Response(option=len(p.name) % 4)), people))
    record = book.record(session.id)
    assert {given.participant for given in record.given} == {person.id for person in people}
    assert len({person.name for person in people}) == 40


ANSWERING = """
import sys
from pathlib import Path
from assistant.workshop.room.book import FILE, RoomBook
from assistant.workshop.types import Response
book, tokens = RoomBook(Path(sys.argv[1])), sys.argv[2:]
for place in range(100_000):
    book.respond(tokens[place % len(tokens)], "thoi-han", Response(option=place % 4, basis=place % 3))
    print(place, flush=True)
"""


def test_a_process_killed_amid_answers_leaves_each_answer_whole(book: RoomBook, tmp_path: Path) -> None:
    session = book.start(LESSON)
    people = [book.join(session.code, "An") for _ in range(7)]
    Moves(book, session.id).go_on()
    file = tmp_path / "rooms.sqlite"
    command = [sys.executable, "-c", ANSWERING, str(file), *(person.token for person in people)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        said = [child.stdout.readline() for _ in range(60)]
        child.send_signal(signal.SIGKILL)
        said += child.stdout.readlines()
    confirmed = int([line for line in said if line.endswith("\n")][-1])
    given = {one.participant: one.response for one in book.record(session.id).given}
    assert len(given) == 7
    for place, person in enumerate(people):
        last = max(n for n in range(confirmed + 1) if n % 7 == place)
        # What was confirmed is there; the answer on its way when the process was killed may be there too.
        assert given[person.id] in {Response(option=n % 4, basis=n % 3) for n in (last, last + 7)}
    with sqlite3.connect(file) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
    db.close()


# what is shown


@pytest.mark.parametrize("item", ITEMS, ids=[item.form for item in ITEMS])
def test_a_telephone_answers_in_the_order_shown_and_is_never_told_the_own_one(item: Item) -> None:
    right = right_as_shown(item, "seed")
    told = right | ({"text": item.answers[0]} if item.form is Form.GAP else {})
    response = response_from(item, told, "seed")
    assert response == RIGHT[item.form]
    assert mark(item, response).points == 1
    assert as_shown(item, response, "seed") == told
    assert not {"right", "key", "answer", "answers", "basis", "quote"} & set(asked(item, "seed"))


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (0, {}),
        (0, {"option": 4}),
        (0, {"option": True}),
        (0, {"option": "0"}),
        (0, {"option": 0, "basis": 3}),
        (1, {"option": -1}),
        (2, {"order": [0, 1]}),
        (2, {"order": [0, 1, 3]}),
        (3, {"order": [0, 0, 1, 2]}),
        (3, {"order": "0123"}),
        (4, {"text": " \u200b"}),
        (4, {"text": ["24"]}),
    ],
)
def test_answers_of_another_shape_are_refused(place: int, told: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        response_from(ITEMS[place], told, "seed")


def test_nothing_of_the_answer_is_told_before_its_step(book: RoomBook, session: Session) -> None:
    person, moves = book.join(session.code, "An"), Moves(book, session.id)
    moves.go_on()
    book.respond(person.token, "thoi-han", Response(option=0, basis=1))

    def told() -> tuple[str, dict[str, Any]]:
        view, now = book.view(session.id), time.time()
        own = PhoneViews(view, now).of(view.people[0])
        assert own["response"] == as_shown(ITEMS[0], Response(option=0, basis=1), session.id)
        wall = presenter_view(view, now, 1)
        text = json.dumps([told_to_all(view, now), wall], ensure_ascii=False)
        assert [item.id for item in ITEMS if f'"{item.id}"' in text] == []  # the author's word for it may tell it
        return text, own

    key, quote = ITEMS[0].key, ITEMS[0].basis.quote
    seen = []
    for _ in range(5):
        text, own = told()
        seen.append(("answer" in text and '"answer"' in text, key in text, quote in text, own["mark"]))
        moves.go_on()
    half = {"points": 0.5, "right": True, "basis_right": False}
    assert seen == [
        (False, False, False, None),
        (False, False, False, None),
        (True, True, False, half),
        (True, True, True, half),
        (True, True, True, half),
    ]


@pytest.mark.parametrize(
    ("basis", "citation", "status"),
    [
        (ITEMS[0].basis, "khoản 1 Điều 5 Thông tư số 9012/2021/TT-BKNS", "Còn hiệu lực (xét tại ngày 01/11/2026)"),
        (Basis("mục 3", nature=Nature.DRAFT), "mục 3 (bản dự thảo)", "Không rõ hiệu lực (chưa rõ xét tại ngày nào)"),
    ],
)
def test_a_basis_is_told_in_the_words_of_the_handout(basis: Basis, citation: str, status: str) -> None:
    told = basis_told(basis)
    assert (told["citation"], told["status_text"]) == (citation, status)
    assert dict(told_of(basis))["Căn cứ"] == citation
    assert dict(told_of(basis))["Hiệu lực"].casefold() == status.casefold()


def test_bars_count_what_was_chosen_in_the_order_shown() -> None:
    from assistant.workshop.types import Given

    def given(item: Item, *responses: Response) -> list[Given]:
        return [Given(str(number), item.id, response, 1.0) for number, response in enumerate(responses)]

    choice, match, order, gap = ITEMS[0], ITEMS[2], ITEMS[3], ITEMS[4]
    counted = bars(choice, given(choice, Response(0), Response(0), Response(2)), "s", resolved=False)
    assert sorted((bar["label"], bar["count"]) for bar in counted) == [
        ("24 giờ", 2),
        ("48 giờ", 0),
        ("5 ngày làm việc", 0),
        ("72 giờ", 1),
    ]
    typed = given(gap, *(Response(text=text) for text in ("24", "hai mươi tư", "48", "48", "một câu tục")))
    assert bars(gap, typed, "s", resolved=False) == []
    assert bars(gap, typed, "s", resolved=True) == [
        {"label": "24", "count": 2},
        {"label": "48", "count": 2},
        {"label": "câu trả lời khác", "count": 1},
    ]
    matched = bars(match, given(match, Response(order=(0, 2, 1)), Response(order=(0, 1, 2))), "s", resolved=True)
    assert [bar["count"] for bar in matched] == [2, 1, 1]
    ordered = bars(order, given(order, Response(order=(0, 2, 1, 3))), "s", resolved=True)
    assert [bar["count"] for bar in ordered] == [1, 0, 0, 1]


@pytest.mark.parametrize(
    ("item", "responses", "shares"),
    [
        (0, [Response(0, basis=0), Response(0, basis=1), Response(0), Response(1, basis=0)], (1, 2, 0, 1)),
        (2, [Response(order=(0, 1, 2)), Response(order=(0, 2, 1)), Response(order=(1, 2, 0))], (1, 0, 1, 1)),
    ],
)
def test_the_wall_and_the_report_count_alike(
    book: RoomBook, item: int, responses: list[Response], shares: tuple[int, ...]
) -> None:
    session = book.start(Lesson("Một câu", items=(ITEMS[item],)))
    people, moves = [book.join(session.code, "An") for _ in responses], Moves(book, session.id)
    moves.go_on()
    for person, response in zip(people, responses, strict=True):
        book.respond(person.token, ITEMS[item].id, response)
    moves.go_on()
    moves.go_on()
    told = presenter_view(book.view(session.id), 0, 0)["bars"]["shares"]
    assert tuple(told[name] for name in ("right", "half", "partly", "wrong")) == shares
    (result,) = report_of(book.record(session.id)).items
    assert (result.right, result.half, result.answered - result.right - result.half) == (
        told["right"],
        told["half"],
        told["partly"] + told["wrong"],
    )


def test_equal_points_share_a_rank_however_they_were_added(book: RoomBook) -> None:
    pairs = tuple(Pair(f"Thuật ngữ {n}", f"nghĩa {n}") for n in range(5))
    items = [Item(name, Form.MATCH, "Ghép.", ITEMS[0].basis, pairs=pairs) for name in ("a", "b")]
    session = book.start(Lesson("Ghép", items=tuple(items)))
    people, moves = [book.join(session.code, name) for name in ("An", "Bình")], Moves(book, session.id)
    for item, orders in (("a", [(0, 0, 0, 0, 0), (0, 1, 2, 0, 0)]), ("b", [(0, 1, 0, 0, 0), (1, 0, 0, 0, 0)])):
        moves.skip()
        for person, order in zip(people, orders, strict=True):
            book.respond(person.token, item, Response(order=order))
    moves.end()
    view = book.view(session.id)
    assert [row["rank"] for row in presenter_view(view, 0, 0)["standings"]] == [1, 1]
    assert [PhoneViews(view, 0).of(person)["points"] for person in people] == [0.6, 0.6]


def test_the_trainer_is_warned_of_what_was_told_at_the_start_and_no_more(book: RoomBook) -> None:
    session = book.start(LESSON, warnings=["Điều 9 đã được sửa đổi."])
    assert presenter_view(book.view(session.id), 0, 0)["warnings"] == ["Điều 9 đã được sửa đổi."]
    partly = replace(ITEMS[1].basis, status=StatusValue.PARTLY_ENDED, nature=Nature.DIGEST)
    shipped = book.start(Lesson("Bài", items=(replace(ITEMS[1], basis=partly), ITEMS[5])))
    assert presenter_view(book.view(shipped.id), 0, 0)["warnings"] == []


def test_names_are_hidden_from_the_first_item_on(book: RoomBook, session: Session) -> None:
    people, moves = [book.join(session.code, name) for name in ("An", "Bình", "Chi")], Moves(book, session.id)
    assert not book.session(session.id).names_hidden
    moves.go_on()
    for person, option, basis in zip(people, (0, 0, 1), (0, 1, 0), strict=True):
        book.respond(person.token, "thoi-han", Response(option=option, basis=basis))
    moves.go_on()
    moves.go_on()
    moves.switch("board")
    view = book.view(session.id)
    assert [(one.name, one.points) for one in standings(view)] == [("An", 1), ("Bình", 0.5), ("Chi", 0)]
    assert [row["name"] for row in presenter_view(view, 0, 0)["standings"]] == ["", "", ""]
    moves.switch("names_hidden")
    shown = presenter_view(book.view(session.id), 0, 0)["standings"]
    assert [(row["rank"], row["name"]) for row in shown] == [(1, "An"), (2, "Bình"), (3, "Chi")]


# questions


def test_questions_are_few_short_and_moderated(book: RoomBook, session: Session) -> None:
    person = book.join(session.code, "An")
    first = questions.ask(book, person.token, "Hồ sơ trễ hạn là gì?", now=1000)
    with pytest.raises(Refused, match="10 giây"):
        questions.ask(book, person.token, "Câu thứ hai?", now=1005)
    with pytest.raises(Refused, match="300"):
        questions.ask(book, person.token, "a" * 301, now=1100)
    for number in range(1, questions.MOST):
        questions.ask(book, person.token, f"Câu {number}?", now=1000 + 20 * number)
    with pytest.raises(Refused, match="20 câu"):
        questions.ask(book, person.token, "Thêm nữa?", now=9000)
    assert questions.moderate(book, session.id, first, Moderation.REJECTED)
    assert not questions.moderate(book, "another session", first + 1, Moderation.PUT)
    assert [one.text for one in book.record(session.id).asked][:1] == ["Câu 1?"]
    assert clean_question("a\u202eb\x07c  d?") == "abc d?"


def test_a_question_that_was_put_is_decided_on_no_more(book: RoomBook, session: Session) -> None:
    person = book.join(session.code, "An")
    asked_id = questions.ask(book, person.token, "Ai ký?")

    def state() -> Moderation:
        return book.view(session.id).questions[0].state

    assert questions.moderate(book, session.id, asked_id, Moderation.REJECTED)
    assert questions.moderate(book, session.id, asked_id, Moderation.PUT)
    assert not questions.moderate(book, session.id, asked_id, Moderation.REJECTED)
    assert state() is Moderation.PUT
    questions.finish(book, asked_id, None, "Kho chưa có chỉ mục.")
    assert questions.moderate(book, session.id, asked_id, Moderation.PUT)  # asked again
    questions.finish(book, asked_id, Answer("Ai ký?", date(2026, 1, 2), "answer", (Claim("Ông A ký.", ()),)))
    for decided in (Moderation.REJECTED, Moderation.PUT):
        assert not questions.moderate(book, session.id, asked_id, decided)
    assert state() is Moderation.ANSWERED


def test_an_answer_is_kept_whole_and_told_piece_by_piece(book: RoomBook, session: Session) -> None:
    asked_id = questions.ask_as_trainer(book, session.id, "Ai ký?", date(2026, 1, 2))
    assert [(one.text, one.as_of) for one in questions.to_ask(book)] == [("Ai ký?", date(2026, 1, 2))]
    moves = Moves(book, session.id)
    moves.show_question(asked_id)
    moves.go_on()  # its answer is on the way: nothing to tell yet
    answer = Answer("Ai ký?", date(2026, 1, 2), "answer", (Claim("Ông A ký.", ()), Claim("Bà B ký.", ())))
    questions.finish(book, asked_id, answer)
    view = book.view(session.id)
    assert view.question
    assert view.question.answer == answer
    told = []
    for _ in range(4):
        question = told_to_all(book.view(session.id), 0)["question"]
        told.append([piece["text"] for piece in question["pieces"]] if question else None)
        moves.go_on()
    assert told == [[], ["Ông A ký."], ["Ông A ký.", "Bà B ký."], None]
    assert book.record(session.id).asked[0].kind == "answer"


# the server


class Room:
    """The app with a session in the lobby."""

    def __init__(self, client: TestClient, book: RoomBook, session: Session) -> None:
        self.client, self.book, self.session = client, book, session

    def join(self, name: str) -> Person:
        told = self.client.post("/api/join", json={"code": self.session.code, "name": name}).json()
        person = self.book.person(told["token"])
        assert person
        return person

    def post(self, path: str, secret: str, **told: Any) -> tuple[int, str]:
        reply = self.client.post(path, json=told, headers={"Authorization": f"Bearer {secret}"})
        return reply.status_code, reply.json().get("error", "")

    def move(self, name: str, **told: Any) -> tuple[int, str]:
        return self.post(f"/api/show/{self.session.id}/{name}", self.session.key, **told)


ASKED: list[str] = []


def answered(question: str, as_of: date | None) -> Answer:
    ASKED.append(question)
    if "lỗi" in question:
        raise Misconfigured("Kho chưa có chỉ mục.")
    return Answer(question, date(2026, 1, 2), "refusal", refusal=Refusal("nothing_found", "Kho không có."))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    book = RoomBook(tmp_path / "rooms.sqlite")
    session = book.start(LESSON)
    app = create_app(Settings(tmp_path), book, ["http://192.168.1.5:8510"], answered)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield Room(client, book, session)


def test_a_telephone_joins_answers_and_is_refused_when_late(room: Room) -> None:
    person = room.join("An")
    assert room.move("next") == (200, "")
    told = right_as_shown(ITEMS[0], room.session.id)
    assert room.post("/api/answer", person.token, number=1, **told) == (200, "")
    for number in (2, 0):
        status, error = room.post("/api/answer", person.token, number=number, **told)
        assert (status, "câu khác" in error) == (409, True)
    assert room.move("next") == (200, "")
    status, error = room.post("/api/answer", person.token, number=1, **told)
    assert (status, error) == (409, "Câu này đã đóng nên câu trả lời không được nhận.")
    assert [given.response for given in room.book.record(room.session.id).given] == [RIGHT[Form.CHOICE]]


@pytest.mark.parametrize("key", ["", "wrong", "khóa-giả", "0" * 32])
def test_a_forged_key_moves_and_shows_nothing(room: Room, key: str) -> None:
    where = f"/api/show/{room.session.id}"
    reply = room.client.post(f"{where}/next", json={}, headers={"Authorization": f"Bearer {key}".encode()})
    assert (reply.status_code, "không đúng" in reply.json()["error"]) == (403, True)
    assert room.client.get(f"{where}/stream", params={"key": key}).status_code == 403
    assert room.client.get("/api/show/khong-co/stream", params={"key": key}).status_code == 403
    assert room.book.session(room.session.id).place == -1


def test_another_sessions_key_opens_nothing(room: Room) -> None:
    other = room.book.start(LESSON)
    assert room.post(f"/api/show/{room.session.id}/next", other.key)[0] == 403
    asked_id = questions.ask_as_trainer(room.book, other.id, "Của buổi khác?")
    assert room.move("show", question=asked_id)[0] == 404
    person = room.book.join(other.code, "An")
    room.move("remove", participant=person.id)
    assert room.book.person(person.token)


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"{}", {"Content-Type": "text/plain"}, 415),  # what a form of another site can send
        (b"{", {"Content-Type": "application/json"}, 400),
        (b"[]", {"Content-Type": "application/json"}, 400),
        (b"[" * 7000, {"Content-Type": "application/json"}, 400),
        (b'{"code": 5}', {"Content-Type": "application/json"}, 400),
        (b"\xff", {"Content-Type": "application/json"}, 400),
        (b'{"name": "' + b"a" * 9000 + b'"}', {"Content-Type": "application/json"}, 413),
    ],
)
def test_what_is_no_request_of_ours_is_refused(
    room: Room, content: bytes, headers: dict[str, str], status: int
) -> None:
    reply = room.client.post("/api/join", content=content, headers=headers)
    assert (reply.status_code, bool(reply.json()["error"])) == (status, True)
    assert "Traceback" not in reply.text


def test_every_reply_forbids_what_the_pages_do_not_need(room: Room) -> None:
    for path in (
        "/",
        "/j/ABCDE",
        f"/trinh-chieu/{room.session.id}",
        "/static/phone.js",
        "/khong-co",
        "/static/../book.py",
    ):
        reply = room.client.get(path)
        assert "script-src 'self'" in reply.headers["content-security-policy"]
        assert "unsafe" not in reply.headers["content-security-policy"]
        assert reply.headers["referrer-policy"] == "no-referrer"
    for page in ("/", f"/trinh-chieu/{room.session.id}"):
        text = room.client.get(page).text
        assert "http://" not in text
        assert "https://" not in text
        assert "<script>" not in text
        assert " style=" not in text


def test_the_code_to_scan_holds_the_address_of_the_hall(room: Room) -> None:
    reply = room.client.get(f"/ma-qr/{room.session.code}/0.svg")
    assert reply.headers["content-type"] == "image/svg+xml"
    assert reply.content == qr_svg(f"http://192.168.1.5:8510/j/{room.session.code}")
    assert room.client.get(f"/ma-qr/{room.session.code}/1.svg").status_code == 404


def test_a_question_is_put_asked_and_its_failure_told(room: Room) -> None:
    person, done = room.join("An"), threading.Event()
    room.post("/api/ask", person.token, text="Câu gây lỗi?")
    (waiting,) = room.book.view(room.session.id).questions
    assert room.move("put", question=waiting.id) == (200, "")
    for text in ("Hồ sơ là gì?",):
        assert room.move("ask", text=text) == (200, "")
    for _ in range(200):
        states = [one.state for one in room.book.view(room.session.id).questions]
        if Moderation.PUT not in states:
            break
        done.wait(0.02)
    asked_of = room.book.record(room.session.id).asked
    assert [(one.text, one.kind, one.refusal) for one in asked_of] == [
        ("Câu gây lỗi?", "", "Kho chưa có chỉ mục."),
        ("Hồ sơ là gì?", "refusal", "Kho không có."),
    ]
    assert room.move("prepared", place=0)[0] == 200
    assert room.move("prepared", place=9)[0] == 404


def test_a_question_put_before_the_server_was_killed_is_asked_after(tmp_path: Path) -> None:
    book = RoomBook(tmp_path / "rooms.sqlite")
    session = book.start(LESSON)
    questions.ask_as_trainer(book, session.id, "Còn dang dở?")
    with TestClient(create_app(Settings(tmp_path), book, ask=answered)):
        for _ in range(200):
            if book.record(session.id).asked[0].kind:
                break
            threading.Event().wait(0.02)
    assert book.record(session.id).asked[0].kind == "refusal"


def test_a_telephone_deletes_its_data(room: Room) -> None:
    person = room.join("An")
    assert room.post("/api/forget", person.token)[0] == 200
    assert room.post("/api/ask", person.token, text="Còn đây?")[0] == 403
    assert "event: gone" in room.client.get("/api/stream", params={"token": person.token}).text


def test_the_server_overwrites_what_was_forgotten_while_someone_read(room: Room, tmp_path: Path) -> None:
    person = room.join("Nguyễn Quên Đi")
    with room.book.open(writes=False) as reading:
        reading.execute("select * from people").fetchall()
        assert room.post("/api/forget", person.token)[0] == 200
        assert is_kept(tmp_path, "Nguyễn Quên Đi")
    for _ in range(400):
        if room.book.is_folded:
            break
        threading.Event().wait(0.02)
    assert not is_kept(tmp_path, "Nguyễn Quên Đi", person.token)


def test_sixty_behind_one_address_pass_and_a_flood_does_not() -> None:
    allowance = Allowance(burst=150, rate=3)
    assert all(allowance.takes("hall", now=0.0) for _ in range(150))
    assert not allowance.takes("hall", now=0.1)
    assert allowance.takes("other", now=0.1)
    assert allowance.takes("hall", now=1.0)


def test_who_was_long_silent_may_do_no_more_at_once_than_others() -> None:
    allowance = Allowance(burst=2, rate=1)
    assert allowance.takes("hall", now=0.0)
    assert [allowance.takes("hall", now=1000.0) for _ in range(3)] == [True, True, False]


def test_the_addresses_that_telephones_open() -> None:
    assert join_addresses("127.0.0.1", 80) == ["http://127.0.0.1:80"]
    assert join_addresses("0.0.0.0", 8510, "hoi-truong.lan:8510/") == ["http://hoi-truong.lan:8510"]
    assert not any(address.startswith("127.") for address in lan_addresses())
    assert all(address.startswith("http://") for address in join_addresses("0.0.0.0", 8510))


def test_the_server_is_begun_found_widened_and_stopped(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "data", library=False)
    session = RoomBook(settings.data / FILE).start(LESSON)
    assert launch.running(settings) is None
    with socket.socket() as other:  # another program has the port
        other.bind(("127.0.0.1", 0))
        other.listen()
        first = launch.start(settings, port=other.getsockname()[1])
        assert first.port != other.getsockname()[1]
    try:
        assert launch.start(settings) == first == launch.running(settings)
        assert launch.running(Settings(tmp_path / "elsewhere")) is None
        with urllib.request.urlopen(first.presenter(session), timeout=10) as reply:
            assert reply.status == 200
        wide = launch.start(settings, launch.EVERYWHERE, address="hoi-truong.lan")
        assert (wide.port, wide.pid != first.pid) == (first.port, True)
    finally:
        launch.stop(settings)
    assert launch.running(settings) is None


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Settings]:
    """A data folder whose server runs."""
    settings = Settings(tmp_path / "data", library=False)
    launch.start(settings)
    yield settings
    launch.stop(settings)


def test_a_second_server_leaves_the_first_as_it_was(served: Settings, tmp_path: Path) -> None:
    first = launch.running(served)
    assert first
    with pytest.raises(Misconfigured, match=f"đang chạy ở cổng {first.port}"):
        serve(served, port=first.port)
    other = Settings(tmp_path / "other", library=False)
    with pytest.raises(Misconfigured, match=rf"Cổng {first.port} .*--port"):
        serve(other, port=first.port)
    assert launch.running(served) == first
    assert not (other.data / launch.FILE).exists()


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("203.0.113.9", 8510)])
def test_a_port_that_cannot_be_had_is_told(tmp_path: Path, host: str, port: int) -> None:
    with pytest.raises(Misconfigured, match=f"Không mở được cổng {port}.*--host"):
        serve(Settings(tmp_path), host, port)


def test_no_process_but_the_server_itself_is_stopped(served: Settings) -> None:
    first = launch.running(served)
    assert first
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        launch.announce(served, first.host, first.port, "")  # as this process, which is not the one that answers there
        file = served.data / launch.FILE
        file.write_text(json.dumps(json.loads(file.read_text()) | {"pid": other.pid}))
        assert launch.running(served) is None
        launch.stop(served)
        assert other.poll() is None
        other.communicate(b"\n")
    file.write_text(json.dumps(asdict(first)))


def test_the_server_is_found_past_a_proxy(served: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(urllib.request, "_opener", None)  # which keeps the proxies of its first use
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert launch.running(served)


@pytest.mark.parametrize("said", [b"SSH-2.0-x\r\n", b"HTTP/1.0 200 OK\r\n\r\n[]", b"HTTP/1.0 200 OK\r\n\r\n{}", b""])
def test_another_program_at_the_port_is_not_the_server(tmp_path: Path, said: bytes) -> None:
    settings = Settings(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        launch.announce(settings, "127.0.0.1", other.getsockname()[1], "")

        def answers() -> None:
            caller, _ = other.accept()
            with caller:
                caller.recv(1000)
                caller.sendall(said)

        answering = threading.Thread(target=answers)
        answering.start()
        assert launch.running(settings) is None
        answering.join()


def test_a_lesson_s_file_is_begun_with_what_the_corpus_knows_of_it(tmp_path: Path) -> None:
    settings, file = Settings(tmp_path / "data", library=False), tmp_path / "bai.yaml"
    write_lesson(file, LESSON)
    environment = os.environ | settings.as_environment()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        command = [sys.executable, "-m", "assistant.workshop.room", str(file), "--port", port]
        done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, f"Cổng {port}" in done.stderr) == (2, True)
    assert RoomBook(settings.data / FILE).sessions() == []  # none is begun that nobody can reach
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        address = child.stdout.readline()
        child.terminate()
    (line,) = RoomBook(settings.data / FILE).sessions()
    assert line.key in address
    (warning,) = RoomBook(settings.data / FILE).session(line.id).warnings
    assert "thời điểm soạn: câu 6" in warning


def test_sixty_telephones_answer_at_once_and_none_waits_or_is_lost() -> None:
    from eval.room import as_table, load

    found = load(60, seed=1, within=1.0)
    assert (found.kept, found.sent) == (60, 60)
    assert sorted(found.answering)[56] < 2000  # p95
    assert found.counted < 2000
    assert "60 of 60" in as_table(found)
