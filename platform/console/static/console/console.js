"use strict";
/* What every page shares: the token for forms sent by htmx, messages, dialogs, the rail, the palette. */
(() => {
  const body = document.body;
  const toasts = document.getElementById("toasts");

  function toast(text, error) {
    const box = document.createElement("div");
    box.className = error ? "toast error" : "toast";
    const words = document.createElement("span");
    words.textContent = text;
    box.append(words);
    toasts.append(box);
    fade(box);
  }
  function fade(box) { setTimeout(() => box.remove(), box.classList.contains("error") ? 12000 : 6000); }
  toasts.querySelectorAll(".toast:not(.error)").forEach(fade);
  window.heyan = { toast, token: () => body.dataset.csrf };

  body.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRFToken"] = body.dataset.csrf; });
  body.addEventListener("toast", (event) => toast(event.detail.text, event.detail.error));
  body.addEventListener("htmx:responseError", (event) => {
    if (!event.detail.xhr.getResponseHeader("HX-Trigger")) toast(body.dataset.failed, true);
  });
  body.addEventListener("htmx:sendError", () => toast(body.dataset.offline, true));

  /* One dialog asks before anything that can't be undone, for htmx and for plain forms. */
  const ask = document.getElementById("confirm");
  function confirmed(question, yes) {
    ask.querySelector("p").textContent = question;
    ask.returnValue = "";
    ask.onclose = () => { if (ask.returnValue === "yes") yes(); };
    ask.showModal();
  }
  body.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    confirmed(event.detail.question, () => event.detail.issueRequest(true));
  });
  body.addEventListener("submit", (event) => {
    const form = event.target;
    const question = (event.submitter && event.submitter.dataset.confirm) || form.dataset.confirm;
    if (question && !form.dataset.confirmed) {
      event.preventDefault();
      confirmed(question, () => { form.dataset.confirmed = "1"; form.requestSubmit(event.submitter); });
      return;
    }
    if (!form.hasAttribute("hx-post") && form.method === "post" && event.submitter) {
      setTimeout(() => event.submitter.setAttribute("aria-disabled", "true"));
    }
  });

  body.addEventListener("click", (event) => {
    const on = (name) => event.target.closest(`[data-${name}]`);
    const dismiss = on("dismiss");
    if (dismiss) dismiss.closest(".toast").remove();
    if (on("palette")) openPalette();
    const dialog = on("dialog");
    if (dialog) document.getElementById(dialog.dataset.dialog).showModal();
    const close = on("close");
    if (close) close.closest("dialog").close();
    const copy = on("copy");
    if (copy) copied(copy);
    const rail = document.getElementById("rail");
    if (on("rail")) setRail(!rail.classList.contains("open"));
    else if (rail && rail.classList.contains("open") && !rail.contains(event.target)) setRail(false);
  });
  function setRail(open) {
    const rail = document.getElementById("rail");
    rail.classList.toggle("open", open);
    const button = document.querySelector("[data-rail]");
    button.setAttribute("aria-expanded", String(open));
  }
  function copied(button) {
    const text = button.dataset.copy || document.getElementById(button.dataset.copyFrom).textContent;
    navigator.clipboard.writeText(text).then(() => toast(button.dataset.copied), () => toast(body.dataset.failed, true));
  }

  /* The palette: pages, bots and bases, found by the server. */
  const palette = document.getElementById("palette");
  function openPalette() {
    if (!palette || palette.open) return;
    palette.showModal();
    const input = palette.querySelector("input");
    input.value = "";
    htmx.trigger(input, "open");
  }
  function choose(step) {
    const links = [...palette.querySelectorAll("a")];
    const at = links.findIndex((link) => link.getAttribute("aria-selected") === "true");
    links.forEach((link) => link.setAttribute("aria-selected", "false"));
    const next = links[(at + step + links.length) % links.length];
    if (!next) return;
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({ block: "nearest" });
    palette.querySelector("input").setAttribute("aria-activedescendant", next.id);
  }
  if (palette) {
    /* Enter means what was typed, also where its results are still on their way. */
    const input = palette.querySelector("input");
    let sent = null;
    let shown = null;
    let wanted = false;
    palette.addEventListener("input", () => { wanted = false; });
    palette.addEventListener("htmx:beforeRequest", () => { sent = input.value; });
    palette.addEventListener("htmx:afterSwap", () => {
      shown = sent;
      const first = palette.querySelector("a");
      if (wanted && first && shown === input.value) first.click();
    });
    palette.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); choose(event.key === "ArrowDown" ? 1 : -1); }
      const chosen = palette.querySelector("a[aria-selected=true]") || palette.querySelector("a");
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (shown !== input.value) wanted = true;
      else if (chosen) chosen.click();
    });
    palette.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
  }
  document.addEventListener("keydown", (event) => {
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") { event.preventDefault(); openPalette(); }
    if (event.key === "Escape" && document.querySelector(".rail.open")) { setRail(false); document.querySelector("[data-rail]").focus(); }
  });

  /* A document opens where it is marked. */
  function toMark(inside) {
    const mark = inside.querySelector("#marked, .marks rect");
    if (mark) mark.scrollIntoView({ block: "center" });
  }
  body.addEventListener("htmx:afterSettle", (event) => toMark(event.detail.elt));
  window.addEventListener("load", () => toMark(document));

  /* Filters send themselves when a choice changes; typing waits for Enter. */
  body.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form && event.target.matches("select, input[type=date], input[type=checkbox]")) form.requestSubmit();
  });
})();
