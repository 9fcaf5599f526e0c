"""What is asked of the program that no regulation answers: to judge a person's own choice, to make up law."""

from __future__ import annotations

import re

from assistant.parts import ASKS, ASKS_PLAIN
from assistant.types import Refusal
from corpus.accents import without_accents
from index.tokens import is_unaccented, with_new_tones

_POLITE = r"^(?:hãy |xin |vui lòng |giúp (?:tôi|mình|em|anh|chị) |nhờ (?:bạn |em )?)*"
_LAW = (
    r"(?:một |vài |các |những )?(?:khoản|điều(?! kiện| phối| hành| chỉnh| tra)|điểm(?! danh)|quy định|văn bản"
    r"|quyết định|nghị định|thông tư|luật|căn cứ)(?!\w)"
)
_HELP = r"(?: (?:thảo|ra|thêm|giúp|hộ|mới|cho|tôi|em|mình|giùm|lại))*"
# With a question word it is a question about the rules of drafting, not an order to draft.
MAKES_UP = (
    rf"{_POLITE}(?:soạn|viết|bịa|chế|tạo|đặt|thêm|sáng tác|tưởng tượng|dựng){_HELP} {_LAW}"
    rf"|(?<!\w)bịa{_HELP} (?:{_LAW}|số hiệu)"
    r"|(?<!\w)(?:giả vờ|coi như|trích như|nói như) .{0,40}(?:có thật|đang có hiệu lực|đã ban hành)"
)
ADVISES = (
    r"(?<!\w)có nên(?! tảng)(?!\w)"
    r"|(?<!\w)nên (?:mua|đầu tư|kiện|ly hôn|vay|gửi tiết kiệm|chơi|cưới|nghỉ việc|tin ai)(?!\w)(?! trúc)"
    r"|(?<!\w)(?:tôi|em|mình|cháu) nên (?:chọn|ký|nhận|tố cáo|khiếu nại|đồng ý|làm gì|xử lý|bán|hòa giải)(?!\w)"
    r"|(?<!\w)thắng kiện (?:được )?(?:không|ko|chứ)(?!\w)"
    r"|(?<!\w)(?:tư vấn|khuyên) (?:giúp |cho |dùm )?(?:tôi|em|mình)(?!\w)"
)
NO_QUESTION = re.compile(
    r"^(?:xin )?(?:chao|kinh chao|hello|hi|hey|alo|test|thu|cam on|cam on ban|ok|oke|tam biet)"
    r"(?: (?:ban|anh|chi|em|admin|ad|moi nguoi|can cu|nhe|a|nha|nhieu|buoi sang|buoi chieu))*\W*$"
)
_AS_TYPED = re.compile(MAKES_UP), re.compile(ADVISES)
_PLAIN = re.compile(without_accents(MAKES_UP)), re.compile(without_accents(ADVISES))


def beyond(question: str) -> Refusal | None:
    """Why a question is not one that regulations answer; None when it may be."""
    folded = without_accents(question).strip()
    if not re.search(r"[^\W_]", folded) or NO_QUESTION.match(folded):
        return Refusal("no_question", "Chưa thấy câu hỏi. Hãy hỏi về một quy định, một văn bản, hay hiệu lực của nó.")
    plain = is_unaccented(question)
    makes_up, advises = _PLAIN if plain else _AS_TYPED
    said = folded if plain else with_new_tones(question).strip()
    asks = (ASKS_PLAIN if plain else ASKS).search(question.lower())
    if makes_up.search(said) and not asks:
        return Refusal(
            "invention",
            "Căn Cứ chỉ trích quy định có trong kho, không soạn hay đặt ra quy định, văn bản mới. "
            "Hãy hỏi văn bản nào đang quy định việc này.",
        )
    if advises.search(said):
        return Refusal(
            "advice",
            "Câu hỏi xin lời khuyên cho một trường hợp riêng. Căn Cứ chỉ trích quy định, không tư vấn hay chọn thay; "
            "hãy hỏi quy định nói gì về việc này, hoặc hỏi người tư vấn pháp luật.",
        )
    return None
