"""The page: questions and answers, and beside them the citation that is open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from assistant.ui.conversation import Conversation, current, start_anew
from assistant.ui.edge import edge
from assistant.ui.literal import literal
from assistant.ui.look import ICON, apply_look
from assistant.ui.opening import opened
from assistant.ui.panel import show_panel
from assistant.ui.turn import show_turn
from corpus.dates import day

if TYPE_CHECKING:
    from assistant.ask import Assistant

FIRST_DAY = date(1945, 9, 2)
LAST_DAY = date(2100, 12, 31)
LONGEST = 2000


def chat_page() -> None:
    """Draw the page for this tab's conversation, and take the next question."""
    st.set_page_config(page_title="Căn Cứ", page_icon=ICON, layout="wide")
    apply_look()
    conversation = current()
    with edge():
        as_of = _bar()
        question = st.chat_input("Hỏi về văn bản, điều khoản, hiệu lực…", max_chars=LONGEST, submit_mode="disable")
        assistant = opened()
        if question and question.strip():
            conversation.ask(assistant, question.strip(), as_of)
        st.caption(literal(assistant.corpus_line()))
        shown = conversation.opened
        citation = conversation.citation(shown) if shown else None
        # A place of its own, emptied at once: what it held must not linger under an answer on its way.
        with st.empty():
            if not conversation.turns:
                _welcome(conversation, assistant, as_of)
        if shown and citation:
            left, right = st.columns([1.25, 1], gap="medium")
            # The panel before the answers: it must not wait for one that is on its way.
            with right:
                show_panel(conversation, assistant, shown, citation)
        else:
            left = st.container()
        with left:
            for place in range(len(conversation.turns)):
                with edge():
                    show_turn(conversation, place, assistant, as_of)


def _bar() -> date | None:
    """The title and the controls; the day asked about, None for today whenever that is."""
    if not st.session_state.get("day_chosen"):
        # A page left open overnight must not go on asking about yesterday.
        st.session_state["as_of"] = date.today()
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.title("Căn Cứ", anchor=False, width="stretch")
        chosen: date = st.session_state["as_of"]
        today = chosen == date.today()
        label = "Tại ngày: hôm nay" if today else f"Tại ngày: {day(chosen)}"
        with st.popover(label, icon=":material/calendar_month:", type="tertiary" if today else "primary"):
            st.date_input(
                "Hỏi tại ngày",
                key="as_of",
                format="DD/MM/YYYY",
                min_value=FIRST_DAY,
                max_value=LAST_DAY,
                on_change=_choose_day,
                help="Hiệu lực của văn bản được xét tại ngày này.",
            )
            st.button("Về hôm nay", disabled=today, on_click=_back_to_today, icon=":material/today:")
        st.button(
            "Cuộc hỏi đáp mới",
            key="new-conversation",
            icon=":material/add_comment:",
            on_click=start_anew,
        )
    return None if today else chosen


def _choose_day() -> None:
    # A field left empty means today too.
    st.session_state["day_chosen"] = st.session_state["as_of"] is not None


def _back_to_today() -> None:
    st.session_state["day_chosen"] = False


def _welcome(conversation: Conversation, assistant: Assistant, as_of: date | None) -> None:
    """What an empty conversation shows: what may be asked, with examples that the present corpus answers."""
    with st.container():
        st.text(
            "Hỏi về văn bản pháp quy bằng lời thường, có dấu hay không dấu. Mỗi câu trả lời kèm căn cứ đến điều, "
            "khoản, điểm và tình trạng hiệu lực; bấm vào số căn cứ để đọc nguyên văn."
        )
        examples = assistant.examples()
        if examples:
            st.caption("Ví dụ, hỏi được ngay với kho hiện có")
        for number, example in enumerate(examples):
            st.button(
                literal(example),
                key=f"example-{number}",
                icon=":material/chat:",
                wrap=True,
                on_click=conversation.ask,
                args=(assistant, example, as_of),
            )
