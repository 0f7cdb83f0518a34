/* The chat inside the frame. Text arrives screened and labelled; this file only shows it. */
(() => {
  "use strict";
  const html = document.documentElement;
  const words = JSON.parse(document.getElementById("words").textContent);
  const site = html.dataset.site;
  const params = new URLSearchParams(location.search);
  const lang = params.get("lang") || "zh";
  const page = params.get("page") || location.origin;
  const $ = (id) => document.getElementById(id);
  const [log, form, input, send, stop, notice, live, questions, known] =
    ["log", "form", "input", "send", "stop", "notice", "live", "questions", "known"].map($);
  let token = "", conversation = null, running = null, waitingIdentity = null, renewal = 0, reachable = false;

  /* --- the page around us --- */
  const tell = (message) => { if (parent !== window) parent.postMessage(message, page); };
  addEventListener("message", (event) => {
    if (event.origin !== page || event.source !== parent) return;
    const { type } = event.data || {};
    if (type === "start") start(event.data.token, event.data.identity);
    else if (type === "identity" && waitingIdentity) waitingIdentity(event.data.identity);
    else if (type === "shown") focusBest();
  });
  const freshIdentity = () => new Promise((done) => {
    waitingIdentity = done;
    setTimeout(() => done(""), 5000);
    tell({ type: "again" });
  });
  const focusBest = () => (notice.hidden ? input : $("agree")).focus();

  /* --- the server --- */
  const call = (path, body, options = {}) =>
    fetch(`${path}${path.includes("?") ? "&" : "?"}lang=${lang}`, {
      method: body ? "POST" : "GET",
      headers: { ...(body && { "Content-Type": "application/json" }), ...(token && { Authorization: `Bearer ${token}` }) },
      body: body && JSON.stringify(body),
      credentials: "omit",
      ...options,
    });
  const json = async (response) => {
    const data = await response.json().catch(() => ({ code: "network", says: words.offline }));
    if (!response.ok) throw Object.assign(new Error(data.says), data, { status: response.status });
    return data;
  };

  async function start(held, identity) {
    token = held || "";
    try {
      begun(await json(await call(held ? "/session/again" : "/session", { site, identity: identity || "" })));
    } catch (error) {
      if (held) return start("", await freshIdentity());
      banner(error.says || words.offline, () => start("", identity));
    }
  }
  function begun(session) {
    keep(session);
    if (!log.childElementCount && session.greeting) bubble("bot", session.greeting);
    showNotice(session.notice);
    suggest(session.questions);
  }
  function keep(session) {
    token = session.token;
    reachable = session.reachable;
    tellLate(session.late);
    tell({ type: "session", token });
    clearTimeout(renewal);
    renewal = setTimeout(renew, session.expires_in * 800);
  }
  async function renew() {
    try { keep(await json(await call("/session/again", { site }))); }
    catch { start("", await freshIdentity()); }
  }

  /* --- the notice --- */
  function showNotice(held) {
    notice.hidden = !held;
    form.hidden = Boolean(held);
    questions.hidden = Boolean(held);
    if (!held) return;
    $("notice-title").textContent = held.title;
    $("notice-text").innerHTML = held.html;
    $("agree").onclick = async () => {
      try {
        await json(await call("/consent", { notice_id: held.id }));
        showNotice(null);
        input.focus();
      } catch (error) {
        if (error.code === "notice_outdated") renew();
        banner(error.says || words.offline);
      }
    };
    $("agree").focus();
  }
  $("withdraw").onclick = async () => {
    try {
      await json(await call("/consent/withdraw", {}));
      $("menu").open = false;
      begun(await json(await call("/session/again", { site })));
    } catch (error) { banner(error.says || words.offline); }
  };
  $("close").onclick = () => tell({ type: "close" });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if ($("source").open) return;
    tell({ type: "close" });
  });

  /* --- the conversation --- */
  function bubble(who, text) {
    const item = document.createElement("li");
    item.className = who;
    const body = document.createElement("div");
    body.className = "text";
    body.textContent = text;
    item.append(body);
    log.append(item);
    item.scrollIntoView({ block: "end" });
    return item;
  }
  function suggest(list) {
    questions.replaceChildren(...(log.querySelector(".visitor") ? [] : list || []).map((text) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.onclick = () => ask(text);
      return button;
    }));
  }
  function banner(text, retry) {
    const item = bubble("problem", text);
    item.setAttribute("role", "alert");
    if (!retry) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words.retry;
    button.onclick = () => { item.remove(); retry(); };
    item.append(button);
  }
  const busy = (on) => {
    send.hidden = on;
    stop.hidden = !on;
    log.setAttribute("aria-busy", String(on));
  };

  async function ask(question, key = crypto.randomUUID(), asked = null) {
    if (running || !question.trim()) return;
    questions.replaceChildren();
    log.querySelectorAll(".choices").forEach((each) => each.remove());
    asked = asked || bubble("visitor", question);
    input.value = "";
    size();
    const item = bubble("bot waiting", words.thinking);
    const control = (running = new AbortController());
    busy(true);
    const state = { item, turn: "", seq: 0, fresh: true, ended: false };
    try {
      const response = await call("/ask", { question, conversation_id: conversation, key }, { signal: control.signal });
      if (!response.ok) await json(response);
      await follow(response, state);
      for (let tries = 0; !state.ended && state.turn && tries < 5; tries++) {
        await new Promise((done) => setTimeout(done, 500 * 2 ** tries));
        const again = await call(`/turns/${state.turn}/events?after=${state.seq}`, null, { signal: control.signal });
        if (again.ok) await follow(again, state);
      }
      if (!state.ended) throw Object.assign(new Error(), { says: words.offline });
    } catch (error) {
      if (state.fresh) item.remove();
      if (error.name === "AbortError") closeQuietly(state);
      else if (error.code === "consent_required") { asked.remove(); input.value = question; renewNotice(); }
      else if (error.code === "session_ended") { asked.remove(); await start("", await freshIdentity()); running = null; return ask(question, key); }
      else banner(error.says || words.offline, () => ask(question, key, asked));
    } finally {
      running = null;
      busy(false);
    }
  }
  const renewNotice = async () => begun(await json(await call("/session/again", { site })));
  stop.onclick = () => running && running.abort();
  function closeQuietly(state) {
    if (state.fresh) return;
    state.item.classList.remove("waiting");
    label(state.item, words.label);
  }

  /* Server-sent events by fetch: frames may be cut anywhere, also inside a character. */
  async function follow(response, state) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const frames = (rest + value).split("\n\n");
      rest = frames.pop();
      for (const frame of frames) take(frame, state);
    }
  }
  function take(frame, state) {
    const name = /^event: (.*)$/m.exec(frame), data = /^data: (.*)$/m.exec(frame);
    if (name && data) heard[name[1]]?.(JSON.parse(data[1]), state);
  }
  const heard = {
    opened(data, state) { state.turn = data.turn; conversation = data.conversation; },
    waiting(data, state) { if (state.fresh) state.item.firstChild.textContent = data.says; },
    text(data, state) {
      const body = state.item.firstChild;
      if (state.fresh) { body.textContent = ""; state.item.classList.remove("waiting"); state.fresh = false; label(state.item, data.label); }
      body.textContent += data.text;
      state.seq = data.seq;
      state.item.scrollIntoView({ block: "end" });
    },
    closed(data, state) {
      state.ended = true;
      if (data.error) throw Object.assign(new Error(data.error.says), data.error);
      state.fresh = false;
      state.item.classList.remove("waiting");
      state.item.classList.add("done");
      state.item.firstChild.innerHTML = data.html;
      label(state.item, data.label);
      feedback(state.item, state.turn, data.outcome);
      live.textContent = `${data.plain} ${data.label}`;
      cites(state.item, data.sources, state.turn);
      choose(state.item, data.choices);
      showKnown(data.known);
      state.item.scrollIntoView({ block: "end" });
    },
    failed(data, state) { state.ended = true; throw Object.assign(new Error(data.says), data); },
  };
  /* A question back: each choice is sent as the visitor's next words. */
  function choose(item, choices) {
    if (!choices.length) return;
    const box = Object.assign(document.createElement("div"), { className: "choices" });
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", words.choices);
    box.append(...choices.map((text) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
      button.onclick = () => ask(text);
      return button;
    }));
    item.append(box);
    box.firstChild.focus();
  }
  function showKnown(list) {
    known.hidden = !list.length;
    known.replaceChildren(...list.map((each) => {
      const chip = document.createElement("li");
      chip.textContent = each.text;
      if (each.removes) chip.append(forgetting(each, chip));
      return chip;
    }));
  }
  function forgetting(each, chip) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
    button.setAttribute("aria-label", each.removes);
    button.onclick = async () => {
      try {
        await json(await call("/said/forget", { conversation_id: conversation, attribute: each.attribute }));
        chip.remove();
        known.hidden = !known.childElementCount;
        input.focus();
      } catch (error) { banner(error.says || words.offline); }
    };
    return button;
  }
  /* --- what the visitor thinks of it --- */
  const knob = (text, act) => Object.assign(document.createElement("button"), { type: "button", textContent: text, onclick: act });
  function feedback(item, turn, outcome) {
    if (outcome === "held" || outcome === "aborted") return;
    const box = Object.assign(document.createElement("div"), { className: "feedback" });
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", words.rate);
    const reasons = Object.assign(document.createElement("div"), { className: "reasons", hidden: true });
    reasons.setAttribute("role", "group");
    reasons.setAttribute("aria-label", words.why);
    const said = Object.assign(document.createElement("span"), { className: "said" });
    said.setAttribute("role", "status");
    const press = (button, all) => all.forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
    const send = async (body, button, all) => {
      try {
        await json(await call(`/turns/${turn}/rating`, body));
        press(button, all);
        said.textContent = words.thanks;
      } catch (error) { said.textContent = error.says || words.offline; }
    };
    const verdicts = ["good", "bad"].map((verdict) => {
      const button = knob(words[verdict], () => {
        reasons.hidden = verdict === "good";
        if (verdict === "bad") tell_me.hidden = !reachable;
        send({ verdict }, button, verdicts);
      });
      button.setAttribute("aria-pressed", "false");
      return button;
    });
    const why = ["wrong", "half", "too_long", "outdated", "not_found"].map((reason) => {
      const button = knob(words[reason], () => send({ verdict: "bad", reason }, button, why));
      button.setAttribute("aria-pressed", "false");
      return button;
    });
    const tell_me = knob(words.tell_me, async () => {
      try {
        await json(await call(`/turns/${turn}/wish`, { on: true }));
        tell_me.replaceWith(Object.assign(document.createElement("span"), { textContent: words.will_tell }));
      } catch (error) { said.textContent = error.says || words.offline; }
    });
    tell_me.hidden = !(reachable && outcome === "not_in_material");
    reasons.append(...why);
    box.append(...verdicts, said, reasons, tell_me);
    item.append(box);
  }
  function cites(item, sources, turn) {
    item.querySelectorAll(".cite").forEach((button) => {
      const source = sources.find((each) => each.n === Number(button.dataset.cite));
      button.onclick = () => show(source, turn, button);
    });
  }
  /* Answers that came after the visitor had left: his question, and what there is to say to it now. */
  function tellLate(list) {
    list.forEach((each) => {
      bubble("visitor", each.question);
      const item = bubble("bot done", "");
      item.firstChild.innerHTML = each.html;
      item.prepend(Object.assign(document.createElement("p"), { className: "late", textContent: words.late }));
      label(item, each.label);
      cites(item, each.sources, each.turn);
      feedback(item, each.turn, "answered");
      live.textContent = `${words.late} ${each.plain} ${each.label}`;
    });
  }
  function label(item, text) {
    let line = item.querySelector(".label");
    if (!line) item.append((line = Object.assign(document.createElement("p"), { className: "label" })));
    line.textContent = text;
  }

  /* --- a source --- */
  async function show(source, turn, from) {
    const box = $("source"), page = $("page"), image = $("page-image"), mark = $("page-mark");
    $("source-where").textContent = source.where;
    $("source-quote").textContent = source.quote;
    page.hidden = true;
    box.showModal();
    box.onclose = () => { URL.revokeObjectURL(image.src); from.focus(); };
    const path = `/turns/${turn}/sources/${source.n}`;
    const found = await call(path).then(json).catch(() => null);
    if (!found || !found.page) return;
    const picture = await call(`${path}/page`).catch(() => null);
    if (!picture || !picture.ok) return;
    image.src = URL.createObjectURL(await picture.blob());
    image.alt = source.where;
    ["x", "y", "width", "height"].forEach((name, at) => mark.setAttribute(name, found.box ? found.box[at] * 100 : 0));
    page.hidden = false;
    image.onload = () => found.box && box.scrollTo({ top: page.offsetTop + found.box[1] * page.offsetHeight - 80 });
  }

  /* --- writing --- */
  const size = () => { input.rows = Math.min(5, input.value.split("\n").length); };
  input.addEventListener("input", size);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    ask(input.value);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(input.value); });

  if (parent === window) start("", "");
  else tell({ type: "ready", accent: html.dataset.accent });
})();
