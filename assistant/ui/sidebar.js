// On a telephone the sidebar covers the page: it closes when something was chosen in it. What listens stays while one
// page gives way to another.
const NARROW = 768;
function close(event) {
  const chosen = event.composedPath().some((element) =>
    element.matches?.('[data-testid="stSidebarNavLink"], .headings button, .st-key-new-conversation button'));
  if (!chosen || innerWidth > NARROW) return;
  setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click(), 50);
}
export default function () {
  if (document.documentElement.dataset.closesSidebar) return;
  document.documentElement.dataset.closesSidebar = "1";
  document.addEventListener("click", close, true);
}
