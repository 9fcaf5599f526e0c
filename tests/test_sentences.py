import pytest

from corpus.sentences import sentence_spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Điều 5. Tuân thủ kiến trúc\n1. Dự án phải theo khung. Hồ sơ gồm hai phần.",
         ["Điều 5. Tuân thủ kiến trúc", "1. Dự án phải theo khung.", "Hồ sơ gồm hai phần."]),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]),
        ("Phiên bản 2.0 được ban hành. Sau đó có 3.0.", ["Phiên bản 2.0 được ban hành.", "Sau đó có 3.0."]),
        ("a) Lập danh mục;\nb) Công bố.", ["a) Lập danh mục;", "b) Công bố."]),
        ("II. Nội dung", ["II. Nội dung"]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == expected


def test_a_window_keeps_offsets() -> None:
    text = "Một câu. Hai câu. Ba câu."
    assert [text[a:b] for a, b in sentence_spans(text, 9, 17)] == ["Hai câu."]
