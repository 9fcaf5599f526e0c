"""Whether a word can be a Vietnamese syllable: tells right letters from wrong ones without a dictionary."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from corpus.accents import without_accents

_ONSET = r"(?:ngh|ng|nh|gh|gi|g|ph|p|th|tr|t|ch|c|kh|k|qu|b|d|đ|h|l|m|n|r|s|v|x)?"
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep "
    "et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai "
    "oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi "
    "ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông "
    "uôt uơ uơn up ut uy uya uych uyên uyêt uyn uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt "
    "ươu ưt ưu y yêm yên yêng yêt yêu êc "
)
_SYLLABLE = re.compile(_ONSET + "(?:" + "|".join(sorted(_RHYMES.split(), key=len, reverse=True)) + ")")
_PLAIN_SYLLABLE = re.compile(
    without_accents(_ONSET) + "(?:" + "|".join({without_accents(rhyme) for rhyme in _RHYMES.split()}) + ")"
)
# ng, g and c are written ngh, gh and k before e, ê, i: "gi" alone is an onset of its own.
_MISSPELT = re.compile(r"(?:ng|c)(?=[eêi])|(?:ngh|gh|k)(?=[aăâoôơuư])|g(?=[eê])")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether onset, rhyme and tone of a word go together in Vietnamese; case does not matter."""
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in marks if c in _TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in marks if c not in _TONES))
    if len(tones) > 1 or _MISSPELT.match(bare) or not _SYLLABLE.fullmatch(bare):
        return False
    return not _STOPPED.search(bare) or (bool(tones) and tones[0] in "\u0301\u0323")


@lru_cache(maxsize=50_000)
def may_be_syllable(word: str) -> bool:
    """Whether a word without diacritics is a Vietnamese syllable that has lost them: “duoc”, “nhan”, not “dna”."""
    return _PLAIN_SYLLABLE.fullmatch(word.lower()) is not None


def share_of_syllables(text: str) -> float:
    """The share of a text's words with a letter outside ASCII that are Vietnamese syllables; 0 where none has one."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
