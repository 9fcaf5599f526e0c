"""What is asked of the program that no regulation answers: to judge a person's own choice, to make up law."""

from __future__ import annotations

import re

from assistant.parts import ASKS, ASKS_PLAIN
from assistant.types import Refusal
from corpus.accents import without_accents
from index.tokens import is_unaccented

# Without diacritics. With a question word it is a question about the rules of drafting, not an order to draft.
MAKES_UP = re.compile(
    r"^(?:hay |xin |vui long |giup (?:toi|minh|em|anh|chi) |nho (?:ban |em )?)*"
    r"(?:soan|viet|bia|che|tao|dat|them|sang tac|tuong tuong|dung)"
    r"(?: (?:thao|ra|them|giup|ho|moi|cho|toi|em|minh|gium|lai))*"
    r" (?:mot |vai |cac |nhung )?(?:khoan|dieu|diem|quy dinh|van ban|quyet dinh|nghi dinh|thong tu|luat|can cu)\b"
    r"|\b(?:bia|che) (?:ra |them |giup |cho |toi )*(?:mot |vai )?(?:khoan|dieu|quy dinh|can cu|so hieu|van ban)\b"
    r"|\b(?:gia vo|coi nhu|trich nhu|noi nhu) .{0,40}(?:co that|dang co hieu luc|da ban hanh)\b"
)
NO_QUESTION = re.compile(
    r"^(?:xin )?(?:chao|kinh chao|hello|hi|hey|alo|test|thu|cam on|cam on ban|ok|oke|tam biet)"
    r"(?: (?:ban|anh|chi|em|admin|ad|moi nguoi|can cu|nhe|a|nha|nhieu|buoi sang|buoi chieu))*\W*$"
)
ADVISES = re.compile(
    r"\bco nen\b|\bnen (?:mua|ban|dau tu|kien|ly hon|vay|gui tiet kiem|choi|cuoi|nghi viec|tin ai)\b"
    r"|\b(?:toi|em|minh|chau) nen (?:chon|ky|nhan|to cao|khieu nai|dong y|lam gi|xu ly|thuong luong|hoa giai)\b"
    r"|\b(?:co )?thang kien (?:duoc )?(?:khong|ko|chu)|\btheo (?:ban|em|anh|chi),? .*\bnen\b"
    r"|\b(?:tu van|khuyen) (?:giup |cho |dum )?(?:toi|em|minh|anh|chi)\b"
)


def beyond(question: str) -> Refusal | None:
    """Why a question is not one that regulations answer; None when it may be."""
    folded = without_accents(question).strip()
    if not re.search(r"[^\W_]", folded) or NO_QUESTION.match(folded):
        return Refusal("no_question", "Chưa thấy câu hỏi. Hãy hỏi về một quy định, một văn bản, hay hiệu lực của nó.")
    asks = (ASKS_PLAIN if is_unaccented(question) else ASKS).search(question.lower())
    if MAKES_UP.search(folded) and not asks:
        return Refusal(
            "invention",
            "Căn Cứ chỉ trích quy định có trong kho, không soạn hay đặt ra quy định, văn bản mới. "
            "Hãy hỏi văn bản nào đang quy định việc này.",
        )
    if ADVISES.search(folded):
        return Refusal(
            "advice",
            "Câu hỏi xin lời khuyên cho một trường hợp riêng. Căn Cứ chỉ trích quy định, không tư vấn hay chọn thay; "
            "hãy hỏi quy định nói gì về việc này, hoặc hỏi người tư vấn pháp luật.",
        )
    return None
