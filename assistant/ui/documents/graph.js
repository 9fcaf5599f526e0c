export default function ({ data, parentElement, setTriggerValue }) {
  const graph = parentElement.querySelector(".graph"), svg = parentElement.querySelector("svg");
  const centre = parentElement.querySelector(".centre");
  const make = (kind, text = "", name = "") => {
    const element = document.createElement(kind);
    element.textContent = text;
    if (name) element.className = name;
    return element;
  };
  centre.textContent = data.name;
  const group = ({ name, items }) => {
    const box = make("div", "", "group"), list = make("ul");
    box.append(make("h4", `${name} (${items.length})`), list);
    for (const item of items) {
      const line = make("li");
      if (item.id) {
        const link = make("a", item.name);
        link.href = item.address;
        link.onclick = (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          setTriggerValue("chosen", item.id);
        };
        line.append(link);
      } else line.append(make("span", item.name));
      line.append(make("span", [item.status, item.about].filter(Boolean).join(" · "), "about"));
      list.append(line);
    }
    return box;
  };
  const left = parentElement.querySelector(".left"), right = parentElement.querySelector(".right");
  left.replaceChildren(...data.earlier.map(group));
  right.replaceChildren(...data.later.map(group));
  const draw = () => {
    const around = graph.getBoundingClientRect(), middle = centre.getBoundingClientRect();
    const y = middle.top + middle.height / 2 - around.top;
    const line = (box, from, to) => {
      const at = box.getBoundingClientRect(), there = at.top + at.height / 2 - around.top, half = (from + to) / 2;
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", `M ${from} ${y} C ${half} ${y}, ${half} ${there}, ${to} ${there}`);
      return path;
    };
    const edge = (box, side) => box.getBoundingClientRect()[side] - around.left;
    svg.replaceChildren(
      ...[...left.children].map((box) => line(box, middle.left - around.left, edge(box, "right"))),
      ...[...right.children].map((box) => line(box, middle.right - around.left, edge(box, "left"))),
    );
  };
  const watcher = new ResizeObserver(draw);
  watcher.observe(graph);
  return () => watcher.disconnect();
}
