"""What one sentence of a regulation does to which documents: replaces, repeals or amends them, whole or in part.

A sentence names more documents than it acts on. “Nghị định A … sửa đổi, bổ sung một số điều của Nghị định B hết hiệu
lực” ends A; B stands in A's title. “Luật C đã được sửa đổi theo Luật D và Luật E” says nothing of its own about D and
E. So each mention is first given its role: the object of an active verb that opens its clause, the subject of “hết
hiệu lực”, an item of a list, coordinate with one of these, or part of another's description: nothing is said of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from corpus.accents import without_accents
from corpus.dates import first_date
from corpus.numbers import KINDS
from corpus.references import find_references
from corpus.types import Level, RelationKind, Step

Path = tuple[Step, ...]

VERBS = re.compile(
    r"\b(?:(?P<amend>sua doi,? bo sung|sua doi|bo sung|bo(?= cum tu))|(?P<replace>thay the)|(?:bai|huy) bo)\b"
)
_OWN_NOUN = (
    r"(?:bo luat|luat|nghi dinh|quyet dinh|thong tu(?: lien tich)?|nghi quyet(?: lien tich)?|quy che|quy dinh|phap lenh"
    r"|chi thi|van ban|cong van|ke hoach|khung(?: kien truc)?|kien truc|chuong trinh|de an|huong dan|thong bao)"
)
OWN = re.compile(_OWN_NOUN + r" nay\b")
ENDS = re.compile(
    r"\b(?:het|cham dut|khong con) hieu luc|\bbi bai bo(?= (?:ke )?tu)"
    rf"|\b(?:duoc|bi) (?:thay the|bai bo) (?:boi|bang|theo) {_OWN_NOUN} nay"
)
# Asked of the words with their diacritics: "khám chữa bệnh" is not "chưa", "vũ khí" is not "khi".
_NOT_YET_ENDED = re.compile(r"\b(?:khi|nếu|chưa|không)\s+(?:\w+\s+){0,4}$", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:co hieu luc|tiep tuc|ap dung|thuc hien|phai)\b")
_NOUN = (
    r"(?:van ban(?: quy pham phap luat)?|bo luat|luat|phap lenh|nghi quyet(?: lien tich)?|nghi dinh|quyet dinh"
    r"|thong tu(?: lien tich)?|chi thi|cong van|ke hoach|quy che|quy dinh|noi dung|chuong|muc|dieu khoan|dieu|khoan"
    r"|diem)"
)
# Possessive and atomic: what is not closed as expected fails at once and is not parted in other ways.
_MARK = r"\s*+(?:[-+•*–]\s*+)*+(?:(?>[a-z0-9]{1,4}(?:\.\d+)*+[.)])\s*+)*+"
_FILLER = (
    r"(?:(?>(?:cho|cac|nhung|toan bo|hoan toan|sau(?: day)?|duoi day|bao gom|gom|va|tai|cua|o|trong|so"
    rf"|{_NOUN})\b[\s,:]*+))*+"
)
_FROM_DAY = r"(?:ke tu[^;:]{0,90}hieu luc(?: thi hanh)?,?\s*)?"
# What may stand between a verb and the document that it ends, and before the subject of "hết hiệu lực".
_OBJECT = re.compile(rf"[\s,:]*{_FILLER}$")
_SUBJECT = re.compile(rf"{_MARK}{_FROM_DAY}{_FILLER}$")
# A clause of the document's own: it opens with the verb, or "Nghị định này … và" goes before.
_OPENS = re.compile(
    rf"{_MARK}(?:.*\b(?:va|dong thoi)\s+|.*\b{_OWN_NOUN} nay(?: [a-z]+){{0,8}}\s+|.*\bngay ky\s+)?$", re.DOTALL
)
_PART = re.compile(r"\b(?:mot so|mot phan|cum tu|tu ngu|so thu tu)\b")
_WITHIN = re.compile(r"\b(?:dieu khoan|dieu|khoan|diem|noi dung|quy dinh|chuong|muc)\b.*\b(?:cua|tai|o|trong)\b")
# What is issued with a decision stands and falls with it: "thay thế Quy chế … ban hành kèm theo Quyết định số …".
_ATTACHED = re.compile(
    r"[\s,:]*(?:ban )?(?:quy che|quy dinh|dieu le|khung|kien truc|chuong trinh|ke hoach|de an|noi quy)\b[^;:]{0,200}"
    r"\bban hanh (?:kem )?theo\s+$"
)
_IN_A_PLACE = re.compile(r"\b(?:tai|o|cua|trong)\s+$")
_SAID_OF = re.compile(r"(?:(?<!kem )\btheo|\bcan cu|\bsau|\btruoc|\bbang)\s+(?:quy dinh\s+)?(?:tai\s+)?$")
_AND = re.compile(r"(?:[,;]|\bva|\bhoac|\bcung voi)\s*(?:(?:cac|nhung|toan bo|van ban)\s+)*$")
_PASSIVE = re.compile(r"\b(?:duoc|bi) (?:sua doi|bo sung|thay the|bai bo)\b|\bda (?:sua doi|bo sung)\b")
_ABOUT = re.compile(r"\b(?:mot so dieu|chi tiet|huong dan|thi hanh|thuc hien|theo|can cu)\b")
_LIST_OBJECT = re.compile(
    rf"[\s,]*(?:mot so |mot phan )?{_FILLER}(?:(?:cua|do|trong|lien quan)\b[^:;]{{0,120}})?"
    r"(?:nhu )?(?:sau(?: day)?)?\s*:?\s*$"
)
_LIST_SUBJECT = re.compile(
    rf"{_MARK}{_FROM_DAY}(?:mot so )?{_FILLER}(?:(?:(?:cua|do|ve)\b|(?<=cua )[a-z])[^;:]{{0,200}}?)?"
    r"(?:sau(?: day)?|duoi day)?[\s,]*$"
)
_KEM_THEO = re.compile(r"[^;:]{0,160}\bban hanh (?:kem )?theo\s+")
_OF_THIS = re.compile(r"[\s,]*(?:cua )?(?:ban hanh (?:kem )?theo )?(?:[a-z]+ ){0,3}nay\b")
_KIND_WORDS = "|".join(sorted(KINDS, key=len, reverse=True))
_KIND_BEFORE = re.compile(rf"(?<!\w)(?:{_KIND_WORDS}|quy che)(?:\s+so)?[\s:]*$")
_NAMED_LAW = re.compile(r"\b(?:Bộ luật|BỘ LUẬT|Luật|LUẬT|Pháp lệnh|PHÁP LỆNH)\b")


@dataclass(frozen=True)
class Act:
    """A sentence does `kind` to the document `number`: to the places `paths` in it, or to the whole without any."""

    kind: RelationKind
    number: str
    paths: tuple[Path, ...] = ()
    issued: date | None = None


@dataclass(frozen=True)
class Opener:
    """The line under which others stand: what it does, to which document and place, and whether it opens a list."""

    kind: RelationKind | None = None
    number: str = ""
    path: Path = ()
    lists: bool = False


@dataclass(frozen=True)
class _Mention:
    """A document with the places named in it, at [start, end); `start` is that of the whole phrase's first word."""

    number: str
    kind: str
    paths: tuple[Path, ...]
    start: int
    end: int

    @property
    def year(self) -> int:
        match = re.search(r"/((?:19|20)\d\d)/", self.number)
        return int(match[1]) if match else 0

    @property
    def sort(self) -> str:
        """The kind as the number's sign gives it: NĐ, TT, QH."""
        match = re.search(r"[^\W\d]+", self.number)
        return without_accents(match[0]) if match else ""


def acts_of(said: str, opener: Opener = Opener(), binding: bool = True) -> list[Act]:
    """What a sentence does, in order. `opener` is the line it stands under: its list, its document.

    With `binding` false, as in a plan or a table of tasks, a bare imperative is a task and not an act: only what “Nghị
    định này …” does and what “… hết hiệu lực” says count.
    """
    folded = without_accents(said)
    acts: list[Act] = []
    heads: list[_Mention] = []
    previous: _Mention | None = None
    passive = in_title = False
    kind: RelationKind | None = None
    mentions = _mentions(said, folded, opener)
    for mention in mentions:
        low = previous.end if previous else 0
        before = folded[low : mention.start]
        verb = _verb(folded, low, mention, binding)
        acts_on = False
        if verb:
            acts_on, kind = True, verb
        elif previous is None or (not heads and ";" in before):
            kind = _kind_of_subject(said, folded, before.rpartition(";")[2], mention, opener)
            acts_on = kind is not None
        elif heads and _AND.search(before):
            acts_on = _is_coordinate(mention, heads[-1], previous, before, passive, in_title)
        in_title = not acts_on and (in_title or bool(VERBS.search(_PASSIVE.sub("", before))))
        passive = not acts_on and (passive or bool(_PASSIVE.search(before)))
        previous = mention
        if acts_on and kind:
            heads.append(mention)
            issued = first_date(said[mention.end : mention.end + 45])
            acts.append(Act(kind, mention.number, mention.paths, issued))
    return acts


def opener_of(said: str, outer: Opener = Opener(), binding: bool = True) -> Opener | None:
    """What a line gives to those under it; None when it does nothing to any document."""
    folded = without_accents(said).rstrip()
    lists = folded.endswith(":")
    acts = acts_of(said, outer, binding)
    if acts:
        numbers = {act.number for act in acts}
        paths = [path for act in acts for path in act.paths]
        return Opener(
            acts[0].kind if lists else None,
            numbers.pop() if len(numbers) == 1 else "",
            paths[0] if len(paths) == 1 else (),
            lists,
        )
    if not lists:
        return None
    ends = ENDS.search(folded)
    if ends and _LIST_SUBJECT.match(folded[: ends.start()]):
        return replace(outer, kind=RelationKind.REPEALS, lists=True)
    found = _active_verb(folded, 0, len(folded), binding)
    if found:
        rest = folded[found[1] :]
        in_part = _PART.search(rest) and (_WITHIN.search(rest) or not _LIST_OBJECT.match(rest))
        if found[0] is RelationKind.AMENDS or in_part:
            return replace(outer, kind=RelationKind.AMENDS, lists=True)
        if _LIST_OBJECT.match(rest):
            return replace(outer, kind=found[0], lists=True)
    return None


def _verb(folded: str, low: int, mention: _Mention, binding: bool) -> RelationKind | None:
    """The kind of the active verb whose object a mention is."""
    found = _active_verb(folded, low, mention.start, binding)
    if not found:
        return None
    kind, end = found
    between = folded[end : mention.start]
    if low and (kind is RelationKind.AMENDS or _PART.search(between)) and not mention.paths:
        return None  # "… và sửa đổi một số điều của …" ends a title as often as it begins a clause
    if kind is not RelationKind.AMENDS and not _PART.search(between) and _OBJECT.match(between):
        # "Thay thế Phụ lục II" puts a new one in its place; "Nghị định này thay thế Điều 5 …" takes it over.
        is_new = kind is RelationKind.REPLACES and mention.paths and not OWN.search(folded[: mention.start])
        return RelationKind.AMENDS if is_new or (_WITHIN.search(between) and not mention.paths) else kind
    if _SAID_OF.search(between):
        return None
    if kind is RelationKind.AMENDS or _PART.search(between):
        return RelationKind.AMENDS
    if _ATTACHED.match(between) and not mention.paths:
        return kind
    # "Bãi bỏ quy định về … tại Điều 5" takes something out of Điều 5, which itself stays.
    if mention.paths and kind is RelationKind.REPEALS and _IN_A_PLACE.search(between):
        return RelationKind.AMENDS
    return None


def _active_verb(folded: str, low: int, high: int, binding: bool) -> tuple[RelationKind, int] | None:
    """The last verb that opens a clause between two offsets, and where it ends; of a chain of verbs, the chain's."""
    found: tuple[RelationKind, int] | None = None
    opens = False
    last = -1
    for match in VERBS.finditer(folded, low, high):
        chained = last >= 0 and re.fullmatch(r"[\s,]*(?:(?:va|hoac)\s+)?", folded[last : match.start()])
        if not chained:
            clause = re.split(r"[,;:]", folded[low : match.start()])[-1]
            own = OWN.search(folded[: match.start()])
            separated = low == 0 or re.search(r"[,;]\s*$|\b(?:va|dong thoi|nay)\s+$", folded[low : match.start()])
            opens = bool(_OPENS.fullmatch(clause)) and bool(separated) and (binding or own is not None)
        last = match.end()
        if opens:
            kind = (
                RelationKind.AMENDS
                if match["amend"] or (chained and found and found[0] is RelationKind.AMENDS)
                else RelationKind.REPLACES
                if match["replace"]
                else RelationKind.REPEALS
            )
            found = kind, match.end()
    return found


def _kind_of_subject(said: str, folded: str, before: str, mention: _Mention, opener: Opener) -> RelationKind | None:
    """What happens to the document that a clause begins with: it ends, or it is an item of the opener's list."""
    if _SUBJECT.fullmatch(before) and (mention.paths or not _WITHIN.search(before)):
        ends = ENDS.search(folded, mention.end)
        if ends and not _NOT_YET_ENDED.search(said[mention.end : ends.start()]):
            between = folded[mention.end : ends.start()]
            return None if ";" in between and _GOES_ON.search(between) else RelationKind.REPEALS
        return opener.kind if opener.lists else None
    if opener.lists and opener.kind in {RelationKind.REPLACES, RelationKind.REPEALS} and mention.paths:
        taken_out = re.match(rf"{_MARK}(?:cac )?(?:quy dinh|noi dung|cum tu)\b", before)
        return RelationKind.AMENDS if taken_out and _IN_A_PLACE.search(before) else None
    return None


def _is_coordinate(
    mention: _Mention, head: _Mention, previous: _Mention, before: str, passive: bool, in_title: bool
) -> bool:
    """Whether a mention after “và” or a comma stands beside the last one acted on, not inside its description.

    `passive` says that a list of those that amended it may go on, `in_title` that the title of an amending document
    may. Places of its own or a semicolon decide, and its kind: the head's, or that of the document between them. Else
    the years do: who amends is younger than what it amends, so a document in its title is no younger than itself.
    """
    if mention.paths or (";" in before and mention.sort == head.sort and not in_title):
        return True
    if passive and ";" not in before:
        return False
    if previous is head:
        return mention.sort == head.sort or not _ABOUT.search(before)
    if mention.sort != previous.sort:
        return mention.sort == head.sort
    return mention.sort == head.sort and mention.year > head.year


def _mentions(said: str, folded: str, opener: Opener) -> list[_Mention]:
    """The documents that a sentence names by a whole number; a bare place belongs to the opener's document."""
    found: list[_Mention] = []
    attached: list[tuple[Path, int, int]] = []  # bare places, with what may tie them to the next document
    for (number, start, end), group in groupby(find_references(said), key=lambda r: (r.document, r.start, r.end)):
        same = list(group)
        paths = tuple(reference.path for reference in same if reference.path)
        if not number:
            if not _OF_THIS.match(folded, end):
                attached += [(path, start, end) for path in paths]
                if opener.number:
                    found.append(_Mention(opener.number, "", paths, start, end))
            continue
        if not re.search(r"[^\W\d]", number):
            continue  # "Nghị định 47/2020": typed in part, it identifies nothing
        low = found[-1].end if found else 0
        first, is_named = (start, False) if paths else _phrase_start(said, folded, low, start)
        if not is_named and re.search(r"\bmau(?: so)?\s*$", folded[low:start]):
            continue  # "mẫu số 24/ĐK-TCT" is a form
        if not paths and attached and _KEM_THEO.fullmatch(folded, attached[-1][2], first):
            # "mục 119 Phụ lục IV - Danh mục … ban hành kèm theo Luật Đầu tư số …"
            paths, first = tuple(path for path, *_ in attached), attached[0][1]
            found = [mention for mention in found if mention.start < first]
        attached = []
        found.append(_Mention(number, same[0].kind, paths, first, end))
    articles = {step for mention in found for path in mention.paths for step in path if step.level is Level.ARTICLE}
    return [whole for mention in found if (whole := _completed(mention, articles, opener)) is not None]


def _phrase_start(said: str, folded: str, low: int, at: int) -> tuple[int, bool]:
    """Where “Nghị định số …” or “Luật Giao dịch điện tử số …” begins, and whether a kind or name stands there."""
    kind = _KIND_BEFORE.search(folded, low, at)
    laws = [m for m in _NAMED_LAW.finditer(said, low, at) if not re.search(r"[\d;:]", said[m.end() : at])]
    if laws and (not kind or kind[0].startswith(("luat", "bo luat"))):
        last = laws[-1]
        amending = [m for m in laws[:-1] if re.match(r"\s*sua doi", folded[m.end() :])]
        return (amending[-1] if amending else last).start(), True
    if kind:
        return kind.start(), True
    word = re.search(r"\bso[\s:]*$", folded[low:at])
    return (low + word.start() if word else at), False


def _completed(mention: _Mention, articles: set[Step], opener: Opener) -> _Mention | None:
    """A mention with the Điều of its khoản and điểm: the opener's, or the only one of the sentence's; else None."""
    paths = []
    for path in mention.paths:
        levels = {step.level for step in path}
        if levels <= {Level.CLAUSE, Level.POINT}:
            outer = tuple(
                s
                for s in opener.path
                if s.level is Level.ARTICLE or (s.level is Level.CLAUSE and Level.CLAUSE not in levels)
            )
            if not outer and len(articles) == 1:
                outer = tuple(articles)
            if not outer:
                continue
            path = (*outer, *path)
        if Level.ARTICLE in {step.level for step in path}:  # articles are numbered through: their chapter adds nothing
            path = tuple(s for s in path if s.level not in {Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION})
        paths.append(path)
    return replace(mention, paths=tuple(paths)) if paths or not mention.paths else None
