export default function ({ data, parentElement }) {
  const box = parentElement.querySelector(".passage");
  const mark = document.createElement("mark");
  mark.textContent = data.quoted;
  box.setAttribute("aria-label", data.name);
  box.replaceChildren(data.before, mark, data.after);
  if (data.quoted) box.scrollTop = Math.max(0, mark.offsetTop - box.clientHeight / 4);
}
