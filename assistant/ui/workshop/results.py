"""The view Kết quả: the sessions held of a lesson, and what each showed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

import streamlit as st

from assistant.evidence import Evidence
from assistant.settings import Settings
from assistant.ui.literal import literal
from assistant.ui.words import say
from assistant.ui.workshop.kept import attempt
from assistant.ui.workshop.sheets import show_sheets
from assistant.workshop.printing.grounds import cited
from assistant.workshop.reporting.report import report_of
from assistant.workshop.reporting.report_files import report_csv, report_docx, report_pdf
from assistant.workshop.reporting.report_paper import counted, figure, percent
from assistant.workshop.reporting.results import Report
from assistant.workshop.room.book import FILE, RoomBook
from assistant.workshop.room.state import SessionLine
from assistant.workshop.types import Lesson
from corpus.dates import day


def rooms() -> RoomBook:
    """The sessions of the data folder; what was read of their lessons is kept for all tabs."""
    return _rooms(str(Settings.from_environment().data / FILE))


@st.cache_resource(max_entries=2, show_spinner=False)
def _rooms(file: str) -> RoomBook:
    from pathlib import Path

    return RoomBook(Path(file))


def show_results(lesson: Lesson, evidence: Evidence) -> None:
    """The sessions of the lesson, the newest first; at first the newest that anyone came to."""
    lines = [line for line in rooms().sessions() if line.lesson == lesson.id]
    if lines:
        show_sessions(lines, f"results-{lesson.id}")
    else:
        st.info(say("workshop.no_sessions"))


def show_sessions(lines: Sequence[SessionLine], key: str) -> None:
    """The report of the session chosen among several."""
    by_id = {line.id: line for line in lines}
    with_people = next((place for place, line in enumerate(lines) if line.participants), 0)
    chosen = st.selectbox(
        say("workshop.session"), list(by_id), with_people, format_func=lambda id_: _named(by_id[id_]),
        key=f"{key}-session",
    )  # fmt: skip
    report = report_of(rooms().record(chosen))
    st.text(
        say(
            "workshop.held", day=day(report.held), code=report.code, people=len(report.sheets),
            items=len(report.items), asked=report.asked,
        )
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        _show_files(report)
        _show_delete(chosen)
    _show_objectives(report)
    _show_items(report)
    _show_open(report)
    show_sheets(report, rooms())


def _named(line: SessionLine) -> str:
    started = datetime.fromtimestamp(line.started)
    state = "" if line.ended is not None else f" · {say('workshop.going_on')}"
    when = f"{day(started.date())} {started:%H:%M}"
    return say("workshop.session_line", when=when, code=line.code, people=line.participants) + state


def _show_files(report: Report) -> None:
    makers: dict[str, Callable[[], bytes]] = {
        "docx": partial(report_docx, report, date.today()),
        "pdf": partial(report_pdf, report, date.today()),
        "csv": partial(report_csv, report),
    }
    for form, make in makers.items():
        st.download_button(
            say("download.one", form=form.upper()),
            make,
            file_name=f"ket-qua-{report.code.lower()}-{report.held:%Y%m%d}.{form}",
            key=f"report-{form}",
            icon=":material/download:",
            on_click="ignore",
        )


def _show_delete(session: str) -> None:
    with st.popover(
        say("workshop.delete_session"), icon=":material/delete:", type="tertiary", key="session-delete-open"
    ):
        st.text(say("workshop.delete_session_sure"))
        st.button(
            say("workshop.delete_session_now"), key="session-delete", icon=":material/delete:",
            on_click=attempt, args=(partial(rooms().delete, session),),
        )  # fmt: skip


def _show_objectives(report: Report) -> None:
    if report.objectives:
        st.subheader(say("workshop.by_objective"), anchor=False)
        st.dataframe(
            [
                {
                    say("workshop.objective_one"): one.text,
                    say("workshop.count_items"): one.items,
                    say("workshop.count_answers"): one.answers,
                    say("workshop.reached"): percent(one.share),
                }
                for one in report.objectives
            ],
            hide_index=True,
        )


def _show_items(report: Report) -> None:
    """A row for each item; of the one chosen what was taken for right."""
    st.subheader(say("workshop.by_item"), anchor=False)
    if not report.items:
        st.caption(say("workshop.none_opened"))
        return
    st.dataframe(
        [
            {
                say("workshop.number"): result.number,
                say("workshop.count_answers"): f"{result.answered}/{result.present}",
                say("workshop.count_right"): result.right,
                say("workshop.count_half"): result.half,
                say("workshop.count_wrong"): result.answered - result.right - result.half,
                say("workshop.difficulty"): percent(result.difficulty),
                say("workshop.discrimination"): figure(result.discrimination),
                say("workshop.seconds"): figure(result.seconds, 0),
                say("workshop.ask"): result.item.ask,
            }
            for result in report.items
        ],
        hide_index=True,
    )
    st.caption(say("workshop.figures_note"))
    results = {result.number: result for result in report.items}
    chosen = st.selectbox(
        say("workshop.item"),
        list(results),
        format_func=lambda number: f"{number}. {results[number].item.ask}"[:160],
        key=f"results-item-{report.code}",
    )
    result = results[chosen]
    st.markdown(f"**{say('workshop.answer_is')}** {literal(result.item.answer)}")
    st.caption(literal(cited(result.item.basis)))
    if result.why:
        st.caption(literal(say("workshop.no_discrimination", why=result.why)))
    for name, wrong in (("workshop.wrong_options", result.wrong), ("workshop.wrong_bases", result.wrong_bases)):
        if wrong:
            st.markdown(f"**{say(name)}**")
            st.markdown("\n".join(f"- {literal(counted(one))}" for one in wrong))


def _show_open(report: Report) -> None:
    """The questions of the room that could not be answered."""
    if report.unanswered:
        st.subheader(say("workshop.unanswered"), anchor=False)
        for one in report.unanswered:
            why = f" – {one.why}" if one.why else ""
            times = f" (×{one.times})" if one.times > 1 else ""
            st.markdown(f"- {literal(f'{one.text}{times}{why}')}")
