import pytest

from corpus.furniture import furniture, is_gazette_line, is_page_number


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("CÔNG BÁO/Số 1183 + 1184/Ngày 24-12-2020", True),
        ("34 CÔNG BÁO/Số 529 + 530/Ngày 27-4-2018", True),
        ("CÔNG BÁO/Số 288/Ngày 29-05-2026 41", True),
        ("Cơ quan đăng CÔNG BÁO/niêm yết", False),
    ],
)
def test_the_gazettes_line(line: str, is_one: bool) -> None:
    assert is_gazette_line(line) is is_one


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("12", True),
        ("- 12 -", True),
        ("Trang 3/40", True),
        ("1.", False),
        ("12 tháng", False),
        ("Điều 12", False),
    ],
)
def test_page_numbers(line: str, is_one: bool) -> None:
    assert is_page_number(line) is is_one


def gone(pages: list[list[str]]) -> list[list[str]]:
    return [[page[at] for at in sorted(places)] for page, places in zip(pages, furniture(pages), strict=True)]


def test_heads_that_repeat_and_numbers_at_the_edge() -> None:
    pages = [
        ["TCVN 1:2023", f"Nội dung {'abcd'[number]} của trang", "2024", f"{'hết' * number}.", str(number)]
        for number in range(1, 4)
    ]
    assert gone(pages) == [["TCVN 1:2023", str(number)] for number in range(1, 4)]


def test_a_head_that_counts_pages() -> None:
    pages = [[f"Quy chế kết nối, trang {number} trên 9", f"Điều {number}. Nội dung"] for number in range(3, 8)]
    assert gone(pages) == [[page[0]] for page in pages]


def test_forms_numbered_one_by_one_are_no_heads() -> None:
    pages = [[f"Mẫu số {number}", f"ĐƠN ĐỀ NGHỊ {'x' * number}"] for number in range(1, 5)]
    assert gone(pages) == [[]] * 4


def test_forms_that_each_begin_with_the_motto_keep_it() -> None:
    pages = [["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", f"GIẤY {'x' * number}"] for number in range(4)]
    assert gone(pages) == [[]] * 4


def test_a_tables_head_stays_on_its_first_page() -> None:
    pages = [["TT | Nhiệm vụ | Năm", f"{number} | Nâng cấp nền tảng số | 2024"] for number in range(1, 5)]
    assert gone(pages) == [[], *[["TT | Nhiệm vụ | Năm"]] * 3]


def test_two_pages_repeat_by_chance() -> None:
    assert gone([["QUYẾT ĐỊNH", "Điều 1. Ban hành"], ["QUYẾT ĐỊNH", "Điều 1. Phê duyệt"]]) == [[], []]
