// An item to be answered on glass, by its form: options, a matching, an ordering, a gap; then its basis.
import { h, letter } from "./room.js";

/** The form of an item. `drafted` holds what has been chosen so far; what is chosen of options is sent at once. */
export function answers(item, isOpen, drafted) {
  const box = h("div", { class: "answers" });
  const redraw = () => {
    const focused = [...box.querySelectorAll("button, select, input")].indexOf(document.activeElement);
    box.replaceChildren(...parts());
    if (focused >= 0) box.querySelectorAll("button, select, input")[focused]?.focus();
  };
  const change = (changes) => {
    drafted.change(changes);
    redraw();
  };
  const choose = (changes) => {
    change(changes);
    if (item.options.length || drafted.isSent) drafted.send();
  };
  const form = (item.options.length ? options : item.terms.length ? matching : item.steps.length ? ordering : gap)({ item, isOpen, drafted, change, choose, redraw });
  const parts = () => {
    const isWhole = isComplete(item, drafted.draft);
    return [
      ...form(),
      ...(isWhole && item.bases.length ? bases(item, isOpen, drafted, choose) : []),
      ...(!item.options.length && isOpen ? [h("button", { type: "button", class: "primary", disabled: !isWhole, onclick: drafted.send }, "Gửi câu trả lời")] : []),
    ];
  };
  redraw();
  return box;
}

function isComplete(item, draft) {
  if (item.options.length) return draft.option !== undefined && draft.option !== null;
  const count = item.terms.length || item.steps.length;
  if (count) return draft.order?.length === count && draft.order.every((place) => place >= 0);
  return Boolean(draft.text?.trim());
}

function option(text, badge, pressed, press, isOpen) {
  return h("button", { type: "button", class: "option", "aria-pressed": pressed ? "true" : "false", disabled: !isOpen, onclick: press },
    h("span", { class: "badge", "aria-hidden": badge === "" }, badge), h("span", {}, text));
}

const bases = (item, isOpen, drafted, choose) => [
  h("h3", {}, "Căn cứ nào?"),
  ...item.bases.map((text, place) => option(text, String(place + 1), drafted.draft.basis === place, () => choose({ basis: place }), isOpen)),
];

// the forms: each gives what draws it

const options = ({ item, isOpen, drafted, choose }) => () =>
  item.options.map((text, place) => option(text, letter(place), drafted.draft.option === place, () => choose({ option: place }), isOpen));

const matching = ({ item, isOpen, drafted, change }) => () => [
  h("ul", { class: "meanings" }, item.meanings.map((text, place) => h("li", {}, h("strong", {}, letter(place)), h("span", {}, text)))),
  ...item.terms.map((term, number) => {
    const { order } = drafted.draft;
    const select = h("select", { disabled: !isOpen }, h("option", { value: -1 }, "– chọn nghĩa –"),
      item.meanings.map((text, place) => h("option", { value: place, selected: order?.[number] === place }, `${letter(place)}. ${text.slice(0, 60)}`)));
    select.addEventListener("change", () => {
      const changed = [...(drafted.draft.order?.length ? drafted.draft.order : item.terms.map(() => -1))];
      changed[number] = Number(select.value);
      change({ order: changed });
    });
    return h("label", {}, term, select);
  }),
];

const ordering = ({ item, isOpen, drafted, change }) => () => {
  const order = drafted.draft.order ?? [];
  return [
    h("p", { class: "quiet" }, "Chạm lần lượt theo thứ tự. Chạm lại để bỏ chọn."),
    ...item.steps.map((text, place) => {
      const at = order.indexOf(place);
      const press = () => change({ order: at < 0 ? [...order, place] : order.filter((other) => other !== place) });
      return option(text, at < 0 ? "" : String(at + 1), at >= 0, press, isOpen);
    }),
  ];
};

const gap = ({ item, isOpen, drafted, redraw }) => {
  // Typed into, the field outlives a redrawing.
  const field = h("input", { maxlength: 200, autocomplete: "off", disabled: !isOpen, value: drafted.draft.text });
  const label = h("label", {}, "Điền vào chỗ trống", field);
  field.addEventListener("input", () => {
    const was = isComplete(item, drafted.draft);
    drafted.change({ text: field.value });
    if (isComplete(item, drafted.draft) !== was) redraw();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && isComplete(item, drafted.draft)) drafted.send();
  });
  return () => [label];
};
