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
    """The drafts with the words by which other documents had replaced those of their quotations by the day.

    New words of a place that is quoted, or that holds it, come before the old ones, of a part of it behind. Of a
    consolidated or codified copy nothing is added: it has them already. The old words are told with the warning that
    they are old.
    """
    told: set[tuple[str, int]] = set()
    for draft in drafts:
        found = [pair for quote in _decisive(draft) for pair in _new_words(quote, evidence)] if draft.verbatim else []
        new = [(is_whole, quote) for is_whole, quote in found if (quote.provision.id, quote.start) not in told]
        told |= {(quote.provision.id, quote.start) for _, quote in new}
        yield from (Draft(q.text, (q,), verbatim=True, about=draft.about) for is_whole, q in new if is_whole)
        yield draft
        yield from (Draft(q.text, (q,), verbatim=True, about=draft.about) for is_whole, q in new if not is_whole)


def _decisive(draft: Draft) -> list[Quote]:
    """The innermost quotations of a draft: of an article quoted whole, the clause that decides."""
    return [
        quote
        for quote in draft.quotes
        if not any(
            quote is not inner and quote.start <= inner.start and inner.end <= quote.end for inner in draft.quotes
        )
    ]


def _new_words(quote: Quote, evidence: Evidence) -> Iterator[tuple[bool, Quote]]:
    """What replaced a quotation's words, or a part of them: whether all of them, and where it is said.

    Of a document that has ended nothing is told: what amended it holds no more either, however it stands itself.
    """
    document = evidence.catalogue.document(quote.provision.document)
    if evidence.copy_of(quote.provision).nature not in BASES or not evidence.holds(document):
        return
    for amendment in _latest(evidence.catalogue.amendments_to(document), evidence):
        is_whole = set(amendment.target_path) <= set(quote.provision.path)
        touches = is_whole or _is_quoted(amendment, quote, evidence)
        if touches and amendment.change in NEW_WORDS and (said := _said(amendment, evidence)):
            yield is_whole, said


def _latest(amendments: Iterable[Amendment], evidence: Evidence) -> list[Amendment]:
    """The amendments in effect on the day whose place no later one has written anew or repealed."""
    kept: list[Amendment] = []
    effective = (one for one in amendments if one.target_path and one.on and one.on <= evidence.as_of)
    for one in sorted(effective, key=lambda one: one.on or evidence.as_of):
        if one.change in {*NEW_WORDS, Change.REPEALED}:
            kept = [earlier for earlier in kept if earlier.target_path[: len(one.target_path)] != one.target_path]
        kept.append(one)
    return kept


def _is_quoted(amendment: Amendment, quote: Quote, evidence: Evidence) -> bool:
    """Whether a place within a quoted provision is among the words quoted, or was added to it as it is quoted whole."""
    if not overlap(amendment.target_path, quote.provision):
        return False
    key = "/".join(f"{step.level.value}:{step.label}" for step in amendment.target_path)
    place = evidence.provision(f"{quote.provision.document}#{key}")
    if place is None:
        whole = evidence.quote(quote.provision)
        return quote.start <= whole.start and whole.end <= quote.end
    return place.start < quote.end and quote.start < place.extent


def _said(amendment: Amendment, evidence: Evidence) -> Quote | None:
    provision = evidence.provision(amendment.stated_by)
    if provision is None or not amendment.wording.strip():
        return None
    text = evidence.copy_of(provision).text[provision.start : provision.extent]
    span = find_words(amendment.wording, text)
    return evidence.quote(provision, provision.start + span[0], provision.start + span[1]) if span else None
