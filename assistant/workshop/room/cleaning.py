"""What participants type, made harmless to show: names, questions, answers, and the codes that let them in."""

from __future__ import annotations

import secrets
import unicodedata

from assistant.workshop.room.state import Refused

LONGEST_NAME = 30  # characters
LONGEST_QUESTION = 300
LONGEST_ANSWER = 200
MOST_MARKS = 2  # combining marks on one letter: a Vietnamese letter has none left after NFC
# No 0/O, 1/I/L, 2/Z, 5/S, 8/B: a code is read off a wall and typed on glass. No vowels: it never is a word.
SIGNS = "CDFGHJKMNPQRTVWX34679"
CODE_LENGTH = 5


def clean_line(text: str) -> str:
    """A text as one line: NFC, without control, zero-width, bidirectional and unassigned characters."""
    kept: list[str] = []
    marks = 0
    for sign in unicodedata.normalize("NFC", text):
        category = unicodedata.category(sign)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if sign.isspace():
            kept.append(" ")
        elif not category.startswith("C") and marks <= MOST_MARKS:
            kept.append(sign)
    return " ".join("".join(kept).split())


def clean_name(text: str) -> str:
    """A nickname; Refused where nothing is left of it or it is too long."""
    name = clean_line(text)
    if not any(sign.isalnum() for sign in name):
        raise Refused("Hãy nhập tên gọi có ít nhất một chữ hoặc số.", 400)
    if len(name) > LONGEST_NAME:
        raise Refused(f"Tên gọi dài quá {LONGEST_NAME} ký tự: hãy viết ngắn hơn.", 400)
    return name


def clean_question(text: str) -> str:
    """A question to the assistant; Refused where nothing is left of it or it is too long."""
    question = clean_line(text)
    if len(question) < 3:
        raise Refused("Hãy viết câu hỏi.", 400)
    if len(question) > LONGEST_QUESTION:
        raise Refused(f"Câu hỏi dài quá {LONGEST_QUESTION} ký tự: hãy hỏi ngắn hơn.", 400)
    return question


def made_code() -> str:
    """A code that lets participants in."""
    return "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))


def clean_code(text: str) -> str:
    """A code as it was typed: spaces, hyphens and case do not matter."""
    return "".join(sign for sign in text.upper() if sign.isalnum())[:12]
