"""The dialogue of `cancu eval new-question`: an expert writes a question, each part checked as soon as it is said."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from assistant.ask import Assistant
from assistant.evidence import Evidence
from assistant.lookup import NAMES
from assistant.typed import EXAMPLE, Typed
from assistant.understand import understand
from corpus.dates import first_date
from corpus.errors import CanCuError
from corpus.types import Provision
from eval import questions
from eval.authoring import Need, draft, needs_of, place_of
from eval.candidates import Candidate, propose
from eval.checks import faults
from eval.grades import named
from eval.names import EXPECTED
from eval.questions import Corpus, Expected, Question, as_line

Ask = Callable[[str], str]  # a prompt → what was typed; "" for Enter alone
Say = Callable[[str], None]
SHOWN = 8  # provisions that are shown to choose from


def interactive(ask: Ask, say: Say, assistant: Assistant, by: str, path: Path, corpus: Corpus = "egov") -> Candidate:
    """Ask for a question part by part and keep it in `path` as a candidate.

    `ask` shows a prompt and gives what is typed, `say` shows a line. What cannot stand over the texts is told and
    asked for again.
    """
    talk = _Dialogue(ask, say, assistant)
    question = talk.required("Câu hỏi, như người dùng sẽ hỏi: ")
    earlier = ask("Câu hỏi trước đó, nếu câu này hỏi tiếp (Enter: không có): ").strip()
    history = (earlier,) if earlier else ()
    needs = talk.needs(question, history)
    facts = talk.facts(needs)
    forbidden = talk.forbidden(facts)
    category = talk.category(question)
    expect = talk.expected(bool(needs))
    as_of = talk.day()
    catalogue = assistant.catalogue
    made = draft(question, category, expect, needs, facts, forbidden, as_of, history, by, catalogue, corpus)
    say(as_line(made))
    candidate = propose(path, made, by)
    say(f"Đã giữ làm ứng viên {candidate.id}. Người khác duyệt bằng: cancu eval approve {candidate.id} …")
    return candidate


class _Dialogue:
    """The parts of the dialogue; each asks until what is said can stand."""

    def __init__(self, ask: Ask, say: Say, assistant: Assistant) -> None:
        self._ask, self._say = ask, say
        self._assistant = assistant
        self._catalogue = assistant.catalogue
        self._evidence = Evidence(self._catalogue, date.today())

    def required(self, prompt: str) -> str:
        """What is typed, asked for until it is something."""
        while not (said := self._ask(prompt).strip()):
            self._say("Phần này không để trống được.")
        return said

    def needs(self, question: str, history: Sequence[str]) -> list[Need]:
        """The provisions that answer: chosen among those found, or typed."""
        shown = self._found(question, history)
        chosen: list[Need] = []
        while said := self._ask(f"Điều khoản đúng: số ở trên, hoặc như “{EXAMPLE}” (Enter: xong): ").strip():
            if said.isdecimal() and not 1 <= int(said) <= len(shown):
                self._say(f"Chỉ có các số từ 1 đến {len(shown)}.")
                continue
            try:
                needs = [self._picked(shown[int(said) - 1])] if said.isdecimal() else needs_of(said, self._catalogue)
            except CanCuError as error:
                self._say(str(error))
                continue
            chosen += needs
            self._say("Đã chọn " + "; ".join(" hoặc ".join(map(named, need)) for need in needs) + ".")
        return chosen

    def _picked(self, provision: Provision) -> Need:
        document = self._catalogue.document(provision.document)
        return (place_of(Typed(document, self._deeper(provision)), self._catalogue),)

    def _found(self, question: str, history: Sequence[str]) -> list[Provision]:
        searcher = self._assistant.searcher
        hits = searcher.search(understand(searcher.respelled(question), history, self._catalogue).search_text, SHOWN)
        shown = [provision for hit in hits if (provision := self._catalogue.provision(hit.entry))]
        for number, provision in enumerate(shown, start=1):
            citation = self._evidence.cite(number, self._evidence.quote(provision)).citation
            self._say(f"{number}. {citation}: “{self._short(provision)}”")
        return shown

    def _deeper(self, provision: Provision) -> Provision:
        """A khoản, then a điểm, of what was chosen; Enter stays."""
        while inside := self._inside(provision):
            level = NAMES[inside[0].path[-1].level]
            for each in inside:
                self._say(f"  {level} {each.path[-1].label}: “{self._short(each)}”")
            said = self._ask(f"{level.capitalize()} nào (Enter: cả {provision.citation}): ").split()
            if not said:
                return provision
            label = said[-1].casefold()
            deeper = next((each for each in inside if each.path[-1].label.casefold() == label), None)
            if deeper is None:
                self._say(f"Không có {level} {said[-1]}.")
            provision = deeper or provision
        return provision

    def _inside(self, provision: Provision) -> list[Provision]:
        around = self._catalogue.provisions(self._evidence.copy_of(provision))
        return [p for p in around if p.path[:-1] == provision.path and p.path[-1].level in NAMES]

    def _short(self, provision: Provision) -> str:
        return textwrap.shorten(self._evidence.quote(provision).text, 160, placeholder=" …")

    def facts(self, needs: Sequence[Need]) -> list[tuple[str, ...]]:
        """What the answer must state, each found in the provisions chosen."""
        chosen: list[tuple[str, ...]] = []
        while said := self._ask("Dữ kiện phải nêu, các cách viết cách nhau bằng “|” (Enter: xong): ").strip():
            forms = _parts(said)
            wrong = self._faults(gold=tuple(needs), facts=(forms,)) if forms else []
            if wrong:
                self._say("; ".join(wrong) + ".")
            elif forms:
                chosen.append(forms)
        return chosen

    def forbidden(self, facts: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """What the answer must not say."""
        while True:
            words = _parts(self._ask("Từ không được nêu, cách nhau bằng “|” (Enter: không có): "))
            wrong = self._faults(facts=tuple(facts), forbidden=words)
            if not wrong:
                return words
            self._say("; ".join(wrong) + ".")

    def category(self, question: str) -> str:
        """One of the categories of the sets that ship, by number or name, or a new one."""
        known = sorted({q.category for name in questions.names() for q in questions.load(name).all()})
        self._say("Loại câu hỏi: " + ", ".join(f"{n} {name}" for n, name in enumerate(known, start=1)))
        while True:
            said = self.required("Loại (số hoặc tên): ")
            if said.isdecimal() and not 1 <= int(said) <= len(known):
                self._say(f"Chỉ có các số từ 1 đến {len(known)}.")
                continue
            chosen = known[int(said) - 1] if said.isdecimal() else said
            wrong = self._faults(question=question, category=chosen)
            if not wrong:
                self._say(f"Loại: {chosen}." if chosen in known else f"Loại mới: {chosen}.")
                return chosen
            self._say("; ".join(wrong) + ".")

    def expected(self, has_gold: bool) -> Expected:
        """What a right answer does; one that answers needs a provision to rest on."""
        choices = list(EXPECTED)
        for number, words in enumerate(EXPECTED.values(), start=1):
            self._say(f"{number}. {words}")
        usual: Expected = "answer" if has_gold else "refuse"
        while True:
            said = self._ask(f"Câu trả lời đúng phải làm gì (Enter: {EXPECTED[usual]}): ").strip()
            if said and not (said.isdecimal() and 1 <= int(said) <= len(choices)):
                self._say(f"Hãy gõ một số từ 1 đến {len(choices)}.")
                continue
            chosen = choices[int(said) - 1] if said else usual
            if has_gold or questions.KINDS[chosen] != "answer":
                return chosen
            self._say("Chưa chọn điều khoản đúng nào, nên câu này chỉ có thể không trả lời hoặc hỏi lại.")

    def day(self) -> date | None:
        """The day that the question is asked about, None for whatever day it is run on."""
        while said := self._ask("Hỏi tại ngày, như 22/11/2026 (Enter: ngày chạy đánh giá): ").strip():
            if day := first_date(said):
                return day
            self._say(f"“{said}” không phải một ngày có thật dạng ngày/tháng/năm.")
        return None

    def _faults(self, **parts: object) -> list[str]:
        """What the texts say against some parts of a question."""
        whole = {"id": "", "category": "", "question": "", "expect": "answer"} | parts
        return faults(Question(**whole), self._catalogue, self._evidence)  # type: ignore[arg-type]


def _parts(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said.split("|") if part.strip())
