"""Anki: a deck of a lesson's items, a note each, with the basis on the back. Written by the library genanki."""

from __future__ import annotations

import hashlib
import io
from html import escape
from string import ascii_uppercase

from assistant.export import printable
from assistant.workshop.exchange.exported import Exported, file_name
from assistant.workshop.marking import shown
from assistant.workshop.printing.grounds import cited, quotation, validity
from assistant.workshop.types import Form, Item, Lesson

FIELDS = ("Câu hỏi", "Phương án", "Đáp án", "Giải thích", "Trích dẫn", "Căn cứ", "Hiệu lực")
FRONT = "<div>{{Câu hỏi}}</div>{{#Phương án}}<p class='parts'>{{Phương án}}</p>{{/Phương án}}"
BACK = """{{FrontSide}}<hr id="answer"><p><b>{{Đáp án}}</b></p>{{#Giải thích}}<p>{{Giải thích}}</p>{{/Giải thích}}
{{#Trích dẫn}}<blockquote>{{Trích dẫn}}</blockquote>{{/Trích dẫn}}
<p>Căn cứ: {{Căn cứ}}</p><p class="validity">Hiệu lực: {{Hiệu lực}}</p>"""
STYLE = """.card { font-family: serif; font-size: 20px; text-align: left; max-width: 40em; margin: auto; padding: 1em }
blockquote { margin: 0.5em 0; padding-left: 0.8em; border-left: 3px solid #999 }
.validity { font-size: 16px }"""


def anki(lesson: Lesson, now: float | None = None) -> Exported:
    """The lesson as an Anki package (.apkg), changed at `now`, in seconds since 1970: now where None.

    The ids of deck, note type and notes come from the lesson's id and the items', so that a package imported again
    changes the cards that are there, with what was learned of them, and adds none.
    """
    import genanki

    fields = [{"name": name} for name in FIELDS]
    template = {"name": "Hỏi đáp", "qfmt": FRONT, "afmt": BACK}
    model = genanki.Model(stable_id("note type"), "Căn Cứ: hỏi đáp", fields=fields, templates=[template], css=STYLE)
    title = " ".join(printable(lesson.title).split()).replace(
        "::", ": "
    )  # with “::” Anki parts a deck from those in it
    deck = genanki.Deck(stable_id(f"deck {lesson.id}"), f"Căn Cứ::{title}")
    for item in lesson.items:
        guid = genanki.guid_for("cancu", lesson.id, item.id)
        deck.add_note(genanki.Note(model, [*map(_html, _texts(item, lesson))], guid=guid, tags=["can-cu"]))
    file = io.BytesIO()
    genanki.Package(deck).write_to_file(file, timestamp=now)
    return Exported(file.getvalue(), file_name(lesson, ".apkg"))


def stable_id(name: str) -> int:
    """A number for a deck or note type that the name decides, in the range that Anki's own have."""
    return 1 << 30 | int.from_bytes(hashlib.sha256(f"cancu {name}".encode()).digest()[:4]) >> 2


def _texts(item: Item, lesson: Lesson) -> tuple[str, ...]:
    order = shown(item, lesson.id)
    parts = [option.text for option in item.options] or [pair.meaning for pair in item.pairs] or list(item.steps)
    answer = item.answer
    if item.form is Form.MATCH:
        answer = "\n".join(f"{pair.term}: {pair.meaning}" for pair in item.pairs)
    terms = [f"{number}. {pair.term}" for number, pair in enumerate(item.pairs, start=1)]
    lettered = [f"{ascii_uppercase[row]}. {parts[place]}" for row, place in enumerate(order)]
    basis = item.basis
    told = (answer, item.key, quotation(basis), cited(basis), validity(basis))
    return (item.ask, "\n".join([*terms, *lettered]), *told)


def _html(text: str) -> str:
    """A text in which nothing acts: neither markup nor Anki's own [sound:…] and [latex]."""
    return escape(printable(text)).replace("[", "&#91;").replace("\n", "<br>")
