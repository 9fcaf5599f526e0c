// What was right: an item once its answer is told, and all of them at the end.
import { evidence, h, letter, points } from "./room.js";

const kind = (mark) => (mark === null ? "none" : mark.points === 1 ? "right" : mark.points > 0 ? "half" : "wrong");

/** What a mark says, and what it brings. */
export function verdict(mark) {
  const got = mark && `${points(mark.points)} điểm`;
  if (mark === null) return ["Bạn chưa trả lời câu này", ""];
  if (mark.points === 1) return ["Đúng", got];
  if (mark.right) return ["Đúng một nửa", `${mark.basis_right === null ? "Chưa chọn căn cứ" : "Căn cứ chưa đúng"}: ${got}`];
  return mark.points > 0 ? ["Đúng một phần", got] : ["Chưa đúng", got];
}

function marked(text, badge, isRight, isOwn, what = "Đáp án") {
  const note = isRight ? `✓ ${what} đúng${isOwn ? ", bạn đã chọn" : ""}` : isOwn ? "✗ Bạn đã chọn" : "";
  return h("div", { class: `option ${isRight ? "right" : isOwn ? "wrong" : ""}` },
    h("span", { class: "badge" }, badge), h("span", {}, text, note && h("span", { class: "note" }, note)));
}

const chosen = (isRight, words) => h("span", { class: `own ${isRight ? "right" : ""}` }, isRight ? "✓ bạn chọn đúng" : `✗ ${words}`);

/** An item whose answer has been told, beside what this telephone answered. */
export function resolved(room, me) {
  const { item, resolved: told } = room;
  const mine = me.response;
  const [text, more] = verdict(me.mark);
  const shown = [h("p", { class: `verdict ${kind(me.mark)}` }, text, more && h("small", {}, more))];
  if (item.options.length) {
    shown.push(...item.options.map((words, place) => marked(words, letter(place), place === told.option, mine?.option === place)));
  } else if (item.terms.length) {
    shown.push(h("ul", { class: "meanings" }, item.terms.map((term, number) => {
      const isRight = mine?.order[number] === told.order[number];
      return h("li", {}, h("span", {}, h("strong", {}, term), `: ${item.meanings[told.order[number]]}`,
        mine && chosen(isRight, `bạn chọn: ${item.meanings[mine.order[number]]}`)));
    })));
  } else if (item.steps.length) {
    shown.push(h("ol", {}, told.order.map((place, number) => h("li", {}, item.steps[place],
      mine && chosen(mine.order[number] === place, `bạn đặt: ${item.steps[mine.order[number]]}`)))));
  } else {
    shown.push(h("p", {}, "Đáp án: ", h("strong", {}, told.answer)), mine && h("p", { class: "quiet" }, `Bạn viết: ${mine.text}`));
  }
  if (told.key) shown.push(h("p", {}, told.key));
  shown.push(...evidence(told));
  if (told.basis && item.bases.length) {
    shown.push(h("h3", {}, "Các căn cứ đã nêu để chọn"));
    shown.push(...item.bases.map((words, place) => marked(words, String(place + 1), place === told.basis_place, mine?.basis === place, "Căn cứ")));
  }
  return [h("div", { class: "told" }, shown)];
}

/** All items with what they brought. */
export function results(me) {
  return [
    h("h2", {}, "Kết quả của bạn"),
    h("p", { class: "score" }, `${points(me.points)}/${me.of} điểm`),
    h("ol", { class: "results" }, me.list.map((one, place) =>
      h("li", { class: kind(one.mark) },
        h("span", {}, h("b", { class: "mark" }, `Câu ${place + 1}. ${verdict(one.mark).filter(Boolean).join(". ")}`)),
        h("span", {}, one.ask),
        one.own && kind(one.mark) !== "right" && h("span", {}, h("b", {}, "Bạn trả lời: "), one.own),
        h("span", {}, h("b", {}, "Đáp án: "), one.answer),
        h("span", {}, h("b", {}, "Căn cứ: "), one.basis)))),
  ];
}
