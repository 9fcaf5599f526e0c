"""The view Thẻ nhớ: the items as flashcards, those due first, seen again when they are about to be forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import partial

import streamlit as st

from assistant.evidence import Evidence
from assistant.settings import Settings
from assistant.ui.edge import edge
from assistant.ui.literal import literal
from assistant.ui.words import say
from assistant.ui.workshop.basis import show_basis
from assistant.ui.workshop.item import show_marks
from assistant.ui.workshop.kept import attempt, expired_of, tell
from assistant.workshop.cards import FILE, CardBook, Deck, Rating
from assistant.workshop.marking import shown
from assistant.workshop.types import Item, Lesson

ICONS = {
    Rating.AGAIN: ":material/replay:",
    Rating.HARD: ":material/trending_down:",
    Rating.GOOD: ":material/check:",
    Rating.EASY: ":material/bolt:",
}
TURNED = "cards-turned"  # of the session: the lesson and the item whose back is shown


@st.fragment
def show_cards(lesson: Lesson, evidence: Evidence) -> None:
    """How many are to be looked at today, and the first of them."""
    with edge():
        tell()
        _show_cards(lesson, evidence)


def _show_cards(lesson: Lesson, evidence: Evidence) -> None:
    if not lesson.items:
        st.info(say("workshop.no_items"))
        return
    book = CardBook(Settings.from_environment().data / FILE)
    now = datetime.now(UTC)
    deck = book.deck(lesson.id, [item.id for item in lesson.items], now, _day_ends(now))
    st.caption(say("workshop.cards_note"))
    old = len(deck.due) + len(deck.soon)
    st.markdown(f"**{say('workshop.cards_today', count=len(deck.today), due=old, new=len(deck.new))}**")
    if deck.today:
        item = next(item for item in lesson.items if item.id == deck.today[0])
        with st.container(border=True, key="card"):
            _show_card(item, lesson, book, now, evidence)
    else:
        st.success(say("workshop.cards_done"), icon=":material/check_circle:")
    _show_restart(lesson, deck, book)


def _day_ends(now: datetime) -> datetime:
    """The midnight after a time, where the reader is."""
    here = now.astimezone()
    return datetime.combine(here.date() + timedelta(days=1), time(), here.tzinfo)


def _show_card(item: Item, lesson: Lesson, book: CardBook, now: datetime, evidence: Evidence) -> None:
    show_marks(item)
    st.text(item.ask)
    texts = [option.text for option in item.options] or list(item.steps)
    offered = [texts[place] for place in shown(item)] if texts else [pair.term for pair in item.pairs]
    if offered:
        st.markdown("\n".join(f"- {literal(text)}" for text in offered))
    if st.session_state.get(TURNED) != (lesson.id, item.id):
        st.button(
            say("workshop.turn"), key="card-turn", icon=":material/flip:", type="primary",
            on_click=_turn, args=(lesson.id, item.id),
        )  # fmt: skip
        return
    st.markdown(f"**{say('workshop.answer_is')}** {literal(item.answer)}")
    if item.key:
        st.caption(f":material/info: {literal(item.key)}")
    show_basis(item.basis, evidence, "card")
    if any(expired.item == item.id for expired in expired_of(lesson, evidence)):
        st.warning(say("workshop.card_expired"), icon=":material/update:")
    after = book.intervals(lesson.id, item.id, now)
    with st.container(horizontal=True, gap="small"):
        for rating in Rating:
            name = say(f"workshop.rating_{rating.name.lower()}")
            st.button(
                f"{name} · {_lasting(after[rating])}", key=f"card-{rating.name.lower()}", icon=ICONS[rating],
                on_click=attempt, args=(partial(_rate, lesson.id, item.id, rating),),
            )  # fmt: skip


def _lasting(interval: timedelta) -> str:
    """“10 phút”, “3 ngày”."""
    if interval < timedelta(days=1):
        return say("workshop.minutes_after", count=max(1, round(interval.total_seconds() / 60)))
    return say("workshop.days_after", count=interval.days)


def _turn(lesson: str, item: str) -> None:
    st.session_state[TURNED] = lesson, item


def _rate(lesson: str, item: str, rating: Rating) -> None:
    CardBook(Settings.from_environment().data / FILE).rate(lesson, item, rating, datetime.now(UTC))
    st.session_state.pop(TURNED, None)


def _show_restart(lesson: Lesson, deck: Deck, book: CardBook) -> None:
    if len(deck.new) == len(lesson.items):
        return
    with st.popover(say("workshop.restart"), icon=":material/restart_alt:", type="tertiary", key="cards-restart-open"):
        st.text(say("workshop.restart_sure"))
        st.button(
            say("workshop.restart_now"), key="cards-restart", on_click=attempt, args=(partial(book.forget, lesson.id),)
        )
