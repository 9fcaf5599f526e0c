"""Items whose provision was amended, replaced or ended since they were written, with the text that now holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.changes import Changed, changes_of
from assistant.comparing import compared, units_of
from assistant.evidence import Evidence
from assistant.naming import capital
from assistant.paper import validity_of
from assistant.show import shown_at
from assistant.types import Citation, Quote
from assistant.workshop.binding import basis_of, standing, with_bases, words_in
from assistant.workshop.types import Basis, Item, Lesson
from corpus.dates import day
from corpus.errors import NotFound
from corpus.types import Document, Level, Nature, Provision, StatusValue

SHORT = 60  # characters by which an item is known
NOT_HERE = "Kho không còn quy định này ở bản đang dùng (văn bản bị gỡ, hoặc đã có bản khác thay)."
OTHER_WORDS = "Nội dung quy định trong kho không còn khớp với câu trích."
GONE = (StatusValue.ENDED, StatusValue.PARTLY_ENDED)


@dataclass(frozen=True)
class Expired:
    """What no longer holds as it was written: why, in words, and the text that now stands in its place.

    `where` says of what: “câu 3 (Thời hạn …)”; `item` is the item's id, "" for a question or an exercise. `ended`: its
    basis has ended or its words have gone, so that it must not be asked as it is; else it should be looked at. `now_at`
    names where `now` stands, "" where nothing is known to.
    """

    item: str
    where: str
    citation: str
    why: tuple[str, ...]
    ended: bool
    old: str
    now: str = ""
    now_at: str = ""


def expired_in(lesson: Lesson, evidence: Evidence) -> list[Expired]:
    """The bound items of a lesson that no longer hold on the day of `evidence`, in its order."""
    found = (
        next(filter(None, (_expired(basis, where, evidence, item.id) for basis in (item.basis, *item.beside))), None)
        for item, where in zip(lesson.items, _places(lesson.items), strict=True)
    )
    return [expired for expired in found if expired]


def _places(items: Sequence[Item]) -> list[str]:
    """Items as people call them: “câu 3 (Thời hạn tiếp nhận hồ sơ …)”."""
    return [f"câu {place} ({shortened(item.ask)})" for place, item in enumerate(items, start=1)]


def shortened(text: str) -> str:
    """The beginning of a text, to know it by."""
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"


def expired_beside(lesson: Lesson, evidence: Evidence) -> list[Expired]:
    """The questions to the assistant and the exercises whose bases no longer hold."""
    bases = [(asked.expected, f"câu hỏi “{shortened(asked.ask)}”") for asked in lesson.questions]
    bases += [(exercise.basis, f"bài tập “{shortened(exercise.task)}”") for exercise in lesson.exercises]
    found = (_expired(basis, where, evidence) for basis, where in bases if basis)
    return [expired for expired in found if expired]


def as_known(lesson: Lesson, evidence: Evidence) -> Lesson:
    """The lesson with what is known of its bases on the day of `evidence`, to be shown, printed or handed on.

    The lesson that is kept stays as it was written: from the difference it is seen what has expired.
    """

    def known(basis: Basis, _: str) -> Basis:
        if not basis.provision:
            return basis
        quote = _quote_of(basis, evidence)
        if quote is None:
            gone = "kho không còn quy định này hoặc nội dung đã khác"
            return replace(basis, status=StatusValue.UNKNOWN, status_text=gone, as_of=evidence.as_of)
        now = basis_of(quote, evidence)
        return replace(basis, status=now.status, status_text=now.status_text, as_of=now.as_of, changes=now.changes)

    now = {
        one.item: f"Quy định đã đổi. Nay, {one.now_at}: {one.now}" for one in expired_in(lesson, evidence) if one.now
    }
    keys = (replace(item, key="\n".join(filter(None, (item.key, now.get(item.id))))) for item in lesson.items)
    return with_bases(replace(lesson, items=tuple(keys)), known)


def known_ended(lesson: Lesson) -> list[Item]:
    """The items whose basis had ended already when they were written: to be told of, not to be mended.

    A digest's section has the status of its whole document: that a part of it has ended says nothing of the section.
    """
    return [item for item in lesson.items if _had_ended(item.basis)]


def warnings_before(lesson: Lesson, evidence: Evidence) -> list[str]:
    """What a trainer must know before a lesson starts, in Vietnamese: by item, why it no longer holds, or that it asks
    about what had ended already.
    """
    found = [*expired_in(lesson, evidence), *expired_beside(lesson, evidence)]
    told = [f"{capital(one.where)} ({one.citation}): {' '.join(one.why)}" for one in found]
    known = known_ended(lesson)
    ended = [str(place) for place, item in enumerate(lesson.items, start=1) if item in known]
    if ended:
        told.append(
            f"Hỏi về quy định đã hết hiệu lực hoặc đã được sửa ngay tại thời điểm soạn: câu {', '.join(ended)}."
        )
    return told


def _had_ended(basis: Basis) -> bool:
    of_whole = basis.nature is Nature.DIGEST and basis.status is StatusValue.PARTLY_ENDED
    return basis.status in GONE and not of_whole


def renewed(item: Item, evidence: Evidence) -> Item:
    """An item looked at again: the same words, with what is known of its basis today; NotFound where they are gone."""
    quote = _quote_of(item.basis, evidence)
    if quote is None:
        raise NotFound(f"Câu “{item.id}”: câu trích không còn trong kho, hãy sửa căn cứ hoặc xóa câu.")
    return replace(item, basis=basis_of(quote, evidence))


def _quote_of(basis: Basis, evidence: Evidence) -> Quote | None:
    provision = evidence.provision(basis.provision)
    return words_in(provision, basis.quote, evidence) if provision else None


def _expired(basis: Basis, where: str, evidence: Evidence, item: str = "") -> Expired | None:
    if not basis.provision:
        return None
    provision, quote = evidence.provision(basis.provision), _quote_of(basis, evidence)
    if provision is None or quote is None:
        why = _lost(basis, NOT_HERE if provision is None else OTHER_WORDS, evidence)
        return Expired(item, where, basis.citation, why, True, basis.quote)
    citation = evidence.cite(1, quote)
    changes = changes_of(citation.document, provision, evidence)
    news = [changed for changed in changes if _is_new(changed, basis, evidence)]
    held = [changed for changed in news if changed.on is None or changed.on <= evidence.as_of]
    status = standing(citation)
    has_ended = status is StatusValue.ENDED and basis.status is not StatusValue.ENDED
    why = tuple(filter(None, (_of_status(status, basis, citation, bool(held)), _coming(citation, basis))))
    why += tuple(_said(changed, evidence) for changed in news)
    if not why:
        return None
    ended = has_ended or any(changed.ends for changed in held)
    now, now_at = _now(citation, provision, evidence) if held or has_ended else ("", "")
    return Expired(item, where, basis.citation, why, ended, basis.quote, now, now_at)


def _of_status(status: StatusValue, basis: Basis, citation: Citation, changed: bool) -> str:
    """That the status is another than when it was written; a change of the very words is told by itself."""
    of_changes = changed or bool(basis.changes)
    if status is basis.status or (of_changes and {status, basis.status} <= {StatusValue.IN_FORCE, *GONE[1:]}):
        return ""
    now = validity_of(citation) or citation.status_text
    return f"Hiệu lực khi soạn: {basis.status_text or 'không rõ'}; nay: {now}."


def _coming(citation: Citation, basis: Basis) -> str:
    """That the document will end on a day that was not known when it was written."""
    until = citation.status.until
    coming = citation.status.value is StatusValue.IN_FORCE and until and day(until) not in basis.status_text
    return f"Sắp hết hiệu lực: {citation.status_text}." if coming else ""


def _is_new(changed: Changed, basis: Basis, evidence: Evidence) -> bool:
    """Whether a change was not known when the item was written, or takes effect only since."""
    if changed.text not in basis.changes:
        return True
    return bool(basis.as_of and changed.on and basis.as_of < changed.on <= evidence.as_of)


def _said(changed: Changed, evidence: Evidence) -> str:
    text = f"{changed.text[:1].upper()}{changed.text[1:]}."
    later = changed.on is not None and changed.on > evidence.as_of
    return f"Sắp đổi: {text}" if later else text


def _lost(basis: Basis, why: str, evidence: Evidence) -> tuple[str, ...]:
    document = evidence.document(basis.provision.partition("#")[0])
    return (why, f"Văn bản nay {evidence.status_line(document)}.") if document else (why,)


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
