"""The provisions that a question finds, ranked, by the names they are cited by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from assistant.ask import Assistant
from assistant.naming import citation_of, name_of
from index.search import Mode


@dataclass(frozen=True)
class Ranked:
    """A provision found; `parts` are the scores that its own is made of: lexical, dense or both."""

    entry: str
    citation: str
    heading: str
    score: float
    parts: dict[str, float]

    def as_dict(self) -> dict[str, Any]:
        """As data: the shape of `cancu search --json`."""
        return asdict(self)


def ranking(
    assistant: Assistant, question: str, k: int, mode: Mode = "fused", only: Collection[str] | None = None
) -> list[Ranked]:
    """The k best entries of the documents `only`, all when None, by the weights that the assistant is set to."""
    hits = assistant.searcher.search(question, k, mode, only, assistant.settings.tuning.dense_weight)
    rows = []
    for hit in hits:
        provision = assistant.catalogue.provision(hit.entry)
        copy_id = assistant.catalogue.copy_id_of(hit.entry)
        if provision is None or copy_id is None:
            continue
        document = assistant.catalogue.document(provision.document)
        nature = assistant.catalogue.copy(copy_id).nature
        citation = citation_of(provision, document, nature) if provision.path else name_of(document)
        parts = {part: round(score, 3) for part, score in hit.from_}
        rows.append(Ranked(hit.entry, citation, provision.heading, round(hit.score, 3), parts))
    return rows
