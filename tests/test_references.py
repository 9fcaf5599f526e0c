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
    ],
)  # fmt: skip
def test_references(text: str, expected: list[str]) -> None:
    assert shown(text) == expected
