"""GIFT, the text format of Moodle for questions.

Written as https://docs.moodle.org/en/GIFT_format describes it and question/format/gift/format.php reads it: every text
on one line, its control characters after a backslash, and in the format “plain”, so that nothing in it acts as markup.
GIFT cannot say whether options may be mixed: the sentences of an answer in which one is wrong are, where Moodle mixes.
"""

from __future__ import annotations

from assistant.export import printable
from assistant.workshop.exchange.exported import Exported, file_name
from assistant.workshop.exchange.rows import accepted, questions_of, rows_of
from assistant.workshop.marking import shown
from assistant.workshop.printing.grounds import grounds
from assistant.workshop.types import Form, Item, Lesson

CONTROL = {sign: f"\\{sign}" for sign in "\\~=#{}:"} | {"\n": "\\n"}
LONGEST_CHOICE = 255  # characters that Moodle's database holds of what is matched


def gift(lesson: Lesson) -> Exported:
    """The lesson as a GIFT file for Moodle's question bank, under a category of its title."""
    blocks = [f"$CATEGORY: $course$/{category(lesson).replace(chr(92), chr(92) * 2)}"]
    left_out = []
    for item in questions_of(lesson):
        reason = _reason(item, lesson)
        if reason:
            left_out.append((item.id, reason))
        else:
            blocks.append(_question(item, lesson))
    return Exported("".join(f"{block}\n\n" for block in blocks).encode(), file_name(lesson, "-gift.txt"), (*left_out,))


def category(lesson: Lesson) -> str:
    """The title as a part of a category's path, in which a slash of its own is doubled."""
    return " ".join(printable(lesson.title).split()).replace("/", "//")


def too_long(item: Item, lesson: Lesson) -> str:
    """Why Moodle cannot store a matching, "" where it can."""
    longest = max((len(choice) for _, choice in rows_of(item, lesson.id)), default=0)
    return (
        f"vế để chọn dài {longest} ký tự, Moodle nhận nhiều nhất {LONGEST_CHOICE}" if longest > LONGEST_CHOICE else ""
    )


def wildcards_as_signs(answer: str) -> str:
    """A typed answer in which an asterisk is an asterisk: Moodle takes it for any text otherwise."""
    return answer.replace("*", "\\*")


def _reason(item: Item, lesson: Lesson) -> str:
    if item.form is Form.GAP:
        return "đáp án có dấu “->”, GIFT đọc thành câu ghép cặp" if any("->" in one for one in item.answers) else ""
    if item.form not in {Form.MATCH, Form.ORDER}:
        return ""
    if any("->" in stem for stem, _ in rows_of(item, lesson.id)):
        return "có dấu “->”, trong GIFT dấu này ngăn hai vế"
    return too_long(item, lesson)


def _question(item: Item, lesson: Lesson) -> str:
    if item.form is Form.TRUE_FALSE:
        answers = ["TRUE" if item.right == 0 else "FALSE"]
    elif item.options:
        order = shown(item, lesson.id)
        answers = [f"{'=' if place == item.right else '~'}{_told(item.options[place].text)}" for place in order]
    elif item.form is Form.GAP:
        answers = [f"=%100%{_told(wildcards_as_signs(answer))}" for answer in accepted(item)]
    else:
        answers = [f"={_told(stem)} -> {_safe(choice)}" for stem, choice in rows_of(item, lesson.id)]
    feedback = "\n".join(grounds(item))
    lines = "".join(f"\t{line}\n" for line in (*answers, f"####{_told(feedback)}"))
    return f"::{_safe(item.id)}::[plain]{_safe(item.ask)}{{\n{lines}}}"


def _told(text: str) -> str:
    """A text where one that began with a bracket would name its format, and with a percent sign its weight."""
    return f"{'[plain]' if text.lstrip()[:1] in {'[', '%'} else ''}{_safe(text)}"


def _safe(text: str) -> str:
    return "".join(CONTROL.get(sign, sign) for sign in printable(text))
