"""`Assistant.ask`: the only way from a question to an answer.

understand → facts of the catalogue, or provisions looked up, or search → select → write → verify → Answer.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
import unicodedata
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.absent import facts_about_absent, number_of_absent
from assistant.acts import words_pattern
from assistant.amended import with_new_words
from assistant.asks import Ask, asks_what_is_in_use
from assistant.beyond import beyond
from assistant.bodies import changed_bodies
from assistant.confirmed import confirmed
from assistant.content import Content
from assistant.days import day_in
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.facts import MISSING, facts_about, not_yet
from assistant.find import documents_about, documents_meant, newest_of_kind
from assistant.following import speaks_of
from assistant.lookup import lookup, place, provisions_at
from assistant.naming import full_name_of, name_of
from assistant.orders import without_orders
from assistant.premise import to_compare
from assistant.scope import EVERYTHING, Scope
from assistant.settings import Settings
from assistant.tuning import SHIPPED
from assistant.types import Answer, Quote, Refusal
from assistant.understand import Understanding, understand
from assistant.write import OnClaim, Outcome, Writer
from corpus.catalogue import Catalogue
from corpus.references import find_references
from corpus.types import Document, RelationKind, StatusValue, Step
from index.search import Searcher

MOST_LISTED = 10
TOO_LITTLE = {"nothing_found", "not_enough_evidence"}  # checks that find too little evidence
OF_ITS_FATE = {Ask.STATUS, Ask.REPLACED_BY, Ask.AMENDED_BY}  # asked of a document that is not here too


@dataclass(frozen=True)
class Attempt:
    """A question as it was read, and what came of it."""

    understood: Understanding
    writer: Writer
    trace: dict[str, Any]
    refusal: Refusal | None
    choices: tuple[str, ...]
    nearest: Sequence[Quote]

    @property
    def finds_too_little(self) -> bool:
        """Whether it was refused for want of evidence, and nothing has been told yet."""
        return self.refusal is not None and self.refusal.check in TOO_LITTLE and not self.writer.claims


class Assistant:
    """Answers questions about one corpus. Safe to call from several threads."""

    def __init__(self, settings: Settings, catalogue: Catalogue, searcher: Searcher) -> None:
        self.settings = settings
        self.catalogue = catalogue
        self.searcher = searcher
        # Corpus, index and model: the first three parts of every answer's token.
        self._made_by = f"{catalogue.fingerprint()}.{searcher.id}.{searcher.model}"
        if settings.tuning != SHIPPED:
            self._made_by += f".{hashlib.sha256(repr(settings.tuning).encode()).hexdigest()[:8]}"
        # Without a model to wait for, more answers at once than there are cores only slow each other.
        cores = os.cpu_count() or 1
        self._turn: AbstractContextManager[object] = nullcontext() if settings.model else threading.Semaphore(cores)
        self.content = Content(settings, catalogue, searcher)

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """The assistant over the data folder; IndexMissing when nothing has been indexed."""
        searcher = Searcher.open(settings.index, vectors=settings.vectors)
        return cls(settings, Catalogue(settings.catalogue), searcher)

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        as_of: date | None = None,
        on_claim: OnClaim | None = None,
        within: Scope = EVERYTHING,
    ) -> Answer:
        """The answer to a question, after earlier questions of the conversation, on a day (today when not given).

        `on_claim` hears every sentence as soon as it has passed its checks. Texts are searched `within` a scope;
        documents that the question names are answered from wherever they are. NotFound when the scope is empty.
        """
        with self._turn:
            return self._ask(question, history, as_of, on_claim, within)

    def _ask(
        self, question: str, history: Sequence[str], as_of: date | None, on_claim: OnClaim | None, within: Scope
    ) -> Answer:
        began = time.monotonic()
        asked, orders = without_orders(" ".join(unicodedata.normalize("NFC", question).split()))
        read = self.searcher.respelled(asked)
        before = [self.searcher.respelled(earlier) for earlier in history]
        made = self._made(read, before, as_of, on_claim, within)
        understood, evidence, writer, trace = made.understood, made.writer.evidence, made.writer, made.trace
        refusal, choices, nearest = made.refusal, made.choices, made.nearest
        if writer.claims:
            if "decided" not in trace:
                writer.notes[:0] = _premises(understood, writer, of_document=trace["way"] == "facts")
            if refusal:  # what the question misstates is put right, the rest is not answered
                writer.notes.append(refusal.text)
                refusal = None
        if not writer.claims and not choices and refusal is None:
            refusal = Refusal("verification", "Không câu nào qua được kiểm tra với nguyên văn, nên không trả lời.")
        if refusal:
            trace["refused"] = refusal.check
        trace["failed_checks"] = writer.failed
        return Answer(
            question=question,
            as_of=understood.as_of,
            kind="clarify" if choices else "refusal" if refusal else "answer",
            claims=tuple(writer.claims),
            citations=tuple(writer.citations),
            refusal=refusal,
            choices=choices,
            sides=writer.sides if writer.claims else (),
            nearest=tuple(evidence.cite(mark, quote) for mark, quote in enumerate(nearest, start=1)),
            warnings=(
                *([f"Câu hỏi có lời ra lệnh cho chương trình, đã bỏ qua: “{orders}”."] if orders else []),
                *([f"Đã đọc câu hỏi là: “{read}”."] if read != asked else []),
                *([self.searcher.lacks] if self.searcher.lacks else []),
                *understood.notes,
                *writer.notes,
                *writer.warnings(),
                *changed_bodies(writer.citations, understood.as_of),
            ),
            token=".".join(filter(None, [self._made_by, within.mark, str(understood.as_of)])),
            milliseconds=round(1000 * (time.monotonic() - began)),
            trace=trace,
        )

    def _made(
        self, read: str, before: Sequence[str], as_of: date | None, on_claim: OnClaim | None, within: Scope
    ) -> Attempt:
        """The best of the ways to read a question: by itself, after the one before, of the one document asked about."""
        of_subject = f"{read.rstrip(' ?.')} {within.subject}?" if within.subject else ""
        understood = understand(read, before, self.catalogue, as_of, within)
        placed = understood.asks or any(reference.path for reference in find_references(read))
        if of_subject and not understood.targets and placed:  # “Ai ký?”, “Điều 5 quy định gì?” of one document alone
            understood = understand(of_subject, before, self.catalogue, as_of, within)
        if understood.follows_by_length:
            made = self._attempt(understood, None, within)
            if made.writer.claims and (made.trace["way"] != "search" or speaks_of(read, made.writer)):
                made.writer.tell(on_claim)
                return made
            understood = understand(read, (), self.catalogue, as_of, within)  # short, but about something else
        made = self._attempt(understood, on_claim, within)
        alone = made.understood.question == made.understood.asked
        if (before or of_subject) and alone and made.finds_too_little:
            # What by itself finds no answer may be about the subject of the question before, or of the scope.
            follows = understand(of_subject or read, before, self.catalogue, as_of, within, follows=not of_subject)
            again = self._attempt(follows, None, within)
            sure = again.trace.get("confidence", 0.0) >= 1 - self.settings.tuning.most_doubt / 2
            if again.writer.claims and (of_subject or (sure and speaks_of(read, again.writer))):
                again.writer.tell(on_claim)
                return again
        return made

    def _attempt(self, understood: Understanding, on_claim: OnClaim | None, within: Scope) -> Attempt:
        writer = Writer(Evidence(self.catalogue, understood.as_of), on_claim)
        trace: dict[str, Any] = {"understood": understood.as_dict(), "way": "search"}
        refusal, choices, nearest = self._answer(understood, writer.evidence, writer, trace, within)
        return Attempt(understood, writer, trace, refusal, choices, nearest)

    def _answer(
        self, understood: Understanding, evidence: Evidence, writer: Writer, trace: dict[str, Any], within: Scope
    ) -> Outcome:
        """Write what answers; a refusal, the choices to ask back with, and the nearest provisions."""
        if understood.ambiguous:
            trace["way"] = "ask_back"
            return None, self._choices(understood.ambiguous), ()
        if not_answered := beyond(understood.asked):
            trace["way"] = "beyond"
            return not_answered, (), ()
        if understood.between:
            trace["way"] = "between"
            return self._between(understood, evidence, writer)
        if understood.unknown and (not understood.targets or OF_ITS_FATE & set(understood.asks)):
            trace["way"] = "unknown_document"
            refused, _, nearest = self._about_unknown(understood, evidence, writer)
            if understood.targets:  # the others named are here
                self._facts(understood.targets, understood.asks, evidence, writer)
            if refused and writer.answers:
                writer.notes.append(refused.text)
                return None, (), ()
            return refused, (), nearest
        for document, ask in understood.misstated:
            writer.write(facts_about(document, (), [ask], evidence)[0][:1])
        writer.corrected = len(writer.claims)
        targets = list(understood.targets)
        asks = understood.asks
        if told := confirmed(understood, evidence):
            trace["way"], trace["decided"] = "facts", told.draft.text
            writer.write([told.draft])
            if not told.is_so:
                writer.notes.append("Câu hỏi nêu ngược quan hệ giữa hai văn bản: câu trả lời nêu theo căn cứ.")
            return None, (), ()
        if targets and asks and Ask.WHICH not in asks:
            trace["way"] = "facts"
            nowhere = [
                (document, path) for document, path in targets if path and not _is_there(document, path, evidence)
            ]
            if nowhere and len(nowhere) < len(targets):
                writer.notes += [f"Không thấy {place(p)} {name_of(d)} trong bản đang có ở kho." for d, p in nowhere]
                targets = [target for target in targets if target not in nowhere]
            elif nowhere:
                return self._not_found(nowhere, [f"{place(p)} {name_of(d)}" for d, p in nowhere], evidence, writer)
            return self._facts(targets, asks, evidence, writer)
        if Ask.DOCUMENTS in asks:
            listed = documents_about(understood.question, evidence, self.searcher.rarity, within)
            if len(listed) > MOST_LISTED:
                writer.notes.append(f"Còn {len(listed) - MOST_LISTED} văn bản khác trong kho: hãy hỏi hẹp hơn.")
                listed = listed[:MOST_LISTED]
            if listed:
                trace["way"] = "documents"
                return self._facts([(document, ()) for document in listed], [Ask.DOCUMENTS], evidence, writer)
        elif asks:
            in_use = asks_what_is_in_use(understood.question)
            meant, ranked = documents_meant(understood, evidence, within, in_use)
            trace["documents_found"] = [f"{score:.2f} {name_of(document)}" for document, score in ranked[:5]]
            if within and meant and not targets:
                writer.notes.append(within.note)
            coming = [document for document in meant if evidence.status(document).value is StatusValue.NOT_YET]
            if Ask.WHICH in asks and coming and coming == meant:
                asks = (*asks, Ask.STATUS)  # what holds until then
            if in_use:
                holding = [document for document in meant if evidence.holds(document)]
                # When all have ended: how the newest ended, and what is in force instead.
                meant = holding or sorted(meant, key=lambda document: document.issued or date.min)[-1:]
                asks = tuple(dict.fromkeys([*asks, Ask.STATUS]))
            elif Ask.WHICH in asks and day_in(understood.asked, of_document=True):  # which of them applied then
                meant = [document for document in meant if evidence.holds(document)] or meant
            if len(meant) > 1:
                trace["way"] = "ask_back"
                return None, self._choices(meant), ()
            if meant:
                trace["way"] = "facts"
                found = self._facts([(document, ()) for document in meant], asks, evidence, writer)
                if in_use and not evidence.holds(meant[0]):
                    for newest in newest_of_kind(meant[0], evidence):
                        writer.write(facts_about(newest, (), [Ask.DOCUMENTS], evidence)[0])
                return found
        if any(path for _, path in targets):
            trace["way"] = "lookup"
            drafts, missing = lookup(targets, evidence)
            writer.write(not_yet(targets, evidence) if drafts else ())
            writer.write(with_new_words(drafts, evidence))
            if missing and not writer.answers:
                return self._not_found(targets, missing, evidence, writer)
            return None, (), ()
        return self.content.answer(understood, [document for document, _ in targets], evidence, writer, trace, within)

    def _facts(
        self,
        targets: Sequence[tuple[Document, tuple[Step, ...]]],
        asks: Sequence[Ask],
        evidence: Evidence,
        writer: Writer,
    ) -> Outcome:
        nearest: list[Quote] = []
        lacking: list[str] = []
        for document, path in targets:
            drafts, missing = facts_about(document, path, asks, evidence)
            writer.write(drafts)
            opening = evidence.opening(document)
            nearest += [opening] if opening else []
            lacking += [f"{MISSING[ask]} của {name_of(document)}" for ask in missing]
        if lacking and not writer.answers:
            return Refusal("fact_not_in_corpus", f"Kho chưa có {'; '.join(lacking)}, nên không trả lời."), (), nearest
        if lacking:
            writer.notes.append(f"Kho chưa có {'; '.join(lacking)}.")
        return None, (), ()

    def _between(self, understood: Understanding, evidence: Evidence, writer: Writer) -> Outcome:
        """Of the documents between which a question asks to choose, what holds on the day first."""
        for document, _ in sorted(understood.targets, key=lambda target: not evidence.holds(target[0])):
            writer.write(facts_about(document, (), [Ask.STATUS], evidence)[0])
        return self._about_unknown(understood, evidence, writer) if understood.unknown else (None, (), ())

    def _about_unknown(self, understood: Understanding, evidence: Evidence, writer: Writer) -> Outcome:
        """A document that is not here: what others here say of it, shown as the nearest there is."""
        fates: list[str] = []
        nearest = []
        for named in understood.unknown:
            number = number_of_absent(named, evidence) or named
            writer.write(facts_about_absent(number, understood.asks, evidence, understood.asked))
            fates += [draft.text for draft in facts_about_absent(number, [Ask.STATUS], evidence, understood.asked)]
            for relation in self.catalogue.relations_to_number(number)[:3]:
                quote = evidence.stated(relation.stated_by)
                nearest += [quote] if quote else []
        if writer.answers:
            writer.notes.append(
                f"Kho chưa có {', '.join(understood.unknown)}; câu trả lời theo văn bản khác trong kho."
            )
            return None, (), ()
        text = f"Kho chưa có văn bản {', '.join(understood.unknown)}."
        if nearest:
            text += "".join(f" Văn bản khác trong kho nêu: {fate}" for fate in fates[:1])
            text += " Dưới đây là chỗ các văn bản trong kho nhắc đến văn bản này."
        else:
            text += " Hãy thêm văn bản bằng lệnh “cancu add” rồi hỏi lại."
        return Refusal("document_not_in_corpus", text), (), nearest

    def _not_found(
        self,
        targets: Sequence[tuple[Document, tuple[Step, ...]]],
        missing: Sequence[str],
        evidence: Evidence,
        writer: Writer,
    ) -> Outcome:
        """A place that the copy does not have; of a digest, what it says of that place."""
        for document, path in targets:
            for relation in self.catalogue.relations_to(document):
                added = self.catalogue.provision(relation.stated_by) if path and relation.target_path == path else None
                if relation.kind is RelationKind.AMENDS and added:
                    quote = evidence.quote(added)
                    writer.write([Draft(quote.text, (quote,), verbatim=True)])
                    here = (
                        "Kho chưa có nguyên văn" if evidence.is_digest(document) else "Không thấy trong bản đang có của"
                    )
                    writer.notes.append(f"{here} {name_of(document)}: đây là {place(path)} do văn bản sửa đổi nêu.")
        if writer.answers:
            return None, (), ()
        digests = [(document, path) for document, path in targets if path and evidence.is_digest(document)]
        for document, path in digests:
            needles = [words_pattern(place((step,))) for step in path]
            quotes = [q for q in (evidence.saying(document, needles), evidence.saying(document, needles[:1])) if q]
            writer.write(Draft(quote.text, (quote,), verbatim=True) for quote in quotes[:1])
        if writer.answers:
            names = ", ".join(name_of(document) for document, _ in digests)
            writer.notes.append(
                f"Kho chỉ có hồ sơ tóm lược của {names}, chưa có nguyên văn; đây là chỗ tóm lược nhắc tới."
            )
            return None, (), ()
        return Refusal("provision_not_found", f"Không thấy {'; '.join(missing)} trong bản đang có ở kho."), (), ()

    @staticmethod
    def _choices(documents: Sequence[Document]) -> tuple[str, ...]:
        return tuple(
            f"{full_name_of(document)}" + (f": {document.title}" if document.title else "") for document in documents
        )


def _is_there(document: Document, path: tuple[Step, ...], evidence: Evidence) -> bool:
    """Whether a place is in the document, or others speak of it; of a digest nobody can tell."""
    spoken_of = any(relation.target_path == path for relation in evidence.catalogue.relations_to(document))
    return bool(spoken_of or evidence.is_digest(document) or provisions_at(document, path, evidence))


def _premises(understood: Understanding, writer: Writer, of_document: bool) -> list[str]:
    """What the question states otherwise than the answer does."""
    told = writer.claims[writer.corrected :] or writer.claims
    said = [claim.text for claim in writer.claims]
    said += [f"{c.quote.text}\n{c.document.title}\n{c.document.issuer}" for c in writer.citations]
    return to_compare(understood.asked, told[0].text, "\n".join(said), of_document)
