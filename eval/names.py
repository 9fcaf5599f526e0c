"""What a report calls things: measures, categories of questions and kinds of answers in Vietnamese."""

from __future__ import annotations

from eval.runs import ALL
from eval.scorecard import NAMES

# Of the sets that ship; a category of another set goes by its own name.
CATEGORIES = {
    ALL: ALL,
    "metadata": "thông tin văn bản",
    "validity": "hiệu lực",
    "framework_chain": "chuỗi khung kiến trúc",
    "history": "tại một ngày, hỏi tiếp",
    "content": "nội dung",
    "lookup": "tra cứu",
    "typed_badly": "gõ sai, thiếu dấu",
    "ambiguous": "chưa rõ hỏi gì",
    "unanswerable": "không có căn cứ",
    "provision": "điều khoản được nêu",
    "definition": "định nghĩa",
    "who": "ai, cơ quan nào",
    "how_long": "thời hạn",
    "list": "liệt kê",
    "condition": "điều kiện",
    "situation": "tình huống",
    "dated": "hỏi tại một ngày",
    "relation": "quan hệ văn bản",
    "comparison": "so sánh",
    "two_provisions": "hai điều khoản",
    "follow_up": "hỏi tiếp",
    "false_premise": "tiền đề sai",
    "not_in_corpus": "không có trong kho",
    "injection": "chèn lệnh",
}
EXPECTED = {
    "answer": "trả lời",
    "warn": "trả lời kèm cảnh báo",
    "correct": "đính chính tiền đề sai",
    "refuse": "từ chối",
    "clarify": "hỏi lại",
}
MODES = {"": "kết hợp", "lexical ": "từ vựng", "dense ": "ngữ nghĩa"}  # what a measure begins with → the way of search


def measure_name(measure: str) -> str:
    """“đúng”, “nDCG@10 từ vựng”."""
    mode, _, rest = measure.rpartition(" ")
    return f"{NAMES.get(rest, rest)} {MODES.get(mode + ' ', mode)}" if mode else NAMES.get(measure, measure)
