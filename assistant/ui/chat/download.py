"""Answers to take away: files made when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from assistant.types import Answer
from assistant.ui.chat.conversation import Conversation
from assistant.ui.words import say

FORMS = {"DOCX": "docx", "PDF": "pdf", "Markdown": "md"}


def show_downloads(conversation: Conversation, place: int, answer: Answer) -> None:
    """The answer, and the conversation where it has several, in each form."""
    answers = [turn.answer for turn in conversation.turns if turn.answer]
    with st.container(horizontal=True, gap="small"):
        for form in FORMS:
            _button(say("download.one", form=form), [answer], form, f"take-{form}-{place}")
        if len(answers) > 1:
            for form in FORMS:
                _button(say("download.all", form=form), answers, form, f"take-all-{form}-{place}")


def _button(label: str, answers: Sequence[Answer], form: str, key: str) -> None:
    st.download_button(
        label,
        partial(_made, answers, form),
        file_name=f"{'tra-cuu' if len(answers) == 1 else 'cuoc-hoi-dap'}-{date.today():%Y%m%d}.{FORMS[form]}",
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )


def _made(answers: Sequence[Answer], form: str) -> bytes:
    if form == "PDF":
        from assistant.export_pdf import as_pdf

        return as_pdf(answers, date.today())
    from assistant.export import as_docx, as_markdown

    return as_docx(answers, date.today()) if form == "DOCX" else as_markdown(answers, date.today()).encode()
