const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
export default function ({ data, parentElement, setTriggerValue }) {
  const find = (name) => parentElement.querySelector(name);
  const box = find("article"), list = find("ol"), meaning = find(".meaning"), field = find("input");
  const reader = find(".reader");
  find(".find-name").textContent = data.find;
  find("nav").setAttribute("aria-label", data.outlineName);
  box.setAttribute("aria-label", data.name);
  const make = (kind, text = "", name = "") => {
    const element = document.createElement(kind);
    element.textContent = text;
    if (name) element.className = name;
    return element;
  };
  const sections = new Map();
  const show = (key, focus) => {
    const section = sections.get(key);
    if (!section) return;
    for (const other of box.querySelectorAll(".shown")) other.classList.remove("shown");
    section.classList.add("shown");
    for (const link of list.querySelectorAll("a")) link.setAttribute("aria-current", String(link.dataset.key === key));
    box.scrollTop = section.offsetTop - 8;
    if (focus) { section.tabIndex = -1; section.focus({ preventScroll: true }); }
  };
  const tell = (element, words) => {
    meaning.textContent = words;
    meaning.hidden = false;
    const at = element.getBoundingClientRect(), around = reader.getBoundingClientRect();
    const left = Math.min(at.left - around.left, around.width - meaning.offsetWidth - 8);
    meaning.style.left = `${Math.max(0, left)}px`;
    meaning.style.top = `${at.bottom - around.top + 4}px`;
  };
  const hide = () => { meaning.hidden = true; };
  const explained = (element, words) => {
    element.tabIndex = 0;
    element.setAttribute("aria-describedby", "meaning");
    element.onmouseenter = element.onfocus = () => tell(element, words);
    element.onmouseleave = element.onblur = hide;
    return element;
  };
  const piece = ({ text, document: other, key, meaning: words, missing, address }) => {
    if (words) return explained(make("dfn", text), words);
    if (missing) return explained(make("a", text, "missing"), `${data.missing}: ${missing}`);
    if (!other) return window.document.createTextNode(text);
    const link = make("a", text);
    link.href = address;
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (other === data.document && sections.has(key)) show(key, true);
      else setTriggerValue("opened", { document: other, key });
    };
    return link;
  };
  const table = (rows) => {
    const element = make("table");
    rows.forEach((cells, at) => {
      const row = make("tr");
      row.append(...cells.map((cell) => make(at ? "td" : "th", cell)));
      element.append(row);
    });
    return element;
  };
  const inner = make("div");
  for (const block of data.blocks) {
    const section = make("section", "", block.level + (block.heading ? " heading" : ""));
    sections.set(block.key, section);
    block.parts.forEach((part, at) => {
      if (part.rows) section.append(table(part.rows));
      else if (at === 0 && block.heading) {
        const first = make("span", "", "first");
        // The heading is the first line: what follows it is text.
        let inHeading = true;
        for (const one of part.pieces) {
          const end = inHeading && !one.document && !one.meaning && !one.missing ? one.text.search(/\S[^]*?\n/) : -1;
          const stop = end < 0 ? -1 : one.text.indexOf("\n", end);
          if (stop < 0) (inHeading ? first : section).append(piece(one));
          else {
            first.append(one.text.slice(0, stop));
            section.append(first, one.text.slice(stop));
            inHeading = false;
          }
        }
        if (inHeading) section.append(first);
      } else section.append(...part.pieces.map(piece));
    });
    if (block.ended) section.classList.add("ended");
    inner.append(section, ...block.changes.map(([told, wording]) => {
      const note = make("div", "", "change");
      note.append(make("strong", told));
      if (wording) note.append(make("div", wording));
      return note;
    }));
  }
  box.replaceChildren(inner);
  const entries = data.outline.map(({ key, depth, name, address }) => {
    const line = make("li"), link = make("a", name);
    link.href = address;
    link.dataset.key = key;
    link.style.paddingLeft = `${0.3 + 0.9 * depth}rem`;
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(key, true);
    };
    line.append(link);
    return { line, key, words: fold(name) };
  });
  // What stands below an entry, down to the next one, is found under it.
  const entryOf = new Map(entries.map((entry) => [entry.key, entry]));
  let under = null;
  for (const [key, section] of sections) {
    under = entryOf.get(key) ?? under;
    if (under) under.words += " " + fold(section.textContent);
  }
  const none = make("li", data.none, "none");
  const narrow = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    const kept = entries.filter((entry) => words.every((word) => entry.words.includes(word)));
    list.replaceChildren(...(kept.length ? kept.map((entry) => entry.line) : [none]));
  };
  field.oninput = narrow;
  narrow();
  if (data.at) requestAnimationFrame(() => show(data.at, false));
  reader.onkeydown = (event) => { if (event.key === "Escape") hide(); };
}
