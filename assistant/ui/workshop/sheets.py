"""The participants of a session: each one's sheet to read and take, and what is known of them to delete."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assistant.ui.literal import literal
from assistant.ui.words import say
from assistant.ui.workshop.kept import attempt
from assistant.workshop.lesson import identifier
from assistant.workshop.printing.grounds import cited
from assistant.workshop.reporting.report import told
from assistant.workshop.reporting.report_files import sheet_docx, sheet_pdf
from assistant.workshop.reporting.report_paper import points
from assistant.workshop.reporting.results import Line, Report, Sheet
from assistant.workshop.room.book import RoomBook


def show_sheets(report: Report, book: RoomBook) -> None:
    """The sheet of the participant chosen."""
    st.subheader(say("workshop.by_person"), anchor=False)
    if not report.sheets:
        st.caption(say("workshop.nobody"))
        return
    sheets = {sheet.id: sheet for sheet in report.sheets}
    chosen = st.selectbox(
        say("workshop.person"), list(sheets), format_func=lambda id_: _named(sheets[id_]),
        key=f"results-person-{report.code}",
    )  # fmt: skip
    sheet = sheets[chosen]
    with st.container(horizontal=True, gap="small"):
        for form, make in (("docx", sheet_docx), ("pdf", sheet_pdf)):
            st.download_button(
                say("workshop.take_sheet", form=form.upper()),
                partial(make, report, sheet),
                file_name=f"phieu-{identifier(sheet.name)}.{form}",
                key=f"sheet-{form}",
                icon=":material/download:",
                on_click="ignore",
            )
        with st.popover(say("workshop.forget"), icon=":material/person_remove:", type="tertiary", key="forget-open"):
            st.text(say("workshop.forget_sure", name=sheet.name))
            st.button(
                say("workshop.forget_now"), key="forget", icon=":material/delete:",
                on_click=attempt, args=(partial(book.forget, sheet.id),),
            )  # fmt: skip
    with st.expander(say("workshop.sheet_of", name=literal(sheet.name)), icon=":material/assignment:", key="sheet"):
        for line in sheet.lines:
            _show_line(line)


def _named(sheet: Sheet) -> str:
    return say("workshop.person_line", name=sheet.name, points=points(sheet.points), answered=sheet.answered)


def _show_line(line: Line) -> None:
    """An item, what was answered, what is right and by which basis."""
    st.markdown(f"**{line.number}.** {literal(line.item.ask)}")
    answered = told(line.item, line.response) if line.response else ""
    with st.container(gap="xxsmall", key=f"sheet-line-{line.number}"):
        st.caption(literal(say("workshop.own_answer", answer=answered or "–", points=points(_points(line)))))
        st.caption(literal(f"{say('workshop.answer_is')} {line.item.answer}"))
        st.caption(literal(cited(line.item.basis)))


def _points(line: Line) -> float:
    return line.mark.points if line.mark else 0.0
