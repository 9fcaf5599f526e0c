import pytest

from corpus.references import find_references

NAMES = {"luat giao dich dien tu": "20/2023/QH15|Quốc hội|2023-06-22"}


def shown(text: str) -> list[str]:
    """Each reference as `document: point clause article`."""
    return [
        f"{r.document or r.document_id or 'này'}: {' '.join(step.label for step in reversed(r.path))}".strip()
        for r in find_references(text, NAMES)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("khoản 5 Điều 42 Luật số 20/2023/QH15", ["20/2023/QH15: 5 42"]),
        ("khoản 5 Điều 42 20/2023/QH15", ["20/2023/QH15: 5 42"]),
        ("k5 đ42 20/2023/QH15", ["20/2023/QH15: 5 42"]),
        ("dieu 5 khoan 2 nd 73/2019/nd-cp", ["73/2019/ND-CP: 2 5"]),
        ("Nghị định 73/2019/NĐ-CP Điều 5 khoản 1", ["73/2019/NĐ-CP: 1 5"]),
        ("điểm đ khoản 2 Điều 14b Nghị định số 73/2019/NĐ-CP", ["73/2019/NĐ-CP: đ 2 14b"]),
        ("các Điều 5, 6 và 7 Luật này", ["này: 5", "này: 6", "này: 7"]),
        ("điểm a và điểm b khoản 2 Điều 7", ["này: a 2 7", "này: b 2 7"]),
        ("khoản 1 và khoản 2 Điều 5 Nghị định này", ["này: 1 5", "này: 2 5"]),
        ("mục II.3 Quyết định 2323/QĐ-BTTTT", ["2323/QĐ-BTTTT: II.3"]),
        ("Phụ lục II Quyết định 1425/QĐ-TTg", ["1425/QĐ-TTg: II"]),
        ("Điều 42 Luật Giao dịch điện tử nói gì?", ["20/2023/QH15|Quốc hội|2023-06-22: 42"]),
        ("Theo Nghị định 47/2020/NĐ-CP thì thời hạn là bao lâu?", ["47/2020/NĐ-CP:"]),
        ("Điều 5 quy định gì?", ["này: 5"]),
        ("Bãi bỏ Điều 58 và Điều 59 của Luật Công nghệ thông tin số 67/2006/QH11",
         ["67/2006/QH11: 58", "67/2006/QH11: 59"]),
        ("Sửa đổi khoản 2 Điều 5 Nghị định số 9/2020/NĐ-CP, bãi bỏ Điều 58 của Luật CNTT số 67/2006/QH11",
         ["9/2020/NĐ-CP: 2 5", "67/2006/QH11: 58"]),
        ("khoản 8 Điều 3 và Điều 41 Luật này", ["này: 8 3", "này: 41"]),
        ("điểm a khoản 1 và khoản 2 Điều 5", ["này: a 1 5", "này: 2 5"]),
        ("Điều kiện và điểm số của mục tiêu", []),
        # an outer step closes all that wait for it, and nothing after it
        ("khoản 1 và khoản 3 Điều 5, Điều 7 Nghị định 47/2020/NĐ-CP",
         ["47/2020/NĐ-CP: 1 5", "47/2020/NĐ-CP: 3 5", "47/2020/NĐ-CP: 7"]),
        ("khoản 3 Điều 51, khoản 1 và khoản 5 Điều 52 của Luật Đấu thầu số 22/2023/QH15",
         ["22/2023/QH15: 3 51", "22/2023/QH15: 1 52", "22/2023/QH15: 5 52"]),
        ("điểm a, b khoản 1 và khoản 3 Điều 5", ["này: a 1 5", "này: b 1 5", "này: 3 5"]),
        ("điểm a khoản 1, điểm b khoản 2 Điều 5", ["này: a 1 5", "này: b 2 5"]),
        ("Điều 5, 6 và khoản 2 Điều 7", ["này: 5", "này: 6", "này: 2 7"]),
        ("Điều 5 và Phụ lục II Nghị định 9/2020/NĐ-CP", ["9/2020/NĐ-CP: 5", "9/2020/NĐ-CP: II"]),
        # from the outside in
        ("Điều 5, khoản 1, điểm đ", ["này: đ 1 5"]),
        ("Điều 5 khoản 1, 2 Nghị định 9/2020/NĐ-CP", ["9/2020/NĐ-CP: 1 5", "9/2020/NĐ-CP: 2 5"]),
        ("Điều 5 khoản 1, Điều 6 khoản 2", ["này: 1 5", "này: 2 6"]),
        ("Điều 5, khoản 1 Điều 6", ["này: 5", "này: 1 6"]),
        ("Điều 5 điểm a khoản 2", ["này: a 2 5"]),
        ("Điều 5.2.a Nghị định 73/2019/NĐ-CP", ["73/2019/NĐ-CP: a 2 5"]),
        ("73/2019/nd-cp d5 k2", ["73/2019/ND-CP: 2 5"]),
        ("các điều từ Điều 98 đến Điều 100 và Điều 103", ["này: 98", "này: 99", "này: 100", "này: 103"]),
        # a document that changes a place does not contain it
        ("khoản 2 Điều 10 (sửa đổi tại Nghị định 82/2024/NĐ-CP)", ["này: 2 10", "82/2024/NĐ-CP:"]),
    ],
)  # fmt: skip
def test_references(text: str, expected: list[str]) -> None:
    assert shown(text) == expected
