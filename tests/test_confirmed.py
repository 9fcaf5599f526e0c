"""“A thay thế B phải không?”: the catalogue says which ended which, the way asked or the other."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.ask import Assistant

ENDED = "Quyết định số 9001/QĐ-BKNS được thay thế bởi Quyết định số 9002/QĐ-BKNS từ ngày 15/6/2021."


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Quyết định 9002/QĐ-BKNS thay thế Quyết định 9001/QĐ-BKNS phải không?", "Đúng"),
        ("Quyết định 9002/QĐ-BKNS có thay thế Quyết định 9001/QĐ-BKNS không?", "Đúng"),
        ("9001/QĐ-BKNS đã bị 9002/QĐ-BKNS thay thế đúng không?", "Đúng"),
        ("Quyết định 9001/QĐ-BKNS được thay thế bởi Quyết định 9002/QĐ-BKNS phải không ạ?", "Đúng"),
        ("quyet dinh 9002/qd-bkns thay the quyet dinh 9001/qd-bkns phai khong", "Đúng"),
        ("Quyết định 9001/QĐ-BKNS thay thế Quyết định 9002/QĐ-BKNS phải không?", "Không đúng"),
        ("Quyết định 9001/QĐ-BKNS bãi bỏ Quyết định 9002/QĐ-BKNS đúng không?", "Không đúng"),
        ("9002/QĐ-BKNS bị 9001/QĐ-BKNS thay thế phải không?", "Không đúng"),
    ],
)
def test_the_catalogue_decides(demo: Assistant, question: str, said: str) -> None:
    answer = demo.ask(question, as_of=date(2026, 11, 30))
    assert [claim.text for claim in answer.claims] == [f"{said}: {ENDED}"]
    assert any("9002/QĐ-BKNS" in citation.citation for citation in answer.citations)
    assert any("nêu ngược" in warning for warning in answer.warnings) is (said == "Không đúng")


@pytest.mark.parametrize(
    "question",
    [
        "Quyết định 9002/QĐ-BKNS thay thế Quyết định 9001/QĐ-BKNS từ khi nào?",
        "Thông tư 9058/2022/TT-BKNS thay thế Thông tư 9012/2021/TT-BKNS phải không?",
        "Quyết định 9002/QĐ-BKNS thay thế văn bản nào?",
    ],
)
def test_what_the_catalogue_does_not_know_is_not_decided(demo: Assistant, question: str) -> None:
    answer = demo.ask(question, as_of=date(2026, 11, 30))
    assert not any(claim.text.startswith(("Đúng", "Không đúng")) for claim in answer.claims)
