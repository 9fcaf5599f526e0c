"""What the theme's settings cannot say: the style of quotations and of the panel. Our own words only, no data."""

from __future__ import annotations

import streamlit as st

from assistant.ui.preferences import preferences
from assistant.ui.words import say

# A plain seal with a section mark: an icon of Streamlit's own set would be fetched from the network.
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#1f4e79"/>'
    '<path d="M20 9.5c-1-1.6-2.5-2.3-4.2-2.3-2.4 0-4 1.3-4 3.2 0 4.4 8.4 3.7 8.4 8.2 0 1.7-1.3 2.8-3 3'
    'M12 22.5c1 1.6 2.5 2.3 4.2 2.3 2.4 0 4-1.3 4-3.2 0-4.4-8.4-3.7-8.4-8.2 0-1.7 1.3-2.8 3-3" fill="none"'
    ' stroke="#fff" stroke-width="2.2" stroke-linecap="round"/></svg>'
)
STYLE = """
<style>
:root { --cancu-ground: #ffffff; --cancu-quiet: #5a636e; --cancu-on-primary: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --cancu-ground: #12171d; --cancu-quiet: #a8b3be; --cancu-on-primary: #10161c; }
}
[data-testid="stMainBlockContainer"], [data-testid="stBottomBlockContainer"] { max-width: 52rem; }
[data-testid="stMainBlockContainer"] { padding-top: 0.4rem; }
[data-testid="stBottomBlockContainer"] { padding-top: 0.5rem; padding-bottom: 1.4rem; }
.stApp:has(.st-key-panel) [data-testid="stMainBlockContainer"],
.stApp:has(.st-key-panel) [data-testid="stBottomBlockContainer"] { max-width: 92rem; }
[data-testid="stHeader"] { background: transparent; pointer-events: none; height: 0; min-height: 0; }
[data-testid="stLayoutWrapper"]:has(> .st-key-bar) {
  position: sticky; top: 0; z-index: 20; background: var(--cancu-ground);
}
[data-testid="stExpandSidebarButton"] {
  pointer-events: auto; position: fixed; top: 0.55rem; left: 0.4rem; z-index: 30; background: var(--cancu-ground);
}
.stApp:has([data-testid="stExpandSidebarButton"]) :is(.st-key-document, h1:first-of-type) { margin-top: 1.4rem; }
.stApp:has([data-testid="stExpandSidebarButton"]) .st-key-bar h1 { padding-left: 2.2rem; }
[data-testid="stSidebarUserContent"] { padding-top: 0.5rem; }
.st-key-document h2 { font-size: 1.45rem; padding: 0.2rem 0; }
button[kind^="primary"]:enabled, button[kind^="primary"]:enabled * { color: var(--cancu-on-primary) !important; }
[data-testid="stMultiSelect"] span[title] { color: var(--cancu-on-primary) !important; }
[data-testid="stCaptionContainer"], button kbd { color: var(--cancu-quiet) !important; opacity: 1 !important; }
[data-testid="InputInstructions"] { display: none; }  /* English, and Enter is not needed */
.st-key-bar { padding: 0.5rem 0; }
.st-key-bar h1 { padding: 0; }
[data-testid="stText"] { overflow-wrap: anywhere; line-height: 1.6; }
[class*="st-key-quote-"] [data-testid="stText"] {
  border-left: 3px solid color-mix(in srgb, currentColor 30%, transparent); padding-left: 0.9rem;
}
[class*="st-key-quote-"] [data-testid="stText"] * {
  font-family: "Source Serif", "DejaVu Serif", serif; font-size: 1.06rem;
}
[data-testid="stMainBlockContainer"] .stButton button { text-align: left; min-height: 2.1rem; }
[data-testid="stLayoutWrapper"]:has(> .st-key-panel) { position: sticky; top: 4.5rem; }
.st-key-panel { max-height: calc(100vh - 10.5rem); overflow-y: auto; padding: 0.2rem; }
@media (max-width: 900px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-panel) { position: static; }
  .st-key-panel {
    position: fixed; left: 0; right: 0; bottom: 0; z-index: 1000; max-height: 86vh;
    padding: 0.6rem 1rem 1rem; background: var(--cancu-ground);
    border-top: 3px solid #7d8fa3; box-shadow: 0 -6px 24px rgb(0 0 0 / 25%);
  }
}
@media (max-width: 480px) {
  .st-key-bar h1 { font-size: 1.5rem; }
  .st-key-bar button span:has(> [data-testid="stIconMaterial"]) { display: none; }
  .st-key-bar button { padding-left: 0.6rem; padding-right: 0.6rem; }
}
@media print {
  [data-testid="stBottom"], [data-testid="stSidebar"], [data-testid="stHeader"], .stButton, .stDownloadButton,
  [data-testid="stPopover"], [data-testid="stButtonGroup"], [data-testid="stPageLink"] { display: none; }
  [class*="st-key-chips-"] .stButton { display: block; }
  .stApp, [data-testid="stMain"], [data-testid="stAppViewContainer"] {
    position: static; overflow: visible; height: auto;
  }
}
</style>
"""

# The field for files speaks English alone: its own words go, ours come.
UPLOADER = """
[data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
[data-testid="stFileUploaderDropzone"] button p {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] button p::after {{ content: "{choose}"; font-size: 0.9rem; }}
"""
WIDE = '[data-testid="stMainBlockContainer"] { max-width: 92rem !important; }'


def apply_look(wide: bool = False) -> None:
    """Style the page, in the width and size of text wanted, and name its language for screen readers and browsers."""
    language, size = preferences()
    st.html(
        f"{STYLE}<style>html {{ font-size: {size}%; }}{WIDE if wide else ''}"
        f"{UPLOADER.format(choose=say('records.choose'))}</style>"
        f"<script>document.documentElement.lang = '{language}';</script>",
        unsafe_allow_javascript=True,
    )
