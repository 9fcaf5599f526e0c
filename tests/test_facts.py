"""Facts of documents and of places in them, asked as people ask, on the invented regulations."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.ask import Assistant

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("question", "says", "cites"),
    [
        # a place has a status of its own
        ("Điểm b khoản 1 Điều 7 Thông tư 9012/2021/TT-BKNS còn hiệu lực không?", "bị bãi bỏ", "khoản 4 Điều 1"),
        ("Điều 6 Thông tư 9012/2021/TT-BKNS còn hiệu lực không?", "Khoản 4 Điều 6", "khoản 6 Điều 1"),
        ("Khoản 2 Điều 5 Thông tư 9012/2021/TT-BKNS được sửa đổi bởi văn bản nào?", "9034/2023/TT-BKNS", "khoản 1 Điều 1"),
        ("Điều nào của Thông tư 9012/2021/TT-BKNS bị bãi bỏ?", "điểm b khoản 1 Điều 7", "khoản 4 Điều 1"),
        # what ends what
        ("Khi Quyết định 9003/QĐ-BKNS có hiệu lực thì văn bản nào hết hiệu lực?", "9002/QĐ-BKNS", "khoản 2 Điều 2"),
        ("Quyết định 9002/QĐ-BKNS hết hiệu lực từ ngày nào?", "01/3/2027", None),
        ("Quyết định 9002/QĐ-BKNS thay cho quyết định nào?", "9001/QĐ-BKNS", "khoản 2 Điều 2"),
        ("Thông tư 9034/2023/TT-BKNS sửa đổi văn bản nào?", "9012/2021/TT-BKNS", None),
        # which holds on the day
        ("Khung kết nối số nào đang áp dụng?", "9002/QĐ-BKNS", None),
        ("Năm 2019, khung kết nối số nào đang áp dụng?", "9001/QĐ-BKNS", None),
        ("Tại ngày 01/4/2027 áp dụng khung kết nối số phiên bản nào?", "9003/QĐ-BKNS", None),
        # what the question misstates of a document comes first
        ("Quyết định 9002/QĐ-BKNS ngày 15/6/2022 có mấy điều?", "ban hành ngày 15/6/2021", None),
        ("Quyết định 9002/QĐ-BKNS ban hành khung phiên bản 3.0 thì có mấy điều?", "phiên bản 2.0", None),
        # typed in part
        ("9002 còn hiệu lực không?", "9002/QĐ-BKNS", None),
        ("k2 đ2 QĐ9002/QĐ-BKNS", "9001/QĐ-BKNS", "khoản 2 Điều 2"),
        ("9002", "phiên bản 2.0", None),
        ("QĐ 9002/QĐ-BKNS là gì, còn hiệu lực không?", "phiên bản 2.0", None),
        ("Khung kết nối số hiện hành là văn bản nào?", "9002/QĐ-BKNS", None),
        ("Tóm tắt Thông tư 9012/2021/TT-BKNS", "dịch vụ công trực tuyến", None),
    ],
)  # fmt: skip
def test_facts(demo: Assistant, question: str, says: str, cites: str | None) -> None:
    answer = demo.ask(question, as_of=None if "ngày 01/4/2027" in question or "Năm 2019" in question else TODAY)
    assert answer.kind == "answer"
    assert says in answer.text
    if cites:
        assert any(citation.citation.startswith(cites) for citation in answer.citations)


def test_documents_are_listed_with_their_status(demo: Assistant) -> None:
    answer = demo.ask("Liệt kê các quyết định về khung kết nối số", as_of=TODAY)
    assert answer.trace["way"] == "documents"
    assert [claim.text.split(" ngày ")[0].split(" ban hành ")[0][-12:] for claim in answer.claims] == [
        "9003/QĐ-BKNS",
        "9002/QĐ-BKNS",
        "9001/QĐ-BKNS",
    ]
    assert "chưa có hiệu lực" in answer.claims[0].text
    assert "còn hiệu lực" in answer.claims[1].text
    assert "đã hết hiệu lực" in answer.claims[2].text


def test_what_guides_a_decision(library: Assistant) -> None:
    answer = library.ask("Thông tư nào hướng dẫn Quyết định 33/2025/QĐ-TTg?", as_of=TODAY)
    assert "06/2026/TT-BKHCN" in answer.text
    answer = library.ask("Thông tư 06/2026/TT-BKHCN hướng dẫn văn bản nào?", as_of=TODAY)
    assert "33/2025/QĐ-TTg" in answer.text


def test_whose_documents_are_sought(library: Assistant) -> None:
    answer = library.ask("Các quyết định của tỉnh Tuyên Quang về kiến trúc", as_of=TODAY)
    assert answer.trace["way"] == "documents"
    assert {citation.document.issuer for citation in answer.citations} == {"Ủy ban nhân dân tỉnh Tuyên Quang"}


def test_a_place_that_only_the_whole_document_tells_of(demo: Assistant) -> None:
    answer = demo.ask("Điều 1 Quyết định 9001/QĐ-BKNS bị thay thế bởi văn bản nào?", as_of=TODAY)
    assert "9002/QĐ-BKNS" in answer.text


def test_a_misstated_day_does_not_hide_that_the_rest_is_not_answered(demo: Assistant) -> None:
    answer = demo.ask("Điều 99 Quyết định 9002/QĐ-BKNS ngày 15/6/2022 quy định gì?", as_of=TODAY)
    assert "ban hành ngày 15/6/2021" in answer.text
    assert any("Điều 99" in warning for warning in answer.warnings)


def test_what_a_contract_is_asked_is_not_asked_of_the_document(demo: Assistant) -> None:
    question = "Phản ánh, kiến nghị gửi qua cổng được ký xác nhận bởi ai theo Thông tư 9012/2021/TT-BKNS?"
    assert demo.ask(question, as_of=TODAY).trace["way"] == "search"
