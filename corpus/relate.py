"""Relations that a regulation states: what it replaces, repeals, amends, guides, rests on.

A relation is read from one sentence, in the document's own words: what stands between quotation marks is new text for
another document, and what is said in the passive of a document named (“Luật A đã được sửa đổi bởi Luật B”) is a
relation of others. Lists carry the verb of the line that opens them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from corpus.accents import without_accents
from corpus.dates import first_date
from corpus.numbers import find_numbers, fold
from corpus.references import find_references
from corpus.types import Document, Level, Provision, Reference, Relation, RelationKind, StatusFact, StatusValue

QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"")
SENTENCE = re.compile(r"[^.;\n]+(?:\.(?=\d)[^.;\n]*|\.(?!\s|$)[^.;\n]*)*")
# Verbs, without diacritics, in the order of asking.
ENDS = re.compile(r"het hieu luc|cham dut hieu luc|khong con hieu luc")
REPLACES = re.compile(r"thay the(?! cum tu| cac cum tu| tu | mau| phu luc| bang tu)")
REPEALS = re.compile(r"bai bo|huy bo")
AMENDS = re.compile(
    r"sua doi,? bo sung|sua doi(?= (?:khoan|diem|dieu|mot so))|bo sung (?=khoan|diem|dieu|cum tu)"
    r"|thay the (?:cac )?cum tu|bo cum tu"
)
GUIDES = re.compile(r"quy dinh chi tiet|huong dan (?:thi hanh|thuc hien)|bien phap thi hanh")
PASSIVE = re.compile(
    r"(?:da )?(?:duoc|bi) (?:sua doi|thay the|bo sung|bai bo)[^;]{0,60}?(?:theo|boi|tai|bang|cua)|(?:sua doi"
    r"|bo sung)[^;]{0,30} (?:theo|boi) "
)
OWN = re.compile(r"(?:luat|nghi dinh|quyet dinh|thong tu|nghi quyet|quy che|quy dinh|phap lenh|chi thi) nay")
# What may stand between "thay thế" or "bãi bỏ" and the document it ends: its kind and name, nothing else. "Thay thế cụm
# từ … tại Luật …" and "bãi bỏ một số điều của …" do not end a document.
OBJECT = re.compile(
    r"[\s,:]*(?:cho |cac |toan bo |nhung |hoan toan )*(?:van ban |bo luat |luat |nghi dinh |quyet dinh "
    r"|thong tu lien tich |thong tu "
    r"|nghi quyet |chi thi |quy che |quy dinh |phap lenh |cong van |ke hoach |khung )[^;:]{0,110}$"
    r"|[\s,:]*(?:cac |toan bo )*$"
)
EXCEPT = re.compile(r"trừ (?:trường hợp|các|quy định|điểm|khoản|Điều|những)[^.;]*", re.IGNORECASE)


def relate(document: Document, provisions: Sequence[Provision], text: str) -> tuple[Relation, ...]:
    """The relations that a document's own provisions state, each once."""
    found: list[Relation] = []
    found += _bases(document, provisions)
    found += _of_title(document, provisions)
    whole = _amended_by_title(document)
    for provision, said, carried in _sentences(provisions, text):
        found += _of_sentence(document, provision, said, carried, whole)
    unique: dict[object, Relation] = {}
    for relation in found:
        if fold(relation.target_number) != fold(document.number):
            unique.setdefault((relation.kind, fold(relation.target_number), relation.target_path), relation)
    replaced = {fold(r.target_number) for r in unique.values() if r.kind is RelationKind.REPLACES and not r.target_path}
    return tuple(
        r for r in unique.values() if not (r.kind is RelationKind.REPEALS and fold(r.target_number) in replaced)
    )


UNTIL = re.compile(
    r"có hiệu lực (?:thi hành )?(?:từ [^.;]{5,60} )?(?:đến|cho đến) (?:hết )?(ngày[^.;]{5,40})", re.IGNORECASE
)


def own_term(document: Document, provisions: Sequence[Provision]) -> tuple[StatusFact, ...]:
    """The end that a document sets for itself: “Quyết định này có hiệu lực đến hết ngày 31 tháng 12 năm 2025”."""
    for provision in provisions:
        if provision.path[0].level in {Level.ATTACHMENT, Level.APPENDIX}:
            continue
        match = UNTIL.search(QUOTED.sub("", provision.text))
        last = first_date(match[1]) if match else None
        if match and last:
            note = f"hết hiệu lực theo chính {provision.citation} của văn bản"
            ended = StatusValue.ENDED
            first_day = last + timedelta(days=1)
            return (StatusFact(document.id, ended, first_day, stated_by=provision.id, note=note),)
    return ()


def _relation(
    document: Document,
    kind: RelationKind,
    reference: Reference,
    stated_by: str,
    on: date | None,
    issued: date | None = None,
    except_: str = "",
) -> Relation:
    place = "/".join(f"{step.level.value}:{step.label}" for step in reference.path)
    return Relation(
        id=f"{document.id}>{kind.value}>{fold(reference.document)}>{place}",
        kind=kind,
        source=document.id,
        target="",
        target_number=reference.document,
        target_issued=issued,
        target_path=reference.path,
        on=on,
        stated_by=stated_by,
        except_=except_,
    )


def _bases(document: Document, provisions: Sequence[Provision]) -> Iterator[Relation]:
    """“Căn cứ …”: the document that each line names first."""
    for provision in provisions:
        if provision.path[-1].level is not Level.PREAMBLE:
            continue
        for line in re.split(r"[\n;]", provision.text):
            if re.match(r"\s*[-*]?\s*Căn cứ\b", line):
                numbers = [n for n in find_numbers(line) if n.whole]
                if numbers:
                    reference = Reference(numbers[0].number, (), numbers[0].start, numbers[0].end)
                    issued = first_date(line[numbers[0].end : numbers[0].end + 40])
                    yield _relation(document, RelationKind.BASED_ON, reference, provision.id, document.issued, issued)


def _of_title(document: Document, provisions: Sequence[Provision]) -> Iterator[Relation]:
    """A title that says what is amended, guided or consolidated."""
    folded = without_accents(document.title)
    kind = next(
        (k for p, k in ((AMENDS, RelationKind.AMENDS), (GUIDES, RelationKind.GUIDES)) if p.search(folded)), None
    )
    if document.kind == "Văn bản hợp nhất":
        kind = RelationKind.CONSOLIDATES
    if kind is None or not provisions:
        return
    for number in find_numbers(document.title):
        if number.whole:
            reference = Reference(number.number, (), number.start, number.end)
            yield _relation(document, kind, reference, provisions[0].id, document.effective or document.issued)


def _sentences(provisions: Sequence[Provision], text: str) -> Iterator[tuple[Provision, str, str]]:
    """Each sentence of the document's own articles and sections, and the words of the line that opens its list."""
    openers: list[tuple[int, str]] = []
    for provision in provisions:
        level = provision.path[-1].level
        if level in {Level.PREAMBLE, Level.CLOSING} or provision.path[0].level is Level.APPENDIX:
            continue
        openers = [(extent, words) for extent, words in openers if provision.start < extent]
        own = QUOTED.sub(lambda match: " " * len(match[0]), text[provision.start : provision.end])
        carried = openers[-1][1] if openers else ""
        for match in SENTENCE.finditer(own):
            yield provision, match[0], carried
            if match[0].rstrip().endswith(":"):
                carried = match[0]
        if own.rstrip().endswith(":"):
            last = re.split(r"[.;\n]\s", own.strip())[-1]
            openers.append((provision.extent, last))


def _amended_by_title(document: Document) -> str:
    """The one document that an amending document's title names; "" when there are several or none."""
    numbers = {n.number for n in find_numbers(document.title) if n.whole}
    return numbers.pop() if len(numbers) == 1 and AMENDS.search(without_accents(document.title)) else ""


def _of_sentence(document: Document, provision: Provision, said: str, carried: str, whole: str) -> Iterator[Relation]:
    """The relations of one sentence; `carried` is the opening line of the list that it stands in.

    `whole` is the document that a place without a document belongs to, in a document that amends just one.
    """
    named = {n.number for n in find_numbers(carried) if n.whole}
    if not whole and len(named) == 1 and _verb(without_accents(carried))[0]:
        whole = named.pop()
    references = []
    for reference in find_references(said):
        own = OWN.match(without_accents(said[reference.end :]).strip())
        if whole and not reference.document and reference.path and not own:
            reference = replace(reference, document=whole)
        if "/" in reference.document or "-" in reference.document:
            references.append(reference)
    if not references:
        return
    folded = without_accents(said)
    opening = without_accents(carried)
    verb, at = _verb(folded)
    if verb is None:
        verb, _ = _verb(opening)
        at = 0
        if verb is None or not re.search(r"sau day|sau:|gom|cac van ban|hieu luc|bai bo|thay the", opening):
            return
    day = _day(said if ENDS.search(folded) or "hieu luc" in folded else carried, document)
    excepted = EXCEPT.search(said) or EXCEPT.search(carried)
    passive = [match.end() for match in PASSIVE.finditer(folded)]
    names_end = ENDS.search(folded)
    for reference in references:
        before = folded[max(0, reference.start - 90) : reference.start]
        if any(end <= reference.start and reference.start - end < 40 for end in passive):
            continue
        if names_end and reference.start > names_end.start() and not OWN.search(folded[: names_end.start()] or "x"):
            # what follows "hết hiệu lực kể từ ngày …" is the day, not a document that ends
            continue
        if (
            at
            and reference.end < at
            and verb in {RelationKind.REPLACES, RelationKind.REPEALS, RelationKind.AMENDS}
            and not names_end
        ):
            continue
        if excepted and said.find(excepted[0]) != -1 and reference.start >= said.find(excepted[0]):
            continue
        if re.search(r"(?:theo quy dinh tai|can cu|quy dinh tai|theo) (?:\S+ ){0,4}$", before) and not reference.path:
            continue
        ends = verb in {RelationKind.REPLACES, RelationKind.REPEALS}
        if ends and at and not OBJECT.match(folded[at : references[_first_after(references, at)].start]):
            continue
        if verb is RelationKind.AMENDS and re.search(r"(?:vao )?(?:sau|truoc) $", folded[: reference.start]):
            continue  # "bổ sung Điều 5a sau Điều 5": Điều 5 itself stays as it was
        # A place whose words are replaced is amended: it goes on, with other words.
        kind = RelationKind.AMENDS if verb is RelationKind.REPLACES and reference.path else verb
        issued = first_date(said[reference.end : reference.end + 45])
        if kind is RelationKind.GUIDES and reference.path:
            continue
        yield _relation(
            document, kind, reference, provision.id, day, issued, excepted[0].strip(" :,") if excepted else ""
        )


def _first_after(references: Sequence[Reference], at: int) -> int:
    """The position of the first reference that ends after an offset."""
    return next((place for place, reference in enumerate(references) if reference.end > at), 0)


def _verb(folded: str) -> tuple[RelationKind | None, int]:
    """What a sentence does, and where its verb ends."""
    amends = AMENDS.search(folded)
    if amends and not re.search(r"(?:duoc|bi|da) $", folded[: amends.start()]):
        return RelationKind.AMENDS, amends.end()
    for pattern, kind in (
        (REPLACES, RelationKind.REPLACES),
        (REPEALS, RelationKind.REPEALS),
        (ENDS, RelationKind.REPEALS),
    ):
        match = pattern.search(folded)
        if match and not re.search(r"(?:duoc|bi) $", folded[: match.start()]):
            return kind, 0 if pattern is ENDS else match.end()
    return None, 0


def _day(said: str, document: Document) -> date | None:
    """From when: the date that the sentence itself gives for the end, or the day the document takes effect."""
    match = re.search(r"(?:kể )?từ\s+(ngày[^.;,]{4,40})", said)
    named = first_date(match[1]) if match else None
    return named or document.effective or document.issued
