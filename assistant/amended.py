"""The words that now stand where a quoted text was amended: quoted from what amended it, before the old ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.draft import Draft
from assistant.evidence import Evidence, overlap
from assistant.types import Quote
from assistant.verify import find_words
from corpus.standing import BASES
from corpus.types import Amendment, Change

NEW_WORDS = {Change.REWORDED, Change.ADDED}


def with_new_words(drafts: Iterable[Draft], evidence: Evidence) -> Iterator[Draft]:
    """The drafts, each quotation of a text that was reworded by the day preceded by the new words.

    Of a consolidated or codified copy nothing is added: it has them already. The old words are still told, with the
    warning that they are old.
    """
    told: set[tuple[str, int]] = set()
    for draft in drafts:
        for quote in new_words(draft.quotes, evidence) if draft.verbatim else ():
            if (quote.provision.id, quote.start) not in told:
                told.add((quote.provision.id, quote.start))
                yield Draft(quote.text, (quote,), verbatim=True, about=draft.about)
        yield draft


def new_words(quotes: Iterable[Quote], evidence: Evidence) -> list[Quote]:
    """Where other documents of the corpus say the words that replaced those of quotations, by the day."""
    found = []
    for quote in quotes:
        if evidence.copy_of(quote.provision).nature not in BASES:
            continue
        document = evidence.catalogue.document(quote.provision.document)
        for amendment in evidence.catalogue.amendments_to(document):
            held = amendment.on is not None and amendment.on <= evidence.as_of
            touches = bool(amendment.target_path) and overlap(amendment.target_path, quote.provision)
            if held and touches and amendment.change in NEW_WORDS and (said := _said(amendment, evidence)):
                found.append(said)
    return found


def _said(amendment: Amendment, evidence: Evidence) -> Quote | None:
    provision = evidence.provision(amendment.stated_by)
    if provision is None or not amendment.wording.strip():
        return None
    text = evidence.copy_of(provision).text[provision.start : provision.extent]
    span = find_words(amendment.wording, text)
    return evidence.quote(provision, provision.start + span[0], provision.start + span[1]) if span else None
