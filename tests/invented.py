"""Invented regulations for the tests of the page, and an index of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.settings import Settings

# Everything in Markdown, HTML and Streamlit's own notation that could act, in the text of an article and in a title.
SIGNS = "*đậm* _nghiêng_ # | $C = a_1$ <b>thẻ</b> [mẫu 01](http://example.org) :smile: x >= 1 -> :red[đỏ]"

DECREE = f"""CHÍNH PHỦ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 905/2025/NĐ-CP
Hà Nội, ngày 09 tháng 4 năm 2025

NGHỊ ĐỊNH
QUY ĐỊNH VỀ SỔ TAY KẾT NỐI CỦA TRẠM QUAN TRẮC

Căn cứ Luật Tổ chức Chính phủ;
Chính phủ ban hành Nghị định quy định về sổ tay kết nối của trạm quan trắc.

Điều 1. Phạm vi điều chỉnh
Nghị định này quy định việc lập, giữ và kiểm tra sổ tay kết nối của trạm quan trắc.

Điều 2. Lập sổ tay kết nối
1. Trưởng trạm quan trắc lập sổ tay kết nối trong thời hạn 12 ngày kể từ ngày trạm hoạt động.
2. Sổ tay kết nối được ghi bằng mực xanh và đóng dấu giáp lai từng trang.
3. Ký hiệu trong sổ tay gồm: {SIGNS}.

Điều 3. Kiểm tra sổ tay
Đoàn kiểm tra xem sổ tay kết nối mỗi quý một lần và ghi biên bản.

Điều 4. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 6 năm 2025.
2. Nghị định này thay thế Nghị định số 411/2019/NĐ-CP ngày 03 tháng 3 năm 2019 của Chính phủ.

TM. CHÍNH PHỦ
THỦ TƯỚNG
Trần Văn Mẫu
"""
OLD_DECREE = """CHÍNH PHỦ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 411/2019/NĐ-CP
Hà Nội, ngày 03 tháng 3 năm 2019

NGHỊ ĐỊNH
QUY ĐỊNH VỀ NHẬT KÝ VẬN HÀNH CỦA TRẠM QUAN TRẮC

Căn cứ Luật Tổ chức Chính phủ;
Chính phủ ban hành Nghị định quy định về nhật ký vận hành của trạm quan trắc.

Điều 1. Nhật ký vận hành
Trạm quan trắc ghi nhật ký vận hành hằng ngày bằng bút chì.

Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2019.

TM. CHÍNH PHỦ
THỦ TƯỚNG
Lê Thị Thử
"""
DECISION = """ỦY BAN NHÂN DÂN
TỈNH {province}
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 77/QĐ-UBND
{place}, ngày {day} tháng 02 năm 2025

QUYẾT ĐỊNH
VỀ VIỆC BAN HÀNH LỊCH TRỰC CỦA TỔ HỖ TRỢ {subject}

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH {province}

Căn cứ Luật Tổ chức chính quyền địa phương;

QUYẾT ĐỊNH:

Điều 1. Ban hành lịch trực của tổ hỗ trợ {what}.

Điều 2. Quyết định này có hiệu lực kể từ ngày ký.

CHỦ TỊCH
{signer}
"""
DOCUMENTS = {
    "nghi-dinh-905.txt": DECREE,
    "nghi-dinh-411.txt": OLD_DECREE,
    "quyet-dinh-77-a.txt": DECISION.format(
        province="LÀO CAI", place="Lào Cai", day="11", subject="MỘT CỬA", what="một cửa", signer="Vàng A Mẫu"
    ),
    "quyet-dinh-77-b.txt": DECISION.format(
        province="CÀ MAU",
        place="Cà Mau",
        day="12",
        subject="*CHUYỂN* ĐỔI >= 2 SỐ :smile:",
        what="chuyển đổi số",
        signer="Ngô Thị Ví",
    ),
}


def build(folder: Path) -> Settings:
    """Settings of a data folder inside `folder` that holds these regulations alone, indexed."""
    from assistant.build import add, ensure_index

    files = folder / "files"
    files.mkdir()
    for name, text in DOCUMENTS.items():
        (files / name).write_text(text, encoding="utf-8")
    settings = replace(Settings.from_environment(), data=folder / "data", model="", embedder="", library=False)
    outcomes = add(settings, [files], None, lambda *_: None)
    assert [outcome.kind for outcome in outcomes] == ["added"] * len(DOCUMENTS), outcomes
    ensure_index(settings)
    return settings
