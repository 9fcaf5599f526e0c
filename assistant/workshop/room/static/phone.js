// A participant's telephone: join, answer, see what was right and on which basis.
import { answers } from "./answering.js";
import { Clock, Stream, byId, h, minutes, piece, points, post } from "./room.js";
import { resolved, results, verdict } from "./resolved.js";

const KEPT = "can-cu-phong";
const SAYS = { waiting: "chờ giảng viên", rejected: "giảng viên chưa chọn câu này", put: "trợ lý đang tìm căn cứ", answered: "đã trả lời", failed: "trợ lý chưa trả lời được" };
let own = null; // {code, token}
let stream = null;
let state = null;
let drawn = ""; // what the stage shows, so that it is drawn anew only when that changes
let draft = {};
let pending = null; // an answer that the server has not confirmed yet
let sending = false;
let confirmed = false;

// what the telephone keeps: one secret for each room, and an answer on its way

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function keep(changes) {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ ...kept(), ...changes }));
  } catch {
    // a browser that keeps nothing: a telephone that drops joins anew
  }
}

// joining

const asked = decodeURIComponent(location.pathname.match(/^\/j\/([^/]+)/)?.[1] ?? "").toUpperCase();

function showJoin(error = "") {
  byId("room").hidden = true;
  byId("join").hidden = false;
  byId("code").value = asked;
  byId("join-error").textContent = error;
  byId(asked ? "name" : "code").focus();
}

byId("join").addEventListener("submit", async (event) => {
  event.preventDefault();
  const code = byId("code").value.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const { status, told } = await post("/api/join", "", { code, name: byId("name").value });
  if (status !== 200) {
    byId("join-error").textContent = told.error;
    return;
  }
  keep({ last: code, rooms: { ...kept().rooms, [code]: told.token }, pending: null });
  if (told.name !== byId("name").value.trim()) say(`Tên gọi này đã có người dùng: trong phòng bạn là “${told.name}”.`);
  enter(code, told.token);
});

function enter(code, token) {
  own = { code, token };
  pending = kept().pending?.token === token ? kept().pending : null;
  byId("join").hidden = true;
  stream?.close();
  stream = new Stream(`/api/stream?token=${encodeURIComponent(token)}`, { state: take, linked, ended });
}

function linked(is) {
  byId("banner").hidden = is;
  byId("banner").textContent = is ? "" : "Mất kết nối với phòng, đang nối lại … Câu trả lời của bạn vẫn được giữ.";
  if (is) flush();
}

function ended(why) {
  if (why === "moved") {
    byId("banner").hidden = false;
    byId("banner").textContent = "Phòng này đang mở ở thẻ khác của trình duyệt. Tải lại trang để dùng ở đây.";
    return;
  }
  leave("Phòng không còn dữ liệu của máy này: buổi tập huấn hoặc tên gọi của bạn đã được xóa.");
}

function leave(why) {
  const rooms = { ...kept().rooms };
  delete rooms[own.code];
  keep({ rooms, last: "", pending: null });
  stream?.close();
  own = state = pending = null;
  drawn = "";
  showJoin(why);
}

// the state

const clock = new Clock((seconds, runs) => {
  const place = byId("clock");
  if (place) place.textContent = seconds === null || !runs ? "" : minutes(seconds);
});

function take({ now, room, me }) {
  state = { room, me };
  byId("room").hidden = false;
  byId("title").textContent = room.title;
  byId("who").textContent = `${me.name} · phòng ${room.code}` + (me.of ? ` · ${points(me.points)}/${me.of} điểm` : "");
  const key = JSON.stringify([room.stage, room.number, room.item, room.resolved, me.mark, room.stage === "ended" && me.list]);
  if (key !== drawn) {
    drawn = key;
    draw();
  }
  clock.set(room.clock, now);
  drawQuestion(room.question);
  byId("ask").hidden = room.stage === "ended";
  byId("own-questions").replaceChildren(...me.questions.map((q) => h("li", {}, `${q.text} `, h("span", { class: "quiet" }, `(${SAYS[q.state]})`))));
}

function say(text, isError = false) {
  byId("said").textContent = text;
  byId("said").className = isError ? "error" : "";
}

/** What a screen reader is told of a stage that is new. */
function heard(room, me) {
  return room.resolved ? `${verdict(me.mark).filter(Boolean).join(". ")}. Đáp án: ${room.resolved.answer}` : `Câu ${room.number}: ${room.item.ask}`;
}

function draw() {
  const { room, me } = state;
  const stage = byId("stage");
  const before = stage.dataset.item ?? "";
  stage.dataset.item = room.item ? room.number : room.stage;
  const isResolved = String(Boolean(room.resolved));
  if (stage.dataset.item !== before || stage.dataset.resolved !== isResolved) {
    scrollTo(0, 0);
    if (room.item) byId("heard").textContent = heard(room, me);
  }
  stage.dataset.resolved = isResolved;
  if (stage.dataset.item !== before) {
    draft = {};
    confirmed = false;
    if (before) say("");
  }
  if (room.stage === "lobby") {
    stage.replaceChildren(h("p", { class: "waiting" }, "Bạn đã vào phòng. ", h("br"), "Câu hỏi sẽ hiện ở đây khi giảng viên bắt đầu."));
    return;
  }
  if (room.stage === "ended") {
    stage.replaceChildren(...results(me));
    say("Buổi tập huấn đã kết thúc.");
    return;
  }
  const head = h("div", { class: "head" }, h("h2", {}, `Câu ${room.number}/${room.of}`), h("span", { id: "clock", class: "clock" }));
  const ask = h("p", { class: "ask" }, room.item.ask);
  if (room.resolved) {
    stage.replaceChildren(head, ask, ...resolved(room, me));
    say("");
    return;
  }
  if (me.response && !Object.keys(draft).length) {
    draft = { ...me.response };
    confirmed = true;
  }
  const isOpen = room.stage === "open";
  stage.replaceChildren(head, ask, answers(room.item, isOpen, drafted));
  if (!isOpen) say(me.response || confirmed ? "Câu này đã đóng. Câu trả lời của bạn đã được nhận." : "Câu này đã đóng. Bạn chưa trả lời.");
  else if (confirmed) sent();
}

// answering: what is being put together, for the forms to show and to change

const drafted = {
  get draft() { return draft; },
  get isSent() { return confirmed; },
  change: (changes) => { draft = { ...draft, ...changes }; },
  send: () => send(draft),
};

function send(told) {
  pending = { token: own.token, number: state.room.number, option: told.option ?? null, order: told.order ?? [], text: told.text ?? "", basis: told.basis ?? null };
  keep({ pending });
  say("Đang gửi …");
  flush();
}

async function flush() {
  if (sending || !own) return;
  sending = true;
  while (pending) {
    const now = pending;
    const { status, told } = await post("/api/answer", own.token, now);
    if (status === 0 || status === 429 || status >= 500) {
      say("Chưa gửi được, sẽ tự gửi lại …", true);
      await new Promise((resolve) => setTimeout(resolve, 1000 + 500 * Math.random()));
      continue;
    }
    if (pending !== now) continue; // changed meanwhile
    pending = null;
    keep({ pending });
    if (status === 200) {
      if (state?.room.number === now.number) {
        confirmed = true;
        sent();
      }
    } else say(told.error, true);
  }
  sending = false;
}

function sent() {
  const { room } = state;
  const lacks = room.item?.bases.length && (draft.basis === undefined || draft.basis === null);
  const until = room.clock?.deadline ? "đến khi hết giờ" : "đến khi câu này đóng";
  say(lacks ? "Đã gửi. Hãy chọn thêm căn cứ: thiếu căn cứ chỉ được nửa điểm." : `Đã gửi. Bạn đổi được ${until}.`);
}

// the question before the room

let questionDrawn = "";
function drawQuestion(question) {
  const key = JSON.stringify(question);
  if (key === questionDrawn) return;
  questionDrawn = key;
  const place = byId("question");
  place.hidden = !question;
  if (!question) return;
  place.replaceChildren(h("h2", {}, `Hỏi trợ lý: ${question.text}`),
    ...(question.state === "put" ? [h("p", { class: "quiet" }, "Trợ lý đang tìm căn cứ …")] : question.pieces.map(piece)));
}

// asking, leaving

byId("ask-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { status, told } = await post("/api/ask", own.token, { text: byId("ask-text").value });
  byId("ask-said").className = status === 200 ? "" : "error";
  byId("ask-said").textContent = status === 200 ? "Đã gửi cho giảng viên." : told.error;
  if (status === 200) byId("ask-text").value = "";
});

byId("forget").addEventListener("click", async () => {
  stream.close();
  const { status, told } = await post("/api/forget", own.token);
  if (status === 200 || status === 403) {
    byId("leave").open = false;
    leave("Đã xóa dữ liệu của bạn.");
  } else {
    byId("forget-said").textContent = told.error;
    stream.open();
  }
});

const code = asked || kept().last || "";
const token = kept().rooms?.[code];
if (token) enter(code, token);
else showJoin();
