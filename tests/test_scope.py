"""Which documents a question is put to: by kind, issuer, field, province and day of issue."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from test_cli import cancu

from assistant.ask import Assistant
from assistant.batch import answer_batch
from assistant.evidence import Evidence
from assistant.scope import EVERYTHING, Scope, of_other_places, place_name
from assistant.select import in_force_first
from assistant.settings import Settings
from corpus.errors import NotFound
from corpus.types import Document, StatusValue
from index.types import Hit

TODAY = date(2026, 11, 22)
DECREE = Document("1", "905/2025/NĐ-CP", "Sổ tay", "Nghị định", "Chính phủ", date(2025, 4, 9), field="Bưu chính")
RULES = Document("2", "12/QĐ-UBND", "Quy chế", "Quyết định", "Ủy ban nhân dân tỉnh Sông Lam", date(2022, 5, 12))
UNDATED = Document("3", "", "Đề án", "Quyết định", "Bộ Kết nối số", None)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (EVERYTHING, {"1", "2", "3"}),
        (Scope(kinds=("nghi dinh",)), {"1"}),
        (Scope(kinds=("Nghị định", "Quyết định")), {"1", "2", "3"}),
        (Scope(issuers=("Bộ Kết nối",)), {"3"}),
        (Scope(fields=("bưu chính",)), {"1"}),
        (Scope(provinces=("Sông Lam",)), {"2"}),
        (Scope(provinces=("tinh song lam",)), {"2"}),
        (Scope(since=date(2022, 5, 12)), {"1", "2"}),
        (Scope(until=date(2022, 5, 12)), set()),
        (Scope(since=date(2022, 5, 12), until=date(2022, 5, 13)), {"2"}),
        (Scope(kinds=("Quyết định",), issuers=("Chính phủ",)), set()),
    ],
)
def test_a_scope_holds_documents(scope: Scope, expected: set[str]) -> None:
    documents = (DECREE, RULES, UNDATED)
    assert {document.id for document in documents if scope.holds(document)} == expected
    if expected:
        assert scope.ids(documents) == expected
    else:
        with pytest.raises(NotFound, match="nới phạm vi"):
            scope.ids(documents)


def test_a_scope_says_itself_and_is_told_from_others() -> None:
    scope = Scope(("Nghị định",), ("Chính phủ",), since=date(2020, 1, 1))
    assert scope.text == "Nghị định; của Chính phủ; ban hành từ 01/01/2020"
    # The answer shows the scope as it was written: equal marks are of equal words.
    assert scope.mark != Scope(("nghị định",), ("chinh phu",), since=date(2020, 1, 1)).mark
    assert scope.mark == Scope(("Nghị định",), ("Chính phủ",), since=date(2020, 1, 1)).mark
    assert scope.mark != Scope(("Nghị định",), ("Chính phủ",), until=date(2020, 1, 1)).mark
    assert (bool(scope), bool(EVERYTHING), EVERYTHING.mark) == (True, False, "")


def test_a_question_that_names_a_place_does_not_mean_the_others() -> None:
    other = Document("4", "12/QĐ-UBND", "Quy chế", "Quyết định", "Ủy ban nhân dân tỉnh Ngàn Phố", date(2022, 5, 12))
    assert (place_name(RULES), place_name(DECREE)) == ("Sông Lam", "")
    for issuer, place in (
        ("Ủy ban nhân dân huyện Sa Bình, tỉnh Sông Lam", "Sông Lam"),
        ("UBND TP. Ngàn Phố", "Ngàn Phố"),
        ("Ủy ban nhân dân xã Bến Đò", "Bến Đò"),
        ("Sở Kết nối số tỉnh Sông Lam", "Sông Lam"),
        ("Bộ Kết nối số", ""),
    ):
        assert place_name(replace(RULES, issuer=issuer)) == place
    assert of_other_places("Quy chế của tinh song lam", [DECREE, RULES, other]) == {"4"}
    assert of_other_places("Quy chế một cửa", [DECREE, RULES, other]) == set()


def test_an_answer_keeps_to_the_scope_and_says_so(demo: Assistant) -> None:
    question = "Dữ liệu được sao lưu bao lâu một lần?"
    free = demo.ask(question, as_of=TODAY)
    kinds = {citation.document.kind for citation in free.citations}
    scope = Scope(kinds=("Thông tư",) if kinds != {"Thông tư"} else ("Quyết định",))
    kept = demo.ask(question, as_of=TODAY, within=scope)
    assert {citation.document.kind for citation in (*kept.citations, *kept.nearest)} == set(scope.kinds)
    assert kinds - set(scope.kinds)
    assert f"Chỉ tìm trong: {scope.text}." in kept.warnings
    assert kept.token != free.token
    assert not any("Chỉ tìm trong" in warning for warning in free.warnings)


def test_a_document_that_the_question_names_is_answered_from_outside_the_scope(demo: Assistant) -> None:
    answer = demo.ask("Ai ký Quyết định 9002/QĐ-BKNS?", as_of=TODAY, within=Scope(kinds=("Thông tư",)))
    assert answer.citations[0].document.number == "9002/QĐ-BKNS"
    assert not any("Chỉ tìm trong" in warning for warning in answer.warnings)


def test_a_scope_decides_which_of_equal_numbers_is_meant(demo: Assistant) -> None:
    question = "Quyết định 9105/QĐ-UBND quy định về gì?"
    assert demo.ask(question, as_of=TODAY).kind == "clarify"
    answer = demo.ask(question, as_of=TODAY, within=Scope(provinces=("Ngàn Phố",)))
    assert answer.kind == "answer"
    assert {citation.document.issuer for citation in answer.citations} == {"Ủy ban nhân dân tỉnh Ngàn Phố"}
    assert "Chỉ tìm trong: tỉnh, thành phố Ngàn Phố." in answer.warnings
    place = demo.ask("Điều 1 Quyết định 9105/QĐ-UBND", as_of=TODAY, within=Scope(provinces=("Ngàn Phố",)))
    assert place.citations[0].citation.startswith("Điều 1 ")
    assert place.citations[0].document.issuer == "Ủy ban nhân dân tỉnh Ngàn Phố"


def test_a_place_outside_the_scope_is_told(demo: Assistant) -> None:
    with pytest.raises(NotFound, match="nơi mà câu hỏi nêu"):
        demo.ask("Nộp hồ sơ ở đâu tại tỉnh Ngàn Phố?", as_of=TODAY, within=Scope(provinces=("Sông Lam",)))


def test_a_refusal_within_a_scope_does_not_speak_of_the_whole_corpus(demo: Assistant) -> None:
    answer = demo.ask("Thuế nhập khẩu ô tô điện là bao nhiêu?", as_of=TODAY, within=Scope(kinds=("Thông tư",)))
    assert answer.refusal is not None
    assert not answer.refusal.text.startswith("Kho ")


def test_an_empty_scope_leaves_the_answers_of_an_earlier_batch(demo: Assistant, tmp_path: Path) -> None:
    questions, out = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    questions.write_text('{"id": "1", "question": "Ai ký Quyết định 9002/QĐ-BKNS?"}\n', encoding="utf-8")
    out.write_text("đã có", encoding="utf-8")
    with pytest.raises(NotFound):
        answer_batch(demo, questions, out, Scope(provinces=("Cà Mau",)))
    assert out.read_text(encoding="utf-8") == "đã có"
    assert answer_batch(demo, questions, out, Scope(kinds=("Thông tư",))) == 1


def test_what_is_in_force_goes_first_and_what_is_gone_is_left_out(demo: Assistant) -> None:
    evidence = Evidence(demo.catalogue, TODAY)
    ended = next(d for d in demo.catalogue.documents() if evidence.status(d).value is StatusValue.ENDED)
    in_force = next(d for d in demo.catalogue.documents() if evidence.status(d).value is StatusValue.IN_FORCE)
    first, second = (
        next(p.id for p in demo.catalogue.provisions(demo.catalogue.best_copy(d.id)) if p.path)
        for d in (ended, in_force)
    )
    hits = [Hit(first, 1.0), Hit("không còn#article:1", 0.95), Hit(second, 0.9)]
    assert [hit.entry for hit in in_force_first(hits, evidence)] == [second, first]


def test_search_prints_provisions_of_the_scope(demo_settings: Settings) -> None:
    data = demo_settings.data
    done = cancu("search", "sao lưu dữ liệu", "-k", "3", "--kind", "thông tư", "--json", data=data)
    rows = json.loads(done.stdout)
    assert len(rows) == 3
    assert all("Thông tư số" in row["citation"] for row in rows)
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    printed = cancu("search", "sao lưu dữ liệu", "-k", "1", "--kind", "thông tư", data=data).stdout
    assert printed.startswith(f"1. {rows[0]['citation']}")
    empty = cancu("search", "sao lưu", "--province", "Cà Mau", data=data)
    assert (empty.returncode, "nới phạm vi" in empty.stderr.replace("\n", " ")) == (4, True)
    for wrong in (("sao lưu", "--mode", "khác"), (" ",), ("sao lưu", "--issuer", " ")):
        assert cancu("search", *wrong, data=data).returncode == 2
