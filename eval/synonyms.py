"""Plain words that officials and citizens use for one another, as a table to read and to extend.

A pair is here only when either wording asks the same in every question about regulations. Near ones are left out on
purpose: “chữ ký số” is one kind of “chữ ký điện tử”, “bãi bỏ” is not “hủy bỏ”, “văn bản điện tử” is not every “tài
liệu điện tử”, “người dân” is more than “công dân”, “cơ quan” is not every “đơn vị”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from random import Random

from corpus.accents import without_accents

BOTH, ONE_WAY = True, False
# (words, other words, whether the other words may also be replaced by the first)
PAIRS: tuple[tuple[str, str, bool], ...] = (
    # how long, how many
    ("trong bao lâu", "trong thời hạn bao lâu", BOTH),
    ("bao lâu", "bao nhiêu lâu", BOTH),
    ("mấy ngày", "bao nhiêu ngày", BOTH),
    ("mấy giờ làm việc", "bao nhiêu giờ làm việc", BOTH),
    ("mấy lần", "bao nhiêu lần", BOTH),
    ("mấy phần trăm", "bao nhiêu phần trăm", BOTH),
    ("có mấy", "có bao nhiêu", ONE_WAY),
    ("gồm mấy", "gồm bao nhiêu", ONE_WAY),
    ("số mấy", "số bao nhiêu", BOTH),
    ("bao nhiêu tiền", "bao nhiêu đồng", BOTH),
    ("tối thiểu bao nhiêu", "ít nhất bao nhiêu", BOTH),  # not alone: “lương tối thiểu”, “tỉnh có ít nhất”
    ("tối thiểu là bao nhiêu", "ít nhất là bao nhiêu", BOTH),
    ("tối đa bao nhiêu", "nhiều nhất bao nhiêu", BOTH),
    ("tối đa là bao nhiêu", "nhiều nhất là bao nhiêu", BOTH),
    ("chậm nhất là", "muộn nhất là", BOTH),
    ("hằng tháng", "mỗi tháng", BOTH),  # not “hằng năm”: of crops it is a term
    # when, where, why, how
    ("từ khi nào", "từ lúc nào", BOTH),  # not alone: “khi nào” also asks for a condition
    ("ban hành khi nào", "ban hành lúc nào", BOTH),
    ("từ ngày nào", "từ hôm nào", BOTH),
    ("ban hành ngày nào", "ban hành hôm nào", BOTH),
    ("ở đâu", "ở chỗ nào", BOTH),
    ("vì sao", "tại sao", BOTH),
    ("như thế nào", "ra sao", BOTH),
    # who
    ("ai ký", "ai là người ký", BOTH),
    ("do ai ký", "được ai ký", BOTH),
    ("người ký là ai", "ai là người ký", ONE_WAY),
    ("cơ quan nào", "cơ quan gì", BOTH),
    ("tổ chức, cá nhân", "cá nhân, tổ chức", BOTH),
    # what a text says
    ("quy định gì", "nói gì", ONE_WAY),
    ("quy định những gì", "nói những gì", ONE_WAY),
    ("quy định về gì", "nói về cái gì", ONE_WAY),
    ("được hiểu là gì", "nghĩa là gì", BOTH),
    ("thế nào là", "như thế nào là", BOTH),
    ("gồm những", "bao gồm những", BOTH),
    # whether it holds
    ("còn hiệu lực", "còn giá trị", ONE_WAY),
    ("có hiệu lực từ", "có hiệu lực kể từ", BOTH),
    ("thay thế văn bản nào", "thay cho văn bản nào", BOTH),
    ("thay thế quyết định nào", "thay cho quyết định nào", BOTH),
    ("bị thay thế bởi", "được thay bằng", BOTH),
    # e-government in everyday words
    ("nộp trực tuyến", "nộp qua mạng", BOTH),
    ("nộp hồ sơ trực tuyến", "nộp hồ sơ qua mạng", BOTH),
    ("nộp hồ sơ hộ", "nộp hồ sơ thay", BOTH),
    ("qua thư điện tử", "qua email", BOTH),  # not alone: “chứng thư điện tử”, “tôi email cho xã”
    ("địa chỉ thư điện tử", "địa chỉ email", BOTH),
    ("dịch vụ thư điện tử", "dịch vụ email", BOTH),
    ("hộp thư điện tử", "hộp thư email", BOTH),
    ("trang thông tin điện tử", "website", BOTH),
    ("điện thoại thông minh", "smartphone", BOTH),
    ("máy tính xách tay", "laptop", BOTH),
    ("trí tuệ nhân tạo", "AI", ONE_WAY),  # not back: “ai” also asks who
)


def choices() -> dict[str, tuple[str, ...]]:
    """Words → what may stand in their place."""
    found: dict[str, list[str]] = {}
    for words, others, both in PAIRS:
        found.setdefault(words, []).append(others)
        if both:
            found.setdefault(others, []).append(words)
    return {words: tuple(others) for words, others in found.items()}


_CHOICES = choices()
# Two syllables without diacritics are often other words: “toi da” is “tối đa” and “tôi đã”.
_PLAIN = {without_accents(words): words for words in _CHOICES if len(words.split()) > 2}


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


_WORDS, _PLAIN_WORDS = _any_of(_CHOICES), _any_of(_PLAIN)


def with_synonyms(text: str, chance: Random) -> str | None:
    """The text with every phrase of the table that it has replaced; None when it has none.

    A text typed without diacritics stays so.
    """
    plain = without_accents(text) == text.lower()

    def other(match: re.Match[str]) -> str:
        words = _PLAIN[match[0].lower()] if plain else match[0].lower()
        chosen = chance.choice(_CHOICES[words])
        chosen = without_accents(chosen) if plain else chosen
        return chosen[0].upper() + chosen[1:] if match[0][0].isupper() else chosen

    made = (_PLAIN_WORDS if plain else _WORDS).sub(other, text)
    return made if made != text else None
