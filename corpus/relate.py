"""Relations that a regulation states: what it replaces, repeals, amends, guides, rests on.

A relation is read from one sentence, in the document's own words: what stands between quotation marks is new text for
another document. Lists carry the verb of the line that opens them, and the clauses of an amending article its document.
What a sentence does to which of the documents it names is decided in `corpus.acts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.accents import without_accents
from corpus.acts import OWN, Opener, acts_of, opener_of
from corpus.dates import first_date
from corpus.numbers import find_numbers, fold
from corpus.references import find_references
from corpus.types import Document, Level, Provision, Relation, RelationKind, Start, StatusFact, StatusValue, Step

QUOTED = re.compile(r"“[^“”]*”|\"[^\"\n]*\"")
SENTENCE = re.compile(r"[^.\n]+(?:\.(?!\s|$)[^.\n]*)*")
COLON = re.compile(r":\s+(?=\S)")
GUIDES = re.compile(r"quy dinh chi tiet|huong dan|bien phap thi hanh|to chuc thi hanh")
# Words before “này có hiệu lực” by which no place of the document's own starts.
EXCEPTING = re.compile(r"\b(?:trừ|riêng)\b", re.IGNORECASE)
NO_START = re.compile(r"trước ngày|từ ngày|bãi bỏ|sửa đổi|hết hiệu lực|thay thế", re.IGNORECASE)
# Between two documents that are detailed alike: “… ngày 26 tháng 01 năm 2021 và Nghị định số …”
ALSO = re.compile(
    r"(?:\s*ngày [^,;]{5,40}?)?(?:\s*của (?:Chính phủ|Quốc hội|Thủ tướng Chính phủ))?\s*(?:,|và|;)\s*"
    r"(?:các )?(?:Nghị định|Luật|Bộ luật|Thông tư|Quyết định|Nghị quyết|Pháp lệnh)?(?: số)?\s*",
    re.IGNORECASE,
)
OTHER_ACT = re.compile(r"\b(?:sua doi|dinh chinh|bai bo|thay the|hop nhat)\b")
EXCEPT = re.compile(r"trừ (?:trường hợp|các|quy định|điểm|khoản|Điều|những)[^.;:]*", re.IGNORECASE)
FROM_DAY = re.compile(r"(?:kể )?từ\s+(ngày[^.;,]{4,40})", re.IGNORECASE)
FROM_SIGNING = re.compile(r"từ ngày (?:ký|ban hành)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    """A sentence of the document's own, the line that it stands under, and what that line gives to it.

    `said` ends at `end` in the text; blocks stand in it for what is between quotation marks.
    """

    provision: Provision
    said: str
    end: int
    carried: str
    opener: Opener
    binding: bool


def relate(document: Document, provisions: Sequence[Provision], text: str) -> tuple[Relation, ...]:
    """The relations that a document's own provisions state, each once.

    `on` is the day that the sentence names, else the day the document takes effect, or that of its signing where the
    sentence says so; None while the effect date is not known.
    """
    bases = list(_bases(document, provisions))
    found = [relation for relation, _ in bases]
    of_title = list(_of_title(document, provisions))
    found += of_title
    found += _guided(document, provisions, {name: relation.target_number for relation, name in bases if name})
    for sentence in sentences(document, provisions, text):
        found += _of_sentence(document, sentence)
    unique: dict[object, Relation] = {}
    for relation in found:
        if fold(relation.target_number) != fold(document.number):
            key = (relation.kind, fold(relation.target_number), relation.target_path)
            if key not in unique or unique[key] in of_title:  # where an article says the same, it is what states it
                unique[key] = relation
    whole = [r for r in unique.values() if not r.target_path]
    replaced = {fold(r.target_number) for r in whole if r.kind is RelationKind.REPLACES}
    ended = replaced | {fold(r.target_number) for r in whole if r.kind is RelationKind.REPEALS}
    # A document that ends whole is not amended too; said twice over, its replacement says more than its repeal.
    said_better = {RelationKind.REPEALS: replaced, RelationKind.AMENDS: ended}
    kept = [r for r in unique.values() if fold(r.target_number) not in said_better.get(r.kind, set())]
    return tuple(_with_transition(kept, provisions))


def _with_transition(relations: Sequence[Relation], provisions: Sequence[Provision]) -> Iterator[Relation]:
    """The relations, those that end a whole document with the articles on how it applies on."""
    articles = tuple(
        p.id
        for p in provisions
        if p.path[-1].level is Level.ARTICLE
        and not {Level.ATTACHMENT, Level.APPENDIX} & {step.level for step in p.path}
        and "chuyển tiếp" in p.heading.lower()
    )
    for relation in relations:
        ends = relation.kind in {RelationKind.REPLACES, RelationKind.REPEALS} and not relation.target_path
        yield replace(relation, transitional=articles) if ends and articles else relation


_OWN = r"(?:^|[.;\n])\s*(?:\d+\.|[a-zđ]\))?\s*(?:luật|nghị định|nghị quyết|quyết định|thông tư|chỉ thị) này (?:sẽ )?"
_DAY = r"ngày (?:ký(?: ban hành)?|ban hành|thông qua|\d{1,2}(?:/| tháng )\d{1,2}(?:/| năm )\d{4})"
UNTIL = re.compile(
    rf"{_OWN}(?:có hiệu lực (?:thi hành )?(?:(?:kể )?từ {_DAY},? )?)?(?:và )?(?:được )?(?:thực hiện |áp dụng )?"
    rf"(?:cho )?đến (?:hết )?(?P<last>{_DAY})|{_OWN}hết hiệu lực (?:thi hành )?(?:kể )?từ (?P<end>{_DAY})",
    re.IGNORECASE,
)
# “Quy định tại Điều 3 Nghị quyết này có hiệu lực từ ngày …”, “trừ khoản 2 Điều 2 của Luật này thì có hiệu lực …”
STARTS = re.compile(
    r"(?:^|[.;\n]|\btrừ\b|\briêng\b)(?P<places>[^.;\n]{0,300}?(?:điều|khoản|điểm) [^.;\n]{1,200}?)\bnày,? (?:thì )?"
    r"có hiệu lực (?:thi hành )?(?:kể )?từ (?P<day>ngày (?:ký|ban hành|thông qua)\b|ngày[^.;,]{5,40})",
    re.IGNORECASE,
)


def own_term(document: Document, provisions: Sequence[Provision]) -> tuple[StatusFact, ...]:
    """The end that a document sets for itself: “Quyết định này có hiệu lực đến hết ngày 31 tháng 12 năm 2025”."""
    for provision in provisions:
        if provision.path[0].level in {Level.ATTACHMENT, Level.APPENDIX}:
            continue
        match = UNTIL.search(QUOTED.sub("", provision.text))
        said = first_date(match["last"] or match["end"]) if match else None
        if match and said:
            note = f"hết hiệu lực theo chính {provision.citation} của văn bản"
            ended = StatusValue.ENDED
            first_day = said + timedelta(days=1) if match["last"] else said
            return (StatusFact(document.id, ended, first_day, stated_by=provision.id, note=note),)
    return ()


def own_starts(document: Document, provisions: Sequence[Provision]) -> tuple[Start, ...]:
    """The places of a document that take effect on days of their own, by what its provisions say of that."""
    found = []
    for provision in provisions:
        for match in STARTS.finditer(QUOTED.sub("", provision.text)):
            said = EXCEPTING.split(match["places"])[-1]
            if NO_START.search(said):
                continue
            on = first_date(match["day"]) or (document.issued if FROM_SIGNING.search(f"từ {match['day']}") else None)
            paths = [r.path for r in find_references(said) if r.path and not r.document]
            if on and on != document.effective:
                found += [Start(path, on, provision.id) for path in paths if path[0].level is Level.ARTICLE]
    return tuple(found)


def _relation(
    document: Document,
    kind: RelationKind,
    number: str,
    stated_by: str,
    on: date | None,
    path: tuple[Step, ...] = (),
    issued: date | None = None,
    except_: str = "",
) -> Relation:
    place = "/".join(f"{step.level.value}:{step.label}" for step in path)
    return Relation(
        id=f"{document.id}>{kind.value}>{fold(number)}>{place}",
        kind=kind,
        source=document.id,
        target="",
        target_number=number,
        target_issued=issued,
        target_path=path,
        on=on,
        stated_by=stated_by,
        except_=except_,
    )


def _bases(document: Document, provisions: Sequence[Provision]) -> Iterator[tuple[Relation, str]]:
    """“Căn cứ …”: the document that each line names first, and a law's name without diacritics ("luat du lieu")."""
    for provision in provisions:
        if provision.path[-1].level is not Level.PREAMBLE:
            continue
        for line in re.split(r"[\n;]", provision.text):
            if re.match(r"\s*[-*]?\s*Căn cứ\b", line):
                numbers = [n for n in find_numbers(line) if n.whole]
                if numbers:
                    issued = first_date(line[numbers[0].end : numbers[0].end + 40])
                    number, on = numbers[0].number, document.issued
                    named = re.search(
                        r"can cu (?:vao )?((?:bo )?luat .{3,90}?) so\s*$", _before(line, numbers[0].start)
                    )
                    relation = _relation(document, RelationKind.BASED_ON, number, provision.id, on, issued=issued)
                    yield relation, named[1] if named else ""


def _before(line: str, offset: int) -> str:
    return without_accents(line[:offset])


def _of_title(document: Document, provisions: Sequence[Provision]) -> Iterator[Relation]:
    """A title that says what is amended."""
    for act in acts_of(_title_alone(document)) if provisions else ():
        if act.kind is RelationKind.AMENDS and may_change(document, act.number):
            yield _relation(document, act.kind, act.number, provisions[0].id, document.effective)


def _guided(document: Document, provisions: Sequence[Provision], names: Mapping[str, str]) -> Iterator[Relation]:
    """What the title or the article on the scope says that the document details: a number, or a law it rests on."""
    scope = next(
        (p for p in provisions if p.key in {"article:1", "article:1/clause:1"} and OWN.search(_plain(p))), None
    )
    places = [(document.title, provisions[0])] if provisions else []
    places += [(scope.text, scope)] if scope else []
    for text, provision in places:
        folded = without_accents(text)
        verb = GUIDES.search(folded)
        lead = folded[: verb.start()] if verb else ""
        if not verb or find_numbers(lead) or (provision is scope and not OWN.search(lead)) or OTHER_ACT.search(lead):
            continue
        rest = re.split(r"[.;\n]\s", text[verb.end() :].lstrip())[0]
        end = 0
        for reference in find_references(rest, names):
            if end and not ALSO.fullmatch(rest[end : reference.start]):
                break
            end = reference.end
            number = reference.document or reference.document_id
            if re.search(r"[^\W\d]", number):
                yield _relation(document, RelationKind.GUIDES, number, provision.id, document.effective)
        return


def _plain(provision: Provision) -> str:
    return without_accents(provision.text)


def sentences(document: Document, provisions: Sequence[Provision], text: str) -> Iterator[Sentence]:
    """Each sentence of the document's own articles and sections under the line that opens its list or article."""
    unquoted = _without_quotations(text)
    titled = {act.number for act in acts_of(_title_alone(document)) if act.kind is RelationKind.AMENDS}
    first = Opener(number=titled.pop()) if len(titled) == 1 else Opener()
    above: list[tuple[int, Opener, str]] = []
    for provision in provisions:
        levels = {step.level for step in provision.path}
        if provision.path[-1].level in {Level.PREAMBLE, Level.CLOSING} or provision.path[0].level is Level.APPENDIX:
            continue
        # What is issued with a decision, and a document in sections, sets tasks: its imperatives change no document.
        binding = Level.ATTACHMENT not in levels and (Level.ARTICLE in levels or Level.SECTION not in levels)
        above = [entry for entry in above if provision.start < entry[0]]
        opener, carried = (above[-1][1], above[-1][2]) if above else (first, "")
        for match in SENTENCE.finditer(unquoted[provision.start : provision.end]):
            if "|" in match[0]:
                continue
            end = provision.start + match.start()
            for said in COLON.sub(lambda colon: ":\n" + colon[0][2:], match[0]).split("\n"):
                end += len(said) + 1
                yield Sentence(provision, said, end - 1, carried, opener, binding)
                opened = opener_of(said, opener, binding)
                if opened and (opened.lists or not opener.lists):
                    opener, carried = opened, said
        if opener != (above[-1][1] if above else first):
            above.append((provision.extent, opener, carried))


def _without_quotations(text: str) -> str:
    """The text with blocks for what stands between quotation marks, also across lines and inside other quotations."""
    for _ in range(2):
        text = QUOTED.sub(lambda match: re.sub(r"[^\n]", "█", match[0]), text)
    return text


def _title_alone(document: Document) -> str:
    return re.sub(rf"^(?:{re.escape(document.kind)}|về việc|về)\s+", "", document.title.strip(), flags=re.IGNORECASE)


def _of_sentence(document: Document, sentence: Sentence) -> Iterator[Relation]:
    said, carried = sentence.said, sentence.carried
    acts = [act for act in acts_of(said, sentence.opener, sentence.binding) if may_change(document, act.number)]
    if not acts:
        return
    on = (
        day_of(said)
        or day_of(carried)
        or (document.issued if FROM_SIGNING.search(said) else None)
        or document.effective
    )
    excepted = EXCEPT.search(said) or EXCEPT.search(carried)
    words = excepted[0].strip(" ,") if excepted else ""
    for act in acts:
        ends = act.kind is not RelationKind.AMENDS
        for path in act.paths or ((),):
            except_ = words if ends else ""
            yield _relation(document, act.kind, act.number, sentence.provision.id, on, path, act.issued, except_)


def day_of(said: str) -> date | None:
    """The day that a sentence names for what it does."""
    return next((found for match in FROM_DAY.finditer(said) if (found := first_date(match[1]))), None)


def may_change(document: Document, number: str) -> bool:
    """Whether the document can change one of this number at all: never one of a higher issuer.

    Laws on issuing legal documents let a document be changed by its issuer or one above it. The National Assembly and
    the Government count as equal: resolutions of the former empower the latter to adjust laws.
    """
    own, other = _rank(document.number), _rank(number)
    return own is None or other is None or own <= other


def _rank(number: str) -> int | None:
    sign = fold(number)
    if not sign or "/tw" in sign or "bcdtw" in sign:
        return None
    if re.search(r"/qh\d|ubtvqh|ctn|-cp$", sign):
        return 0
    return 1 if "-ttg" in sign else 2
