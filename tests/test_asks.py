import pytest

from assistant.asks import Ask, asks_of, asks_what_is_in_use, without_asks

# As officials type them. What is asked, then the question.
TYPED = """
status|QĐ 2323 còn xài được không?
status|Nghị quyết 944/2026/NQ-CP kéo dài đến ngày nào thì thôi?
status|2323/QĐ-BTTTT giờ còn giá trị ko
status|QĐ 2323 hết hạn chưa
status|Quyết định 2323 hết hiệu lực khi nào?
status|Từ ngày nào Quyết định 2323/QĐ-BTTTT không còn hiệu lực?
status|Nghị định 73/2019 còn áp dụng cho dự án lập năm 2026 không?
status|Nghị định 42/2022/NĐ-CP có hiệu lực thi hành đến ngày nào?
status|Luật CNTT 2006 còn hiệu lực toàn bộ hay một phần?
status|nd 64/2007 con hieu luc hong
status|Thông tư 39/2017 đã bị bãi bỏ chưa
status|Nghị định 61/2018/NĐ-CP đã bị thay thế chưa?
status|Nghị định 47/2020 hiện nay có còn được áp dụng không?
status|Cho hỏi Nghị định 47/2020/NĐ-CP hiệu lực thế nào
status|Tình trạng hiệu lực của Thông tư 01/2018/TT-VPCP
status|Quyết định 80/2014/QĐ-TTg đã hết hiệu lực chưa, từ bao giờ?
status|Luật An ninh mạng 24/2018/QH14 mất hiệu lực từ lúc nào?
status|Hiện nay Nghị định 13/2023/NĐ-CP còn sử dụng được nữa không
status|Nghị định 118/2025 đang có hiệu lực không
status|Nghị định 91/2020/NĐ-CP có hiệu lực không?
status|Nghị định 85/2016 có bị huỷ bỏ không
replaced_by|quyet dinh 2323 nam 2019 bi thay boi van ban nao
replaced_by|Khung kiến trúc CPĐT 2.0 bây giờ dùng bản nào thay?
replaced_by|Cái gì thay cho Quyết định 2323/QĐ-BTTTT?
replaced_by|Văn bản nào thay thế Nghị định 73/2019/NĐ-CP?
replaced_by|Nghị định 73/2019/NĐ-CP được thay thế bằng nghị định nào?
replaced_by|Nghị định nào đã thay thế Nghị định 73/2019?
replaced_by|Thông tư 19/2023/TT-BTTTT bị bãi bỏ theo văn bản nào?
replaced_by|Luật nào bãi bỏ Luật An ninh mạng 2018?
replaced_by|Văn bản nào ra đời để thay Nghị định 64/2007?
replaced_by|Đã có văn bản nào thay thế Nghị định 42/2022 chưa
replaced_by|Nghị định mới nào thay thế Nghị định 47/2020?
replaces|Nghị định số 42/2022/NĐ-CP thay cho nghị định nào?
replaces|Luật 116/2025/QH15 thay thế những luật nào?
replaces|Luật 116/2025/QH15 bãi bỏ luật nào?
status|nd 59/2021 bi bo chua
status|nd 109/2013 phat phi gio sao roi anh chi oi
status|luat giao thong duong bo 2008 con dung duoc ko
status|Điều 3 nghị quyết 21/2026 đã áp dụng chưa
status|Nghị quyết 19/2026 tới bao giờ thì tự hết hiệu lực?
effective|thong tu 68/2025 chung nao ap dung vay
replaced_by|nghi dinh 59/2021 bo boi cai nao
replaces|QĐ 39/2025 ra đời thì quyết định cũ nào phải nhường chỗ?
replaces|nd 158/2025 lam 2 nghi dinh nao het hieu luc toan bo
replaces|Luật năm 2015 đã xóa hiệu lực của hai luật cũ nào
amended_by|Thông tư 21/2014 bị ai sửa?
amended_by|TT 12/2015 đã qua những lần sửa nào?
amended_by|Cho mình danh sách các thông tư đã sửa TT 120/2020
amended_by|Điều 11a nghị định 138/2021 văn bản nào chèn vào?
guides|Thông tư 10/2021 hướng dẫn thi hành hai nghị định nào?
consolidates|van ban hop nhat 03/VBHN-BTC gop nghi dinh nao voi nghi dinh nao?
passed|Luật 62/2020/QH14 được Quốc hội khóa mấy, kỳ họp thứ mấy thông qua?
signer|bo truong nao ky thong tu 32/2026/TT-BKHCN
|Tổ chức đã áp dụng tiêu chuẩn cơ sở thì phải làm gì?
|Cơ quan nào bổ sung hồ sơ vào danh mục?
|Khi nào được áp dụng biện pháp ngăn chặn?
replaces|Khi Luật An ninh mạng 116/2025/QH15 có hiệu lực thì những luật nào hết hiệu lực?
replaces|Những nghị định nào hết hiệu lực khi Nghị định 224/2026/NĐ-CP có hiệu lực?
replaces|Nghị định 224/2026/NĐ-CP bãi bỏ những văn bản gì?
replaces|Nghị định 224/2026/NĐ-CP làm hết hiệu lực những nghị định nào?
replaces|Văn bản nào bị thay thế bởi Quyết định 292/QĐ-BKHCN?
replaces|Quyết định 2568/QĐ-BTTTT thay thế văn bản nào?
replaces|nghi dinh 278/2025 thay the cho nghi dinh nao
replaces|Các văn bản nào bị bãi bỏ theo Nghị định 224/2026/NĐ-CP?
amended_by|Văn bản nào sửa đổi Nghị định 73/2019/NĐ-CP?
amended_by|Nghị định 73/2019 được sửa đổi mấy lần?
amended_by|khoản 2 điều 50 luật 67/2006/QH11 đã bị sửa đổi bởi luật nào?
amended_by|Nghị định 118/2025/NĐ-CP đã được sửa đổi, bổ sung chưa?
amended_by|Nghị định 118/2025 có bị sửa đổi không
amended_by|Có nghị định nào sửa Nghị định 118/2025 chưa
amended_by|Điều nào của Luật Công nghệ thông tin được sửa đổi?
amends|NĐ 82/2024 sửa đổi nghị định nào?
amends|Nghị định 367/2025 sửa gì?
amends|Quyết định 1729/QĐ-BTTTT sửa đổi văn bản nào?
amends|Nghị định 53/2018/NĐ-CP sửa đổi, bổ sung cho nghị định nào?
amends|Nghị định 367/2025/NĐ-CP sửa đổi một số điều của nghị định nào
guides|Thông tư 06/2026/TT-BKHCN hướng dẫn cái gì?
guides|Thông tư 06/2026/TT-BKHCN quy định chi tiết văn bản nào?
guides|Nghị định 224/2026/NĐ-CP hướng dẫn thi hành luật nào
guides|Nghị định 194/2025 quy định chi tiết luật gì?
guided_by|Thông tư nào hướng dẫn Quyết định 33/2025/QĐ-TTg?
guided_by|Văn bản nào hướng dẫn Luật Giao dịch điện tử 20/2023/QH15?
guided_by|Nghị định nào quy định chi tiết Luật Giao dịch điện tử?
guided_by|Luật Chuyển đổi số được hướng dẫn bởi nghị định nào?
guided_by|Đã có nghị định hướng dẫn Luật Chuyển đổi số chưa
basis|Nghị định 42/2022/NĐ-CP căn cứ vào luật nào?
basis|Cơ sở pháp lý ban hành Nghị định 42/2022/NĐ-CP?
basis|Nghị định 47/2020 được ban hành dựa trên những văn bản nào
signer|Ai ký Nghị định 42/2022/NĐ-CP?
signer|Người ký Quyết định 2323/QĐ-BTTTT là ai
signer|Thông tư 06/2026/TT-BKHCN do ai ký
signer,issued|Ai ký Quyết định 2323/QĐ-BTTTT, ngày nào?
issued|Nghị định 42/2022/NĐ-CP ban hành ngày nào?
issued|Nghị định 47/2020 ra đời năm nào
issued|Ngày ban hành Nghị định 30/2020/NĐ-CP?
issued|Quyết định 292/QĐ-BKHCN ký ngày bao nhiêu
issuer|Cơ quan nào ban hành Quyết định 292/QĐ-BKHCN?
issuer|Nghị định 42/2022 do cơ quan nào ban hành?
issuer|Ai ban hành Thông tư 39/2017/TT-BTTTT?
effective|Nghị định 278/2025/NĐ-CP có hiệu lực từ ngày nào?
effective|Khi nào Nghị định 278/2025/NĐ-CP có hiệu lực?
effective|Nghị định 278/2025 áp dụng từ khi nào
effective|Luật 116/2025/QH15 bao giờ thì có hiệu lực thi hành?
effective|ngày có hiệu lực của Luật Dữ liệu
effective|Từ ngày nào Luật Căn cước bắt đầu có hiệu lực?
effective|nd 278/2025 hieu luc tu khi nao
title|Nghị định 30/2020/NĐ-CP quy định về gì?
title|Nghị định 30/2020/NĐ-CP nói về cái gì
title|Nghị định 47/2020 quy định gì?
articles|Luật Giao dịch điện tử có bao nhiêu điều?
which|Luật Giao dịch điện tử hiện hành là luật nào?
which|Khung kiến trúc Chính phủ điện tử 2.0 ban hành theo quyết định nào?
|Thời hạn thẩm định thiết kế là bao nhiêu ngày?
|Ai ký giấy xác nhận hồ sơ theo Nghị định 30/2020/NĐ-CP?
|Cơ quan nào ban hành quy chế quản lý mạng?
|Ai phê duyệt hồ sơ đề xuất cấp độ 3?
|Hồ sơ đã sửa đổi, bổ sung thì nộp lại trong mấy ngày?
|Chế độ báo cáo theo Nghị định 47/2020 thế nào
|Trường hợp nào phải thay đổi giấy phép?
|Nghị định 73/2019 quy định gì về thời hạn thẩm định?
|Cơ quan nào hướng dẫn việc kết nối dữ liệu?
|Văn thư cơ quan có nhiệm vụ gì?
|Thời hạn gửi báo cáo định kỳ là ngày nào?
replaces|nhung van ban nao bi 224/2026/NĐ-CP bai bo
amended_by|20/2023/QH15 đã bị sửa chưa?
amends|116/2025/QH15 sửa đổi, bổ sung nghị định, thông tư nào?
signer|Nghị định của Chính phủ quy định chi tiết một số điều và biện pháp thi hành Luật chuyển đổi số do ai ký?
effective|Nghị định về phát triển đô thị thông minh có hiệu lực từ ngày nào?
documents|Các văn bản về chữ ký số
documents|Liệt kê các nghị định còn hiệu lực về chia sẻ dữ liệu
documents|Có những thông tư nào về cổng dịch vụ công?
documents|Các quyết định của tỉnh Tuyên Quang về kiến trúc
documents|văn bản mới nhất về dịch vụ công trực tuyến
|Khung kiến trúc Chính phủ số áp dụng cho cơ quan nào?
|Kiến trúc Chính quyền điện tử tỉnh Tuyên Quang dựa theo khung nào?
|Theo Khung 2.0 có mấy mô hình tham chiếu?
which|Hiện nay phải theo khung kiến trúc nào?
|Đăng ký kinh doanh từ lúc nào thì được tính thời hạn?
which|Năm 2021, Khung kiến trúc Chính phủ điện tử nào đang áp dụng?
which|Hiện nay áp dụng khung kiến trúc chính phủ điện tử nào?
which|Luật an ninh mạng nào đang áp dụng?
which,status|Trước 01/7/2026 Luật An ninh mạng nào đang có hiệu lực?
"""


@pytest.mark.parametrize("line", TYPED.strip().splitlines())
def test_what_is_asked(line: str) -> None:
    expected, question = line.split("|", 1)
    assert {ask.value for ask in asks_of(question)} == set(filter(None, expected.split(",")))


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Hiện nay áp dụng khung kiến trúc chính phủ điện tử nào?", "khung kiến trúc chính phủ điện tử nào"),
        ("Khung kiến trúc CPĐT 2.0 bây giờ dùng bản nào thay?", "Khung kiến trúc CPĐT 2.0 bây giờ"),
        ("Quyết định 2323/QĐ-BTTTT do ai ký", "Quyết định 2323/QĐ-BTTTT"),
    ],
)
def test_what_is_left_names_the_document(question: str, about: str) -> None:
    assert without_asks(question) == about


def test_what_is_in_use() -> None:
    assert asks_what_is_in_use("Tháng 6/2025 khung kiến trúc chính phủ số nào đang có hiệu lực?")
    assert not asks_what_is_in_use("Nghị định 73/2019/NĐ-CP quy định thời hạn thẩm định thế nào?")
    assert Ask.WHICH not in asks_of("Nghị định nào quy định chi tiết Luật Giao dịch điện tử?")


@pytest.mark.parametrize(
    "question",
    [
        "Điều nào của Nghị định 30/2020/NĐ-CP nói về ký thay, ký thừa lệnh?",
        "khoan nao trong nghi dinh 30/2020/nd-cp quy dinh ve ky thua uy quyen",
    ],
)
def test_where_a_text_says_something_is_not_a_fact_of_its_document(question: str) -> None:
    assert asks_of(question) == ()
