import pytest

from assistant.asks import Ask, asks_of


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Ai ký Quyết định 2323/QĐ-BTTTT, ngày nào?", {Ask.SIGNER, Ask.ISSUED}),
        ("Quyết định 2323/QĐ-BTTTT còn hiệu lực không?", {Ask.STATUS}),
        ("qd 2323/qd-btttt con hieu luc ko", {Ask.STATUS}),
        ("Văn bản nào thay thế Quyết định 2323/QĐ-BTTTT?", {Ask.REPLACED_BY}),
        ("Quyết định 2568/QĐ-BTTTT thay thế văn bản nào?", {Ask.REPLACES}),
        ("Nghị định 64/2007/NĐ-CP bị thay thế bởi văn bản nào?", {Ask.REPLACED_BY}),
        ("Tỉnh Tuyên Quang phê duyệt kiến trúc phiên bản 1.0 bằng quyết định nào?", {Ask.WHICH}),
        ("Nghị định 278/2025/NĐ-CP có hiệu lực từ ngày nào?", {Ask.EFFECTIVE}),
        ("Cơ quan nào ban hành Quyết định 292/QĐ-BKHCN?", {Ask.ISSUER}),
        ("Luật Giao dịch điện tử có bao nhiêu điều?", {Ask.ARTICLES}),
        ("Quyết định 1729/QĐ-BTTTT sửa đổi văn bản nào?", {Ask.AMENDS}),
        ("Khoản 5 Điều 42 Luật 20/2023/QH15 quy định gì?", set()),
        ("Thời hạn thẩm định thiết kế là bao nhiêu ngày?", set()),
    ],
)
def test_asks(question: str, expected: set[Ask]) -> None:
    assert set(asks_of(question)) == expected
