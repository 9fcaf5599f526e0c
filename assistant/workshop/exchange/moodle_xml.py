"""Moodle XML: the fullest of Moodle's formats for questions.

Written as https://docs.moodle.org/en/Moodle_XML_format describes it. An order is asked for as a matching of steps with
their places: the type “ordering” came into Moodle with release 4.4, and older ones refuse a file that has it.
"""

from __future__ import annotations

from html import escape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from assistant.export import printable
from assistant.workshop.exchange.exported import Exported, file_name
from assistant.workshop.exchange.gift import category, too_long, wildcards_as_signs
from assistant.workshop.exchange.rows import accepted, questions_of, rows_of
from assistant.workshop.marking import shown
from assistant.workshop.printing.grounds import grounds
from assistant.workshop.types import Form, Item, Lesson

TYPES = {
    Form.CHOICE: "multichoice",
    Form.PLACE: "multichoice",
    Form.MISTAKE: "multichoice",
    Form.TRUE_FALSE: "truefalse",
    Form.MATCH: "matching",
    Form.ORDER: "matching",
    Form.GAP: "shortanswer",
}


def moodle_xml(lesson: Lesson) -> Exported:
    """The lesson as an XML file for Moodle's question bank, under a category of its title."""
    quiz = Element("quiz")
    _text(SubElement(quiz, "question", type="category"), "category", f"$course$/{category(lesson)}")
    left_out = []
    for item in questions_of(lesson):
        reason = too_long(item, lesson) if item.form in {Form.MATCH, Form.ORDER} else ""
        if reason:
            left_out.append((item.id, reason))
        else:
            _add_question(quiz, item, lesson)
    ElementTree.indent(quiz)
    data = ElementTree.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return Exported(data, file_name(lesson, "-moodle.xml"), (*left_out,))


def _add_question(quiz: Element, item: Item, lesson: Lesson) -> None:
    question = SubElement(quiz, "question", type=TYPES[item.form])
    _text(question, "name", item.id)
    _html(question, "questiontext", item.ask)
    _html(question, "generalfeedback", *grounds(item))
    _value(question, "defaultgrade", "1")
    _value(question, "hidden", "0")
    _value(question, "idnumber", f"{lesson.id}/{item.id}"[:100])
    if item.form is Form.TRUE_FALSE:
        for place, word in enumerate(("true", "false")):
            _answer(question, word, place == item.right, "moodle_auto_format")
    elif item.options:
        _value(question, "single", "true")
        _value(question, "shuffleanswers", "false" if item.form is Form.MISTAKE else "true")
        _value(question, "answernumbering", "ABCD")
        for place in shown(item, lesson.id):
            _answer(question, _as_html(item.options[place].text), place == item.right, "html")
    elif item.form is Form.GAP:
        _value(question, "usecase", "0")  # the case of letters does not matter
        for answer in accepted(item):
            _answer(question, wildcards_as_signs(answer), True, "moodle_auto_format")
    else:
        _value(question, "shuffleanswers", "true")
        for stem, choice in rows_of(item, lesson.id):
            row = _html(question, "subquestion", stem)
            _text(row, "answer", choice)


def _answer(question: Element, text: str, right: bool, format_: str) -> None:
    _text(question, "answer", text).attrib.update(fraction="100" if right else "0", format=format_)


def _html(parent: Element, tag: str, *paragraphs: str) -> Element:
    """An element with paragraphs of HTML in which nothing of their text acts."""
    element = _text(parent, tag, "".join(f"<p>{_as_html(text)}</p>" for text in paragraphs))
    element.set("format", "html")
    return element


def _as_html(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def _text(parent: Element, tag: str, text: str) -> Element:
    element = SubElement(parent, tag)
    _value(element, "text", text)
    return element


def _value(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = printable(text)
