"""A question typed without diacritics → the likeliest text with them, by which words stand together in the index.

Each syllable may have been any Vietnamese syllable that reads so without diacritics; the likeliest chain of them is
found by how many entries hold each and each pair (Viterbi). Numbers, abbreviations and foreign words stay.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, product

from corpus.accents import without_accents
from corpus.numbers import find_numbers
from corpus.syllables import is_syllable, may_be_syllable
from index.spelling import TONES, Counts
from index.tokens import with_new_tones

READINGS = {"a": "aăâ", "e": "eê", "o": "oôơ", "u": "uư", "d": "dđ"}
# Pairs of words that questions have and regulations hardly: each counts as if so many entries held it.
ASKED = frozenset(
    "bao_nhiêu bao_lâu bao_giờ thế_nào như_thế là_gì làm_gì những_gì gồm_những gồm_gì ra_sao vì_sao tại_sao đúng_không "
    "phải_không được_không có_được hay_không có_phải bị_phạt phạt_bao khi_nào ngày_nào lúc_nào ai_ký ai_là đúng_hay "
    "hay_sai còn_hiệu ở_đâu có_cần có_bị mấy_ngày mất_bao cho_hỏi tôi_có thì_sao cơ_quan cái_gì chỗ_nào lần_nào".split()
)
ASKED_WORDS = frozenset(word for pair in ASKED for word in pair.split("_"))
ASKED_COUNT = 100
LONGEST = 100  # words of a question that is read
MOST = 10  # forms of a syllable that are weighed, the most frequent ones
UNSEEN = 3.0  # of this many entries beside a word, what follows it is as anywhere
_WORD = re.compile(r"[^\W_]+")


def restored(question: str, counts: Counts) -> str:
    """The question with diacritics, in its own case; as it is where no entry holds a form of any word."""
    found = list(_WORD.finditer(question))
    if len(found) > LONGEST:
        return question
    kept = [(number.start, number.end) for number in find_numbers(question)]
    forms = []
    for match in found:
        fixed = match[0].isupper() or any(start < match.end() and match.start() < end for start, end in kept)
        forms.append([match[0].lower()] if fixed or not match[0].isalpha() else forms_of(match[0].lower()))
    chain = _likeliest(forms, counts)
    made, end = [], 0
    for match, form in zip(found, chain, strict=True):
        typed = match[0]
        if without_accents(form) == typed.lower():
            form = form.upper() if typed.isupper() and len(typed) > 1 else form
            made += [question[end : match.start()], form[:1].upper() + form[1:] if typed[:1].isupper() else form]
            end = match.end()
    return "".join([*made, question[end:]])


@lru_cache(maxsize=4096)
def forms_of(plain: str) -> Sequence[str]:
    """The Vietnamese syllables that read so without diacritics, tone marks in the new places; itself at least."""
    return tuple(dict.fromkeys([plain, *_forms(plain)])) if may_be_syllable(plain) else (plain,)


def _forms(plain: str) -> Iterator[str]:
    for letters in product(*(READINGS.get(letter, letter) for letter in plain)):
        for place, letter in enumerate(letters):
            if without_accents(letter) not in "aeiouy":
                continue
            for tone in TONES:
                form = unicodedata.normalize("NFC", "".join([*letters[: place + 1], tone, *letters[place + 1 :]]))
                if is_syllable(form) and with_new_tones(form) == form:
                    yield form


def _likeliest(forms: Sequence[Sequence[str]], counts: Counts) -> list[str]:
    """One form of each word: the chain that the entries' pairs of words speak for."""
    every = list(dict.fromkeys(form for word in forms for form in word))
    held = dict(zip(every, counts(every, False), strict=True))
    held |= {word: max(held[word], 1) for word in ASKED_WORDS & held.keys()}
    forms = [sorted(filter(held.get, word), key=lambda form: -held[form])[:MOST] or word[:1] for word in forms]
    pairs = list(dict.fromkeys(f"{a}_{b}" for one, other in pairwise(forms) for a in one for b in other))
    together = dict(zip(pairs, counts(pairs, False), strict=True)) if pairs else {}
    together |= {pair: together[pair] + ASKED_COUNT for pair in ASKED & together.keys()}
    total = sum(held.values()) or 1

    def alone(form: str) -> float:
        return (held[form] + 0.1) / total

    if not forms:
        return []
    scores = [math.log(alone(form)) for form in forms[0]]
    came_from: list[list[int]] = []
    for one, other in pairwise(forms):
        reached = []
        for form in other:
            steps = [
                score + math.log((together[f"{before}_{form}"] + UNSEEN * alone(form)) / (held[before] + UNSEEN))
                for score, before in zip(scores, one, strict=True)
            ]
            best = max(range(len(steps)), key=steps.__getitem__)
            reached.append((steps[best], best))
        scores = [score for score, _ in reached]
        came_from.append([place for _, place in reached])
    place = max(range(len(scores)), key=scores.__getitem__)
    chain = [forms[-1][place]]
    for word, places in zip(reversed(forms[:-1]), reversed(came_from), strict=True):
        place = places[place]
        chain.append(word[place])
    return chain[::-1]
