export default function ({ data, parentElement }) {
  const region = parentElement.querySelector("[role=status]");
  if (region.textContent === data.text) return;
  const first = region.textContent === "";
  region.textContent = data.text;
  if (!data.text || first) return; // a conversation turned to is left where it is
  // A long answer is read from its beginning: its question comes to the top, unless all of it is in view.
  const questions = [...document.querySelectorAll('[data-testid="stChatMessage"]')].filter((message, at) => at % 2 === 0);
  const last = questions.at(-1);
  if (!last) return;
  last.style.scrollMarginTop = "4.5rem"; // below the bar
  const show = () => {
    if (last.getBoundingClientRect().top < 60) last.scrollIntoView({ block: "start" });
  };
  setTimeout(show, 250); // after the page has followed the answer to its end
}
