"""What stands beside a statement in its document: values of the same kind, other provisions, for wrong options."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta

from rapidfuzz import fuzz

from assistant.evidence import Evidence
from assistant.naming import citation_of
from assistant.workshop.binding import called, units_in
from assistant.workshop.proposing.statements import Statement, statements_of
from assistant.workshop.types import Option
from assistant.workshop.values import Kind, Value, values_in
from corpus.accents import without_accents
from corpus.dates import day
from corpus.types import Copy, Document, Nature, Provision, StatusValue

WRONG = 3  # options beside the right one
LOOKED_AT = 400  # characters of an article that tell what it is like
LONGEST_VALUE = 80  # characters
AROUND = 45  # characters at each side of a value that tell its sentence from others
LADDERS = {  # figures that regulations use, to choose near ones from where a document has no others
    Kind.DURATION: (1, 2, 3, 5, 7, 10, 12, 15, 20, 24, 30, 36, 45, 48, 60, 72, 90, 120, 180),
    Kind.SHARE: (5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 95, 100),
    Kind.COUNT: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20),
}
NEAR = "con số gần, không có trong điều này"


@dataclass(frozen=True)
class Stated:
    """A value and the statement that it stands in."""

    value: Value
    statement: Statement


class Siblings:
    """A document's copy as items are made from it: its statements and values, read once."""

    def __init__(self, document: Document, copy: Copy, evidence: Evidence) -> None:
        self.document = document
        self.copy = copy
        self.evidence = evidence
        self.is_digest = copy.nature is Nature.DIGEST
        provisions = evidence.catalogue.provisions(copy)
        self.units = units_in(provisions)
        self.within = {u.id: [p for p in provisions if u.start < p.start < u.extent and p.path] for u in self.units}
        self.heads = {unit.id: copy.text[unit.start : unit.extent][:LOOKED_AT] for unit in self.units}
        self._flat = " ".join(copy.text.split())
        self._ranked: dict[str, list[Provision]] = {}
        self.statements = [statement for unit in self.units for statement in statements_of(unit, evidence)]
        self.stated = [Stated(v, s) for s in self.statements for v in values_in(s.text)]

    def unit_of(self, provision: Provision) -> Provision:
        """The article or innermost section that a provision stands in, or itself."""
        return next((u for u in self.units if u.start <= provision.start < u.extent), provision)

    def text_of(self, provision: Provision) -> str:
        """A provision with all that stands in it."""
        return self.copy.text[provision.start : provision.extent]

    def is_alone(self, statement: Statement, value: Value) -> bool:
        """Whether no other sentence of the document says the same about another value, so that one answer is right."""
        before = " ".join(statement.text[: value.start][-AROUND:].split())
        after = " ".join(statement.text[value.end :][:AROUND].split())
        if not before:
            return self._flat.count(after) <= 1
        found, at = 0, self._flat.find(before)
        while at >= 0 and found < 2:
            begin = at + len(before)
            found += after in self._flat[begin : begin + LONGEST_VALUE + len(after)]
            at = self._flat.find(before, begin)
        return found <= 1

    def says_once(self, words: str) -> bool:
        """Whether words stand in one place of the document only."""
        return self.copy.text.count(words) == 1

    def wrong(self, value: Value, statement: Statement) -> list[Option]:
        """Values of the same kind that the article of a statement does not have, the nearest first."""
        own = self.unit_of(statement.quote.provision)
        there = {v.meant for v in _everything(self.text_of(own))}
        said, right = without_accents(self.text_of(own)), without_accents(value.text)
        found: dict[tuple[str, object], tuple[float, Option]] = {}
        for text, amount, source in [*self._of_document(value), *self._near(value)]:
            other = Value(value.kind, text, 0, len(text), amount, value.unit)
            plain = without_accents(text)
            is_said = re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", said)
            if is_said or plain in right or right in plain or other.meant in {value.meant, *there, *found}:
                continue
            found[other.meant] = closeness(value, other), Option(text, source=source)
        ranked = sorted(found.values(), key=lambda pair: (pair[1].source == NEAR, -pair[0]))
        return [option for _, option in ranked[:WRONG]]

    def _of_document(self, value: Value) -> list[tuple[str, float, str]]:
        """Values of the document that look like one, each with where it stands."""
        style = _style(value)
        found = []
        for stated in self.stated:
            other = stated.value
            if other.kind is value.kind and other.unit == value.unit and _style(other) == style:
                found.append((other.text, other.amount, self.cite(stated.statement.quote.provision)))
        if value.kind is Kind.NUMBER:
            found += self._numbers(value)
        return found

    def _numbers(self, value: Value) -> list[tuple[str, float, str]]:
        """Numbers of other documents of the corpus that look like one: 464 for 469, the version before it."""
        sign = value.text.rpartition("/")[2]
        known = [d for d in self.evidence.catalogue.documents() if d.number and d.id != self.document.id]
        alike = sorted(known, key=lambda d: -(fuzz.ratio(d.number, value.text) + 20 * d.number.endswith(sign)))
        return [
            (
                d.number,
                0,
                "bản đã hết hiệu lực" if self.evidence.status(d).value is StatusValue.ENDED else "số gần giống",
            )
            for d in alike[: 4 * WRONG]
        ]

    def _near(self, value: Value) -> list[tuple[str, float, str]]:
        if value.kind is Kind.YEAR:
            return [(str(int(value.amount) + by), value.amount + by, NEAR) for by in (-5, 5, -1, 1, 2)]
        if value.kind is Kind.DAY:
            return [(text, when.toordinal(), NEAR) for when, text in _near_days(value)]
        if value.kind is Kind.MONEY:
            return [_scaled(value, by) for by in (2, 0.5, 5, 10)]
        return [
            (_like(value, figure), float(figure), NEAR)
            for figure in sorted(LADDERS.get(value.kind, ()), key=lambda figure: abs(math.log(figure / value.amount)))
        ]

    def has_ended(self, provision: Provision) -> bool:
        """Whether a place has ended while its document has not."""
        whole = self.evidence.status(self.document).value
        own = self.evidence.cite(0, self.evidence.quote(provision)).status.value
        return own is StatusValue.ENDED and whole is not StatusValue.ENDED

    def cite(self, provision: Provision) -> str:
        """A provision as a citation names it, with its document."""
        return citation_of(provision, self.document, self.copy.nature)

    def bases(self, provision: Provision) -> tuple[str, ...]:
        """Provisions of the same level that could be taken for one: of the units of the document most like its own."""
        level = provision.path[-1].level
        found = []
        for unit in self._alike(self.unit_of(provision).id):
            inside = [p for p in self.within[unit.id] if p.path[-1].level is level]
            found.append(called(inside[0] if inside else unit, self.document, self.copy.nature))
        return tuple(dict.fromkeys(found))

    def _alike(self, unit_id: str) -> list[Provision]:
        """The units most like one; worked out once for each."""
        if unit_id not in self._ranked:
            said = self.heads[unit_id]
            others = [unit for unit in self.units if unit.id != unit_id]
            others.sort(key=lambda unit: -fuzz.token_set_ratio(self.heads[unit.id], said))
            self._ranked[unit_id] = others[:WRONG]
        return self._ranked[unit_id]


def _everything(text: str) -> list[Value]:
    return [value for line in text.splitlines() for value in values_in(line)]


def _style(value: Value) -> object:
    """How a value is written: an option that is written otherwise would give itself away."""
    if value.kind is Kind.DAY:
        return value.text[:4].lower() == "ngày", "/" in value.text
    if value.kind in {Kind.DURATION, Kind.COUNT}:
        return "(" in value.text, value.text[:1].isdigit()
    return "(" in value.text


def _like(value: Value, figure: int) -> str:
    """A figure written as a value is: “05 ngày làm việc” for “07 ngày làm việc”."""
    if value.kind is Kind.SHARE:
        return f"{figure}%"
    padded = value.text.startswith("0") or value.text[:2].isdigit()
    return f"{figure:02d} {value.unit}" if padded else f"{figure} {value.unit}"


def _scaled(value: Value, by: float) -> tuple[str, float, str]:
    amount = value.amount * by
    figure = f"{amount:,.0f}".replace(",", ".") if amount == int(amount) else f"{amount:g}".replace(".", ",")
    return f"{figure} {value.unit}", amount, NEAR


def _near_days(value: Value) -> list[tuple[date, str]]:
    own = date.fromordinal(int(value.amount))
    padded = bool(re.search(r"tháng 0[3-9]", value.text))
    found = []
    for year, by in ((-1, 0), (1, 0), (0, 6), (0, -6), (0, 1)):
        at = own.year * 12 + own.month - 1 + 12 * year + by
        try:
            when = date(at // 12, at % 12 + 1, own.day)
        except ValueError:
            when = date(at // 12, at % 12 + 1, 1) + timedelta(days=27)
        month = f"{when.month:02d}" if when.month <= 2 or padded else str(when.month)
        spelt = f"ngày {when.day:02d} tháng {month} năm {when.year}"
        found.append((when, day(when) if "/" in value.text else spelt))
    return found


def closeness(value: Value, other: Value) -> float:
    """How near a wrong value is to the right one, in [0, 1]: 1/2 for twice or half of it, by letters for words."""
    if value.kind in {Kind.BODY, Kind.NUMBER}:
        return fuzz.ratio(value.text, other.text) / 100
    if value.kind is Kind.DAY:
        return 1 / (1 + abs(value.amount - other.amount) / 365)
    if value.kind is Kind.YEAR:
        return 1 / (1 + abs(value.amount - other.amount) / 2)
    return 1 / (1 + abs(math.log2(value.amount / other.amount))) if other.amount else 0
