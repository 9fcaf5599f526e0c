"""Thumbs under an answer, and after a thumbs-down what was wrong with it; kept in the data folder's feedback."""

from __future__ import annotations

from typing import TypedDict

import streamlit as st

from assistant.feedback import FILE, REASONS, Feedback, FeedbackBook, Reason
from assistant.settings import Settings
from assistant.types import Answer
from assistant.ui.chat.conversation import Conversation
from assistant.ui.edge import edge
from assistant.ui.literal import literal
from assistant.ui.opening import opened
from assistant.ui.words import say
from corpus.errors import CanCuError

# Words beside the signs: Streamlit's own thumbs name themselves in English to a screen reader.
THUMBS = {True: (":material/thumb_up:", "rating.good"), False: (":material/thumb_down:", "rating.bad")}
LONGEST = 2000
Saved = dict[int, Feedback]  # by turn: what this tab has said of the answers of its conversation


class Details(TypedDict):
    """What a thumbs-down says."""

    reason: Reason
    comment: str
    right: str


NOTHING = Details(reason="", comment="", right="")


def show_rating(conversation: Conversation, place: int, answer: Answer) -> None:
    """The thumbs of an answer or a refusal, the form of a thumbs-down, thanks once it is saved.

    A changed mind replaces what was saved.
    """
    if answer.kind == "clarify":
        return
    key = f"rating-{place}"
    with edge():
        saved = _saved(conversation)
        if place in saved and key not in st.session_state:  # the page was drawn without its answers for a while
            st.session_state[key] = saved[place].good
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(say("rating.ask"), width="content")
            good = st.pills(
                say("rating.ask"),
                list(THUMBS),
                format_func=lambda good: f"{THUMBS[good][0]} {say(THUMBS[good][1])}",
                key=key,
                label_visibility="collapsed",
                on_change=_keep_saved,
                args=(key, saved, place),
            )
            thanks = st.empty()
        if good is None:
            return
        if place not in saved or saved[place].good != good:
            form = st.empty()
            with form.container():
                said = NOTHING if good else _form(key)
            if said is None:
                return
            saved[place] = _save(conversation, place, answer, good, said, saved)
            form.empty()
        thanks.caption(f":material/check: {say('rating.thanks')}", width="content")


def _saved(conversation: Conversation) -> Saved:
    """What was said in this conversation, also before the page was loaded anew."""
    of, saved = st.session_state.get("ratings", (None, {}))
    if of is not conversation:
        st.session_state["ratings"] = conversation, (saved := _said_before(conversation))
    return saved  # type: ignore[no-any-return]


def _said_before(conversation: Conversation) -> Saved:
    said = FeedbackBook(Settings.from_environment().data / FILE).all()
    places = {turn.asked: place for place, turn in enumerate(conversation.turns)}
    return {places[one.asked]: one for one in said if one.asked in places}


def _keep_saved(key: str, saved: Saved, place: int) -> None:
    # A second click on a thumb would show none, while what was saved is still there.
    if st.session_state[key] is None and place in saved:
        st.session_state[key] = saved[place].good


def _save(conversation: Conversation, place: int, answer: Answer, good: bool, said: Details, saved: Saved) -> Feedback:
    book = FeedbackBook(Settings.from_environment().data / FILE)
    history = [turn.question for turn in conversation.turns[:place]]
    replaces = saved[place].id if place in saved else ""
    return book.add(answer, history, good, **said, replaces=replaces, asked=conversation.turns[place].asked)


def _form(key: str) -> Details | None:
    """What is wrong, as far as the reader wants to say; None until it is sent."""
    with st.container(border=True, gap="small", key=f"{key}-form"):
        reason = st.pills(
            say("rating.where"),
            list(REASONS),
            format_func=lambda reason: say(f"rating.{reason}"),
            key=f"{key}-reason",
        )
        comment = st.text_area(say("rating.comment"), key=f"{key}-comment", height=80, max_chars=LONGEST)
        right = st.text_input(
            say("rating.right"),
            key=f"{key}-right",
            placeholder="khoản 2 Điều 5 73/2019/NĐ-CP",
            max_chars=300,
        )
        if right.strip():
            st.caption(read_back(right))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            sent = st.button(say("rating.send"), key=f"{key}-send", icon=":material/send:")
            st.caption(say("rating.kept"), width="content")
    return {"reason": reason or "", "comment": comment, "right": right} if sent else None


def read_back(right: str) -> str:
    """What a provision typed is taken for, or why it is not understood, as Markdown for a caption."""
    from assistant.naming import name_of
    from assistant.typed import typed_places

    try:
        places = typed_places(right, opened().catalogue)
    except CanCuError as error:
        return f":material/error: {literal(say('rating.unread', error=error))}"
    names = (" ".join(filter(None, [p.citation if p else "", name_of(document)])) for document, p in places)
    return f":material/check: {literal(say('rating.found', names='; '.join(names)))}"
