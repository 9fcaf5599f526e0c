// What telephones and the wall share: elements without HTML, the stream, the clock, posts.

/** An element. Text from elsewhere only ever becomes text. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "onclick") element.addEventListener("click", value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);
export const letter = (place) => String.fromCharCode(65 + place);
export const points = (number) => String(Math.round(number * 100) / 100).replace(".", ",");

/** Posts JSON; `status` is 0 when the server was not reached. */
export async function post(path, secret, told = {}) {
  try {
    const reply = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${secret}` },
      body: JSON.stringify(told),
    });
    return { status: reply.status, told: await reply.json().catch(() => ({})) };
  } catch {
    return { status: 0, told: { error: "Chưa tới được máy chủ của phòng: kiểm tra Wi-Fi rồi thử lại." } };
  }
}

/** The stream of states. Lost, it is taken up again by itself: each event is the whole state. */
export class Stream {
  constructor(address, { state, linked, ended }) {
    this.address = address;
    this.hears = { state, linked, ended };
    this.tries = 0;
    this.open();
    this.again = () => document.visibilityState === "visible" && this.open();
    document.addEventListener("visibilitychange", this.again); // a telephone that slept holds a dead stream
    addEventListener("online", this.again);
  }

  open() {
    this.drop();
    const source = (this.source = new EventSource(this.address));
    source.onmessage = (event) => {
      this.tries = 0;
      this.hears.linked(true);
      this.hears.state(JSON.parse(event.data));
    };
    source.addEventListener("gone", () => this.end("gone"));
    source.addEventListener("moved", () => this.end("moved"));
    source.onerror = () => {
      this.drop();
      this.hears.linked(false);
      const wait = Math.min(4000, 400 * 2 ** this.tries++) * (0.5 + Math.random() / 2); // not all at once
      this.timer = setTimeout(() => this.open(), wait);
    };
  }

  drop() {
    clearTimeout(this.timer);
    this.source?.close();
  }

  end(why) {
    this.close();
    this.hears.ended(why);
  }

  close() {
    this.drop();
    document.removeEventListener("visibilitychange", this.again);
    removeEventListener("online", this.again);
  }
}

/** Seconds left, by the server's clock, drawn into an element four times a second. */
export class Clock {
  constructor(draw) {
    this.draw = draw;
    this.clock = null;
    setInterval(() => this.tick(), 250);
  }

  set(clock, now) {
    this.clock = clock;
    this.ahead = now * 1000 - performance.now();
    this.tick();
  }

  tick() {
    if (!this.clock) return this.draw(null, false);
    const { deadline, seconds } = this.clock;
    if (deadline === null) return this.draw(seconds, false);
    return this.draw(Math.max(0, Math.ceil((deadline * 1000 - performance.now() - this.ahead) / 1000)), true);
  }
}

export const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** A status as a word in a frame: the colour only repeats it. */
export function status(basis) {
  return h("span", { class: `status ${basis.status}` }, basis.status_text);
}

/** The quotation and the provision of a resolved item, as far as they have been told. */
export function evidence(resolved) {
  const { quote, basis } = resolved;
  return [
    quote && h("blockquote", {}, quote),
    basis &&
      h("div", { class: "basis" },
        h("p", {}, h("span", { class: "quiet" }, "Căn cứ: "), h("strong", {}, basis.citation)),
        h("p", {}, status(basis)),
        basis.changes.map((change) => h("p", { class: "warning" }, change))),
  ];
}

/** A piece of an answer of the assistant. */
export function piece(told) {
  if (told.kind === "citation") {
    return h("figure", { class: "piece citation" },
      h("blockquote", {}, told.quote),
      h("figcaption", {}, h("strong", {}, `[${told.mark}] ${told.citation}`), " ", status(told),
        told.nature && h("span", { class: "quiet" }, ` · ${told.nature}`),
        told.status === "ended" && told.replaced_by.length > 0 && h("span", { class: "quiet" }, ` · thay bằng: ${told.replaced_by.join("; ")}`)));
  }
  if (told.kind === "choices") {
    return h("div", { class: "piece" }, h("p", {}, told.text), h("ul", {}, told.choices.map((choice) => h("li", {}, choice))));
  }
  const words = { claim: "piece claim", refusal: "piece refusal", warning: "piece warning" };
  return h("p", { class: words[told.kind] ?? "piece" }, told.text);
}
