"""`Assistant.ask`: the only way from a question to an answer.

understand → facts of the catalogue, or provisions looked up, or search → select → write → verify → Answer.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
import time
import unicodedata
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from assistant.absent import facts_about_absent, number_of_absent
from assistant.amended import with_new_words
from assistant.asks import Ask, asks_what_is_in_use
from assistant.bearer import with_bearers
from assistant.beyond import beyond
from assistant.bodies import changed_bodies
from assistant.confirmed import confirmed
from assistant.days import day_in
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.facts import MISSING, facts_about, words_pattern
from assistant.features import Asked
from assistant.find import documents_about, documents_meant, newest_of_kind
from assistant.following import speaks_of
from assistant.generate import Checked, FoundNothing, open_model, write
from assistant.lookup import lookup, place, provisions_at
from assistant.naming import full_name_of, name_of
from assistant.orders import without_orders
from assistant.parts import Part, is_comparison, parts_of
from assistant.premise import to_compare
from assistant.scope import EVERYTHING, Scope, of_other_places
from assistant.select import Selection, in_force_first, select
from assistant.settings import Settings
from assistant.sides import each_on_its_side, each_once, of_side
from assistant.tuning import SHIPPED
from assistant.types import Answer, Quote, Refusal
from assistant.understand import Understanding, understand
from assistant.units import Unit, units_of
from assistant.verdict import Stated, stated_in, verdict
from assistant.write import OnClaim, Writer
from corpus.abbreviations import write_out
from corpus.catalogue import Catalogue
from corpus.references import find_references
from corpus.types import Document, RelationKind, StatusValue, Step
from index.search import Searcher
from index.types import Hit

MOST_LISTED = 10
TOO_LITTLE = {"nothing_found", "not_enough_evidence"}  # checks that find too little evidence
NEAREST = 3  # quotations shown beside a refusal
OF_ITS_FATE = {Ask.STATUS, Ask.REPLACED_BY, Ask.AMENDED_BY}  # asked of a document that is not here too
VERSION = re.compile(r"(?<![\d.])\d\.\d(?![\d.])")
WIDER = 3  # so many times the entries that are taken are found: what is in force goes first among them


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
        self._holding: tuple[object, frozenset[str]] | None = None  # which documents are in force, and when that was
        # Without a model to wait for, more answers at once than there are cores only slow each other.
        cores = os.cpu_count() or 1
        self._turn: AbstractContextManager[object] = nullcontext() if settings.model else threading.Semaphore(cores)
        self._model: Any = open_model(settings.model, settings.model_url) if settings.model else None

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
    ) -> tuple[Refusal | None, tuple[str, ...], Sequence[Quote]]:
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
            writer.write(_not_yet(targets, evidence) if drafts else ())
            writer.write(with_new_words(drafts, evidence))
            if missing and not writer.answers:
                return self._not_found(targets, missing, evidence, writer)
            return None, (), ()
        return self._content(understood, [document for document, _ in targets], evidence, writer, trace, within)

    def _facts(
        self,
        targets: Sequence[tuple[Document, tuple[Step, ...]]],
        asks: Sequence[Ask],
        evidence: Evidence,
        writer: Writer,
    ) -> tuple[Refusal | None, tuple[str, ...], Sequence[Quote]]:
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

    def _content(
        self,
        understood: Understanding,
        documents: Sequence[Document],
        evidence: Evidence,
        writer: Writer,
        trace: dict[str, Any],
        within: Scope,
    ) -> tuple[Refusal | None, tuple[str, ...], Sequence[Quote]]:
        named = {document.id for document in documents}
        only = named or self._searched_in(understood.question, within, evidence)
        if within and not documents:
            writer.notes.append(within.note)
        among = None if only is None else self.searcher.count(only)
        trace["searched"] = {"text": understood.search_text, "among": among}
        parts = parts_in(understood)
        found = [
            (part, self._selected(part, evidence, self._named_in(part, named) or only, bool(named), trace))
            for part in parts
        ]
        compares = len(parts) > 1 and is_comparison(understood.asked)
        if len(found) > 1 and not compares:
            found = [self._beside_the_others(one, found, evidence, named, trace) for one in found]
        if compares:
            # What is different may be said in one place.
            whole = Part(understood.search_text, understood.search_text)
            together = self._selected(whole, evidence, only, bool(named), trace)
            doubts = [selection.doubt for _, selection in found]
            if max(doubts) > self.settings.tuning.most_doubt and together.doubt < max(doubts):
                found, compares = [(whole, together)], False
            else:
                found = [(part, replace(one, chosen=of_side(part.about, one.chosen, evidence))) for part, one in found]
                said = [unit for _, one in found for unit in one.chosen]
                # “Khung 3.0 khác Khung 2.0 ở điểm nào”: a section that says itself that it compares
                hits = self.found(whole, evidence, only)
                compare = [unit for hit in hits for unit in _comparing(hit.entry, understood.asked, evidence)]
                sure = together.doubt <= self.settings.tuning.most_doubt
                for best in (compare or together.chosen if sure else compare)[:1]:
                    if not any(best.overlaps(unit) for unit in said):
                        found.insert(0, (whole, replace(together, chosen=(best,), doubt=min(doubts))))
        writer.sides = tuple(part.about for part, _ in found if part.about) if compares else ()
        lacking = {part: self._too_little(selection, bool(within and not documents)) for part, selection in found}
        trace["confidence"] = round(1 - max(selection.doubt for _, selection in found), 3)
        nearest = [quote for _, selection in found for unit in selection.nearest for quote in unit.quotes][:NEAREST]
        if all(lacking.values()):
            return lacking[found[0][0]], (), nearest
        writer.notes += [
            f"Chưa thấy quy định chắc chắn trả lời phần “{part.about}”." for part, _ in found if lacking[part]
        ]
        answering = [(part.about, unit) for part, one in found if not lacking[part] for unit in one.chosen]
        answering = each_on_its_side(answering) if writer.sides else each_once(answering)
        headed = with_bearers(answering, understood.asked, evidence)
        found_words = [Draft(unit.text, unit.cited, verbatim=True, about=about) for about, unit in headed]
        quoted = list(with_new_words(found_words, evidence))
        stated = stated_in(understood.asked, bool(named)) if len(found) == 1 else None
        if stated:
            quoted = _decided_first(quoted, stated, evidence, trace)
        quotes = [quote for _, unit in answering for quote in unit.quotes]
        coming = _not_yet([(document, ()) for document in documents], evidence)
        writer.write(coming)
        if self._model is None:
            writer.write(quoted)
            return None, (), ()
        names = [writer.evidence.cite(0, quote).citation for quote in quotes]
        checked = Checked()
        try:
            writer.write(write(self._model, understood.question, quotes, names, checked))
            fault = "Mô hình ngôn ngữ trả lời không đúng dạng" if len(writer.claims) <= len(coming) else ""
        except FoundNothing:
            return Refusal("model_found_nothing", "Mô hình không tìm được câu trả lời có căn cứ."), (), nearest
        except Exception as error:  # the clients raise their own libraries' errors
            trace["model_error"] = f"{type(error).__name__}: {error}"[:300]
            fault = "Không dùng được mô hình ngôn ngữ đã đặt"
        finally:
            trace["model"] = vars(checked)
        if fault:
            writer.write(quoted)
            writer.notes.append(f"{fault}; câu trả lời là trích dẫn nguyên văn.")
        return None, (), ()

    def _beside_the_others(
        self,
        asked: tuple[Part, Selection],
        found: Sequence[tuple[Part, Selection]],
        evidence: Evidence,
        named: set[str],
        trace: dict[str, Any],
    ) -> tuple[Part, Selection]:
        """A part of a question that nothing answers surely, asked again of the documents that answer the others."""
        part, selection = asked
        sure = [one for _, one in found if self._too_little(one, False) is None]
        documents = {one.chosen[0].last.provision.document for one in sure}
        if selection in sure or not documents or self._named_in(part, named):
            return asked
        own: dict[str, Any] = {}
        again = self._selected(part, evidence, documents, bool(named), own)
        if self._too_little(again, False):
            return asked
        trace.setdefault("beside_the_others", []).append({"part": part.last} | own)
        return part, again

    def _named_in(self, part: Part, named: set[str]) -> set[str]:
        """Of several documents that a question names, those that one part of it names."""
        if not part.about or len(named) < 2:
            return set()
        return named & {document.id for document, _ in understand(part.last, (), self.catalogue).targets}

    def found(self, part: Part, evidence: Evidence, only: set[str] | None) -> list[Hit]:
        """The entries, best first, whose units are compared; of the documents `only` when given."""
        tuning = self.settings.tuning
        hits = self.searcher.search(part.text, WIDER * tuning.hits, only=only, weight=tuning.dense_weight)
        return in_force_first(hits, evidence)[: tuning.hits]

    def _selected(
        self, part: Part, evidence: Evidence, only: set[str] | None, named: bool, trace: dict[str, Any]
    ) -> Selection:
        hits = self.found(part, evidence, only)
        asked = Asked.read(part.text, part.last, self.searcher.rarity)
        comparing = partial(self.searcher.compared, part.last)
        selection = select(asked, hits, evidence, self.searcher.rarity, comparing, named, self.settings.tuning)
        trace.setdefault("hits", []).extend(
            {"entry": hit.entry, "score": round(hit.score, 3)} | {name: round(x, 3) for name, x in hit.from_}
            for hit in hits
        )
        trace.setdefault("candidates", []).extend(selection.fates)
        trace.setdefault("doubts", []).append(round(selection.doubt, 3))
        return selection

    def _too_little(self, selection: Selection, scoped: bool) -> Refusal | None:
        """Whether it is too likely that nothing found answers."""
        if not selection.chosen:
            where = "Phạm vi đã chọn" if scoped else "Kho"
            return Refusal("nothing_found", f"{where} không có quy định nào liên quan.")
        if selection.doubt > self.settings.tuning.most_doubt:
            found = "trong phạm vi đã chọn" if scoped else "trong kho"
            return Refusal(
                "not_enough_evidence",
                f"Chưa đủ chắc rằng có quy định nào {found} trả lời được câu hỏi này, nên không trả lời. "
                "Dưới đây là các quy định gần nhất tìm được: hãy xem có đúng điều cần hỏi không.",
            )
        return None

    def _searched_in(self, question: str, within: Scope, evidence: Evidence) -> set[str] | None:
        """The documents of the scope and of the place that the question names; None for all."""
        everywhere = self.catalogue.documents()
        elsewhere = of_other_places(question, everywhere)
        if not within and not elsewhere:
            return None
        return within.ids(everywhere, elsewhere, partial(self._in_force, evidence))

    def _in_force(self, evidence: Evidence) -> frozenset[str]:
        """The documents in force on the day asked about; of one day after the other, worked out once."""
        state = evidence.as_of, self.catalogue.written()
        if self._holding is None or self._holding[0] != state:
            held = frozenset(d.id for d in self.catalogue.documents() if evidence.holds(d))
            self._holding = state, held
        return self._holding[1]

    def _between(
        self, understood: Understanding, evidence: Evidence, writer: Writer
    ) -> tuple[Refusal | None, tuple[str, ...], Sequence[Quote]]:
        """Of the documents between which a question asks to choose, what holds on the day first."""
        for document, _ in sorted(understood.targets, key=lambda target: not evidence.holds(target[0])):
            writer.write(facts_about(document, (), [Ask.STATUS], evidence)[0])
        return self._about_unknown(understood, evidence, writer) if understood.unknown else (None, (), ())

    def _about_unknown(
        self, understood: Understanding, evidence: Evidence, writer: Writer
    ) -> tuple[Refusal | None, tuple[str, ...], Sequence[Quote]]:
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
    ) -> tuple[Refusal | None, tuple[str, ...], Sequence[Quote]]:
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


def _not_yet(targets: Sequence[tuple[Document, tuple[Step, ...]]], evidence: Evidence) -> list[Draft]:
    """That what is asked about is not in force yet on the day, and from when it is."""
    told = []
    for document, path in targets:
        if evidence.status(document, path).value is StatusValue.NOT_YET:
            told += facts_about(document, path, [Ask.STATUS], evidence)[0][:1]
    return told


def _premises(understood: Understanding, writer: Writer, of_document: bool) -> list[str]:
    """What the question states otherwise than the answer does."""
    told = writer.claims[writer.corrected :] or writer.claims
    said = [claim.text for claim in writer.claims]
    said += [f"{c.quote.text}\n{c.document.title}\n{c.document.issuer}" for c in writer.citations]
    return to_compare(understood.asked, told[0].text, "\n".join(said), of_document)


def _decided_first(quoted: list[Draft], stated: Stated, evidence: Evidence, trace: dict[str, Any]) -> list[Draft]:
    """The quotations, that which decides a yes/no question first, under the word that it decides for."""
    holding = [draft for draft in quoted if all(evidence.stands(quote) for quote in draft.quotes)]
    decided = verdict(stated, [draft.text for draft in holding])
    if decided is None:
        return quoted
    trace["decided"], place = decided
    first = holding[place]
    return [Draft(trace["decided"], first.quotes), first, *(draft for draft in quoted if draft is not first)]


def _comparing(entry_id: str, asked: str, evidence: Evidence) -> list[Unit]:
    """What an entry says whose heading says that it compares, where it has all versions asked about."""
    entry, versions = evidence.provision(entry_id), VERSION.findall(asked)
    if entry is None or not versions or not is_comparison(entry.heading):
        return []
    return [unit for unit in units_of(entry, evidence) if all(version in unit.text for version in versions)]


def parts_in(understood: Understanding) -> list[Part]:
    """What is asked, part by part, after the earlier question that it follows up on."""
    before = understood.question.removesuffix(understood.asked)
    parts = parts_of(understood.asked)
    if len(parts) == 1 and not before:
        return [Part(understood.search_text, understood.search_text)]
    return [replace(part, text=write_out(before + part.text)) for part in parts]
