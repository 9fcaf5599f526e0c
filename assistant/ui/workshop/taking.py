"""The view Tải về: handouts, and the items for other programs, each made when it is asked for."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from assistant.evidence import Evidence
from assistant.ui.literal import literal
from assistant.ui.words import say
from assistant.workshop.exchange.exported import Exported
from assistant.workshop.exchange.formats import FORMATS, TOLD
from assistant.workshop.expiry import as_known
from assistant.workshop.lesson import as_yaml
from assistant.workshop.types import Lesson


def show_taking(lesson: Lesson, evidence: Evidence) -> None:
    """The handouts, the lesson's file, and a format to choose."""
    st.subheader(say("workshop.handout"), anchor=False)
    for key, name in ((False, "workshop.for_participants"), (True, "workshop.for_trainer")):
        st.markdown(f"**{say(name)}**")
        with st.container(horizontal=True, gap="small"):
            for form in ("docx", "pdf"):
                st.download_button(
                    say("download.one", form=form.upper()),
                    partial(_handout, lesson, evidence, form, key),
                    file_name=f"{lesson.id}{'-giang-vien' if key else ''}.{form}",
                    key=f"handout-{key}-{form}",
                    icon=":material/download:",
                    on_click="ignore",
                )
    st.caption(say("workshop.handout_note"))
    st.subheader(say("workshop.exports"), anchor=False)
    _show_exports(lesson, evidence)
    st.subheader(say("workshop.lesson_file"), anchor=False)
    st.caption(say("workshop.lesson_file_note"))
    st.download_button(
        say("workshop.take_yaml"),
        partial(as_yaml, lesson),
        file_name=f"{lesson.id}.yaml",
        mime="application/yaml",
        key="take-yaml",
        icon=":material/download:",
        on_click="ignore",
    )


def _handout(lesson: Lesson, evidence: Evidence, form: str, key: bool) -> bytes:
    from assistant.workshop.printing.handout import handout_docx, handout_pdf

    return (handout_docx if form == "docx" else handout_pdf)(as_known(lesson, evidence), date.today(), key)


def _show_exports(lesson: Lesson, evidence: Evidence) -> None:
    form = st.selectbox(
        say("workshop.export_form"), list(FORMATS), format_func=TOLD.__getitem__, key="export-form",
        persist_state="session",
    )  # fmt: skip
    made = _exported(as_known(lesson, evidence), form)
    if len(made.left_out) < len(lesson.items):
        st.download_button(
            say("workshop.take_export", count=len(lesson.items) - len(made.left_out)),
            made.data,
            file_name=made.name,
            key=f"export-{form}",
            icon=":material/download:",
            on_click="ignore",
        )
    if made.left_out:
        st.warning(say("workshop.left_out", count=len(made.left_out)), icon=":material/error:")
        places = {item.id: place for place, item in enumerate(lesson.items, start=1)}
        for id_, why in made.left_out:
            st.markdown(f"- {literal(say('workshop.left_out_item', number=places[id_], why=why))}")


def _exported(lesson: Lesson, form: str) -> Exported:
    """The items in a format, made once for a lesson as it is: what is left out is told before it is taken."""
    kept = st.session_state.get("workshop-exported")
    if kept is None or kept[0] != (lesson, form):
        kept = st.session_state["workshop-exported"] = (lesson, form), FORMATS[form](lesson)
    exported: Exported = kept[1]
    return exported
