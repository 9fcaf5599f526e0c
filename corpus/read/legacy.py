"""Text in the encodings before Unicode, TCVN3 (ABC) and VNI, turned to Unicode.

Both show Vietnamese with fonts of their own on codes that are other letters elsewhere: “QuyÕt ®Þnh” is TCVN3's Quyết
định, “Quyeát ñònh” VNI's. Where a run's font is known its name decides (".VnTime", "VNI-Times"); elsewhere the letters
do, line by line, and only where the result is Vietnamese and what stood there is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress

from corpus.syllables import is_syllable, share_of_syllables

# TCVN 5712:1993, the third form: one code a letter, small letters only but for the seven of the alphabet.
_TCVN3_CODES = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ "
    "CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở "
    "ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
)
TCVN3 = {chr(int(entry[:2], 16)): entry[2] for entry in _TCVN3_CODES.split()}

# VNI for Windows: a plain vowel and the code of its mark; ơ and ư, đ and the forms of i have codes of their own.
_VNI_PAIRS = {
    "a": "aø à aù á aû ả aõ ã aï ạ aâ â aá ấ aà ầ aå ẩ aã ẫ aä ậ aê ă aé ắ aè ằ aú ẳ aü ẵ aë ặ",
    "e": "eø è eù é eû ẻ eõ ẽ eï ẹ eâ ê eá ế eà ề eå ể eã ễ eä ệ",
    "o": "oø ò où ó oû ỏ oõ õ oï ọ oâ ô oá ố oà ồ oå ổ oã ỗ oä ộ",
    "ô": "ôø ờ ôù ớ ôû ở ôõ ỡ ôï ợ",
    "u": "uø ù uù ú uû ủ uõ ũ uï ụ",
    "ö": "öø ừ öù ứ öû ử öõ ữ öï ự",
    "y": "yø ỳ yù ý yû ỷ yõ ỹ",
}
_VNI_SINGLES = "ñđ ôơ öư íí ìì æỉ óĩ òị îỵ"


def _vni() -> dict[str, str]:
    table: dict[str, str] = {}
    for pairs in _VNI_PAIRS.values():
        words = pairs.split()
        for coded, letter in zip(words[::2], words[1::2], strict=True):
            for form in {coded, coded.upper(), coded[0].upper() + coded[1]}:
                table[form] = letter.upper() if form[0].isupper() else letter
    for single in _VNI_SINGLES.split():
        coded, letter = single[0], single[1]
        table[coded], table[coded.upper()] = letter, letter.upper()
    return table


VNI = _vni()
_VNI_FORM = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_FONTS = ((re.compile(r"\.Vn", re.IGNORECASE), "TCVN3"), (re.compile(r"VNI[-_ ]", re.IGNORECASE), "VNI"))
_CAPITALS = re.compile(r"\.Vn\w*H$", re.IGNORECASE)  # these fonts draw small letters as capitals
_UNICODE = re.compile(r"[ăđĩũơưạ-ỹ]", re.IGNORECASE)  # letters that only Unicode Vietnamese has
# Codes that no Unicode text has inside a word, and VNI's marks after a vowel.
_SIGNS = re.compile(r"[µ¶·¸¹»¼½¾©ª«¬®§¨¡¢£¤¥¦](?=[^\W\d_])|(?<=[^\W\d_])[µ¶·¸¹»¼½¾©ª«¬®¨ÆÇËÐÑÖ×ØÜßþÞåæëïðñö÷øûü]"
                    r"|[ñÑ](?=[aeiouyôöAEIOUYÔÖ])|[aeouyôöAEOUYÔÖ][ïûøåäëÏÛØÅÄË]")  # fmt: skip
_LEAST = 0.8  # of the words with marks must be Vietnamese after the change


def from_tcvn3(text: str, capitals: bool = False) -> str:
    """TCVN3 as Unicode. Small marked letters among capitals are capitals: the encoding has no others."""
    if capitals:
        return "".join(TCVN3.get(char, char) for char in text).upper()
    in_capitals = _is_in_capitals(char for char in text if char.isascii())
    return re.sub(r"[^\s\d]+", lambda word: _tcvn3_word(word[0], in_capitals), text)


def _tcvn3_word(word: str, in_capitals: bool) -> str:
    turned = "".join(TCVN3.get(char, char) for char in word)
    plain = [char for char in word if char.isascii() and char.isalpha()]
    if any(char.islower() for char in plain):
        return turned
    return turned.upper() if in_capitals or (len(plain) > 1 and word[:1] not in TCVN3) else turned


def _is_in_capitals(letters: Iterable[str]) -> bool:
    cases = [char.isupper() for char in letters if char.isalpha()]
    return len(cases) > 1 and all(cases)


def from_vni(text: str) -> str:
    """VNI as Unicode."""
    return _VNI_FORM.sub(lambda form: VNI[form[0]], text)


def encoding_of_font(font: str) -> str:
    """ "TCVN3", "VNI" or "" by a font's name."""
    return next((name for form, name in _FONTS if form.match(font)), "")


def from_font(text: str, font: str) -> str:
    """A run's text by its font; as it is where the font is none of these or the letters are Unicode's already."""
    encoding = encoding_of_font(font)
    if not encoding or _UNICODE.search(text):
        return text
    return from_tcvn3(text, bool(_CAPITALS.search(font))) if encoding == "TCVN3" else from_vni(text)


def from_content(text: str) -> tuple[str, str]:
    """A text with its lines in a legacy encoding turned to Unicode, and the encoding's name; "" when it has none.

    A file is taken for legacy when its lines without Unicode's own letters have the codes of one encoding and become
    Vietnamese; then all such lines are turned, headings in plain letters too.
    """
    lines = re.split(r"([\n\f\u2028])", text)
    bare = [line for line in lines if not _UNICODE.search(line)]
    signed = [line for line in bare if _SIGNS.search(line)]
    if not signed:
        return text, ""
    sample = "\n".join(signed)
    name, turned = _better(sample)
    gained = share_of_syllables(turned) - share_of_syllables(sample)
    if share_of_syllables(turned) < _LEAST or gained < 0.3 or len(_SIGNS.findall(sample)) < 5:
        return text, ""
    turn = from_tcvn3 if name == "TCVN3" else from_vni
    return "".join(line if _UNICODE.search(line) else turn(line) for line in lines), name


def _better(text: str) -> tuple[str, str]:
    return max(_candidates(text), key=lambda form: share_of_syllables(form[1]))


def decoded(data: bytes) -> tuple[str, str] | None:
    """The text of bytes in TCVN3, VNI or Windows-1258 and the encoding's name; None when they are in none of these."""
    plain = data.decode("latin-1")
    forms = _candidates(plain)
    with suppress(UnicodeDecodeError):
        forms.append(("Windows-1258", unicodedata.normalize("NFC", data.decode("cp1258"))))
    name, text = max(forms, key=lambda form: share_of_syllables(form[1]))
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()]
    return (text, name) if len(words) > 2 and sum(map(is_syllable, words)) >= _LEAST * len(words) else None


def _candidates(plain: str) -> list[tuple[str, str]]:
    return [("TCVN3", "\n".join(map(from_tcvn3, plain.split("\n")))), ("VNI", from_vni(plain))]
