"""The controls above the conversation: the day asked about, the documents searched in, a new conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.conversations import Terms
from assistant.scope import EVERYTHING, Scope, place_name
from assistant.ui.chat.conversation import Conversation, start_anew
from assistant.ui.choosing import FIRST_DAY, LAST_DAY
from assistant.ui.literal import literal
from assistant.ui.words import say
from corpus.dates import day
from corpus.types import Document

PARTS: tuple[tuple[str, Callable[[Document], str]], ...] = (
    ("kinds", lambda document: document.kind),
    ("issuers", lambda document: document.issuer),
    ("provinces", place_name),
    ("fields", lambda document: document.field),
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
        label = say("bar.day_today") if today else say("bar.day", day=day(chosen))
        with st.popover(label, icon=":material/calendar_month:", type="tertiary" if today else "primary"):
            st.date_input(
                say("bar.ask_day"),
                key="as_of",
                format="DD/MM/YYYY",
                min_value=FIRST_DAY,
                max_value=LAST_DAY,
                on_change=_choose_day,
                help=say("bar.day_help"),
                persist_state="session",
            )
            st.button(say("bar.today"), disabled=today, on_click=_back_to_today, icon=":material/today:")
        st.button(
            say("bar.new"),
            key="new-conversation",
            icon=":material/add_comment:",
            on_click=start_anew,
        )
    return Bar(None if today else chosen, scope)


def choose_scope(documents: Sequence[Document]) -> Scope:
    """Which documents to search in, chosen among what the corpus has; everything at first."""
    present = {part: sorted({v for document in documents if (v := value(document))}) for part, value in PARTS}
    # What a new index no longer has is chosen no more.
    chosen = {p: tuple(v for v in st.session_state.get(f"scope-{p}", ()) if v in present[p]) for p in present}
    since, until = st.session_state.get("scope-since"), st.session_state.get("scope-until")
    about: Scope = st.session_state.get("scope-documents", EVERYTHING)  # of the one document asked about, if any
    in_force = bool(st.session_state.get("scope-in-force"))
    scope = replace(about, **chosen, since=since, until=until, only_in_force=in_force)
    label = say("bar.scope", scope=literal(scope.text)) if scope else say("bar.scope_everything")
    if len(label) > 60:
        label = say("bar.scope_narrow")
    with st.popover(label, icon=":material/filter_alt:", type="primary" if scope else "tertiary", key="scope"):
        st.caption(say("bar.scope_note"))
        for part, _ in PARTS:
            if len(present[part]) > 1:
                st.multiselect(
                    say(f"bar.{part}"),
                    present[part],
                    key=f"scope-{part}",
                    placeholder=say("bar.any"),
                    select_all=False,
                    persist_state="session",
                )
        st.checkbox(say("bar.in_force"), key="scope-in-force", persist_state="session")
        with st.container(horizontal=True):
            for part in ("since", "until"):
                st.date_input(
                    say(f"bar.{part}"),
                    None,
                    key=f"scope-{part}",
                    format="DD/MM/YYYY",
                    min_value=FIRST_DAY,
                    max_value=LAST_DAY,
                    persist_state="session",
                )
        st.button(say("bar.everything"), disabled=not scope, on_click=_widen, icon=":material/filter_alt_off:")
    return scope


def restore(conversation: Conversation) -> None:
    """Ask under the terms of the conversation's last question when it is turned to; a new one begins without any."""
    if st.session_state.get("terms-of") == conversation.id:
        return
    began_here = conversation.turns == [] and st.session_state.pop("scope-kept", False)
    st.session_state["terms-of"] = conversation.id
    if began_here:
        return
    terms = conversation.turns[-1].terms if conversation.turns else Terms()
    within = terms.within
    for part, _ in PARTS:
        st.session_state[f"scope-{part}"] = list(getattr(within, part))
    st.session_state["scope-since"], st.session_state["scope-until"] = within.since, within.until
    st.session_state["scope-in-force"] = within.only_in_force
    st.session_state["scope-documents"] = Scope(documents=within.documents, named=within.named)
    st.session_state["day_chosen"] = terms.as_of is not None
    if terms.as_of:
        st.session_state["as_of"] = terms.as_of


def _widen() -> None:
    for part, _ in PARTS:
        st.session_state[f"scope-{part}"] = []
    st.session_state["scope-since"] = st.session_state["scope-until"] = None
    st.session_state["scope-in-force"] = False
    st.session_state.pop("scope-documents", None)


def _choose_day() -> None:
    # A field left empty means today too.
    st.session_state["day_chosen"] = st.session_state["as_of"] is not None


def _back_to_today() -> None:
    st.session_state["day_chosen"] = False
