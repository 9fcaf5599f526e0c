"""The view Chạy: what to know before a lesson is held, how far the room reaches, and the sessions that go on."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st

from assistant.evidence import Evidence
from assistant.settings import Settings
from assistant.ui.edge import edge
from assistant.ui.literal import literal
from assistant.ui.words import say
from assistant.ui.workshop.expired import show_one
from assistant.ui.workshop.kept import attempt, expired_of
from assistant.ui.workshop.results import rooms
from assistant.workshop.binding import bind
from assistant.workshop.expiry import as_known, known_ended, warnings_before
from assistant.workshop.room import launch
from assistant.workshop.room.lan import join_addresses, lan_addresses
from assistant.workshop.room.launch import EVERYWHERE, HOST, Served
from assistant.workshop.room.moves import Moves
from assistant.workshop.room.state import SessionLine
from assistant.workshop.types import Lesson
from corpus.dates import day

EVERY = 5.0  # seconds between looks at a session that goes on
LONGEST_CLOCK = 3_600  # seconds
REACHES = {HOST: "workshop.only_here", EVERYWHERE: "workshop.whole_network"}


def show_running(lesson: Lesson, evidence: Evidence) -> None:
    """The warnings, the start, the sessions of this lesson that have not ended."""
    _show_warnings(lesson, evidence)
    _show_start(lesson, evidence)
    going_on = [line.id for line in rooms().sessions() if line.lesson == lesson.id and line.ended is None]
    st.fragment(_show_sessions, run_every=EVERY if going_on else None)(lesson.id)


def _show_warnings(lesson: Lesson, evidence: Evidence) -> None:
    found = expired_of(lesson, evidence)
    items = {item.id: item for item in lesson.items}
    ended = sum(expired.ended for expired in found)
    if ended:
        st.error(say("workshop.ended_before", count=ended), icon=":material/cancel:")
    if found:
        with st.expander(say("workshop.expired", count=len(found)), icon=":material/update:", key="before"):
            for expired in found:
                with st.container(border=True, gap="small", key=f"before-{expired.item}"):
                    show_one(expired, items[expired.item])
    told = known_ended(lesson)
    if told:
        with st.expander(say("workshop.about_ended", count=len(told)), icon=":material/history:", key="known-ended"):
            for item in told:
                st.markdown(f"- {literal(item.basis.citation)}: {literal(item.basis.status_text)}")


def _show_start(lesson: Lesson, evidence: Evidence) -> None:
    """How far the room reaches must be chosen: beyond this machine only when it was wanted."""
    if not lesson.items and not lesson.questions:
        st.info(say("workshop.no_items"))
        return
    st.subheader(say("workshop.new_session"), anchor=False)
    host = st.radio(
        say("workshop.reach"),
        list(REACHES),
        None,
        format_func=lambda host: say(REACHES[host]),
        captions=[say(f"{name}_note") for name in REACHES.values()],
        key="run-host",
    )
    address = ""
    if host == EVERYWHERE:
        found = ", ".join(lan_addresses())
        st.caption(literal(say("workshop.addresses", found=found) if found else say("workshop.no_address")))
        typed = st.text_input(
            say("workshop.other_address"), key="run-address", max_chars=100, placeholder="192.168.1.20:8510",
            help=say("workshop.other_address_help"),
        )  # fmt: skip
        address = (typed or "").strip()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        seconds = st.number_input(
            say("workshop.clock"), 0, LONGEST_CLOCK, 0, step=15, format="%d", key="run-seconds", width=260
        )
        wanted = st.button(
            say("workshop.start"),
            key="run-start",
            icon=":material/play_arrow:",
            disabled=host is None,
            type="primary" if host else "secondary",
        )
    if wanted and host:
        with st.spinner(say("workshop.starting")):
            whole = bind(lesson, evidence)
            launch.start(Settings.from_environment(), host, address=address)
            rooms().start(as_known(whole, evidence), warnings_before(whole, evidence), float(seconds or 0))
        st.rerun()


def _show_sessions(id_: str) -> None:
    """The sessions of a lesson that go on: where the presenter and the participants find each."""
    with edge():
        lines = [line for line in rooms().sessions() if line.lesson == id_ and line.ended is None]
        served = launch.running(Settings.from_environment())
        if lines:
            st.subheader(say("workshop.sessions"), anchor=False)
        if lines and served is None:
            st.warning(say("workshop.not_served"), icon=":material/power_off:")
            with st.container(horizontal=True, gap="small"):
                for host, name in ((HOST, "workshop.serve_again"), (EVERYWHERE, "workshop.serve_again_network")):
                    st.button(
                        say(name), key=f"run-again-{host}", icon=":material/power:", on_click=attempt,
                        args=(partial(launch.start, Settings.from_environment(), host),),
                    )  # fmt: skip
        for line in lines:
            with st.container(border=True, gap="small", key=f"session-{line.id}"):
                _show_session(line, served)
        if served:
            _show_server(served)


def _show_session(line: SessionLine, served: Served | None) -> None:
    started = datetime.fromtimestamp(line.started)
    when = f"{day(started.date())} {started:%H:%M}"
    st.markdown(f"**{say('workshop.session_line', when=when, code=line.code, people=line.participants)}**")
    if served:
        for beginning in join_addresses(served.host, served.port, served.address):
            st.text(say("workshop.join_at", address=f"{beginning}/j/{line.code}"))
    with st.container(horizontal=True, gap="small"):
        if served:
            st.link_button(
                say("workshop.present"), served.presenter(line), key=f"present-{line.id}", icon=":material/cast:",
                type="primary",
            )  # fmt: skip
        st.button(
            say("workshop.end_session"), key=f"session-end-{line.id}", icon=":material/stop:", on_click=attempt,
            args=(partial(_end, line.id),),
        )  # fmt: skip


def _show_server(served: Served) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        reach = say(REACHES.get(served.host, "workshop.whole_network"))
        st.caption(say("workshop.served", reach=reach, port=served.port), width="content")
        st.button(
            say("workshop.stop_server"), key="run-stop", icon=":material/power_off:", type="tertiary",
            on_click=attempt, args=(partial(launch.stop, Settings.from_environment()),),
            help=say("workshop.stop_server_help"),
        )  # fmt: skip


def _end(session: str) -> None:
    Moves(rooms(), session).end()
