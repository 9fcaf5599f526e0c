"""What the corpus holds and what may be asked of it, for one who has asked nothing yet."""

from __future__ import annotations

from assistant.naming import name_of
from corpus.catalogue import Catalogue
from corpus.types import RelationKind


def examples(catalogue: Catalogue) -> tuple[str, ...]:
    """Questions that the present corpus answers, made from what it knows of its best connected documents."""
    links = {d.id: [r.kind for r in catalogue.relations_to(d)] for d in catalogue.documents()}
    documents = sorted(catalogue.documents(), key=lambda d: (-len(links[d.id]), d.number))
    ended = [d for d in documents if RelationKind.REPLACES in links[d.id]]
    signed = [d for d in documents if d.signer and d.issued]
    titled = [d for d in documents if d.title and d.effective]
    questions = []
    used: set[str] = set()
    for fitting, form in (
        (ended, "{} còn hiệu lực không?"),
        (signed, "Ai ký {}, ngày nào?"),
        (ended, "Văn bản nào thay thế {}?"),
        (titled, "{} có hiệu lực từ ngày nào?"),
    ):
        chosen = next((d for d in fitting if d.id not in used), None)
        if chosen:
            used.add(chosen.id)
            questions.append(form.format(name_of(chosen)))
    return tuple(questions)


def corpus_line(catalogue: Catalogue) -> str:
    """How many documents there are and to which day they are known."""
    checked_on = catalogue.checked_on()
    known = f", kho cập nhật đến {checked_on:%d/%m/%Y}" if checked_on else ""
    return f"{len(catalogue.documents())} văn bản{known}"
