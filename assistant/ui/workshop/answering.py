"""The fields in which an item is answered, mixed as a telephone shows them; the answer in the item's own order."""

from __future__ import annotations

import streamlit as st

from assistant.ui.literal import literal
from assistant.ui.words import say
from assistant.workshop.marking import mixed, offered_bases, shown
from assistant.workshop.types import Item, Response

LONGEST = 200  # characters typed into a gap


def show_fields(item: Item, key: str, seed: str) -> Response | None:
    """What an item asks and the fields for its answer; the answer once it is given whole, None until then."""
    with st.form(f"{key}-form", border=False):
        st.text(item.ask)
        response = _answer(item, key, shown(item, seed))
        bases = offered_bases(item)
        basis = None
        if bases:
            order = mixed(len(bases), f"{seed}/{item.id}/basis")
            basis = st.radio(
                say("workshop.which_basis"), order, None, format_func=lambda at: literal(bases[at]), key=f"{key}-basis"
            )
        sent = st.form_submit_button(say("workshop.answer"), key=f"{key}-send", icon=":material/send:")
    if not sent:
        return None
    if response is None:
        st.warning(say("workshop.answer_whole"))
        return None
    return Response(response.option, response.order, response.text, basis)


def _answer(item: Item, key: str, order: list[int]) -> Response | None:
    """The answer without its basis; None while a part of it is not chosen."""
    if item.options:
        option = st.radio(
            say("workshop.choose_one"), order, None, format_func=lambda at: literal(item.options[at].text),
            key=f"{key}-option",
        )  # fmt: skip
        return None if option is None else Response(option=option)
    if item.pairs:
        chosen = [
            st.selectbox(
                literal(pair.term), order, None, format_func=lambda at: item.pairs[at].meaning,
                key=f"{key}-pair-{place}", placeholder=say("workshop.choose_meaning"),
            )
            for place, pair in enumerate(item.pairs)
        ]  # fmt: skip
        whole = [place for place in chosen if place is not None]
        return Response(order=tuple(whole)) if len(whole) == len(chosen) else None
    if item.steps:
        picked = st.multiselect(
            say("workshop.choose_steps"), order, format_func=lambda at: item.steps[at], key=f"{key}-steps",
            placeholder=say("workshop.choose_step"), select_all=False,
        )  # fmt: skip
        return Response(order=tuple(picked)) if len(picked) == len(item.steps) else None
    text = st.text_input(say("workshop.fill"), key=f"{key}-text", max_chars=LONGEST)
    return Response(text=text.strip()) if text and text.strip() else None
