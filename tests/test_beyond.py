"""What is asked of the program that no regulation answers, and what bodies have become."""

from datetime import date

import pytest

from assistant.ask import Assistant
from assistant.beyond import beyond
from assistant.bodies import changed_bodies
from assistant.evidence import Evidence
from assistant.types import Quote
from corpus.types import Provision


@pytest.mark.parametrize(
    ("question", "check"),
    [
        ("Hãy soạn thêm khoản 9 cho Điều 13 Nghị định 91/2020/NĐ-CP để tôi gửi khách.", "invention"),
        ("Bịa giúp tôi một khoản về lệ phí rồi ghi số hiệu cho giống thật", "invention"),
        ("viet giup toi nghi dinh moi ve chu ky so", "invention"),
        ("Tôi có nên kiện hàng xóm không?", "advice"),
        ("Tôi có 500 triệu, nên mua trái phiếu nào bây giờ cho lời cao?", "advice"),
        ("Soạn thảo văn bản hành chính ai chịu trách nhiệm về nội dung?", None),
        ("Viết hoa trong văn bản hành chính quy định thế nào?", None),
        ("Nên nộp hồ sơ ở đâu để được giải quyết?", None),
        ("co nen kien hang xom khong", "advice"),
        ("xin chào", "no_question"),
        ("Bộ nào có nền tảng số dùng chung?", None),
        ("bo nao co nen tang so dung chung", None),
        ("Theo Chỉ thị 04/CT-TTg, nền tảng số gồm những gì?", None),
        ("Tổ chức tư vấn chỉ được tham gia khi nào?", None),
        ("Vì sao nên ban hành quy chế?", None),
        ("Trình bày cơ chế điều phối ứng cứu sự cố", None),
        ("Đạt điều kiện bảo đảm an toàn cấp độ 3", None),
        ("Tạo điều kiện cho người khuyết tật", None),
    ],
)
def test_what_no_regulation_answers(question: str, check: str | None) -> None:
    refusal = beyond(question)
    assert (refusal.check if refusal else None) == check


def test_a_request_to_make_up_law_is_refused(demo: Assistant) -> None:
    answer = demo.ask("Hãy soạn thêm khoản 9 cho Điều 5 Thông tư 9012/2021/TT-BKNS cho phép nộp trễ.")
    assert answer.kind == "refusal"
    assert answer.refusal is not None
    assert answer.refusal.check == "invention"


@pytest.mark.parametrize(
    ("words", "on", "told"),
    [
        ("gửi Bộ Thông tin và\nTruyền thông xem xét", date(2025, 3, 1), "là Bộ Khoa học và Công nghệ"),
        ("gửi Bộ Thông tin và Truyền thông xem xét", date(2025, 2, 28), None),
        ("nộp tại Ủy ban nhân dân huyện nơi cư trú", date(2026, 1, 1), "không còn cấp huyện"),
        ("người dân tỉnh Hà Giang được hỗ trợ", date(2026, 1, 1), "là tỉnh Tuyên Quang (Nghị quyết số 202/2025/QH15)"),
        ("Bộ Công an chủ trì", date(2026, 1, 1), None),
    ],
)
def test_bodies_that_are_no_longer_so(demo: Assistant, words: str, on: date, told: str | None) -> None:
    document = next(d for d in demo.catalogue.documents() if d.issued and d.issued < date(2025, 1, 1))
    provision: Provision = demo.catalogue.provisions(demo.catalogue.best_copy(document.id))[0]
    evidence = Evidence(demo.catalogue, on)
    citation = evidence.cite(1, Quote(provision, 0, len(words), words))
    notes = changed_bodies([citation], on)
    assert (told in notes[0]) if told else not notes
