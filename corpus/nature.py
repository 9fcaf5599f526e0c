"""What a copy is, decided from its own content; `cancu add --nature` declares it instead."""

from __future__ import annotations

import re

from corpus.types import Nature, Reading

# Each nature with what a text of it says of itself, in the order of asking: the first that matches decides.
SIGNS: tuple[tuple[Nature, re.Pattern[str]], ...] = (
    (Nature.DRAFT, re.compile(r"\A(?:.*\n){0,12}\W*(?:bản )?dự thảo\b", re.IGNORECASE)),
    (Nature.CODIFIED, re.compile(r"^(?:#+ )?Điều \d+(?:\.\d+)+\.(?:LQ|PL|NĐ|TT|QĐ|TL|NQ)\.", re.MULTILINE)),
    (Nature.CONSOLIDATED, re.compile(r"\A(?:.*\n){0,40}?.*(?:VĂN BẢN HỢP NHẤT|/VBHN-)|XÁC THỰC VĂN BẢN HỢP NHẤT")),
    (Nature.OFFICIAL, re.compile(r"CÔNG BÁO/Số \d+|^Người ký: CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ", re.MULTILINE)),
    (
        Nature.PORTAL,
        re.compile(r"(?:thuvienphapluat|luatvietnam|vbpl|congbao\.chinhphu|vanban\.chinhphu)\.vn", re.IGNORECASE),
    ),
)


def nature_of(reading: Reading) -> Nature:
    """The nature that the text itself shows, before cleaning takes the gazette's furniture away; else unofficial.

    A translation shows itself by having next to no Vietnamese letters.
    """
    declared = reading.declared.get("nature")
    if declared:
        return Nature(declared)
    said = "\n".join([*reading.declared.values(), reading.text])
    for nature, sign in SIGNS:
        if sign.search(reading.text if nature is not Nature.PORTAL else said):
            return nature
    letters = sum(map(str.isalpha, reading.text))
    vietnamese = len(re.findall(r"[ăâđêôơưạ-ỹ]", reading.text, re.IGNORECASE))
    return Nature.TRANSLATION if letters > 400 and vietnamese < letters / 50 else Nature.UNOFFICIAL
