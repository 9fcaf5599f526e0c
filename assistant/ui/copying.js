export default function ({ data, parentElement }) {
  const find = (name) => parentElement.querySelector(name);
  const text = find("pre"), button = find("button"), said = find("span");
  if (text.textContent !== data.text) said.textContent = "";
  text.textContent = data.text;
  text.setAttribute("aria-label", data.name);
  button.textContent = data.copy;
  // Where the page is not served from this machine browsers offer no clipboard: the old way serves there.
  const otherwise = () => {
    const range = document.createRange();
    range.selectNodeContents(text);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return document.execCommand("copy");
  };
  button.onclick = async () => {
    let done = true;
    try {
      await navigator.clipboard.writeText(data.text);
    } catch {
      done = otherwise();
    }
    said.textContent = done ? data.copied : data.failed;
  };
}
