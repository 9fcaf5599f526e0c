"""Amendments that a regulation states: which place of which document gets which words, from when.

“2. Sửa đổi, bổ sung khoản 2 Điều 50 của Luật … như sau: “2. …””, “Bổ sung Điều 12a vào sau Điều 12 như sau: …”, “Thay
thế cụm từ “A” bằng cụm từ “B” tại khoản 3 Điều 19”, “Bãi bỏ điểm b khoản 3 Điều 7”. Sentences and the documents that
they change are those of `corpus.relate`; what is done to which place is read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.accents import without_accents
from corpus.acts import acts_of
from corpus.references import find_references
from corpus.relate import Sentence, day_of, may_change, sentences
from corpus.types import Amendment, Change, Document, Level, Provision, RelationKind, Step

Path = tuple[Step, ...]
ORDER = {level: depth for depth, level in enumerate((Level.ARTICLE, Level.CLAUSE, Level.POINT))}
# How a unit of each level begins in the words of an amendment.
UNITS = {
    Level.ARTICLE: re.compile(r"(?m)^\W{0,2}Điều\s+(\d+[a-zđ]?)\s*[.:]"),
    Level.CLAUSE: re.compile(r"(?m)^\W{0,2}(\d+[a-zđ]?)\s?\."),
    Level.POINT: re.compile(r"(?m)^\W{0,2}([a-zđ]\d?)\)"),
}
_WORDS = r"(?:cac )?(?:cum )?tu(?: ngu)?"
_SWAP = re.compile(rf"\b(?:thay the|thay|sua doi) {_WORDS}\s*█")
_DROP = re.compile(rf"\b(?:bo|bai bo|luoc bo) {_WORDS}\s*█")
_VERB = re.compile(
    r"\b(?:(?P<reword>sua doi,? bo sung|bo sung,? sua doi|sua doi|thay the)|(?P<add>bo sung(?: them)?)"
    r"|(?P<repeal>bai bo|huy bo))\b"
)
_PASSIVE = re.compile(r"\bduoc (?:sua doi,? bo sung|sua doi|bo sung|thay the)(?: lai)?(?: nhu sau)?\s*:?\s*$")
_AFTER = re.compile(r"\b(?:vao (?:ngay )?sau|vao truoc|ngay sau|tiep sau|sau|vao|tai|cua)\b")
# What the document itself was changed by says nothing of this change.
_HISTORY = re.compile(
    r"[,(]?\s*\b(?:da )?(?:duoc|da) (?:sua doi|bo sung|thay the).{0,40}\b(?:theo|boi|tai|cua)\b.*$|\bnhu sau\b.*$"
)
_SWAPPED = re.compile(r"[“\"]([^“”\"\n]+)[”\"]\s*bằng\s*(?:(?:các )?(?:cụm )?từ(?: ngữ)?\s*)?[“\"]([^“”\"\n]+)[”\"]")
_QUOTED = re.compile(r"[“\"]([^“”\"\n]+)[”\"]")


@dataclass(frozen=True)
class _Doing:
    """What a sentence does to places named in it."""

    change: Change
    paths: tuple[Path, ...]


def amendments_of(document: Document, provisions: Sequence[Provision], text: str) -> tuple[Amendment, ...]:
    """The amendments that a document states, in the order of its text.

    New words without a quotation that carries them are no amendment here: the relation still says that there is one.
    """
    found: list[Amendment] = []
    for sentence in sentences(document, provisions, text):
        if not sentence.binding:
            continue
        number = _target(document, sentence)
        if number:
            on = day_of(sentence.said) or day_of(sentence.carried) or document.effective
            found += _of_sentence(document, sentence, number, on, text)
    unique: dict[object, Amendment] = {}
    for amendment in found:
        key = (amendment.change, amendment.target_number, amendment.target_path, amendment.old_words)
        unique.setdefault(key, amendment)
    return tuple(unique.values())


def _target(document: Document, sentence: Sentence) -> str:
    """The number of the document that a sentence changes, "" for none."""
    acts = [act for act in acts_of(sentence.said, sentence.opener) if may_change(document, act.number)]
    kinds = {RelationKind.AMENDS, RelationKind.REPEALS}
    number = next(
        (act.number for act in acts if act.kind in kinds and (act.paths or act.kind is RelationKind.AMENDS)), ""
    )
    own = sentence.opener.number
    return number or (own if own and not acts and may_change(document, own) else "")


def _of_sentence(
    document: Document, sentence: Sentence, number: str, on: date | None, text: str
) -> Iterator[Amendment]:
    def amendment(change: Change, path: Path = (), wording: str = "", old: str = "", new: str = "") -> Amendment:
        return Amendment(change, document.id, number, path, on, sentence.provision.id, wording, old, new)

    folded = without_accents(sentence.said)
    written = text[sentence.end - len(sentence.said) : sentence.end]
    context = sentence.opener.path
    swap, drop = _SWAP.search(folded), _DROP.search(folded)
    if swap or drop:
        verb = swap or drop
        places = _paths(written[: verb.start()] if verb else "", context) + _paths(_unquoted(written), context)
        paths = tuple(dict.fromkeys(places)) or ((context,) if context else ((),))
        pairs = _SWAPPED.findall(written) if swap else [(old, "") for old in _QUOTED.findall(written)]
        change = Change.SWAPPED if swap else Change.DROPPED
        yield from (amendment(change, path, old=old.strip(), new=new.strip()) for old, new in pairs for path in paths)
        return
    quotations = _quotations(text, sentence.end)
    doings = _doings(sentence.said, folded, context)
    alone = sum(len(doing.paths) for doing in doings) == 1
    for doing in doings:
        if doing.change is Change.REPEALED:
            yield from (amendment(doing.change, path) for path in doing.paths)
            continue
        for path in doing.paths:
            own = next(filter(None, (_own_words(words, path, alone) for words in quotations)), "")
            if own:
                yield amendment(doing.change, path, own)


def _unquoted(written: str) -> str:
    return _QUOTED.sub(" ", written)


def _doings(said: str, folded: str, context: Path) -> list[_Doing]:
    """What each verb of a sentence does to which places."""
    passive = _PASSIVE.search(folded)
    if passive:
        return [_Doing(Change.REWORDED, _paths(said[: passive.start()], context))]
    history = _HISTORY.search(folded)
    end = history.start() if history else len(folded)
    verbs = list(_VERB.finditer(folded, 0, end))
    found: list[_Doing] = []
    for place, verb in enumerate(verbs):
        stop = verbs[place + 1].start() if place + 1 < len(verbs) else end
        part, plain = said[verb.end() : stop], folded[verb.end() : stop]
        if verb["add"]:
            found.append(_Doing(Change.ADDED, _added(part, plain, context)))
        else:
            found.append(_Doing(Change.REPEALED if verb["repeal"] else Change.REWORDED, _paths(part, context)))
    return list(_completed(found))


def _completed(doings: Sequence[_Doing]) -> Iterator[_Doing]:
    """What is done to places of an article: “sửa điểm c khoản 4, bổ sung khoản 5 vào Điều 4” names it once, last."""
    article: Step | None = None
    for doing in reversed(doings):
        named = [path[0] for path in doing.paths if path and path[0].level is Level.ARTICLE]
        article = named[-1] if named else article
        paths = [path if path[0].level is Level.ARTICLE else (article, *path) for path in doing.paths if article]
        if paths:
            yield _Doing(doing.change, tuple(paths))


def _added(part: str, plain: str, context: Path) -> tuple[Path, ...]:
    """The places that are new: “khoản 6a vào sau khoản 6 Điều 5” is khoản 6a of Điều 5."""
    after = _AFTER.search(plain)
    # "điểm d khoản 3" names where it belongs without a word between.
    named = _paths(part[: after.start()] if after else part, ())
    where = _paths(part[after.end() :], context)[:1] if after else ()
    around = where[0] if where else context
    found = []
    for path in named:
        if path and path[0].level is not Level.ARTICLE:
            depth = ORDER.get(path[0].level, 0)
            path = (*(step for step in around if ORDER.get(step.level, 9) < depth), *path)
        found.append(path)
    return tuple(found)


def _paths(part: str, context: Path) -> tuple[Path, ...]:
    """The places named in words, those without a Điều completed by what stands above."""
    found = []
    for reference in find_references(part):
        path = tuple(step for step in reference.path if step.level in ORDER)
        if not path or len(path) != len(reference.path):
            continue
        depth = ORDER[path[0].level]
        found.append((*(step for step in context if ORDER.get(step.level, 9) < depth), *path))
    return tuple(dict.fromkeys(found))


def _quotations(text: str, at: int) -> list[str]:
    """The words between quotation marks that follow a sentence at once: one quotation, or several in a row."""
    found: list[str] = []
    while True:
        opening = re.compile(r"[\s:.;,]*([“\"])").match(text, at)
        if not opening:
            return found
        start = opening.end()
        end = _closing(text, start) if opening[1] == "“" else _straight(text, start)
        if end is None:
            return found
        found.append(text[start:end].strip())
        at = end + 1


def _closing(text: str, start: int) -> int | None:
    """The mark that closes a quotation, those inside it counted."""
    depth = 1
    for match in re.compile(r"[“”]").finditer(text, start, start + 60_000):
        depth += 1 if match[0] == "“" else -1
        if depth == 0:
            return match.start()
    return None


def _straight(text: str, start: int) -> int | None:
    """The straight mark that closes a quotation: the first at a line's end."""
    match = re.compile(r"\"(?=[.;,]?\s*(?:\n|$))").search(text, start, start + 60_000)
    return match.start() if match else None


def _own_words(wording: str, path: Path, alone: bool) -> str:
    """Of the quoted words those of one place: from its mark to the next of its level; all where it stands alone."""
    if not path:
        return ""
    level, label = path[-1]
    marks = list(UNITS[level].finditer(wording))
    for place, mark in enumerate(marks):
        if mark[1] == label:
            stop = marks[place + 1].start() if place + 1 < len(marks) and not alone else len(wording)
            if alone and place + 1 < len(marks) and level is not Level.POINT and _follows(marks[place + 1][1], label):
                stop = marks[place + 1].start()
            return wording[mark.start() : stop].strip()
    return wording if alone and (level is Level.ARTICLE or not marks) else ""


def _follows(label: str, before: str) -> bool:
    """Whether a mark is that of the unit after this one: the quotation holds more than the place named."""
    numbers = re.match(r"\d+", label), re.match(r"\d+", before)
    return bool(numbers[0] and numbers[1]) and int(numbers[0][0]) >= int(numbers[1][0])  # type: ignore[index]
