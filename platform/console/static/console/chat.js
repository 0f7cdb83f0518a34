"use strict";
/* A conversation: send a question, show what happens, append what is released, put the drawn answer in its place. */
(() => {
  const room = document.querySelector("[data-chat]");
  if (!room) return;
  const words = room.querySelector("[data-words]").dataset;
  const spoken = room.querySelector("[data-spoken]");
  const turns = room.querySelector("[data-turns]");
  const form = room.querySelector("[data-composer]");
  let leave = null;

  const make = (name, kind, text) => {
    const node = document.createElement(name);
    if (kind) node.className = kind;
    if (text) node.textContent = text;
    return node;
  };
  const drawn = (html) => { const box = document.createElement("template"); box.innerHTML = html; return box.content; };
  /* The room itself scrolls where it stands beside an editor, the window elsewhere. */
  const scroller = room.dataset.test ? room : document.documentElement;
  const nearEnd = () => scroller.clientHeight + scroller.scrollTop > scroller.scrollHeight - 160;
  const follow = (was) => { if (was) scroller.scrollTo({ top: scroller.scrollHeight }); };
  const list = document.querySelector(".talks details");
  if (list && window.matchMedia("(max-width: 860px)").matches) list.open = false;

  /* What the browser shows of one running turn. */
  function bubble(question) {
    const turn = make("article", "turn");
    if (question) {
      const asked = make("div", "question", question);
      asked.prepend(make("span", "sr", words.you));
      turn.append(asked);
    }
    const reply = make("div", "reply");
    const state = make("p", "state working");
    const found = make("details", "found");
    const text = make("div", "words live");
    found.hidden = true;
    reply.append(state, found, text);
    turn.append(reply);
    turns.append(turn);
    return { turn, reply, state, found, text };
  }

  /* Text with its source numbers; a number that has no link (yet) stays as it was written. */
  function write(into, text, links) {
    into.replaceChildren();
    text.split(/(\[\d{1,3}\])/).forEach((part) => {
      const link = links[part.slice(1, -1)];
      if (/^\[\d+\]$/.test(part) && link) into.append(drawn(link));
      else if (part) into.append(part);
    });
  }

  async function* events(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let held = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      held += value;
      const blocks = held.split("\n\n");
      held = blocks.pop();
      for (const block of blocks) {
        const name = /^event: (.*)$/m.exec(block);
        const data = /^data: (.*)$/m.exec(block);
        if (name && data) yield [name[1], JSON.parse(data[1])];
      }
    }
  }

  async function show(response, view) {
    let text = "";
    const links = {};
    let ended = false;
    let slow = setTimeout(() => { view.state.textContent = words.slow; }, 60000);
    for await (const [name, data] of events(response)) {
      const was = nearEnd();
      if (name === "opened") opened(data, view);
      else if (name === "progress") {
        view.state.textContent = data.place ? `${words.place} ${data.place}` : data.says;
      } else if (name === "passages") {
        view.found.hidden = false;
        view.found.open = true;
        view.found.replaceChildren(make("summary", "", words.found), drawn(data.html));
      } else if (name === "text") {
        clearTimeout(slow);
        if (!text) { view.found.open = false; view.state.hidden = true; }
        text += data.text;
        Object.assign(links, data.links);
        write(view.text, text, links);
      } else if (name === "closed") {
        ended = true;
        if (data.code === "consent_required") { location.reload(); return; }
        const found = view.found;
        view.reply.replaceChildren(drawn(data.html));
        htmx.process(view.reply);
        if (!found.hidden) { found.open = false; view.reply.prepend(found); }
        tellKnown(data.known);
        const choice = view.reply.querySelector(".choices button");
        if (choice) choice.focus();
        spoken.textContent = `${words.done} ${data.plain}`;
        room.dispatchEvent(new CustomEvent("turn-closed", { detail: data, bubbles: true }));
      } else if (name === "failed") {
        ended = true;
        broken(view, data.says);
      }
      follow(was);
    }
    clearTimeout(slow);
    if (!ended) broken(view, words.failed);
  }

  /* What is known of who asks, above the line to write in; a chip takes back what was said. */
  function tellKnown(html) {
    const bar = room.querySelector("[data-known]");
    if (!bar) return;
    bar.replaceChildren(drawn(html));
    htmx.process(bar);
  }

  function opened(data, view) {
    view.turn.dataset.turn = data.turn;
    if (!form || form.elements.test) { if (form) form.elements.conversation.value = data.conversation; return; }
    form.elements.conversation.value = data.conversation;
    history.replaceState(null, "", `${room.dataset.conversation}${data.conversation}/`);
  }

  function broken(view, says) {
    view.state.hidden = false;
    view.state.className = "state bad";
    view.state.setAttribute("role", "alert");
    view.state.textContent = says;
  }

  function busy(on) {
    form.querySelector("[data-send]").hidden = on;
    form.querySelector("[data-stop]").hidden = !on;
  }

  async function talk(view, address, options) {
    leave = new AbortController();
    busy(true);
    try {
      const response = await fetch(address, { ...options, signal: leave.signal, credentials: "same-origin" });
      if (response.redirected || !(response.headers.get("Content-Type") || "").startsWith("text/event-stream")) {
        const error = await response.json().catch(() => ({ says: document.body.dataset.failed }));
        if (error.code === "signed_out") location.reload();
        broken(view, error.says);
        return false;
      }
      await show(response, view);
      return true;
    } catch (error) {
      broken(view, error.name === "AbortError" ? words.stopped : navigator.onLine ? words.failed : document.body.dataset.offline);
      return error.name === "AbortError";
    } finally {
      busy(false);
      leave = null;
    }
  }

  const fresh = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  async function ask(question) {
    const hello = room.querySelector("[data-hello]");
    const pick = room.querySelector(".pick");
    if (pick) pick.remove();
    if (hello) hello.querySelectorAll(".chips").forEach((each) => each.remove());
    turns.querySelectorAll(".choices").forEach((each) => each.remove());
    const data = new FormData(form);
    data.set("question", question);
    data.set("key", fresh());
    const view = bubble(question);
    form.elements.question.value = "";
    grow();
    follow(true);
    const headers = { "X-CSRFToken": window.heyan.token() };
    const sent = await talk(view, form.action, { method: "POST", body: data, headers });
    if (!sent && !form.elements.question.value) { form.elements.question.value = question; grow(); }
  }

  function grow() {
    const area = form.elements.question;
    area.rows = Math.min(8, Math.max(1, area.value.split("\n").length, Math.ceil(area.value.length / 46)));
  }

  if (form) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const question = form.elements.question.value.trim();
      if (question && !leave) ask(question);
    });
    form.elements.question.addEventListener("input", grow);
    form.elements.question.addEventListener("keydown", (event) => {
      /* While an input method composes, Enter chooses a word; Safari tells that by key code 229 only. */
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      form.requestSubmit();
    });
    form.querySelector("[data-stop]").addEventListener("click", () => leave && leave.abort());
    room.addEventListener("click", (event) => {
      const suggestion = event.target.closest("[data-suggest]");
      if (suggestion && !leave) ask(suggestion.textContent.trim());
    });
  }

  /* A source opens beside the conversation; with a modifier key, or without script, as a page. */
  const viewer = document.getElementById("viewer");
  if (viewer) room.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-cite]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    viewer.querySelector("[data-viewer-open]").href = link.href;
    await htmx.ajax("GET", link.href, { target: "[data-viewer-body]", swap: "innerHTML" });
    if (!viewer.open) viewer.showModal();
    /* The page's picture arrives after the mark that lies on it. */
    const mark = viewer.querySelector(".marks rect, #marked");
    const sheet = viewer.querySelector(".sheet img");
    const see = () => mark && mark.scrollIntoView({ block: "center" });
    see();
    if (sheet && !sheet.complete) sheet.addEventListener("load", see, { once: true });
  });
  if (viewer) viewer.addEventListener("click", (event) => { if (event.target === viewer) viewer.close(); });

  if (room.dataset.resume && form) {
    const last = [...turns.querySelectorAll(".turn")].pop();
    if (last) last.querySelectorAll(".reply").forEach((each) => each.remove());
    talk(bubble(""), room.dataset.resume, {});
  } else if (turns.querySelector(".turn")) window.scrollTo({ top: document.body.scrollHeight });
})();
/* Beside the editor: what happened in the last test turn. */
document.addEventListener("turn-closed", (event) => {
  const room = event.target.closest("[data-test]");
  if (!room) return;
  const address = room.dataset.test.replace("00000000-0000-0000-0000-000000000000", event.detail.turn);
  htmx.ajax("GET", address, { target: "[data-tested]", swap: "innerHTML" });
});
