"""An item is bound to its provision: a change of that provision flags it, and nothing else does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.evidence import Evidence
from assistant.workshop.binding import bind, words_in
from assistant.workshop.expiry import as_known, expired_beside, expired_in, known_ended, renewed, warnings_before
from assistant.workshop.proposing.propose import propose
from assistant.workshop.types import Basis, Exercise, Form, Item, Lesson, LiveQuestion
from corpus.add import add_file
from corpus.catalogue import Catalogue
from corpus.errors import NotFound
from corpus.types import StatusValue
from tests.conftest import DOCUMENTS

TODAY = date(2026, 11, 30)
CHANGED = {"article:5/clause:2", "article:4/clause:1/point:c", "article:7/clause:1/point:b", "article:6/clause:4"}


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """The invented circular 9012, not yet amended."""
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    add_file(DOCUMENTS / "9012-2021-tt-bkns.docx", catalogue)
    return catalogue


def gap(id_: str, citation: str, quote: str = "") -> Item:
    return Item(id_, Form.GAP, "Bao lâu?", Basis(citation, quote), answers=("x",))


def of_every_provision(catalogue: Catalogue) -> Lesson:
    """A lesson with an item on each innermost provision of the circular."""
    evidence = Evidence(catalogue, TODAY)
    (document,) = catalogue.documents()
    provisions = catalogue.provisions(catalogue.best_copy(document.id))
    inner = [p for p in provisions if p.path and p.path[-1].level.value in {"clause", "point"} and p.extent == p.end]
    items = []
    for provision in inner:
        quote = words_in(provision, "", evidence)
        assert quote is not None
        items.append(gap(provision.key, f"{provision.citation} {document.number}", quote.text))
    return bind(Lesson("Dịch vụ công", items=tuple(items)), evidence)


def test_exactly_the_items_of_the_provisions_amended_are_flagged(catalogue: Catalogue) -> None:
    lesson = of_every_provision(catalogue)
    assert len(lesson.items) > 50
    assert [item.basis.provision.partition("#")[2] for item in lesson.items] == [item.id for item in lesson.items]
    assert expired_in(lesson, Evidence(catalogue, TODAY)) == []
    add_file(DOCUMENTS / "9034-2023-tt-bkns.docx", catalogue)
    flagged = {expired.item: expired for expired in expired_in(lesson, Evidence(catalogue, TODAY))}
    assert set(flagged) == CHANGED
    reworded = flagged["article:5/clause:2"]
    assert "01 ngày làm việc" in reworded.now
    assert (
        "Khoản 2 Điều 5 được sửa đổi theo khoản 1 Điều 1 Thông tư số 9034/2023/TT-BKNS, từ 01/8/2023." in reworded.why
    )
    assert not reworded.ended
    assert flagged["article:7/clause:1/point:b"].ended


def test_a_change_counts_from_the_day_it_takes_effect(catalogue: Catalogue) -> None:
    add_file(DOCUMENTS / "9034-2023-tt-bkns.docx", catalogue)
    before = bind(
        Lesson("x", items=(gap("a", "khoản 2 Điều 5 9012/2021/TT-BKNS"),)), Evidence(catalogue, date(2023, 7, 1))
    )
    assert expired_in(before, Evidence(catalogue, date(2023, 7, 31))) == []
    assert [expired.item for expired in expired_in(before, Evidence(catalogue, date(2023, 8, 1)))] == ["a"]
    after = bind(
        Lesson("x", items=(gap("a", "khoản 2 Điều 5 9012/2021/TT-BKNS"),)), Evidence(catalogue, date(2023, 8, 1))
    )
    assert expired_in(after, Evidence(catalogue, TODAY)) == []


def test_looked_at_again_an_item_is_no_longer_flagged(catalogue: Catalogue) -> None:
    lesson = bind(Lesson("x", items=(gap("a", "khoản 2 Điều 5 9012/2021/TT-BKNS"),)), Evidence(catalogue, TODAY))
    add_file(DOCUMENTS / "9034-2023-tt-bkns.docx", catalogue)
    evidence = Evidence(catalogue, TODAY)
    assert expired_in(lesson, evidence)
    again = Lesson("x", items=tuple(renewed(item, evidence) for item in lesson.items))
    assert expired_in(again, evidence) == []


def test_a_document_replaced_flags_its_items_and_shows_what_now_says_it(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    add_file(DOCUMENTS / "9001-qd-bkns.docx", catalogue)
    evidence = Evidence(catalogue, TODAY)
    (document,) = catalogue.documents()
    lesson = Lesson("x", items=tuple(propose(catalogue.provisions(catalogue.best_copy(document.id)), evidence)))
    assert lesson.items
    assert expired_in(lesson, evidence) == []
    assert known_ended(lesson) == []
    add_file(DOCUMENTS / "9002-qd-bkns.docx", catalogue)
    flagged = expired_in(lesson, Evidence(catalogue, TODAY))
    assert [expired.item for expired in flagged] == [item.id for item in lesson.items]
    assert all(expired.ended for expired in flagged)
    assert any("9002/QĐ-BKNS" in expired.now_at for expired in flagged)
    # Written once it has ended, an item says so and is not flagged.
    late = Lesson(
        "x", items=tuple(propose(catalogue.provisions(catalogue.best_copy(document.id)), Evidence(catalogue, TODAY)))
    )
    assert expired_in(late, Evidence(catalogue, TODAY)) == []
    assert known_ended(late) == list(late.items)


def test_a_document_taken_out_of_the_corpus_flags_its_items(catalogue: Catalogue) -> None:
    lesson = bind(Lesson("x", items=(gap("a", "khoản 1 Điều 5 9012/2021/TT-BKNS"),)), Evidence(catalogue, TODAY))
    (document,) = catalogue.documents()
    catalogue.remove_copy(catalogue.best_copy(document.id).id)
    (expired,) = expired_in(lesson, Evidence(catalogue, TODAY))
    assert expired.ended
    assert "Kho không còn quy định này" in expired.why[0]


@pytest.mark.parametrize(
    ("citation", "quote", "said"),
    [
        ("khoản 9 Điều 5 9012/2021/TT-BKNS", "", "không thấy “khoản 9 Điều 5"),
        ("Điều 1 1/2099/NĐ-CP", "", "không thấy"),
        ("xin chào", "", "không thấy"),
        ("khoản 1 Điều 5 9012/2021/TT-BKNS", "trong 09 giờ", "câu trích không có"),
    ],
)
def test_a_basis_that_is_not_here_is_told_by_its_item(
    catalogue: Catalogue, citation: str, quote: str, said: str
) -> None:
    with pytest.raises(NotFound, match="câu “a”") as told:
        bind(Lesson("x", items=(gap("a", citation, quote),)), Evidence(catalogue, TODAY))
    assert said in str(told.value)


def test_an_amendment_that_was_known_but_not_yet_in_effect_counts_once_it_is(catalogue: Catalogue) -> None:
    add_file(DOCUMENTS / "9034-2023-tt-bkns.docx", catalogue)
    lesson = Lesson(
        "x", items=(gap("a", "khoản 2 Điều 5 9012/2021/TT-BKNS"), gap("b", "khoản 1 Điều 5 9012/2021/TT-BKNS"))
    )
    known = bind(lesson, Evidence(catalogue, date(2023, 7, 1)))
    assert [expired.item for expired in expired_in(known, Evidence(catalogue, date(2023, 8, 1)))] == ["a"]
    (told,) = expired_in(known, Evidence(catalogue, date(2023, 8, 1)))
    # The circular has ended in part elsewhere: of these words only their own change is told.
    assert told.why == ("Khoản 2 Điều 5 được sửa đổi theo khoản 1 Điều 1 Thông tư số 9034/2023/TT-BKNS, từ 01/8/2023.",)


def test_an_end_that_is_known_to_come_is_told_before(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    add_file(DOCUMENTS / "9002-qd-bkns.docx", catalogue)
    lesson = bind(Lesson("x", items=(gap("a", "Điều 1 9002/QĐ-BKNS"),)), Evidence(catalogue, TODAY))
    add_file(DOCUMENTS / "9003-qd-bkns.docx", catalogue)
    (coming,) = expired_in(lesson, Evidence(catalogue, TODAY))
    assert not coming.ended
    assert coming.why[0].startswith("Sắp hết hiệu lực: còn hiệu lực, sẽ hết hiệu lực từ 01/3/2027")
    assert (
        expired_in(
            bind(Lesson("x", items=(gap("a", "Điều 1 9002/QĐ-BKNS"),)), Evidence(catalogue, TODAY)),
            Evidence(catalogue, TODAY),
        )
        == []
    )


def test_questions_and_exercises_expire_too_and_what_is_handed_on_says_what_is_known_today(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    add_file(DOCUMENTS / "9001-qd-bkns.docx", catalogue)
    basis = Basis("Điều 1 9001/QĐ-BKNS")
    lesson = bind(
        Lesson(
            "x",
            items=(gap("a", "Điều 1 9001/QĐ-BKNS"),),
            questions=(LiveQuestion("Khung nào?", basis),),
            exercises=(Exercise("Tìm khung.", basis=basis),),
        ),
        Evidence(catalogue, TODAY),
    )
    add_file(DOCUMENTS / "9002-qd-bkns.docx", catalogue)
    evidence = Evidence(catalogue, TODAY)
    assert [one.where for one in expired_beside(lesson, evidence)] == ["câu hỏi “Khung nào?”", "bài tập “Tìm khung.”"]
    assert len(warnings_before(lesson, evidence)) == 3
    shown = as_known(lesson, evidence)
    for known in (shown.items[0].basis, shown.questions[0].expected, shown.exercises[0].basis):
        assert known is not None
        assert known.status is StatusValue.ENDED
        assert known.status_text.startswith("đã hết hiệu lực từ 15/6/2021")
        assert known.quote == lesson.items[0].basis.quote
    assert expired_in(lesson, evidence)  # the lesson that is kept tells the difference


def test_words_that_are_gone_cannot_be_looked_at_again(catalogue: Catalogue) -> None:
    lesson = bind(Lesson("x", items=(gap("a", "khoản 1 Điều 5 9012/2021/TT-BKNS"),)), Evidence(catalogue, TODAY))
    (document,) = catalogue.documents()
    catalogue.remove_copy(catalogue.best_copy(document.id).id)
    evidence = Evidence(catalogue, TODAY)
    with pytest.raises(NotFound, match="câu trích không còn trong kho"):
        renewed(lesson.items[0], evidence)
    assert as_known(lesson, evidence).items[0].basis.status is StatusValue.UNKNOWN


def test_an_answer_with_a_mistake_expires_with_any_of_its_sentences(catalogue: Catalogue) -> None:
    evidence = Evidence(catalogue, TODAY)
    (document,) = catalogue.documents()
    lesson = Lesson(
        "x",
        items=tuple(
            i
            for i in propose(catalogue.provisions(catalogue.best_copy(document.id)), evidence, 300)
            if i.form is Form.MISTAKE
        ),
    )
    rest_on = {
        item.id: {basis.provision.partition("#")[2] for basis in (item.basis, *item.beside)} for item in lesson.items
    }
    assert all(len(places) > 1 for places in rest_on.values())
    add_file(DOCUMENTS / "9034-2023-tt-bkns.docx", catalogue)
    flagged = {expired.item for expired in expired_in(lesson, Evidence(catalogue, TODAY))}
    assert flagged == {id_ for id_, places in rest_on.items() if places & CHANGED}
    assert flagged


def test_what_is_shown_of_amended_words_says_that_they_are_old_and_gives_the_new_ones(catalogue: Catalogue) -> None:
    lesson = bind(Lesson("x", items=(gap("a", "khoản 2 Điều 5 9012/2021/TT-BKNS"),)), Evidence(catalogue, TODAY))
    add_file(DOCUMENTS / "9034-2023-tt-bkns.docx", catalogue)
    evidence = Evidence(catalogue, TODAY)
    (item,) = as_known(lesson, evidence).items
    assert item.basis.status_text == (
        "nguyên văn cũ: khoản 2 Điều 5 được sửa đổi theo khoản 1 Điều 1 Thông tư số 9034/2023/TT-BKNS, từ 01/8/2023"
    )
    assert "Quy định đã đổi. Nay, " in item.key
    assert "01 ngày làm việc" in item.key
    again = bind(Lesson("x", items=(gap("a", "khoản 2 Điều 5 9012/2021/TT-BKNS"),)), evidence)
    assert expired_in(again, evidence) == []  # written of the old words knowingly
