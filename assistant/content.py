"""Answers from what texts say: each part of a question is searched, its units are chosen, and what is compared stands
side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from assistant.amended import with_new_words
from assistant.bearer import asks_who, with_bearers
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.facts import not_yet
from assistant.features import Asked
from assistant.generate import Checked, FoundNothing, open_model, write
from assistant.parts import Part, is_comparison, parts_of
from assistant.scope import Scope, of_other_places
from assistant.select import Selection, in_force_first, select
from assistant.settings import Settings
from assistant.sides import each_on_its_side, each_once, of_side
from assistant.types import Refusal
from assistant.understand import Understanding, understand
from assistant.units import Unit, units_of
from assistant.verdict import Stated, stated_in, verdict
from assistant.write import Outcome, Writer
from corpus.abbreviations import write_out
from corpus.catalogue import Catalogue
from corpus.types import Document
from index.search import Searcher
from index.types import Hit

NEAREST = 3  # quotations shown beside a refusal
VERSION = re.compile(r"(?<![\d.])\d\.\d(?![\d.])")
WIDER = 3  # so many times the entries that are taken are found: what is in force goes first among them
Answered = tuple[Part, Selection]


class Content:
    """Answers questions about what the texts of one corpus say; with `model`, a language model words it."""

    def __init__(self, settings: Settings, catalogue: Catalogue, searcher: Searcher) -> None:
        self.settings = settings
        self.catalogue = catalogue
        self.searcher = searcher
        self.model: Any = open_model(settings.model, settings.model_url) if settings.model else None
        self._holding: tuple[object, frozenset[str]] | None = None  # which documents are in force, and when that was

    def answer(
        self,
        understood: Understanding,
        documents: Sequence[Document],
        evidence: Evidence,
        writer: Writer,
        trace: dict[str, Any],
        within: Scope,
    ) -> Outcome:
        """Write what answers, of the documents when any is named; or a refusal with the nearest provisions."""
        asking = _Asking(self, understood, {document.id for document in documents}, evidence, within, trace)
        if within and not documents:
            writer.notes.append(within.note)
        found, compares = asking.selections()
        writer.sides = tuple(part.about for part, _ in found if part.about) if compares else ()
        lacking = {part: self.too_little(selection, bool(within and not documents)) for part, selection in found}
        trace["confidence"] = round(1 - max(selection.doubt for _, selection in found), 3)
        nearest = [quote for _, selection in found for unit in selection.nearest for quote in unit.quotes][:NEAREST]
        if all(lacking.values()):
            return lacking[found[0][0]], (), nearest
        writer.notes += [
            f"Chưa thấy quy định chắc chắn trả lời phần “{part.about}”." for part, _ in found if lacking[part]
        ]
        answering = [(part.about, unit) for part, one in found if not lacking[part] for unit in one.chosen]
        answering = each_on_its_side(answering) if writer.sides else each_once(answering)
        answering = list(with_bearers(answering, {part.about for part, _ in found if asks_who(part.last)}, evidence))
        found_words = [Draft(unit.text, unit.cited, verbatim=True, about=about) for about, unit in answering]
        quoted = list(with_new_words(found_words, evidence))
        stated = stated_in(understood.asked, bool(documents)) if len(found) == 1 else None
        if stated:
            quoted = _decided_first(quoted, stated, evidence, trace)
        writer.write(not_yet([(document, ()) for document in documents], evidence))
        if self.model is None:
            writer.write(quoted)
            return None, (), ()
        refusal = self._worded(understood, [unit for _, unit in answering], quoted, writer, trace)
        return refusal, (), nearest if refusal else ()

    def _worded(
        self,
        understood: Understanding,
        answering: Iterable[Unit],
        quoted: Iterable[Draft],
        writer: Writer,
        trace: dict[str, Any],
    ) -> Refusal | None:
        """Write what the model makes of the quotations, or these where it fails; a refusal where it finds nothing."""
        quotes = [quote for unit in answering for quote in unit.quotes]
        names = [writer.evidence.cite(0, quote).citation for quote in quotes]
        checked, before = Checked(), len(writer.claims)
        try:
            writer.write(write(self.model, understood.question, quotes, names, checked))
            fault = "Mô hình ngôn ngữ trả lời không đúng dạng" if len(writer.claims) <= before else ""
        except FoundNothing:
            return Refusal("model_found_nothing", "Mô hình không tìm được câu trả lời có căn cứ.")
        except Exception as error:  # the clients raise their own libraries' errors
            trace["model_error"] = f"{type(error).__name__}: {error}"[:300]
            fault = "Không dùng được mô hình ngôn ngữ đã đặt"
        finally:
            trace["model"] = vars(checked)
        if fault:
            writer.write(quoted)
            writer.notes.append(f"{fault}; câu trả lời là trích dẫn nguyên văn.")
        return None

    def found(self, part: Part, evidence: Evidence, only: set[str] | None) -> list[Hit]:
        """The entries, best first, whose units are compared; of the documents `only` when given."""
        tuning = self.settings.tuning
        hits = self.searcher.search(part.text, WIDER * tuning.hits, only=only, weight=tuning.dense_weight)
        return in_force_first(hits, evidence)[: tuning.hits]

    def too_little(self, selection: Selection, scoped: bool) -> Refusal | None:
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

    def searched_in(self, question: str, within: Scope, evidence: Evidence) -> set[str] | None:
        """The documents of the scope and of the place that the question names; None for all."""
        everywhere = self.catalogue.documents()
        elsewhere = of_other_places(question, everywhere)
        if not within and not elsewhere:
            return None
        return within.ids(everywhere, elsewhere, partial(self._in_force, evidence))

    def _in_force(self, evidence: Evidence) -> frozenset[str]:
        """The documents in force on the day asked about; of one day after the other, worked out once."""
        state: tuple[date, object] = evidence.as_of, self.catalogue.written()
        if self._holding is None or self._holding[0] != state:
            held = frozenset(d.id for d in self.catalogue.documents() if evidence.holds(d))
            self._holding = state, held
        return self._holding[1]


@dataclass(frozen=True)
class _Asking:
    """One question on its way to what answers its parts, told in `trace`; `named` are the documents that it names."""

    content: Content
    understood: Understanding
    named: set[str]
    evidence: Evidence
    within: Scope
    trace: dict[str, Any]

    def selections(self) -> tuple[list[Answered], bool]:
        """What answers each part of the question, and whether the parts are sides of a comparison."""
        only = self.named or self.content.searched_in(self.understood.question, self.within, self.evidence)
        among = None if only is None else self.content.searcher.count(only)
        self.trace["searched"] = {"text": self.understood.search_text, "among": among}
        found = [(part, self.selected(part, self._named_in(part) or only)) for part in parts_in(self.understood)]
        if len(found) == 1:
            return found, False
        if is_comparison(self.understood.asked):
            return self._compared(found, only)
        return [self._beside_the_others(one, found) for one in found], False

    def selected(self, part: Part, only: set[str] | None, trace: dict[str, Any] | None = None) -> Selection:
        """What answers a part, told in the question's trace or in one of its own."""
        trace = self.trace if trace is None else trace
        searcher, tuning = self.content.searcher, self.content.settings.tuning
        hits = self.content.found(part, self.evidence, only)
        asked = Asked.read(part.text, part.last, searcher.rarity)
        comparing = partial(searcher.compared, part.last)
        selection = select(asked, hits, self.evidence, searcher.rarity, comparing, bool(self.named), tuning)
        trace.setdefault("hits", []).extend(
            {"entry": hit.entry, "score": round(hit.score, 3)} | {name: round(x, 3) for name, x in hit.from_}
            for hit in hits
        )
        trace.setdefault("candidates", []).extend(selection.fates)
        trace.setdefault("doubts", []).append(round(selection.doubt, 3))
        return selection

    def _compared(self, found: list[Answered], only: set[str] | None) -> tuple[list[Answered], bool]:
        """The sides of a comparison, before them the one place that tells what is different, where there is one; that
        place alone where it is surer than the sides.
        """
        whole = Part(self.understood.search_text, self.understood.search_text)
        together = self.selected(whole, only)
        doubts = [selection.doubt for _, selection in found]
        most = self.content.settings.tuning.most_doubt
        if max(doubts) > most and together.doubt < max(doubts):
            return [(whole, together)], False
        sides = [(part, replace(one, chosen=of_side(part.about, one.chosen, self.evidence))) for part, one in found]
        said = [unit for _, one in sides for unit in one.chosen]
        # “Khung 3.0 khác Khung 2.0 ở điểm nào”: a section that says itself that it compares
        hits = self.content.found(whole, self.evidence, only)
        comparing = [unit for hit in hits for unit in self._comparing(hit.entry)]
        best = (comparing or (together.chosen if together.doubt <= most else ()))[:1]
        if best and not any(best[0].overlaps(unit) for unit in said):
            sides.insert(0, (whole, replace(together, chosen=(best[0],), doubt=min(doubts))))
        return sides, True

    def _comparing(self, entry_id: str) -> list[Unit]:
        """What an entry says whose heading says that it compares, where it has all versions asked about."""
        entry, versions = self.evidence.provision(entry_id), VERSION.findall(self.understood.asked)
        if entry is None or not versions or not is_comparison(entry.heading):
            return []
        return [unit for unit in units_of(entry, self.evidence) if all(version in unit.text for version in versions)]

    def _beside_the_others(self, asked: Answered, found: Sequence[Answered]) -> Answered:
        """A part of a question that nothing answers surely, asked again of the documents that answer the others."""
        part, selection = asked
        sure = [one for _, one in found if self.content.too_little(one, False) is None]
        documents = {one.chosen[0].last.provision.document for one in sure}
        if selection in sure or not documents or self._named_in(part):
            return asked
        own: dict[str, Any] = {}
        again = self.selected(part, documents, own)
        if self.content.too_little(again, False):
            return asked
        self.trace.setdefault("beside_the_others", []).append({"part": part.last} | own)
        return part, again

    def _named_in(self, part: Part) -> set[str]:
        """Of several documents that a question names, those that one part of it names."""
        if not part.about or len(self.named) < 2:
            return set()
        return self.named & {document.id for document, _ in understand(part.last, (), self.content.catalogue).targets}


def _decided_first(quoted: list[Draft], stated: Stated, evidence: Evidence, trace: dict[str, Any]) -> list[Draft]:
    """The quotations, that which decides a yes/no question first, under the word that it decides for."""
    holding = [draft for draft in quoted if all(evidence.stands(quote) for quote in draft.quotes)]
    decided = verdict(stated, [draft.text for draft in holding])
    if decided is None:
        return quoted
    trace["decided"], place = decided
    first = holding[place]
    return [Draft(trace["decided"], first.quotes), first, *(draft for draft in quoted if draft is not first)]


def parts_in(understood: Understanding) -> list[Part]:
    """What is asked, part by part, after the earlier question that it follows up on."""
    before = understood.question.removesuffix(understood.asked)
    parts = parts_of(understood.asked)
    if len(parts) == 1 and not before:
        return [Part(understood.search_text, understood.search_text)]
    return [replace(part, text=write_out(before + part.text)) for part in parts]
