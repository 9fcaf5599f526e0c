"""What a report calls things: measures, categories of questions and kinds of answers in Vietnamese."""

from __future__ import annotations

from eval.questions import Expected
from eval.runs import ALL

NAMES = {
    "right": "đúng",
    "facts": "dữ kiện",
    "precision_article": "căn cứ đúng (Điều)",
    "recall_article": "căn cứ đủ (Điều)",
    "f1_document": "F1 văn bản",
    "f1_article": "F1 Điều",
    "f1_clause": "F1 khoản",
    "f1_point": "F1 điểm",
    "verbatim": "nguyên văn",
    "figures": "số liệu có căn cứ",
    "warned": "cảnh báo hết hiệu lực",
    "status": "đúng hiệu lực",
    "refused": "từ chối đúng",
    "answered": "có trả lời",
    "consistent": "nhất quán theo ngày",
    "reproduced": "tái lập",
}

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
    "confirm": "xin xác nhận",
    "not_in_corpus": "không có trong kho",
    "injection": "chèn lệnh",
    "near_topic": "gần chủ đề, không quy định",
    "other_law": "luật không có trong kho",
    "no_such": "không có số hiệu, điều đó",
    "off_topic": "ngoài pháp luật",
    "advice": "xin lời khuyên",
    "invent": "xin bịa quy định",
}
EXPECTED: dict[Expected, str] = {
    "answer": "trả lời, nêu căn cứ",
    "warn": "trả lời kèm cảnh báo",
    "correct": "sửa điều câu hỏi hiểu sai, kèm cảnh báo",
    "refuse": "không trả lời vì kho không có căn cứ",
    "clarify": "hỏi lại vì câu hỏi có nhiều nghĩa",
}
MODES = {"": "kết hợp", "lexical ": "từ vựng", "dense ": "ngữ nghĩa"}  # what a measure begins with → the way of search


def measure_name(measure: str) -> str:
    """“đúng”, “nDCG@10 từ vựng”."""
    mode, _, rest = measure.rpartition(" ")
    return f"{NAMES.get(rest, rest)} {MODES.get(mode + ' ', mode)}" if mode else NAMES.get(measure, measure)
