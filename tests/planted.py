"""Builds with a fault planted in them: what comparison and gate must find."""

from __future__ import annotations

from dataclasses import replace

from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.tuning import Tuning
from assistant.types import Answer
from corpus.catalogue import Catalogue
from corpus.types import Document, Level, Relation, StatusFact, Step
from eval.answering import Build


class Forgetful(Catalogue):
    """A catalogue that knows nothing of what later documents did: validity switched off."""

    def relations_to(self, document: Document) -> list[Relation]:
        return []

    def facts(self, document_id: str) -> list[StatusFact]:
        return []


class Shifted(Assistant):
    """An assistant whose citations point one article too far."""

    def ask(self, *args: object, **options: object) -> Answer:
        answer = super().ask(*args, **options)  # type: ignore[arg-type]
        return replace(
            answer,
            citations=tuple(
                replace(
                    citation,
                    quote=replace(
                        citation.quote,
                        provision=replace(citation.quote.provision, path=_next(citation.quote.provision.path)),
                    ),
                )
                for citation in answer.citations
            ),
        )


def _next(path: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(
        Step(step.level, str(int(step.label) + 1)) if step.level is Level.ARTICLE and step.label.isdecimal() else step
        for step in path
    )


def without_validity(settings: Settings) -> Assistant:
    opened = Assistant.open(settings)
    return Assistant(settings, Forgetful(settings.catalogue), opened.searcher)


NOW = Build("now")
PLANTED = {
    "wrong_weight": Build("wrong_weight", Tuning(dense_weight=4.0)),
    "no_validity": Build("no_validity", open=without_validity),
    "shifted": Build("shifted", open=Shifted.open),
    "no_refusals": Build("no_refusals", Tuning(most_doubt=1.0)),
}
