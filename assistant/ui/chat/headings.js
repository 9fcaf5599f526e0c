export default function ({ data, parentElement, setTriggerValue }) {
  const part = (kind, text) => {
    const element = document.createElement("span");
    element.className = kind;
    element.textContent = text;
    return element;
  };
  parentElement.querySelector(".headings").replaceChildren(...data.items.map((item) => {
    const line = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.title = item.title;
    button.setAttribute("aria-current", String(item.here));
    button.append(part("title", item.title), part("when", item.when));
    button.onclick = () => setTriggerValue("chosen", item.id);
    line.append(button);
    return line;
  }));
}
