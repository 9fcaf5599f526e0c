"""Items whose provision was amended, replaced or ended since they were written, with the text that now holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.changes import Changed, changes_of
from assistant.comparing import compared, units_of
from assistant.evidence import Evidence
from assistant.paper import validity_of
from assistant.show import shown_at
from assistant.types import Citation
from assistant.workshop.binding import basis_of, standing, words_in
from assistant.workshop.types import Basis, Item, Lesson
from corpus.dates import day
from corpus.types import Document, Level, Nature, Provision, StatusValue

NOT_HERE = "Kho không còn quy định này ở bản đang dùng (văn bản bị gỡ, hoặc đã có bản khác thay)."
GONE = (StatusValue.ENDED, StatusValue.PARTLY_ENDED)


@dataclass(frozen=True)
class Expired:
    """An item that no longer holds as it was written: why, in words, and the text that now stands in its place.

    `ended`: its basis has ended or its words have gone, so that it must not be asked as it is; else it should be
    looked at. `now_at` names where `now` stands, "" where nothing is known to.
    """

    item: str
    citation: str
    why: tuple[str, ...]
    ended: bool
    old: str
    now: str = ""
    now_at: str = ""


def expired_in(lesson: Lesson, evidence: Evidence) -> list[Expired]:
    """The bound items of a lesson that no longer hold on the day of `evidence`, in its order."""
    found = (_expired(item, evidence) for item in lesson.items if item.basis.provision)
    return [expired for expired in found if expired]


def known_ended(lesson: Lesson) -> list[Item]:
    """The items whose basis had ended already when they were written: to be told of, not to be mended.

    A digest's section has the status of its whole document: that a part of it has ended says nothing of the section.
    """
    return [item for item in lesson.items if _had_ended(item.basis)]


def warnings_before(lesson: Lesson, evidence: Evidence) -> list[str]:
    """What a trainer must know before a lesson starts, in Vietnamese: by item, why it no longer holds, or that it asks
    about what had ended already.
    """
    told = [f"Câu “{one.item}” ({one.citation}): {' '.join(one.why)}" for one in expired_in(lesson, evidence)]
    ended = [f"“{item.id}”" for item in known_ended(lesson)]
    if ended:
        told.append(f"{len(ended)} câu hỏi về quy định đã hết hiệu lực từ khi soạn, có nói rõ: {', '.join(ended)}.")
    return told


def _had_ended(basis: Basis) -> bool:
    of_whole = basis.nature is Nature.DIGEST and basis.status is StatusValue.PARTLY_ENDED
    return basis.status in GONE and not of_whole


def renewed(item: Item, evidence: Evidence) -> Item:
    """An item looked at again: the same words, with what is known of its basis today; NotFound where they are gone."""
    provision = evidence.provision(item.basis.provision)
    quote = words_in(provision, item.basis.quote, evidence) if provision else None
    if quote is None:
        return item
    return replace(item, basis=basis_of(quote, evidence))


def _expired(item: Item, evidence: Evidence) -> Expired | None:
    basis = item.basis
    provision = evidence.provision(basis.provision)
    if provision is None:
        return _lost(item, NOT_HERE, evidence)
    quote = words_in(provision, basis.quote, evidence)
    if quote is None:
        return _lost(item, "Chữ của quy định trong kho đã khác câu trích.", evidence)
    citation = evidence.cite(1, quote)
    news = [
        changed for changed in changes_of(citation.document, provision, evidence) if _is_new(changed, basis, evidence)
    ]
    why = tuple(_said(changed, evidence) for changed in news)
    held = [changed for changed in news if changed.on is None or changed.on <= evidence.as_of]
    status = standing(citation)
    has_ended = status is StatusValue.ENDED and basis.status is not StatusValue.ENDED
    if status is not basis.status and not (held and status is StatusValue.IN_FORCE):
        now_is = validity_of(citation) or citation.status_text
        why = (f"Hiệu lực khi soạn: {basis.status_text or 'không rõ'}; nay: {now_is}.", *why)
    if not why:
        return None
    ended = has_ended or any(changed.ends for changed in held)
    now, now_at = _now(citation, provision, evidence) if held or has_ended else ("", "")
    return Expired(item.id, basis.citation, why, ended, basis.quote, now, now_at)


def _is_new(changed: Changed, basis: Basis, evidence: Evidence) -> bool:
    """Whether a change was not known when the item was written, or takes effect only since."""
    if changed.text not in basis.changes:
        return True
    return bool(basis.as_of and changed.on and basis.as_of < changed.on <= evidence.as_of)


def _said(changed: Changed, evidence: Evidence) -> str:
    text = f"{changed.text[:1].upper()}{changed.text[1:]}."
    later = changed.on is not None and changed.on > evidence.as_of
    return f"Sắp đổi: {text}" if later else text


def _lost(item: Item, why: str, evidence: Evidence) -> Expired:
    document = evidence.document(item.basis.provision.partition("#")[0])
    status = f"Văn bản nay {evidence.status_line(document)}." if document else ""
    told = tuple(filter(None, (why, status)))
    return Expired(item.id, item.basis.citation, told, True, item.basis.quote)


def _now(citation: Citation, provision: Provision, evidence: Evidence) -> tuple[str, str]:
    """The text that stands where the provision did, and where: as amended, or in what replaced its document."""
    if citation.status.value is StatusValue.ENDED:
        return next(_in_replacements(citation, provision, evidence), ("", ""))
    path = tuple(step for step in provision.path if step.level in {Level.ARTICLE, Level.CLAUSE, Level.POINT})
    for shown in shown_at(evidence, citation.document, path) if path else ():
        if shown.changes:
            return shown.text or "(đã bị bãi bỏ)", f"{shown.name}, ngày {day(evidence.as_of)}"
    return "", ""


def _in_replacements(citation: Citation, provision: Provision, evidence: Evidence) -> Iterator[tuple[str, str]]:
    """What is most alike in the documents that replaced one, where anything is."""
    old = [unit for unit in units_of(evidence.copy_of(provision), evidence) if _holds(unit.key, provision)]
    for document in _replacing(citation, evidence):
        for pair in compared(old, units_of(evidence.best_copy(document), evidence), same_text=False):
            if pair.left and pair.right:
                yield pair.right.text, f"{pair.right.name} {evidence.name(document.id)}"


def _holds(key: str, provision: Provision) -> bool:
    return provision.key == key or provision.key.startswith(f"{key}/")


def _replacing(citation: Citation, evidence: Evidence) -> Iterator[Document]:
    for id_ in citation.status.replaced_by:
        document = evidence.document(id_)
        if document:
            yield document
