// The wall and the trainer's hands: who is here, the item, the bars, the answer step by step, the room's questions.
import { Clock, Stream, byId, h, minutes, post } from "./room.js";
import { answering, board, item, summary } from "./wall.js";

const session = location.pathname.match(/^\/trinh-chieu\/([^/]+)/)[1];
const KEPT = `can-cu-trinh-chieu-${session}`;
const isControl = location.hash === "#dieu-khien"; // a second window, for the trainer's eyes
const SAYS = { waiting: "chờ chọn", put: "đang tìm căn cứ …", answered: "đã có câu trả lời", failed: "chưa trả lời được" };
const KEYS = [
  ["→, dấu cách, PageDown", "bước tiếp theo"],
  ["←, PageUp", "lùi một bước"],
  ["T", "chạy hoặc dừng đồng hồ"],
  ["+", "thêm 30 giây"],
  ["K", "hiện kết quả ngay khi đang trả lời, hoặc thôi"],
  ["B", "bảng điểm"],
  ["N", "hiện hoặc ẩn tên"],
  ["Q", "câu hỏi của phòng"],
  ["F", "toàn màn hình"],
];
let key = new URLSearchParams(location.search).get("key") ?? sessionStorage.getItem(KEPT) ?? "";
let room = null;
let addresses = [];
let address = 0;
let drawn = "";
let showsQuestions = isControl;
let warned = false; // the trainer has read what speaks against starting
let moving = Promise.resolve();

// The secret leaves the address bar, which the room can read off the wall; a reload finds it in this tab.
sessionStorage.setItem(KEPT, key);
history.replaceState(null, "", location.pathname + location.hash);
document.body.classList.toggle("control", isControl);

function move(name, told = {}) {
  moving = moving.then(async () => {
    const reply = await post(`/api/show/${session}/${name}`, key, told);
    byId("error").textContent = reply.status === 200 ? "" : reply.told.error;
  });
}

function next() {
  if (!room) return;
  const goOn = () => move("next", { moves: room.moves });
  if (room.stage === "lobby" && !room.question && room.warnings.length && !warned) askStart(goOn);
  else goOn();
}

// the state

const clock = new Clock((seconds, runs) => {
  const place = byId("clock");
  place.textContent = seconds === null ? "" : minutes(seconds) + (runs ? "" : " (dừng)");
  place.classList.toggle("last", runs && seconds !== null && seconds <= 10);
});

function linked(is) {
  byId("banner").hidden = is;
  byId("banner").textContent = is ? "" : "Mất kết nối với máy chủ của phòng, đang nối lại …";
}

function take(told) {
  room = told.room;
  addresses = told.addresses;
  byId("title").textContent = room.title;
  document.title = `${room.title} · trình chiếu`;
  clock.set(room.clock, told.now);
  const inItem = room.stage === "open" || room.stage === "closed";
  byId("count").textContent = inItem ? `Câu ${room.number}/${room.of} · ${room.answered}/${room.people.length} đã trả lời` : `${room.people.length} người`;
  byId("join-line").replaceChildren(...(inItem ? ["Mã ", h("strong", {}, room.code)] : []));
  drawStage();
  drawTools();
  drawQuestions();
}

function drawStage() {
  const { moves, questions, prepared, title, clock: _, ...shown } = room;
  if (shown.stage !== "lobby") delete shown.connected;
  const now = JSON.stringify([shown, address, addresses]);
  if (now === drawn) return;
  drawn = now;
  const focused = document.activeElement?.id;
  const parts = room.question ? answering(room.question) : room.board && room.stage !== "ended" ? board(room) : stages[room.stage](room);
  const stage = byId("stage");
  stage.replaceChildren(...[parts].flat().filter(Boolean));
  if (focused) byId(focused)?.focus();
  const subject = room.question ? `?${room.question.id}` : `${shown.stage === "open"}${shown.item && shown.number}`;
  if (stage.dataset.subject !== subject) stage.scrollTop = 0;
  else if (!isControl) stage.querySelector(".newest")?.scrollIntoView({ block: "nearest" });
  stage.dataset.subject = subject;
}

const stages = { lobby, open: item, closed: item, ended: summary };

// the lobby

function lobby() {
  const url = addresses[address] ?? addresses[0];
  const bare = url.replace(/^https?:\/\//, "");
  const isLocal = /^(127\.|localhost|\[::1\])/.test(bare);
  const choice = addresses.length > 1 && h("select", { id: "address", class: "small", "aria-label": "Địa chỉ in trong mã QR" },
    addresses.map((one, place) => h("option", { value: place, selected: place === address }, one)));
  choice && choice.addEventListener("change", () => { address = Number(choice.value); drawStage(); });
  const count = room.people.length;
  return [
    h("div", { class: "lobby" },
      qr(`/ma-qr/${room.code}/${address}.svg`),
      h("div", {}, h("p", {}, "Nối cùng mạng Wi-Fi, quét mã hoặc mở"), h("p", { class: "address" }, bare), h("p", {}, "rồi nhập mã"),
        h("p", { class: "code" }, room.code), choice)),
    isLocal && h("p", { class: "warning" }, "Máy chủ đang chỉ mở cho máy này: điện thoại chưa vào được. Hãy mở lại phòng, chọn “mạng nội bộ (phòng học)” ở trang Tập huấn."),
    room.warnings.length > 0 && h("details", { class: "notes warning", open: room.warnings.length < 3 },
      h("summary", {}, `Cần xem trước khi bắt đầu (${room.warnings.length})`), warnings()),
    h("section", { class: "notes", "aria-label": "Người đã vào" },
      h("p", { role: "status" }, h("strong", {}, String(count)), ` người đã vào, ${room.connected} máy đang nối`),
      !room.names_hidden && h("ul", { class: "people" }, room.people.map((one) =>
        h("li", {}, h("button", { title: `Mời ${one.name} ra và xóa dữ liệu`, onclick: () => askRemove(one) }, one.name))))),
  ];
}

let picture = null; // kept, or it would flicker with everyone who joins
function qr(src) {
  if (picture?.getAttribute("src") !== src) picture = h("img", { src, alt: `Mã QR vào phòng ${room.code}` });
  return picture;
}

const warnings = () => h("ul", {}, room.warnings.map((text) => h("li", {}, text)));

const askRemove = (one) => confirm("Mời ra khỏi phòng", h("p", {}, `Mời “${one.name}” ra khỏi phòng và xóa mọi câu trả lời của máy đó?`),
  "Mời ra và xóa", () => move("remove", { participant: one.id }));

const askStart = (goOn) => confirm("Cần xem trước khi bắt đầu", warnings(), "Vẫn bắt đầu", () => { warned = true; goOn(); });

function confirm(title, told, words, press) {
  const dialog = h("dialog", { "aria-label": title }, h("h2", {}, title), told,
    h("p", { class: "do" }, h("button", { class: "primary", onclick: () => { dialog.close(); press(); } }, words), " ",
      h("button", { onclick: () => dialog.close() }, "Thôi")));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

// the questions of the room

function drawQuestions() {
  const place = byId("questions");
  place.hidden = !showsQuestions;
  const now = JSON.stringify([room.questions, room.prepared, room.names_hidden, showsQuestions, room.question?.id]);
  if (!showsQuestions || place.dataset.drawn === now) return;
  place.dataset.drawn = now;
  const typed = byId("own-question")?.value ?? "";
  const waiting = room.questions.filter((one) => one.state === "waiting");
  const others = room.questions.filter((one) => one.state !== "waiting");
  const by = (one) => one.by_trainer ? "giảng viên" : room.names_hidden ? "" : one.name;
  const line = (one, ...buttons) => h("li", {}, h("span", {}, one.text, " ", h("span", { class: "quiet" }, [by(one), SAYS[one.state]].filter(Boolean).join(" · "))),
    one.error && h("span", { class: "error" }, one.error), h("span", { class: "do" }, buttons));
  const form = h("form", {}, h("label", {}, "Hỏi trợ lý trước lớp", h("textarea", { id: "own-question", rows: 2, maxlength: 300, required: true })), h("button", {}, "Hỏi"));
  form.addEventListener("submit", (event) => { event.preventDefault(); move("ask", { text: byId("own-question").value }); byId("own-question").value = ""; });
  const parts = [
    !isControl && h("p", { class: "quiet" }, "Màn chiếu đang hiện danh sách này. ",
      h("button", { onclick: () => window.open(`${location.pathname}#dieu-khien`) }, "Duyệt ở cửa sổ riêng")),
    h("h2", {}, `Câu hỏi của phòng (${waiting.length})`),
    h("ul", {}, waiting.map((one) => line(one,
      h("button", { class: "primary", onclick: () => move("put", { question: one.id }) }, "Đưa lên"), h("button", { onclick: () => move("reject", { question: one.id }) }, "Bỏ")))),
    others.length > 0 && h("h2", {}, "Đã đưa lên"),
    h("ul", {}, others.map((one) => line(one,
      one.state === "failed" ? h("button", { onclick: () => move("put", { question: one.id }) }, "Hỏi lại")
        : room.question?.id === one.id ? h("button", { onclick: () => move("hide") }, "Thôi chiếu") : h("button", { onclick: () => move("show", { question: one.id }) }, "Chiếu lại")))),
    room.prepared.length > 0 && h("h2", {}, "Câu chuẩn bị sẵn trong bài"),
    h("ul", {}, room.prepared.map((text, number) => h("li", {}, text, h("span", { class: "do" }, h("button", { onclick: () => move("prepared", { place: number }) }, "Đưa lên"))))),
    form,
  ];
  place.replaceChildren(...parts.filter(Boolean));
  byId("own-question").value = typed;
}

// the trainer's hands

function nextWords() {
  const { stage, resolved, question, number, of } = room;
  if (question) return question.left ? "Hiện tiếp" : "Về câu của bài";
  if (stage === "lobby") return of ? "Bắt đầu câu 1" : "Kết thúc";
  if (stage === "open") return "Đóng câu";
  if (stage === "ended") return "";
  if (!resolved) return "Nêu đáp án";
  if (resolved.step === 1 && room.is_quoted) return "Nêu trích dẫn";
  if (resolved.step < 3) return "Nêu căn cứ";
  return number < of ? `Câu ${number + 1}` : "Tổng kết";
}

let endsNext = false;

/** Ends the session at the second press within five seconds: the button stands among others. */
function end() {
  if (endsNext) move("end");
  else setTimeout(() => { endsNext = false; drawTools(); }, 5000);
  endsNext = !endsNext;
  drawTools();
}

function drawTools() {
  const { stage } = room;
  const inItem = stage === "open" || stage === "closed";
  const runs = Boolean(room.clock?.deadline);
  const waiting = room.questions.filter((one) => one.state === "waiting").length;
  const tool = (id, words, press, more = {}) => h("button", { id, type: "button", onclick: (event) => { if (event.detail) event.currentTarget.blur(); press(); }, ...more }, words);
  const toggle = (id, words, press, on) => tool(id, words, press, { "aria-pressed": on ? "true" : "false" });
  const list = [
    tool("back", "◀ Lùi", () => move("back"), { disabled: stage === "lobby" && !room.question }),
    nextWords() && tool("next", `${nextWords()} ▶`, next, { class: "primary", disabled: room.question?.state === "put" }),
    stage === "open" && tool("clock-run", runs ? "Dừng đồng hồ" : "Chạy đồng hồ", () => move(runs ? "clock-stop" : "clock-start")),
    stage === "open" && tool("more", "+30 giây", () => move("clock-more")),
    stage === "closed" && room.reopens && tool("reopen", "Mở lại", () => move("reopen")),
    inItem && tool("skip", "Bỏ qua", () => move("skip")),
    h("span", { class: "space" }),
    stage === "open" && toggle("bars", "Kết quả ngay", () => move("bars"), room.live_bars),
    inItem && toggle("board", "Bảng điểm", () => move("board"), room.board),
    tool("names", room.names_hidden ? "Hiện tên" : "Ẩn tên", () => move("names")),
    !isControl && toggle("ask", `Câu hỏi${waiting ? ` (${waiting})` : ""}`, toggleQuestions, showsQuestions),
    stage !== "ended" && stage !== "lobby" && tool("end", endsNext ? "Kết thúc thật?" : "Kết thúc", end),
    tool("keys-help", "?", () => byId("help").showModal(), { "aria-label": "Phím tắt", title: "Phím tắt" }),
  ].filter(Boolean);
  const now = list.map((one) => `${one.id}${one.textContent}${one.disabled}${one.getAttribute("aria-pressed")}`).join("|");
  const place = byId("tools");
  if (place.dataset.drawn === now) return;
  place.dataset.drawn = now;
  const focused = document.activeElement?.id;
  place.replaceChildren(...list);
  if (focused) byId(focused)?.focus();
}

function toggleQuestions() {
  showsQuestions = !showsQuestions;
  drawQuestions();
  drawTools();
}

byId("keys").append(...KEYS.flatMap(([name, words]) => [h("dt", {}, name), h("dd", {}, words)]));

const PRESSED = {
  ArrowRight: next, PageDown: next, " ": next,
  ArrowLeft: () => move("back"), PageUp: () => move("back"),
  t: () => room.stage === "open" && move(room.clock?.deadline ? "clock-stop" : "clock-start"),
  "+": () => room.stage === "open" && move("clock-more"),
  k: () => move("bars"), b: () => move("board"), n: () => move("names"), q: toggleQuestions,
  f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
  "?": () => byId("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  const target = event.target;
  if (!room || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || document.querySelector("dialog[open]")) return;
  if (target.closest("input, textarea, select") || (event.key === " " && target.closest("button"))) return;
  const press = PRESSED[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!press) return;
  event.preventDefault();
  if (!event.repeat) press();
});

function ended() {
  byId("banner").hidden = false;
  byId("banner").textContent = "Buổi tập huấn này đã bị xóa.";
}

// A stream that is refused tells no reason: a move that does nothing asks for it.
const check = await post(`/api/show/${session}/check`, key);
if (check.status === 403) {
  byId("stage").replaceChildren(h("p", { class: "ask" }, check.told.error));
  byId("title").textContent = "Không mở được";
} else {
  new Stream(`/api/show/${session}/stream?key=${encodeURIComponent(key)}`, { state: take, linked, ended });
}
