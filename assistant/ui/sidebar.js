// On a telephone the sidebar covers the page: it closes when something was chosen in it.
const NARROW = 768;
export default function () {
  const close = (event) => {
    const chosen = event.composedPath().some((element) =>
      element.matches?.('[data-testid="stSidebarNavLink"], .headings button, .st-key-new-conversation button'));
    if (!chosen || innerWidth > NARROW) return;
    setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click(), 50);
  };
  document.addEventListener("click", close, true);
  return () => document.removeEventListener("click", close, true);
}
