"""Yes/no questions: what a sentence decides word for word, and all that is left to the reader. Texts are invented."""

import time

import pytest

from assistant.verdict import stated_in, verdict

RULES = """Điều 7. Trách nhiệm
1. Cơ quan chủ quản phải công bố danh mục dữ liệu trong thời hạn 15 ngày.
2. Đơn vị vận hành có trách nhiệm sau đây:
a) Sao lưu dữ liệu hằng ngày;
b) Thông báo sự cố cho cơ quan chủ quản, trừ sự cố cấp độ 1.
3. Hợp đồng có thể có phụ lục kèm theo.
4. Người dùng được tải dữ liệu mở nhưng không được bán lại.
5. Trường hợp hồ sơ thiếu thì cơ quan chủ quản trả lại trong 05 ngày."""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Cơ quan chủ quản phải công bố danh mục dữ liệu trong thời hạn 15 ngày, đúng không?", "Đúng."),
        ("Cơ quan chủ quản phải công bố danh mục dữ liệu trong thời hạn 30 ngày đúng không ạ?", "Không đúng."),
        ("Cơ quan chủ quản không cần công bố danh mục dữ liệu trong thời hạn 15 ngày, đúng hay sai?", "Không đúng."),
        ("Cơ quan chủ quản không cần phải công bố danh mục dữ liệu trong thời hạn 15 ngày, đúng hay sai?", "Không đúng."),
        ("Cơ quan chủ quản có phải công bố danh mục dữ liệu trong thời hạn 15 ngày không?", "Có."),
        ("Đơn vị vận hành có trách nhiệm sao lưu dữ liệu hằng ngày không?", "Có."),
        ("Đơn vị vận hành không có trách nhiệm sao lưu dữ liệu hằng ngày, đúng không?", "Không đúng."),
        ("Hồ sơ thiếu thì cơ quan chủ quản trả lại trong 5 ngày, phải không?", "Đúng."),
        # A sentence that says more or less, or otherwise, decides nothing.
        ("Cơ quan chủ quản phải công bố danh mục dữ liệu trong thời hạn 15 tháng, đúng không?", None),
        ("Cơ quan chủ quản phải công bố danh mục, đúng không?", None),
        ("Đơn vị vận hành có trách nhiệm thông báo sự cố cho cơ quan chủ quản, đúng không?", None),
        ("Người dùng có được tải dữ liệu mở không?", None),
        ("Hợp đồng không bắt buộc phải có phụ lục kèm theo, đúng không?", None),
        ("Hợp đồng phải có phụ lục kèm theo, đúng không?", None),
        ("Chỉ cơ quan chủ quản phải công bố danh mục dữ liệu trong thời hạn 15 ngày, đúng không?", None),
        ("Đơn vị vận hành phải công bố danh mục dữ liệu trong thời hạn 15 ngày, đúng không?", None),
        ("Cơ quan chủ quản trả lại trong 5 ngày, đúng không?", None),
    ],
)  # fmt: skip
def test_only_a_sentence_that_says_the_same_decides(question: str, expected: str | None) -> None:
    stated = stated_in(question)
    assert stated is not None
    decided = verdict(stated, [RULES])
    assert (decided and decided[0]) == expected


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Kho tự kiểm tra hai tháng một lần, đúng không?", "Kho tự kiểm tra hai năm một lần."),
        ("Kho phải có 5 thành viên giữ, đúng không?", "Kho phải có 5 thành viên giữ trở lên."),
        ("Người dùng có được sao chép dữ liệu không?", "Người dùng được sao chép dữ liệu công khai."),
        ("Lệ phí mở kho là 50, đúng không?", "Lệ phí mở kho là 50.000 đồng."),
        ("Thuế của kho là 0,5 phần trăm, đúng không?", "Thuế của kho là 0,05 phần trăm."),
        ("Chủ tịch xã được ký hợp đồng, đúng không?", "Phó Chủ tịch xã được ký hợp đồng."),
        ("Thủ kho phải kiểm kê hằng năm, đúng không?", "Trong thời gian thử nghiệm, thủ kho phải kiểm kê hằng năm."),
        ("Được phép thu thập dữ liệu người gửi, đúng không?", "Nghiêm cấm thu thập dữ liệu người gửi trái phép."),
        ("Công dân có được nộp lệ phí kho không?", "Công dân không phải nộp lệ phí kho."),
        ("Hợp đồng không phải lập thành văn bản, đúng không?", "Hợp đồng được lập thành văn bản."),
        ("Hệ thống cấp độ 4 phải kiểm tra định kỳ, đúng không?", "Hệ thống cấp độ 3 phải kiểm tra định kỳ."),
        ("Người giữ kho từ 20 tuổi, đúng không?", "Người giữ kho từ 18 tuổi."),
        ("Hồ sơ trả trong 7 ngày làm việc, đúng không?", "Hồ sơ trả trong 5 ngày làm việc, hồ sơ lớn trong 7 ngày."),
        ("Báo cáo kho gồm bản kê và bản đồ, đúng không?", "Báo cáo kho gồm bản kê và bản đồ, ảnh."),
    ],
)
def test_a_word_more_or_a_unit_otherwise_decides_nothing(question: str, sentence: str) -> None:
    stated = stated_in(question)
    assert stated is not None
    assert verdict(stated, [sentence]) is None


def test_a_figure_that_another_quotation_has_is_not_denied() -> None:
    stated = stated_in("Hồ sơ kho trả trong 7 ngày làm việc, đúng không?")
    assert stated is not None
    assert verdict(stated, ["Hồ sơ kho trả trong 5 ngày làm việc."]) == ("Không đúng.", 0)
    assert verdict(stated, ["Hồ sơ kho trả trong 5 ngày làm việc.", "Hồ sơ lớn trả trong 07 ngày."]) is None


def test_what_is_forbidden_is_not_allowed() -> None:
    stated = stated_in("Được phép cho mượn tài khoản công vụ, đúng không?")
    assert stated is not None
    assert verdict(stated, ["Nghiêm cấm cho mượn tài khoản công vụ."]) == ("Không đúng.", 0)
    assert verdict(stated, ["Nghiêm cấm cho mượn tài khoản công vụ, trừ khi có văn bản đồng ý."]) is None
    listed = "1. Nghiêm cấm các hành vi sau đây:\na) Bán thẻ kho;\n2. Cho mượn tài khoản công vụ."
    assert verdict(stated, [listed]) is None  # khoản 2 is no item of khoản 1


def test_two_sentences_that_disagree_decide_nothing() -> None:
    stated = stated_in("Báo cáo phải gửi trong 5 ngày, đúng không?")
    assert stated is not None
    assert verdict(stated, ["Báo cáo phải gửi trong 5 ngày."]) == ("Đúng.", 0)
    assert verdict(stated, ["Báo cáo phải gửi trong 5 ngày.", "Báo cáo không phải gửi trong 5 ngày."]) is None


def test_a_document_that_is_not_the_one_searched_is_not_judged_by() -> None:
    question = "Theo Luật Kho 2023, báo cáo phải gửi trong 5 ngày, đúng không?"
    assert stated_in(question) is None
    stated = stated_in(question, named=True)
    assert stated is not None
    assert verdict(stated, ["Báo cáo phải gửi trong 5 ngày."]) == ("Đúng.", 0)
    condition = stated_in("Theo yêu cầu của người dùng, báo cáo phải gửi trong 5 ngày, đúng không?")
    assert condition is not None
    assert verdict(condition, ["Báo cáo phải gửi trong 5 ngày."]) is None


@pytest.mark.parametrize("question", ["Thời hạn công bố là bao lâu?", "Khi nào không phải công bố?", "Không đúng?"])
def test_other_questions_state_nothing(question: str) -> None:
    assert stated_in(question) is None


@pytest.mark.parametrize("question", ["," * 20_000, "a có được không" + "," * 20_000 + "x", "có " * 9_000, "," * 999])
def test_hostile_questions_state_nothing_at_once(question: str) -> None:
    began = time.process_time()
    assert stated_in(question) is None
    assert time.process_time() - began < 5
