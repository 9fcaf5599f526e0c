"""The controls above the conversation: the day asked about, the documents searched in, a new conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.scope import Scope, place_name
from assistant.ui.chat.conversation import start_anew
from assistant.ui.literal import literal
from corpus.dates import day
from corpus.types import Document

FIRST_DAY = date(1945, 9, 2)
LAST_DAY = date(2100, 12, 31)
PARTS: tuple[tuple[str, str, Callable[[Document], str]], ...] = (
    ("kinds", "Loại văn bản", lambda document: document.kind),
    ("issuers", "Cơ quan ban hành", lambda document: document.issuer),
    ("provinces", "Tỉnh, thành phố", place_name),
    ("fields", "Lĩnh vực", lambda document: document.field),
)


class Bar(NamedTuple):
    """The day asked about, None for today whenever that is, and where the scope is chosen once documents are there."""

    as_of: date | None
    scope: DeltaGenerator


def show_bar() -> Bar:
    """The title and the controls."""
    if not st.session_state.get("day_chosen"):
        # A page left open overnight must not go on asking about yesterday.
        st.session_state["as_of"] = date.today()
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.title("Căn Cứ", anchor=False, width="stretch")
        scope = st.container(width="content")
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
    return Bar(None if today else chosen, scope)


def choose_scope(documents: Sequence[Document]) -> Scope:
    """Which documents to search in, chosen among what the corpus has; everything at first."""
    present = {part: sorted({v for document in documents if (v := value(document))}) for part, _, value in PARTS}
    # What a new index no longer has is chosen no more.
    chosen = {p: tuple(v for v in st.session_state.get(f"scope-{p}", ()) if v in present[p]) for p in present}
    since, until = st.session_state.get("scope-since"), st.session_state.get("scope-until")
    scope = Scope(**chosen, since=since, until=until)
    label = f"Phạm vi: {scope.text}"
    if len(label) > 60:
        label = "Phạm vi: đã thu hẹp"
    with st.popover(literal(label), icon=":material/filter_alt:", type="primary" if scope else "tertiary", key="scope"):
        st.caption("Chỉ tìm trong các văn bản này; văn bản được nêu bằng số hiệu hoặc tên luật thì luôn được tìm.")
        for part, name, _ in PARTS:
            if len(present[part]) > 1:
                st.multiselect(name, present[part], key=f"scope-{part}", placeholder="Mọi giá trị", select_all=False)
        with st.container(horizontal=True):
            for part, name in (("since", "Ban hành từ"), ("until", "Ban hành trước")):
                st.date_input(
                    name, None, key=f"scope-{part}", format="DD/MM/YYYY", min_value=FIRST_DAY, max_value=LAST_DAY
                )
        st.button("Mọi văn bản", disabled=not scope, on_click=_widen, icon=":material/filter_alt_off:")
    return scope


def _widen() -> None:
    for part, _, _ in PARTS:
        st.session_state[f"scope-{part}"] = []
    st.session_state["scope-since"] = st.session_state["scope-until"] = None


def _choose_day() -> None:
    # A field left empty means today too.
    st.session_state["day_chosen"] = st.session_state["as_of"] is not None


def _back_to_today() -> None:
    st.session_state["day_chosen"] = False
