"""Whether the quotation of an item decides it: what must hold before an item is put to anyone."""

from __future__ import annotations

import re
from itertools import combinations, pairwise, permutations

from rapidfuzz import fuzz

from assistant.evidence import Evidence
from assistant.types import Quote
from assistant.verify import find_words, unsupported
from assistant.workshop.binding import provisions_named, words_in
from assistant.workshop.lesson import fault_of
from assistant.workshop.types import BLANK, FALSE, Form, Item
from assistant.workshop.values import values_in
from corpus.accents import without_accents
from corpus.types import Nature

SHARED = 0.6  # of the words of an answer put in one's own words, that the quotation must have
MARKED = re.compile(r"(.+?)\s*\(([^()]*(?:\([^()]*\))?[^()]*)\)\s*$", re.DOTALL)  # a sentence and its citation
PLACE = re.compile(r"(?:(?:điểm \w+ )?(?:khoản \w+ )?Điều \w+|[Mm]ục [\w.]*\w)")
UNEVEN = 3.0  # a right answer so many times as long, or as short, as all others gives itself away


def faults(item: Item, evidence: Evidence) -> list[str]:
    """Why an item must not be asked, in Vietnamese; empty for one that may.

    The right answer stands in the quotation (or says nothing that it does not have), no wrong one does, and the
    question does not give the answer away.
    """
    fault = fault_of(item)
    if fault:
        return [fault]
    provision = evidence.provision(item.basis.provision) if item.basis.provision else None
    quote = words_in(provision, item.basis.quote, evidence) if provision else None
    if quote is None:
        return ["câu trích không có trong quy định làm căn cứ."]
    return [*_of_form(item, quote, evidence), *_of_options(item)]


def _of_form(item: Item, quote: Quote, evidence: Evidence) -> list[str]:
    said = quote.text
    if item.form is Form.TRUE_FALSE:
        return _of_statement(item, said)
    if item.form is Form.MATCH:
        return _of_pairs(item, said)
    if item.form is Form.ORDER:
        places = [find_words(step, said) for step in item.steps]
        ordered = all(a and b and a[0] < b[0] for a, b in pairwise(places))
        return [] if ordered else ["các bước không có trong câu trích theo thứ tự này."]
    if item.form is Form.MISTAKE:
        return _of_sentences(item, said, evidence)
    if item.form is Form.PLACE:
        return [] if _is_at(item) else [f"“{item.answer}” không phải chỗ của câu trích ({item.basis.citation})."]
    wrong = [option.text for option in item.options if not option.right]
    # Where words are left out, a wrong option that stands in the quotation too may be taken for the right one; a
    # question in other words may well have options that its quotation mentions.
    blank = BLANK in item.ask
    told = [f"phương án sai “{t}” cũng có trong câu trích." for t in wrong if blank and _states(said, t, item.answer)]
    if not _decides(item, said):
        told.append(f"câu trích không nói “{item.answer}”.")
    if _whole_words(item.answer, item.ask):
        told.append("câu hỏi đã nói ra đáp án.")
    return told


def _of_pairs(item: Item, said: str) -> list[str]:
    """Each meaning stands in the quotation, and no two terms have each other's.

    Where a text names its terms is its own affair (“giám sát (Điều 13)”); two that have changed places are seen by the
    last term before each of their meanings.
    """
    text = " ".join(said.split()).casefold()
    terms = {pair.term: _spans(pair.term, text) for pair in item.pairs}
    before: dict[str, set[str]] = {}
    told = []
    for pair in item.pairs:
        places = _spans(pair.meaning.strip(" .;"), text)
        before[pair.term] = {_last_before(terms, start) for start, _ in places}
        told += [] if places else [f"lời giải thích “{pair.meaning[:60]}” không có trong câu trích."]
    swapped = [(a, b) for a, b in combinations(before, 2) if before[a] == {b} and before[b] == {a}]
    return told + [f"“{one}” và “{other}” mang lời giải thích của nhau." for one, other in swapped]


def _last_before(terms: dict[str, list[tuple[int, int]]], at: int) -> str:
    """The term that ends last before a place, the longest of those that end together."""
    ends = [(end, len(term), term) for term, places in terms.items() for _, end in places if end <= at]
    return max(ends)[2] if ends else ""


def _spans(words: str, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(" ".join(words.split()).casefold()), text)]


def _is_at(item: Item) -> bool:
    """Whether the right provision of an item that asks for it holds the quotation, or is named by a digest's."""
    named = PLACE.match(item.answer)
    told = item.basis.quote if item.basis.nature is Nature.DIGEST else ""
    return named is None or _whole_words(named[0], f"{item.basis.citation} {told}")


def _whole_words(words: str, text: str) -> bool:
    form = re.escape(without_accents(words).strip(" .;"))
    return bool(re.search(rf"(?<!\w){form}(?!\w)", without_accents(text)))


def _of_statement(item: Item, said: str) -> list[str]:
    """A true statement is the quotation's own, or says nothing that it does not have; a false one is not its own."""
    statement = _stated(item.ask)
    verbatim = _has(said, statement)
    if item.answer == FALSE:
        return ["câu nêu là sai lại đúng nguyên văn."] if verbatim else []
    beyond = "" if verbatim else ", ".join(unsupported(statement, said, item.basis.citation))
    return [f"câu nêu là đúng có điều câu trích không nói: {beyond}."] if beyond else []


def _stated(ask: str) -> str:
    """The statement to be judged: the last words in quotation marks, or the question without the words that ask."""
    match = re.search(r"“([^“”]+)”\W*$", ask)
    return match[1] if match else re.sub(r"(?i)đúng hay sai\W*|đúng không\W*$", "", ask).strip()


def _text_of(named: str, evidence: Evidence) -> str:
    """The text of the document that a citation names; "" where it names none."""
    for provision in provisions_named(named, evidence)[:1] if named else ():
        return evidence.copy_of(provision).text
    return ""


def _of_sentences(item: Item, said: str, evidence: Evidence) -> list[str]:
    """Of an answer with a mistake the wrong sentence is not the quotation's; one that names its place is of it."""
    told = ["câu sai lại đúng nguyên văn."] if _has(said, item.answer) else []
    for option in item.options:
        parted = MARKED.match(option.text)
        words, marked = parted.groups() if parted else (option.text, "")
        there = _text_of(marked, evidence)
        if there and not option.right and not _has(there, words) and unsupported(words, there, marked):
            told.append(f"câu nêu là đúng không có trong văn bản: “{words[:80]}”.")
    return told


def _decides(item: Item, said: str) -> bool:
    if _has(said, item.answer):
        return True
    if item.form is Form.GAP or unsupported(item.answer, said, item.basis.citation):
        return False
    words, there = (set(re.findall(r"[\w/-]+", without_accents(text))) for text in (item.answer, said))
    return len(words & there) >= SHARED * len(words)


def _of_options(item: Item) -> list[str]:
    texts = [option.text for option in item.options]
    told = [
        f"hai phương án gần như một: “{one[:60]}”, “{other[:60]}”."
        for one, other in combinations(texts, 2)
        if _same(one, other)
    ]
    if item.form is Form.PLACE:
        places = [named[0] if (named := PLACE.match(text)) else text for text in texts]
        nested = (a for a, b in permutations(places, 2) if a != b and _whole_words(a, b))
        told += [f"phương án “{one}” bao gồm phương án khác." for one in nested]
    if item.form is Form.CHOICE:
        own = len(item.answer)
        others = [len(option.text) for option in item.options if not option.right]
        if own > 20 and (all(own > UNEVEN * size for size in others) or all(UNEVEN * own < size for size in others)):
            told.append("phương án đúng dài hoặc ngắn khác hẳn các phương án sai.")
        if BLANK in item.ask:
            kinds = {tuple(sorted({v.kind for v in values_in(f"thay thế {text}")})) for text in texts}
            if len(kinds) > 1:
                told.append("các phương án không cùng loại.")
    return told


def _same(one: str, other: str) -> bool:
    first, second = values_in(one), values_in(other)
    if first and second:
        return (
            [v.meant for v in first] == [v.meant for v in second]
            and fuzz.ratio(one, other) > 50
            and _bare(one) == _bare(other)
        )
    return without_accents(one).strip(" .;") == without_accents(other).strip(" .;")


def _bare(text: str) -> str:
    for value in reversed(values_in(text)):
        text = text[: value.start] + text[value.end :]
    return without_accents(text).strip(" .;")


def _states(said: str, wrong: str, right: str) -> bool:
    """Whether a quotation has a wrong answer too, the right one apart: “Bộ” in “Bộ trưởng”."""
    return _whole_words(wrong, re.sub(re.escape(right), " ", said, flags=re.IGNORECASE))


def _has(said: str, words: str) -> bool:
    return find_words(words.strip(" .;"), said) is not None
