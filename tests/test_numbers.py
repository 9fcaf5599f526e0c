import pytest

from corpus.numbers import find_numbers, fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quyết định số 2323/QĐ-BTTTT ngày 31/12/2019", ["2323/QĐ-BTTTT"]),
        ("theo NĐ 73/2019/NĐ-CP và Luật 20/2023/QH15", ["73/2019/NĐ-CP", "20/2023/QH15"]),
        ("Số: 161/2025/QĐ-UBND", ["161/2025/QĐ-UBND"]),
        ("163/2025/QĐ-CTUBND", ["163/2025/QĐ-CTUBND"]),
        ("Nghị quyết số 66.7/2025/NQ-CP", ["66.7/2025/NQ-CP"]),
        ("công văn 1178/BTTTT-THH; 2943/CĐSQG-CNCPS", ["1178/BTTTT-THH", "2943/CĐSQG-CNCPS"]),
        ("Quy định 05-QĐ/BCĐTW, Nghị quyết 57-NQ/TW", ["05-QĐ/BCĐTW", "57-NQ/TW"]),
        ("qd 2323/qd-btttt con hieu luc ko", ["2323/QD-BTTTT"]),
        ("nghị định 73 / 2019 / NĐ - CP", ["73/2019/NĐ-CP"]),
        ("04/VBHN-BYT", ["04/VBHN-BYT"]),
        ("Nghị quyết số 36a/NQ-CP về Chính phủ điện tử", ["36a/NQ-CP"]),
        ("nđ-cp 73/2019", ["73/2019"]),
        ("Quyết định 2323 của Bộ", ["2323"]),
        ("luật 20/2023 điều 42", ["20/2023"]),
        ("phục vụ 24/7, 10 km/giờ, 31/12/2019", []),
        ("CÔNG BÁO/Số 1183 + 1184/Ngày 24-12-2020", []),
    ],
)
def test_find(text: str, expected: list[str]) -> None:
    assert [match.number for match in find_numbers(text)] == expected


def test_offsets_are_those_of_the_words() -> None:
    text = "xem Nghị định số 47/2020/NĐ-CP."
    (match,) = find_numbers(text)
    assert text[match.start : match.end] == "47/2020/NĐ-CP"
    assert match.kind == "Nghị định"


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("2323/QĐ-BTTTT", "2323/qd-btttt", True),
        ("05-QĐ/BCĐTW", "5-qđ/bcđtw", True),
        ("01779/QĐ-UBND", "1779 / QĐ-UBND", True),
        ("464/QĐ-UBND", "469/QĐ-UBND", False),
    ],
)
def test_fold(left: str, right: str, same: bool) -> None:
    assert (fold(left) == fold(right)) is same


def test_a_period_of_years_is_no_number() -> None:
    assert find_numbers("Kế hoạch 2021-2025 về chuyển đổi số") == []
    assert [found.number for found in find_numbers("NĐ 47-2020 và NĐ73/2019/NĐ-CP")] == ["47/2020", "73/2019/NĐ-CP"]
