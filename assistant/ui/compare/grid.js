export default function ({ data, parentElement, setTriggerValue }) {
  const make = (kind, name = "", text = "") => {
    const element = document.createElement(kind);
    if (name) element.className = name;
    element.textContent = text;
    return element;
  };
  const cell = (found, none) => {
    const box = make("td");
    if (!found) {
      box.append(make("span", "none", none));
      return box;
    }
    const link = make("a", "", found.citation);
    link.href = found.address;
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      setTriggerValue("opened", { document: found.document, key: found.key });
    };
    box.append(make("div", "quote", found.quote), link, make("div", "status", found.status));
    return box;
  };
  const head = make("thead"), titles = make("tr"), body = make("tbody");
  titles.append(...["", ...data.columns].map((title) => {
    const name = make("th", "", title);
    name.scope = "col";
    return name;
  }));
  head.append(titles);
  body.append(...data.rows.map((row) => {
    const line = make("tr"), name = make("th", "", row.name);
    name.scope = "row";
    line.append(name, ...row.cells.map((found) => cell(found, row.none)));
    return line;
  }));
  parentElement.querySelector(".scroll").setAttribute("aria-label", data.name);
  parentElement.querySelector("table").replaceChildren(head, body);
}
