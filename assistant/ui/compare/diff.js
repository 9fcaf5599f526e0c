export default function ({ data, parentElement }) {
  const make = (kind, name = "", text = "") => {
    const element = document.createElement(kind);
    if (name) element.className = name;
    element.textContent = text;
    return element;
  };
  const tags = { added: "ins", removed: "del" };
  const cell = (side, became) => {
    const box = make("div", side ? "cell" : "cell none");
    box.setAttribute("role", "cell");
    const name = make("div", "name");
    name.append(make("span", "", side ? side.name : "–"), make("span", "became", became));
    box.append(name);
    for (const [text, mark] of side?.words ?? []) {
      box.append(tags[mark] ? make(tags[mark], "", text) : document.createTextNode(text));
    }
    return box;
  };
  const row = (pair) => {
    const line = make("div", `row ${pair.mark}`);
    line.setAttribute("role", "row");
    line.append(cell(pair.left, data.said[pair.mark]), cell(pair.right, data.said[pair.mark]));
    return line;
  };
  const head = make("div", "head");
  head.setAttribute("role", "row");
  for (const title of [data.left, data.right]) {
    const name = make("div", "", title);
    name.setAttribute("role", "columnheader");
    head.append(name);
  }
  const table = parentElement.querySelector(".diff");
  table.setAttribute("aria-label", `${data.left} – ${data.right}`);
  table.replaceChildren(head, ...data.pairs.map(row));
}
