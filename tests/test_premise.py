"""What a question to be confirmed states, beside what the words that answer it state: quantities, days, denials."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from assistant.ask import Assistant
from assistant.premise import confirms, stated_facts, to_compare
from assistant.quantities import quantities
from corpus.types import Level


@pytest.mark.parametrize(
    ("question", "said", "told"),
    [
        (
            "Thông tư có hiệu lực từ 01/7/2023 đúng không?",
            "Thông tư này có hiệu lực từ ngày 01 tháng 7 năm 2024.",
            "“01/7/2023”; căn cứ nêu “ngày 01 tháng 7 năm 2024”",
        ),
        ("Tính đến ngày 23/11/2026 thì Nghị định 73 còn hiệu lực phải không?", "có hiệu lực từ ngày 01/01/2020", ""),
        ("Thông tư do Thủ tướng ký đúng không?", "Thông tư do Bộ trưởng Phạm Thu Nền ký.", "“Thủ tướng”"),
        ("Thông tư do ông Phạm Thu Nền ký đúng không?", "Thông tư do Bộ trưởng Phạm Thu Nền ký.", ""),
        ("Quyết định do UBND tỉnh ban hành đúng không?", "Quyết định do Ủy ban nhân dân tỉnh Sông Lam ban hành.", ""),
        ("Báo cáo do cơ quan lập định kỳ phải không?", "Báo cáo lập hằng quý.", ""),
    ],
)
def test_the_facts_of_a_document_to_be_confirmed(question: str, said: str, told: str) -> None:
    found = to_compare(question, said, said, of_document=True)
    assert (told in " ".join(found)) if told else found == []


@pytest.mark.parametrize(
    ("question", "said", "told"),
    [
        (
            "Mỗi bộ có tối đa 7 thứ trưởng, đúng không?",
            "Số thứ trưởng không quá 05.",
            ["“7 thứ trưởng”; căn cứ không nêu con số"],
        ),
        ("Phí là 5 triệu đồng một bộ đúng không?", "Mức phí: 5.000.000 đồng/hồ sơ.", []),
        (
            "Bộ Y tế là cơ quan chủ quản phải không ạ?",
            "Bộ Công an là cơ quan chủ quản.",
            ["“Bộ Y tế”; căn cứ không nêu"],
        ),
        ("bo y te la co quan chu quan phai khong", "Bộ Công an là cơ quan chủ quản.", ["“Bộ Y tế”; căn cứ không nêu"]),
        ("Theo khoản 9 Điều 8 Luật Kho 2015, từ năm 2021 phải có 3 chìa khóa đúng không?", "Kho có 3 chìa khóa.", []),
        ("Theo quyết định của Thủ tướng thì hai bên cùng ký phải không?", "Hai bên cùng ký. Thủ tướng Chính phủ", []),
        ("Kho có 3 cửa phải không?", "Kho có cửa.", []),  # no figure there to set beside it
        ("Phí là 5.000.000 đồng đúng không?", "Mức phí: 5 triệu đồng.", []),
        ("Phí là 2,5 triệu đồng đúng không?", "Mức phí: 2.500.000 đồng.", []),
        ("Phí là 500 nghìn, đúng không?", "Mức phí: 500.000.", []),
        ("Báo trước 1 năm phải không?", "Báo trước 12 tháng.", []),
        ("Kho có 3 người phải không?", "Kho có ba người, 02 cửa.", []),
        ("Dịch vụ công mức độ 4 trả kết quả trong 3 ngày phải không?", "Trả kết quả trong 03 ngày.", []),
        ("Kho có 2 cửa phải không?", "2. Kho có 3 cửa.", ["“2 cửa”; căn cứ nêu “3 cửa”"]),
        (
            "Có 5 bước và 15 ngày, đúng không?",
            "Có 3 bước trong 20 ngày.",
            ["“5 bước”; căn cứ nêu “3 bước”", "“15 ngày”; căn cứ nêu “20 ngày”"],
        ),
    ],
)
def test_what_the_words_that_answer_have_nowhere(question: str, said: str, told: list[str]) -> None:
    found = to_compare(question, said, said, of_document=False)
    assert len(found) == len(told)
    assert all(words in note for words, note in zip(told, found, strict=True))


@pytest.mark.parametrize(
    ("question", "said", "told"),
    [
        ("Thẻ kho có giá trị 5 năm, đúng không?", "Thẻ kho có giá trị 03 năm.", "“5 năm”; căn cứ nêu “03 năm”"),
        (
            "Thẻ trả trong 5 ngày làm việc đúng ko?",
            "Thẻ trả trong 02 (hai) ngày làm việc.",
            "“5 ngày làm việc”; căn cứ nêu “02 (hai) ngày làm việc”",
        ),
        ("Thẻ kho có giá trị 3 năm, đúng không ạ?", "Thẻ kho có giá trị 03 năm.", ""),
        ("The kho co gia tri 5 nam phai khong?", "Thẻ kho có giá trị 03 năm.", "“5 nam”; căn cứ nêu “03 năm”"),
        ("Lệ phí là 100.000 đồng đúng không?", "Mức 100.000 đồng; cấp lại 50.000 đồng.", ""),
        ("Nghỉ hưu ở 60 tuổi đúng không?", "Nam 60 tuổi, nữ 55 tuổi.", ""),
        ("Được giảm 12,5% phải không?", "Giảm 12.5% số tiền.", ""),
        ("Kho cần 2 công nhân, đúng không?", "Có 3 công trình.", "“2 công nhân”; căn cứ không nêu con số này"),
        ("Thẻ kho có giá trị 5 năm thì gia hạn mấy lần?", "Thẻ kho có giá trị 03 năm.", ""),
        ("Vì sao thẻ kho chỉ có giá trị 5 năm?", "Thẻ kho có giá trị 03 năm.", "“5 năm”; căn cứ nêu “03 năm”"),
        ("Giấy phép cấp 5 năm trước còn sử dụng không?", "thời hạn 03 năm", ""),
        ("giay phep cap 5 nam truoc con su dung khong", "thời hạn 03 năm", ""),
        ("Mất thẻ quá 15 ngày, phải làm gì?", "Trong 03 ngày phải báo mất.", ""),
        ("Theo Điều 5 Luật 20/2023 thì giá trị 12 tháng phải không?", "giá trị 12 tháng kể từ ngày cấp", ""),
        (
            "Lãi suất lấy của 5 ngân hàng, đúng k?",
            "Lãi suất của 03 ngân hàng trong 5 năm.",
            "“5 ngân hàng”; căn cứ nêu “03 ngân hàng”",
        ),
        ("Kho được hẹn lại hai lần phải không?", "Việc hẹn lại không quá một lần.", "“hai lần”; căn cứ nêu “một lần”"),
        ("Kho được hẹn lại một lần phải không?", "Việc hẹn lại không quá một lần.", ""),
        ("Kho kiểm kê mỗi năm một lần, đúng không?", "Kiểm kê 03 tháng một lần.", ""),  # a year is no number of years
        ("Kho báo cáo 1 năm một lần, đúng không?", "Báo cáo 03 tháng một lần.", "“1 năm”; căn cứ nêu “03 tháng”"),
        (
            "phi la 3 trieu mot ho so dung ko ad?",
            "Mức phí: 5.000.000 đồng/hồ sơ.",
            "“3 trieu”; căn cứ nêu “5.000.000 đồng”",
        ),
        (
            "Kho báo cáo trước 31/12 đúng không mọi người?",
            "Trước ngày 15 tháng 12 hằng năm.",
            "căn cứ nêu “15 tháng 12”",
        ),
        ("Kho báo cáo trước 15/12 đúng không?", "Trước ngày 15 tháng 12 hằng năm.", ""),
        ("Hội kho vào tháng 9 phải không?", "Từ ngày 01 đến ngày 08 tháng 6.", "“tháng 9”; căn cứ nêu “tháng 6”"),
        ("Kho mở cửa 24/7 phải không?", "Kho mở đến ngày 31/12.", ""),
        ("Quyết định ban hành 29/4/2026 về kho, đúng không?", "Từ ngày 01/3/2027.", ""),  # its own day
        ("Kho dùng mạng phải đóng cước, đúng không?", "Kho dùng mạng không phải trả cước.", "“không phải trả cước”"),
        ("Kho dùng mạng không phải đóng cước, đúng không?", "Kho dùng mạng không phải trả cước.", ""),
        ("Kho dùng mạng trả trong 03 ngày đúng không?", "Kho dùng mạng trả cước không quá 03 ngày.", ""),
        ("Thủ kho khỏi cần học an toàn, đúng không?", "Thủ kho phải học an toàn.", "“phải học an toàn”"),
        ("Thủ kho phải học an toàn, đúng không?", "Thủ kho phải học an toàn.", ""),
        ("Tôi giữ kho 15 năm. Họ không cho nghỉ. Thế có đúng không?", "Thủ kho được nghỉ 12 ngày.", ""),  # a story
        ("Thẻ kho có giá trị 5 năm. Đúng không?", "Thẻ kho có giá trị 03 năm.", "“5 năm”; căn cứ nêu “03 năm”"),
        ("Mức 100.000 đồng một thẻ đúng không?", "Mức 100.000 đồng; cấp lại 50.000 đồng.", ""),
        ("Trong 5 ngày làm việc, đúng không?", "Trong 07 ngày làm việc, gia hạn 05 ngày.", "“07 ngày làm việc”"),
        ("Trong 15 ngày làm việc, đúng không?", "Trong 15 ngày.", "“15 ngày làm việc”; căn cứ nêu “15 ngày”"),
        ("Hồ sơ sau ngày 01/7/2025 theo luật mới, đúng không?", "Hồ sơ được giải quyết trong 10 ngày.", ""),
        ("Thẻ kho có giá trị 1 năm, đúng không?", "Thẻ có giá trị một năm, gia hạn 02 lần.", ""),
        ("Thẻ kho có giá trị 23 ngày, đúng không?", "Thẻ có giá trị hai mươi ba ngày.", ""),
        ("Khung 3.0 có 4 lớp, đúng không?", "Khung, phiên bản 3.0 gồm 4 lớp.", ""),
        ("Khung Chính phủ điện tử có 4 lớp, đúng không?", "Khung gồm 4 lớp.", ""),  # no body is named
        ("Kho có 2/3 thủ kho tán thành, đúng không?", "Khi 2/3 thành viên tán thành, trước 31/12.", ""),
        ("Tính đến 23/11 thì nộp trước 15/12, đúng không?", "Nộp trước ngày 15 tháng 12.", ""),
        ("Kho họp mỗi tháng 2 lần đúng không?", "Kho họp mỗi tháng 2 lần, tháng 12 họp tổng kết.", ""),
        ("Sở cấp thẻ khi đủ hồ sơ, đúng không?", "Đủ hồ sơ, Sở cấp thẻ; trường hợp không cấp thẻ thì trả lời.", ""),
        ("Kho cấp thẻ cho thủ kho, đúng không?", "Kho cấp thẻ cho thủ kho; việc đó không làm chậm hồ sơ.", ""),
        ("Người khởi kiện phải nộp án phí, đúng không?", "Người khởi kiện phải nộp tiền án phí.", ""),
        ("Kho ở miền núi phải báo cáo, đúng không?", "Kho ở miền núi phải báo cáo hằng năm.", ""),
        ("Thẻ kho có giá trị 5 năm. Em hiểu vậy có đúng hông?", "Thẻ kho có giá trị 03 năm.", "“5 năm”"),
        ("Nộp 3 bộ hồ sơ, đúng không ạ, em cảm ơn", "Nộp 02 bộ hồ sơ.", "“3 bộ”; căn cứ nêu “02 bộ”"),
        ("Máy chủ 10.0.0.1 đúng không?", "3.2.1 Máy chủ\nĐạt 80%.", ""),
    ],
)
def test_what_is_counted_dated_and_denied(question: str, said: str, told: str) -> None:
    found = to_compare(question, said, said, of_document=False)
    assert [told in note for note in found] == [True] * bool(told)


def test_both_of_two_numbers_are_told() -> None:
    found = to_compare("Kho có 2 cửa và 2 phòng, đúng không?", "Kho có 3 cửa và 4 phòng.", "", of_document=False)
    assert [note.partition(":")[0] for note in found] == [
        "Câu hỏi nêu “2 cửa”; căn cứ nêu “3 cửa”",
        "Câu hỏi nêu “2 phòng”; căn cứ nêu “4 phòng”",
    ]


def test_what_a_clause_says_is_not_held_against_it(demo: Assistant) -> None:
    """Of the invented regulations: the first words of each clause as a question to be confirmed."""
    asked = 0
    for document in demo.catalogue.documents():
        copy = demo.catalogue.best_copy(document.id)
        for provision in demo.catalogue.provisions(copy):
            said = re.sub(r"^(?:\d+\.|[a-zđ]\)) ", "", provision.text.strip())
            first = said.partition("\n")[0].partition(";")[0].strip(" .:")
            if provision.path and provision.path[-1].level in {Level.CLAUSE, Level.POINT} and len(first) > 30:
                asked += 1
                assert to_compare(f"{first}, đúng không?", provision.text, provision.text, of_document=False) == []
    assert asked > 100


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        (
            "Mức 100.000 đồng; cấp lại 2,5 triệu; 20tr; 50k",
            ["100000 dong", "2500000 dong", "20000000 dong", "50000 dong"],
        ),
        (
            "20 nghìn tỷ đồng, 3 triệu rưỡi, từ 20 đến 30 triệu",
            ["2E+13 dong", "3500000 dong", "2E+7 dong", "3E+7 dong"],
        ),
        ("1.490.000,50 đồng và 1 triệu hồ sơ", ["1490000.5 dong", "1000000 ho so"]),
        ("mười hai tháng, hai mươi mốt ngày, 02 (hai) ngày làm việc", ["12 thang", "21 ngay", "2 ngay lam viec"]),
        ("Sau ngày 15 tháng 3, Sau tháng 6, năm 2026, giai đoạn 2021-2025", []),
        ("3.2.1 Kiến trúc; 10.0.0.1; 6506.10.20; 24/7; 2/3; 31-12", []),
        ("Bước 3, thứ 2 hằng tuần, quận 1, mức độ 4, khoản 5, tháng 6", []),
        (
            "Mỗi tháng 2 lần, năm 3 lần, 03 ngân hàng thương mại, 2 cửa phải mở",
            ["2 lan", "3 lan", "3 ngan hang", "2 cua"],
        ),
        ("co 5 ngan hang, 2 nam, hai muoi ngay, 3 ty le", ["5 ngan hang", "24 thang", "20 ngay", "3 ty le"]),
        ("do 5 thành viên bầu, không quá 05; giảm 12,5%", ["5 thanh vien", "5 ", "12.5 %"]),
        ("hai ba ngày", []),  # no number in words: two or three
    ],
)
def test_quantities(text: str, counted: list[str]) -> None:
    assert [f"{q.value.normalize():g} {q.unit}" for q in quantities(text)] == [
        f"{Decimal(one.partition(' ')[0]).normalize():g} {one.partition(' ')[2]}" for one in counted
    ]


def test_what_another_clause_that_is_quoted_says_is_not_held_against_it() -> None:
    lead, said = "Hồ sơ cấp độ 3: 15 ngày.", "Hồ sơ cấp độ 3: 15 ngày.\nHồ sơ cấp độ 4: 25 ngày."
    assert to_compare("Hồ sơ cấp độ 4 mất hai mươi lăm ngày phải không?", lead, said, of_document=False) == []
    (told,) = to_compare("Hồ sơ cấp độ 4 mất 30 ngày phải không?", lead, said, of_document=False)
    assert "“30 ngày”; căn cứ nêu “15 ngày”" in told  # of what is quoted first


def test_only_a_question_to_be_confirmed_is_compared() -> None:
    assert confirms("Thẻ có giá trị 5 năm, đúng chứ?")
    assert not confirms("Thẻ có giá trị bao nhiêu năm?")
    assert not confirms("Nghị định này còn áp dụng không?")
    assert stated_facts("Thủ tục do công dân tự đăng ký phải không?") == ()
