"""Yes/no questions: what a sentence decides word for word, and all that is left to the reader. Texts are invented."""

import pytest

from assistant.verdict import stated_in, verdict

RULES = """Điều 7. Trách nhiệm
1. Cơ quan chủ quản phải công bố danh mục dữ liệu trong thời hạn 15 ngày.
2. Đơn vị vận hành có trách nhiệm sau đây:
a) Sao lưu dữ liệu hằng ngày;
b) Thông báo sự cố cho cơ quan chủ quản, trừ sự cố cấp độ 1.
3. Hợp đồng có thể có phụ lục kèm theo.
4. Người dùng được tải dữ liệu mở nhưng không được bán lại.
5. Nghiêm cấm các hành vi: cho mượn tài khoản công vụ; bán dữ liệu."""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Cơ quan chủ quản phải công bố danh mục dữ liệu trong thời hạn 15 ngày, đúng không?", "Đúng."),
        ("Cơ quan chủ quản phải công bố danh mục dữ liệu trong thời hạn 30 ngày đúng không ạ?", "Không đúng."),
        ("Cơ quan chủ quản không cần phải công bố danh mục dữ liệu trong thời hạn 15 ngày, đúng hay sai?", "Không đúng."),
        ("Cơ quan chủ quản có phải công bố danh mục dữ liệu trong thời hạn 15 ngày không?", "Có."),
        ("Theo Quyết định 9, đơn vị vận hành có trách nhiệm sao lưu dữ liệu hằng ngày, phải không?", "Đúng."),
        ("Đơn vị vận hành không có trách nhiệm sao lưu dữ liệu hằng ngày, đúng không?", "Không đúng."),
        # A sentence that adds a condition, an exception or other words decides nothing.
        ("Đơn vị vận hành có trách nhiệm thông báo sự cố cho cơ quan chủ quản, đúng không?", None),
        ("Người dùng có được tải dữ liệu mở không?", None),
        ("Hợp đồng không bắt buộc phải có phụ lục kèm theo, đúng không?", None),
        ("Chỉ cơ quan chủ quản phải công bố danh mục dữ liệu trong thời hạn 15 ngày, đúng không?", None),
        ("Đơn vị vận hành phải công bố danh mục dữ liệu trong thời hạn 15 ngày, đúng không?", None),
        ("Hợp đồng phải có phụ lục kèm theo, đúng không?", None),
    ],
)  # fmt: skip
def test_only_a_sentence_that_says_the_same_decides(question: str, expected: str | None) -> None:
    stated = stated_in(question)
    assert stated is not None
    decided = verdict(stated, [RULES])
    assert (decided and decided[0]) == expected


def test_what_is_forbidden_is_not_allowed() -> None:
    stated = stated_in("Được phép cho mượn tài khoản công vụ, đúng không?")
    assert stated is not None
    assert verdict(stated, ["Nghiêm cấm cho mượn tài khoản công vụ."]) == ("Không đúng.", 0)
    assert verdict(stated, ["Nghiêm cấm cho mượn tài khoản công vụ, trừ khi có văn bản đồng ý."]) is None


def test_two_sentences_that_disagree_decide_nothing() -> None:
    stated = stated_in("Báo cáo phải gửi trong 5 ngày, đúng không?")
    assert stated is not None
    assert verdict(stated, ["Báo cáo phải gửi trong 5 ngày."]) == ("Đúng.", 0)
    assert verdict(stated, ["Báo cáo phải gửi trong 5 ngày.", "Báo cáo phải gửi trong 10 ngày."]) is None


@pytest.mark.parametrize("question", ["Thời hạn công bố là bao lâu?", "Khi nào không phải công bố?", "Không đúng?"])
def test_other_questions_state_nothing(question: str) -> None:
    assert stated_in(question) is None
