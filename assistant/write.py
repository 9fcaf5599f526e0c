"""Drafts → claims and citations: checked one by one, quotations numbered in the order they appear."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.types import Citation, Claim, Quote, Refusal
from assistant.verify import failure

# Why nothing was written, if so; the choices to ask back with; the nearest provisions.
Outcome = tuple[Refusal | None, tuple[str, ...], Sequence[Quote]]
OnClaim = Callable[[Claim, tuple[Citation, ...]], None]


class Writer:
    """Collects what stands. `failed` says of each draft that did not stand which check it failed."""

    def __init__(self, evidence: Evidence, on_claim: OnClaim | None = None) -> None:
        self.evidence = evidence
        self.claims: list[Claim] = []
        self.citations: list[Citation] = []
        self.failed: list[str] = []
        self.notes: list[str] = []  # what the reader should be told of how the answer was made
        self.sides: tuple[str, ...] = ()  # what is compared, by the parts that claims are `about`
        self.corrected = 0  # claims at the beginning that put right what the question misstates
        self._on_claim = on_claim

    @property
    def answers(self) -> bool:
        """Whether anything is claimed beside what the question misstates."""
        return len(self.claims) > self.corrected

    def write(self, drafts: Iterable[Draft]) -> None:
        """Check and number drafts as they come; each claim is told to `on_claim` at once."""
        for draft in drafts:
            reason = failure(draft, self.evidence)
            if reason:
                self.failed.append(f"{reason}: {draft.text[:120]}")
                continue
            if any((claim.text, claim.about) == (draft.text, draft.about) for claim in self.claims):
                continue
            cited = tuple(self._citation(draft, place) for place in range(len(draft.quotes)))
            claim = Claim(draft.text, tuple(dict.fromkeys(citation.mark for citation in cited)), draft.about)
            self.claims.append(claim)
            if self._on_claim:
                self._on_claim(claim, cited)

    def tell(self, on_claim: OnClaim | None) -> None:
        """Tell of the claims that were made unheard."""
        by_mark = {citation.mark: citation for citation in self.citations}
        if on_claim:
            for claim in self.claims:
                on_claim(claim, tuple(by_mark[mark] for mark in claim.marks))

    def _citation(self, draft: Draft, place: int) -> Citation:
        quote = draft.quotes[place]
        for citation in self.citations:
            known = citation.quote
            if (known.provision.id, known.start, known.end) == (quote.provision.id, quote.start, quote.end):
                return citation
        citation = self.evidence.cite(len(self.citations) + 1, quote)
        self.citations.append(citation)
        return citation

    def warnings(self) -> tuple[str, ...]:
        """What the reader must be told of the cited documents, each once."""
        told = [warning for citation in self.citations for warning in self.evidence.warnings(citation)]
        return tuple(dict.fromkeys(told))
