"""A text of the corpus, letter by letter, with the quoted words highlighted and scrolled into view.

The browser gets the text as data and sets it as `textContent`: nothing in a regulation can act as markup.
"""

from __future__ import annotations

import streamlit as st

HTML = '<div class="passage" tabindex="0" role="region" aria-label="Nguyên văn"></div>'
CSS = """
.passage {
  max-height: max(13rem, 100vh - 31.5rem); overflow-y: auto; padding: 0.9rem 1.1rem; box-sizing: border-box;
  border: 1px solid var(--st-border-color); border-radius: 0.5rem; background: var(--st-background-color);
  color: var(--st-text-color); font-family: var(--st-heading-font), serif; font-size: 1.02rem; line-height: 1.6;
  white-space: pre-wrap; overflow-wrap: anywhere; position: relative;
}
.passage:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
mark {
  color: inherit; background: color-mix(in srgb, #f2b705 30%, transparent); padding: 0.08em 0;
  box-decoration-break: clone; -webkit-box-decoration-break: clone; border-bottom: 2px solid #c98a00;
}
@media (max-width: 900px) { .passage { max-height: 42vh; } }
@media print { .passage { max-height: none; } }
"""
JS = """
export default function ({ data, parentElement }) {
  const box = parentElement.querySelector(".passage");
  const mark = document.createElement("mark");
  mark.textContent = data.quoted;
  box.replaceChildren(data.before, mark, data.after);
  if (data.quoted) box.scrollTop = Math.max(0, mark.offsetTop - box.clientHeight / 4);
}
"""
_mount = st.components.v2.component("cancu_passage", html=HTML, css=CSS, js=JS)


def passage(text: str, start: int, end: int, key: str) -> None:
    """Show `text` with `text[start:end]` highlighted; an empty span highlights nothing."""
    _mount(key=key, data={"before": text[:start], "quoted": text[start:end], "after": text[end:]})
