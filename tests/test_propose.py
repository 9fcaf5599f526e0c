"""Quiz items from the text alone, over the invented regulations and hand-made sentences."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from assistant.ask import Assistant
from assistant.evidence import Evidence
from assistant.workshop.proposing.propose import propose, questions_of, terms_of
from assistant.workshop.proposing.siblings import Siblings
from assistant.workshop.proposing.statements import fits, statements_of
from assistant.workshop.sound import faults
from assistant.workshop.types import BLANK, Form, Item
from assistant.workshop.values import values_in
from corpus.types import Level, Provision

TODAY = date(2026, 11, 30)
UNITS = {Level.ARTICLE, Level.SECTION}


@pytest.fixture(scope="module")
def evidence(demo: Assistant) -> Evidence:
    return Evidence(demo.catalogue, TODAY)


def chosen(evidence: Evidence, number: str, *articles: str) -> list[Provision]:
    (document,) = evidence.catalogue.by_number(number)
    provisions = evidence.catalogue.provisions(evidence.best_copy(document))
    units = [p for p in provisions if p.path and p.path[-1].level in UNITS]
    return [p for p in units if not articles or p.path[-1].label in articles]


@pytest.fixture(scope="module")
def items(evidence: Evidence) -> list[Item]:
    """What is proposed from every article of the invented regulations."""
    found = []
    for document in evidence.catalogue.documents():
        found += propose(chosen_of(document.id, evidence), evidence, most=100)
    return found


def chosen_of(document_id: str, evidence: Evidence) -> list[Provision]:
    copy = evidence.catalogue.best_copy(document_id)
    return [p for p in evidence.catalogue.provisions(copy) if p.path and p.path[-1].level in UNITS]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trong thời hạn 05 ngày làm việc kể từ ngày nhận", ["duration 05 ngày làm việc"]),
        ("chậm nhất 03 ngày làm việc sau khi nhận đủ hồ sơ", ["duration 03 ngày làm việc"]),
        ("trong 02 ngày qua", []),
        ("thời hạn 02 (hai) năm", ["duration 02 (hai) năm"]),
        ("từ ngày 01 tháng 7 năm 2026", ["day ngày 01 tháng 7 năm 2026"]),
        ("được áp dụng từ 31/12/2019.", ["day 31/12/2019"]),
        ("theo Nghị định số 24/2026/NĐ-CP ngày 17 tháng 01 năm 2026 của Chính phủ", []),
        ("thay thế Quyết định số 2323/QĐ-BTTTT.", ["number 2323/QĐ-BTTTT"]),
        ("theo Điều 5 và khoản 2 Điều 30 Luật này", []),
        ("ngày 15 tháng 12 hằng năm", []),
        ("trong 06 tháng đầu năm", []),
        ("24/24 giờ", []),
        ("ít nhất 01 lần với thời hạn tối đa là 06 tháng", ["count 01 lần", "duration 06 tháng"]),
        ("đạt 90% ở cấp tỉnh", ["share 90%"]),
        ("phạt tiền 2.000.000 đồng", ["money 2.000.000 đồng"]),
        ("Bộ Kết nối số có trách nhiệm hướng dẫn.", ["body Bộ Kết nối số"]),
        ("Bộ, ngành có trách nhiệm hướng dẫn.", []),
        ("Cơ quan, tổ chức có trách nhiệm hướng dẫn.", []),
        ("Đến năm 2030, mọi cơ quan", ["year 2030"]),
    ],
)
def test_values(text: str, found: list[str]) -> None:
    assert [f"{value.kind} {value.text}" for value in values_in(text)] == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("01 tháng", "30 ngày", True),
        ("12 tháng", "01 năm", True),
        ("05 ngày", "5 ngày", True),
        ("05 ngày", "05 giờ", False),
        ("30 ngày", "31 ngày", False),
        ("1.000.000 đồng", "1000000 đồng", True),
    ],
)
def test_what_means_the_same(one: str, other: str, same: bool) -> None:
    ((first,), (second,)) = values_in(one), values_in(other)
    assert (first.meant == second.meant) is same


@pytest.mark.parametrize(
    ("text", "can"),
    [
        ("Hồ sơ được kiểm tra trong thời hạn 08 giờ làm việc kể từ khi nộp.", True),
        ("Quá ngắn.", False),
        ("Sửa đổi, bổ sung khoản 2 Điều 5 của Thông tư số 9012/2021/TT-BKNS.", False),
        ("Hồ sơ gồm các giấy tờ quy định dưới đây và những giấy tờ khác:", False),
        ("Tên cơ quan: ........................................ ngày lập.", False),
        ("Hồ sơ nộp trực tuyến được kiểm tra (theo Điều 5 và phản hồi ngay.", False),
        ("HỒ SƠ NỘP TRỰC TUYẾN ĐƯỢC KIỂM TRA VÀ PHẢN HỒI NGAY.", False),
        ("Trường hợp này thì cơ quan tiếp nhận thông báo một lần cho người nộp.", False),
        ("Thời hạn giải quyết được tính từ ngày nhận đủ hồ sơ hợp lệ12.", False),
    ],
)
def test_sentences_that_can_be_asked_about(text: str, can: bool) -> None:
    assert fits(text) is can


def test_an_item_of_a_list_comes_with_what_introduces_it(evidence: Evidence) -> None:
    (article,) = chosen(evidence, "9012/2021/TT-BKNS", "4")
    found = {s.text: s.lead for s in statements_of(article, evidence)}
    assert found["Lưu nhật ký xử lý tối thiểu 24 tháng;"] == "Cơ quan cung cấp dịch vụ có trách nhiệm"
    assert not any(text.startswith(("a)", "1.")) for text in found)


def test_all_forms_are_proposed_and_each_is_decided_by_its_quotation(items: list[Item], evidence: Evidence) -> None:
    forms = Counter(item.form for item in items)
    assert len(items) >= 150
    assert set(forms) >= {Form.CHOICE, Form.TRUE_FALSE, Form.GAP, Form.PLACE, Form.MATCH, Form.MISTAKE}
    assert [item.id for item in items if faults(item, evidence)] == []
    assert all(item.difficulty is not None and 0 <= item.difficulty <= 1 for item in items)


def test_the_question_with_its_answer_is_the_provision_s_own_sentence(items: list[Item]) -> None:
    asked = [item for item in items if BLANK in item.ask]
    assert len(asked) >= 60
    for item in asked:
        said = item.ask[item.ask.index("“") : item.ask.rindex("”")].rpartition("“")[2]
        assert said.replace(BLANK, item.answer) in item.basis.quote, item.id


def test_a_wrong_option_is_not_in_the_article(items: list[Item], evidence: Evidence) -> None:
    for item in items:
        provision = evidence.provision(item.basis.provision)
        assert provision is not None
        if item.form is Form.CHOICE and BLANK in item.ask:
            article = [p for p in chosen_of(provision.document, evidence) if p.start <= provision.start < p.extent][-1]
            text = evidence.copy_of(provision).text[article.start : article.extent]
            assert not [o.text for o in item.options if not o.right and o.text in text], item.id


def test_a_term_is_asked_for_among_terms_of_the_same_document(evidence: Evidence) -> None:
    article = chosen(evidence, "9012/2021/TT-BKNS", "3")
    found = [item for item in propose(article, evidence) if "thuật ngữ nào" in item.ask]
    terms = {definition.term for definition in terms_of(article, evidence)}
    assert len(found) >= 4
    assert all({option.text for option in item.options} <= terms for item in found)


def test_a_list_is_asked_about_whole(evidence: Evidence) -> None:
    article = chosen(evidence, "9012/2021/TT-BKNS", "7")
    item = next(i for i in propose(article, evidence) if "Nội dung nào sau đây thuộc danh sách này?" in i.ask)
    assert item.basis.quote.startswith("1. Hệ thống cung cấp dịch vụ công trực tuyến phải:\na)")
    assert item.basis.citation == "khoản 1 Điều 7 Thông tư số 9012/2021/TT-BKNS"
    assert item.answer in item.basis.quote


def test_what_two_articles_say_alike_is_not_asked_for(evidence: Evidence) -> None:
    (document,) = evidence.catalogue.by_number("9012/2021/TT-BKNS")
    siblings = Siblings(document, evidence.best_copy(document), evidence)
    stated = siblings.stated[0]
    assert siblings.is_alone(stated.statement, stated.value)
    siblings._flat += f" {stated.statement.text.replace(stated.value.text, '99 ngày')}"
    assert not siblings.is_alone(stated.statement, stated.value)


def test_proposing_again_proposes_the_same(evidence: Evidence) -> None:
    articles = chosen(evidence, "9012/2021/TT-BKNS")
    assert propose(articles, evidence) == propose(articles, evidence)
    assert len(propose(articles, evidence, most=5)) == 5
    assert propose([], evidence) == []


def test_questions_for_the_assistant_name_the_provision_expected(demo: Assistant, evidence: Evidence) -> None:
    asked = questions_of(chosen(evidence, "9012/2021/TT-BKNS", "5", "6"), evidence)
    assert [q.expected.citation for q in asked if q.expected] == [
        "Điều 5 Thông tư số 9012/2021/TT-BKNS",
        "Điều 6 Thông tư số 9012/2021/TT-BKNS",
    ]
    answer = demo.ask(asked[0].ask, as_of=TODAY)
    assert any(citation.citation.endswith(asked[0].expected.citation) for citation in answer.citations)  # type: ignore[union-attr]


def test_an_ended_basis_is_seeded_among_documents_in_force(evidence: Evidence) -> None:
    numbers = ("9002/QĐ-BKNS", "9012/2021/TT-BKNS", "9058/2022/TT-BKNS", "9210/QĐ-BKNS")
    (item, *_) = propose([p for number in numbers for p in chosen(evidence, number)], evidence)
    assert item.ask == "Tính đến ngày 30/11/2026, câu trả lời gồm các câu dưới đây. Câu nào có chỗ sai?"
    assert "9001/QĐ-BKNS)" in item.answer
    assert item.key.startswith("Sai căn cứ: Quyết định số 9001/QĐ-BKNS đã hết hiệu lực")
    assert item.basis.citation.endswith("Quyết định số 9002/QĐ-BKNS")
    assert [option.text for option in item.options if "9001" in option.text] == [item.answer]
    assert len(item.options) == 4
