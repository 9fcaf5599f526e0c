export default function ({ data, parentElement, setTriggerValue }) {
  const make = (kind, name = "", text = "") => {
    const element = document.createElement(kind);
    if (name) element.className = name;
    element.textContent = text;
    return element;
  };
  const at = (element, left, right) => {
    element.style.left = `${100 * left}%`;
    if (right !== undefined) element.style.width = `${100 * (right - left)}%`;
    return element;
  };
  const axis = make("div", "line axis"), years = make("div", "track");
  axis.setAttribute("aria-hidden", "true");
  years.append(...data.years.map(([year, left]) => at(make("span", "year", year), left)));
  axis.append(make("span"), years);
  const line = (span) => {
    const row = make("div", "line"), link = make("a", "", span.name), track = make("div", "track");
    row.setAttribute("role", "listitem");
    link.href = span.address;
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      setTriggerValue("chosen", span.id);
    };
    if (span.left !== null) {
      track.append(at(make("div", `bar ${span.status}${span.open ? " open" : ""}${span.begins ? "" : " before"}`), span.left, span.right));
    }
    track.append(at(make("div", "today"), data.today));
    track.setAttribute("aria-hidden", "true");
    row.append(link, track, make("div", "said", span.said));
    return row;
  };
  const bars = parentElement.querySelector(".bars");
  bars.setAttribute("aria-label", data.name);
  bars.replaceChildren(axis, ...data.spans.map(line));
}
