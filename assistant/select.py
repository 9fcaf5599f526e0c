"""Evidence for a question about what texts say: the units that answer, and whether they are enough.

The candidates are the clauses (with their points), short articles whole, and a digest's sections of the entries
found; they are scored by the share of the question's weight that they carry, a word's weight being its rarity in the
corpus, then by meaning. What is chosen is verbatim.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from assistant.evidence import Evidence
from assistant.sentences import sentence_spans
from assistant.types import Quote
from corpus.abbreviations import spell_out, write_out
from corpus.accents import without_accents
from corpus.types import Level, Nature, Provision, StatusValue
from index.tokens import is_unaccented, with_new_tones
from index.types import Hit

WHOLE = 700  # characters; an article up to this length is one candidate
DEFINITION = 0.25  # what the words that define the term asked about gain
NARROW = 0.85  # what a short article whole counts against the clause of it that answers
LOW, HIGH = 0.75, 0.95  # the bundled model's cosines of unrelated and of near texts
NEAR = 0.85  # what is chosen beside the best scores at least this share of it
POOL = 8  # candidates compared by meaning
TOLD = 40  # candidates beyond those that the trace tells of
LONG = 900  # characters; a candidate longer than this is cut to the sentences that answer
# How much a document not in force counts against one in force that says the same.
STANDING = {
    StatusValue.IN_FORCE: 1.0,
    StatusValue.PARTLY_ENDED: 0.98,
    StatusValue.UNKNOWN: 0.96,
    StatusValue.NOT_YET: 0.85,
    StatusValue.ENDED: 0.85,
}
# Words by which a question asks: they are not what it asks about.
ASKING = frozenset(
    "là gì nào bao nhiêu mấy ai khi thế sao như có không được phải hãy cho biết xin hỏi tôi em anh chị bạn à ở tại "
    "theo quy định về của và hoặc các những thì trong với bởi đến từ này đó ra làm cần một đúng sai chưa đã sẽ bị "
    "vậy thưa nhé giúp mình nói rõ nêu trình bày hiện nay do".split()
)
ASKING_FOLDED = frozenset(map(without_accents, ASKING))


@dataclass(frozen=True)
class Candidate:
    """Words that may answer: `coverage` is the share of the question's weight that they and their headings carry."""

    quote: Quote
    entry: str
    coverage: float
    score: float
    fits: bool = True  # whether it has the form that the question asks for: a period, an amount, a number


@dataclass(frozen=True)
class Selection:
    """What was chosen, and the figures on which "enough evidence" was decided."""

    chosen: tuple[Candidate, ...]
    nearest: tuple[Candidate, ...]
    coverage: float
    similarity: float
    fits: bool = True
    confidence: float = 0.0  # that the evidence answers, in [0, 1]: not a probability until calibrated
    fates: tuple[dict[str, Any], ...] = ()  # of each candidate, best first: its figures and what became of it


def in_force_first(hits: Sequence[Hit], evidence: Evidence) -> list[Hit]:
    """Hits by their scores, what is not in force counting less: it must not crowd out what is.

    Entries that the catalogue no longer has are left out.
    """
    weighed = []
    for hit in hits:
        provision = evidence.catalogue.provision(hit.entry)
        if provision is not None:
            weighed.append((hit.score * _standing(provision, evidence), hit))
    return [hit for _, hit in sorted(weighed, key=lambda pair: -pair[0])]


def _standing(provision: Provision, evidence: Evidence) -> float:
    return STANDING[evidence.status(evidence.catalogue.document(provision.document)).value]


def content_words(question: str) -> list[str]:
    """The words and word pairs that a question is about, without those by which it asks.

    In lower case with the diacritics it was typed with: “đèn đỏ” is not “đến do”. None when it was typed without.
    """
    unaccented = is_unaccented(question)
    asking = ASKING_FOLDED if unaccented else ASKING
    words = re.findall(r"[\w/.-]*\w", in_lower_case(question, unaccented))
    pairs = [f"{a} {b}" for a, b in pairwise(words) if a not in asking and b not in asking]
    return list(dict.fromkeys([word for word in words if word not in asking] + pairs))


def in_lower_case(text: str, unaccented: bool) -> str:
    """A text as questions of its kind are compared with it: tone marks where the new spelling puts them, or none."""
    return without_accents(text) if unaccented else with_new_tones(text)


def as_asked(text: str, unaccented: bool) -> str:
    """A text as questions are compared with it: in lower case, its abbreviations spelt out."""
    return in_lower_case(spell_out(text), unaccented)


def expected_form(question: str) -> re.Pattern[str] | None:
    """What an answer must contain by the question's own words: a number, a period, an amount; None when open."""
    folded = without_accents(question)
    for asked, form in FORMS:
        if asked.search(folded):
            return form
    return None


DEFINED = re.compile(
    r"^(?:the nao la )?([\w /.&-]{2,80}?)(?: (?:duoc hieu )?la (?:gi|nhu the nao|the nao)\b| nghia la gi)"
)
LISTING = re.compile(
    r"\b(?:nhung|cac)\b.*\b(?:nao|gi)\b|\bgom (?:nhung )?gi|bao gom|liet ke|nhung gi|nguyen tac"
    r"|dieu kien|trach nhiem|noi dung gi"
)
_NUMBER = r"(?:\d|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa)\b)"
_MONEY = r"\d.{0,12}(?:đồng|triệu|tỷ)\b|\d{1,3}(?:\.\d{3})*\.000\b"
FORMS = (
    (
        re.compile(r"bao lau|thoi han|trong may ngay|may ngay|bao nhieu (?:ngay|gio|thang|nam|phut)"),
        re.compile(
            rf"{_NUMBER}.{{0,20}}(?:ngày|giờ|tháng|năm|phút|tuần|quý)|hằng (?:năm|quý|tháng|ngày)", re.IGNORECASE
        ),
    ),
    (
        re.compile(r"muc phat|phat (?:tien )?bao nhieu|bi phat"),
        re.compile(r"phạt[^.;\n]{0,80}\d|\d[^.;\n]{0,80}phạt", re.IGNORECASE),
    ),
    (
        re.compile(r"le phi|muc phi|muc thu"),
        re.compile(rf"{_MONEY}|\d.{{0,12}}%|miễn|không (?:thu|phải nộp|mất)", re.IGNORECASE),
    ),
    (re.compile(r"bao nhieu tien|bao nhieu dong|\bgia (?:cua|bao nhieu)"), re.compile(_MONEY, re.IGNORECASE)),
    (re.compile(r"bao nhieu|may (?:loai|cap|muc|lop|nguyen tac|nhom|buoc)|ty le"), re.compile(_NUMBER, re.IGNORECASE)),
)


def select(
    question: str,
    hits: Sequence[Hit],
    evidence: Evidence,
    weight: Callable[[str], float],
    similarity: Callable[[Sequence[str]], Sequence[float]],
    asked: str = "",
    most: int = 3,
) -> Selection:
    """The best candidates of the entries found.

    `question` may hold an earlier question too; `asked` is the last one, which alone says what form is asked for and
    whose words count twice.

    `weight` gives a folded word's weight; `similarity` the question's cosine to texts.
    """
    unaccented = is_unaccented(asked or question)
    words = content_words(question)
    term = DEFINED.search(without_accents(write_out(asked or question, keep=False)).strip())
    last = set(content_words(asked)) if asked and asked != question else set()
    weights = {word: weight(word) * (2 if word in last else 1) for word in words}
    total = sum(weights.values()) or 1.0
    form = expected_form(asked or question)
    listing = LISTING.search(without_accents(asked or question)) is not None
    found: list[Candidate] = []
    for hit in hits:
        provision = evidence.catalogue.provision(hit.entry)
        if provision is None:
            continue
        document = evidence.catalogue.document(provision.document)
        standing = _standing(provision, evidence)
        about = f"{document.title} {document.number} {document.issuer} {provision.heading}"
        context = as_asked(about, unaccented)
        for quote in _candidates(provision, evidence, listing):
            said = as_asked(quote.text, unaccented)
            own = sum(weights[word] for word in words if _holds(word, said))
            with_context = sum(weights[word] for word in words if _holds(word, said) or _holds(word, context))
            coverage = with_context / total
            fits = 1.0 if form is None or form.search(quote.text) else 0.5
            if term and not listing and _is_term(term[1]) and not _speaks_of(term[1], quote.text):
                fits = 0.5
            narrow = 1.0 if listing or quote.provision.id != provision.id else NARROW
            score = standing * fits * narrow * (0.30 * own / total + 0.25 * coverage + 0.45 * hit.score)
            if term and _defines(term[1], quote.text):
                score += DEFINITION
            found.append(Candidate(quote, hit.entry, coverage, score, fits == 1.0))
    found.sort(key=lambda c: -c.score)
    pool = found[:POOL]
    cosines = similarity([c.quote.text[:600] for c in pool]) if pool else []
    ranked = sorted(
        (
            (0.75 * candidate.score + 0.25 * _near(cosine), cosine, candidate)
            for candidate, cosine in zip(pool, cosines, strict=True)
        ),
        key=lambda row: -row[0],
    )
    if not ranked:
        return Selection((), (), 0.0, 0.0)
    best = ranked[0][0]
    chosen = [c for score, _, c in ranked if score >= NEAR * best and (c.fits or not ranked[0][2].fits)][:most]
    apart = _without_overlap(chosen)
    cut = tuple(_cut(c, words, weight, evidence) for c in apart)
    coverage, nearest, fits = max(c.coverage for c in pool), max(cosines), any(c.fits for c in cut)
    return Selection(
        chosen=cut,
        nearest=tuple(c for _, _, c in ranked[:3]),
        coverage=coverage,
        similarity=nearest,
        fits=fits,
        confidence=(coverage + _near(nearest)) / 2 * (1.0 if fits else 0.5),
        fates=tuple(_fates(ranked, found[POOL:], chosen, apart)),
    )


def _near(cosine: float) -> float:
    """A cosine of the bundled model between unrelated (0) and near (1)."""
    return min(max((cosine - LOW) / (HIGH - LOW), 0.0), 1.0)


def _fates(
    ranked: Sequence[tuple[float, float, Candidate]],
    rest: Sequence[Candidate],
    chosen: Sequence[Candidate],
    apart: Sequence[Candidate],
) -> Iterator[dict[str, Any]]:
    """For the trace: each candidate's figures, and why it is in the answer or not."""
    for score, cosine, candidate in ranked:
        if any(candidate is c for c in apart):
            fate = "chosen"
        elif any(candidate is c for c in chosen):
            fate = "overlaps a better one"
        elif not candidate.fits and ranked[0][2].fits:
            fate = "not of the form asked for"
        elif score < NEAR * ranked[0][0]:
            fate = "too far below the best"
        else:
            fate = "one too many"
        yield _figures(candidate, fate) | {"score": round(score, 3), "cosine": round(cosine, 3)}
    for candidate in rest[:TOLD]:
        yield _figures(candidate, "not among those compared by meaning")


def _figures(candidate: Candidate, fate: str) -> dict[str, Any]:
    figures = {"first_score": round(candidate.score, 3), "coverage": round(candidate.coverage, 3)}
    return {"provision": candidate.quote.provision.id, "entry": candidate.entry, **figures, "fate": fate}


def _defines(term: str, text: str) -> bool:
    """Whether a text says what a term is: “3. Hồ sơ trễ hạn là hồ sơ …”."""
    said = without_accents(spell_out(text))
    return re.search(rf"(?:^|[.;:“”\n)]|\d\.)\s*{re.escape(term.strip())}(?: \([^)]*\))? la ", said) is not None


def _is_term(words: str) -> bool:
    """Whether the words before “là gì” are a term alone, not a question about a place in a document."""
    return len(words.split()) <= 6 and not re.search(r"\d|theo |trong |dieu |khoan ", words)


def _speaks_of(term: str, text: str) -> bool:
    """Whether a text says what a term is, the term's other name or short form between at most."""
    words = r"\W+".join(map(re.escape, term.split()))
    return re.search(rf"(?<!\w){words}(?!\w)[^.;\n\d]{{0,45}} la\b", without_accents(spell_out(text))) is not None


def _holds(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _candidates(entry: Provision, evidence: Evidence, listing: bool) -> list[Quote]:
    """The units of an entry that can answer alone; a question that asks for a list gets short articles whole."""
    copy = evidence.copy_of(entry)
    if copy.nature is Nature.DIGEST:
        body = entry.start + len(entry.text.partition("\n")[0]) if entry.heading else entry.start
        if entry.extent - body <= WHOLE:
            return [evidence.quote(entry, body)]
        return [evidence.quote(entry, *span) for span in sentence_spans(copy.text, body, entry.extent)]
    short = entry.extent - entry.start <= WHOLE
    if short and listing:
        return [evidence.quote(entry)]
    inside = [
        p
        for p in evidence.catalogue.provisions(copy)
        if entry.start < p.start < entry.extent and p.path[-1].level in {Level.CLAUSE, Level.SECTION, Level.POINT}
    ]
    outer = [p for p in inside if not any(o.start < p.start < o.extent for o in inside)]
    units = [evidence.quote(p) for p in outer]
    if short:
        return [evidence.quote(entry), *units]
    if entry.end - entry.start > 120 or not units:
        units.insert(0, evidence.quote(entry, entry.start, entry.end))
    return units


def _without_overlap(candidates: Sequence[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for candidate in candidates:
        quote = candidate.quote
        if not any(
            k.quote.provision.document == quote.provision.document
            and k.quote.start < quote.end
            and quote.start < k.quote.end
            for k in kept
        ):
            kept.append(candidate)
    return kept


def _cut(candidate: Candidate, words: Sequence[str], weight: Callable[[str], float], evidence: Evidence) -> Candidate:
    """A long candidate's run of sentences, up to LONG characters, that carries the most of the question."""
    quote = candidate.quote
    if quote.end - quote.start <= LONG:
        return candidate
    text = evidence.copy_of(quote.provision).text
    spans = sentence_spans(text, quote.start, quote.end)
    unaccented = all(word == without_accents(word) for word in words)
    weights = [sum(weight(w) for w in words if _holds(w, as_asked(text[a:b], unaccented))) for a, b in spans]
    best = (-1.0, 0, 0)
    for first in range(len(spans)):
        last = first
        while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= LONG:
            last += 1
        best = max(best, (sum(weights[first : last + 1]), -first, last))
    first, last = -best[1], best[2]
    cut = Quote(quote.provision, spans[first][0], spans[last][1], text[spans[first][0] : spans[last][1]])
    return replace(candidate, quote=cut)
