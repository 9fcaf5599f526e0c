export default function ({ data, parentElement, setTriggerValue }) {
  const part = (kind, text) => {
    const element = document.createElement("span");
    element.className = kind;
    element.textContent = text;
    return element;
  };
  parentElement.querySelector(".listing").replaceChildren(...data.items.map((item) => {
    const link = document.createElement("a"), line = document.createElement("li");
    link.href = item.address;
    link.append(part("name", item.name), part(`status ${item.colour}`, item.status));
    if (item.title) link.append(part("title", item.title));
    if (item.about) link.append(part("about", item.about));
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      setTriggerValue("chosen", item.id);
    };
    line.append(link);
    return line;
  }));
}
