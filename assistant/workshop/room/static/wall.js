// What the wall shows of a state: an item, the board, the end, a question with its answer.
import { evidence, h, letter, piece, points } from "./room.js";

function row({ badge, text, note, count, of, isRight }) {
  const bar = count === undefined ? null : h("span", {});
  if (bar) bar.style.width = `${of ? (100 * count) / of : 0}%`;
  return h("li", { class: `row ${isRight ? "right" : ""}` },
    h("span", { class: "badge" }, badge), h("span", { class: "text" }, text, note && [" ", h("span", { class: "note" }, note)]),
    h("span", { class: "number" }, bar && `${count} · ${of ? Math.round((100 * count) / of) : 0} %`),
    bar && h("span", { class: "bar" }, bar));
}

const rows = (list, isSmall) => h("ol", { class: isSmall ? "rows small" : "rows" }, list.map(row));

/** An item: as it is asked, with its bars, as far as it is resolved. */
export function item(room) {
  const { item: one, bars, resolved, answered: of } = room;
  const counts = bars?.answers ?? [];
  const left = [];
  if (one.options.length) {
    left.push(rows(one.options.map((text, place) => ({
      badge: letter(place), text, count: counts[place]?.count, of, isRight: resolved?.option === place, note: resolved?.option === place && "✓ Đáp án đúng" })), resolved && one.bases.length));
  } else if (one.terms.length) {
    left.push(rows(one.terms.map((term, number) => ({
      badge: String(number + 1), count: counts[number]?.count, of, isRight: Boolean(resolved),
      text: resolved ? h("span", {}, h("strong", {}, term), `: ${one.meanings[resolved.order[number]]}`) : h("strong", {}, term) }))));
    if (!resolved) left.push(rows(one.meanings.map((text, place) => ({ badge: letter(place), text }))));
  } else if (one.steps.length) {
    const order = resolved?.order ?? one.steps.map((_, place) => place);
    left.push(rows(order.map((place, number) => ({
      badge: resolved ? String(number + 1) : "•", text: one.steps[place], count: counts[number]?.count, of, isRight: Boolean(resolved) }))));
    if (resolved) left.push(h("p", { class: "quiet" }, "Thanh: số người đặt đúng chỗ."));
  } else if (counts.length) {
    left.push(rows(counts.map((bar, place) => ({ badge: "", text: bar.label, count: bar.count, of, isRight: place === 0 }))));
  } else {
    left.push(h("p", { class: "quiet" }, "Gõ câu trả lời trên điện thoại."));
  }
  const right = [];
  if (resolved) {
    const { shares } = bars;
    right.push(h("div", { class: "told newest" }, resolvedParts(resolved, one)));
    right.push(h("p", { class: "shares" }, h("span", { class: "right" }, `✓ đúng ${shares.right}`),
      shares.half > 0 && h("span", { class: "half" }, `½ sai căn cứ ${shares.half}`),
      shares.partly > 0 && h("span", { class: "half" }, `◐ đúng một phần ${shares.partly}`), h("span", { class: "wrong" }, `✗ chưa đúng ${shares.wrong}`)));
  }
  if (one.bases.length) {
    (resolved ? left : right).push(h("h2", {}, "Căn cứ nào?"), rows(one.bases.map((text, place) => ({
      badge: String(place + 1), text, count: bars?.bases[place]?.count, of, isRight: resolved?.basis_place === place, note: resolved?.basis_place === place && "✓ Căn cứ đúng" })), resolved));
  }
  return h("div", { class: "item" }, h("p", { class: one.ask.length > 150 ? "ask long" : "ask" }, one.ask),
    h("div", { class: `columns ${right.length ? "two" : ""}` }, h("div", {}, left), right.length > 0 && h("div", {}, right)));
}

function resolvedParts(told, one) {
  // What stands beside with its bars is not said twice.
  const answer = one.options.length ? `Đáp án ${letter(told.option)}` : one.terms.length || one.steps.length ? "Đáp án" : told.answer;
  return h("div", { class: "answering" }, h("p", { class: "answer" }, answer), told.key && h("p", {}, told.key), evidence(told));
}

/** The best, with their names where they are shown. */
export function board(room) {
  if (!room.standings.length) return h("p", { class: "ask" }, "Chưa có điểm nào.");
  return h("div", { class: "item" }, h("h2", { class: "ask" }, "Bảng điểm"),
    h("table", {}, h("thead", {}, h("tr", {}, h("th", {}, "Hạng"), h("th", {}, room.names_hidden ? "Tên gọi (đang ẩn)" : "Tên gọi"), h("th", { class: "number" }, "Điểm"))),
      h("tbody", {}, room.standings.map((one) => h("tr", {}, h("td", {}, String(one.rank)), h("td", {}, one.name || "·····"), h("td", { class: "number" }, points(one.points)))))));
}

/** The end: each item with what came of it, and the board. */
export function summary(room) {
  const share = (one) => (one.of ? `${Math.round((100 * one.right) / one.of)} %` : "–");
  return h("div", { class: "columns two summary" },
    h("div", {}, h("p", { class: "ask" }, "Tổng kết"),
      h("table", {}, h("thead", {}, h("tr", {}, h("th", {}, "Câu"), h("th", {}, "Đáp án và căn cứ"), h("th", { class: "number" }, "Trả lời"), h("th", { class: "number" }, "Đúng"), h("th", { class: "number" }, "Sai căn cứ"), h("th", { class: "number" }, "Một phần"))),
        h("tbody", {}, room.summary.map((one, place) => h("tr", {}, h("td", {}, String(place + 1)),
          h("td", {}, one.ask, h("br"), h("strong", {}, one.answer), h("br"), h("span", { class: "quiet" }, one.basis)),
          h("td", { class: "number" }, `${one.answered}/${one.of}`), h("td", { class: "number" }, `${one.right} (${share(one)})`), h("td", { class: "number" }, String(one.half)), h("td", { class: "number" }, String(one.partly))))))),
    h("div", {}, board(room)));
}

/** A question with the pieces of its answer that have been told. */
export function answering(question) {
  return h("div", { class: "answering" }, h("p", { class: "quiet" }, "Hỏi trợ lý"), h("p", { class: "ask" }, question.text),
    question.state === "put" && h("p", { role: "status" }, "Trợ lý đang tìm căn cứ …"),
    question.pieces.map(piece), h("span", { class: "newest" }));
}
