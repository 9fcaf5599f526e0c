const OFF = "cancu-single-keys-off";
export default function ({ data, parentElement }) {
  const find = (name) => parentElement.querySelector(name);
  const dialog = find("dialog"), off = find("input");
  find(".open span").textContent = data.name;
  find("h2").textContent = data.name;
  find(".off").textContent = data.off;
  find(".close").textContent = data.close;
  find("dl").replaceChildren(...data.keys.flatMap(([keys, does]) => {
    const term = document.createElement("dt"), said = document.createElement("dd"), key = document.createElement("kbd");
    key.textContent = keys;
    term.append(key);
    said.textContent = does;
    return [term, said];
  }));
  off.checked = localStorage.getItem(OFF) === "1";
  off.onchange = () => localStorage.setItem(OFF, off.checked ? "1" : "0");
  find(".open").onclick = () => dialog.showModal();
  find(".close").onclick = () => dialog.close();
  const field = (label) => document.querySelector(label);
  const go = (event, element) => {
    if (!element) return;
    event.preventDefault();
    element.focus();
  };
  const typed = (event) => event.composedPath()[0].closest?.("input, textarea, select, [contenteditable]");
  const listen = (event) => {
    if (event.isComposing || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      go(event, field(".st-key-history-words input"));
    } else if (!event.ctrlKey && !event.metaKey && !typed(event) && !off.checked) {
      if (event.key === "?") { event.preventDefault(); dialog.showModal(); }
      if (event.key === "/") go(event, field('[data-testid="stChatInputTextArea"]'));
      if (event.key === "n") { event.preventDefault(); field(".st-key-new-conversation button")?.click(); }
    }
  };
  window.addEventListener("keydown", listen);
  return () => window.removeEventListener("keydown", listen);
}
