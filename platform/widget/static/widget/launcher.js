/* The launcher of the chat widget: a button in a shadow root, and a sandboxed frame once somebody wants to talk.
   It loads nothing until then, keeps the session's token in memory only, and speaks with exactly one origin. */
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || customElements.get("heyan-widget")) return;
  const origin = new URL(script.src).origin;
  const site = script.dataset.site;
  const lang = (script.dataset.lang || document.documentElement.lang || navigator.language || "zh").toLowerCase();
  const chinese = !lang.startsWith("en");
  const words = chinese
    ? { open: "打开智能助手", close: "关闭智能助手", title: "智能助手对话" }
    : { open: "Open the assistant", close: "Close the assistant", title: "Conversation with the assistant" };

  const css = `
    :host { all: initial; position: fixed; z-index: 2147483000; inset-inline-end: 20px; inset-block-end: 20px; }
    button { inline-size: 56px; block-size: 56px; border: 0; border-radius: 50%; background: var(--accent, #1f5eff);
      color: #fff; cursor: pointer; box-shadow: 0 4px 16px rgb(0 0 0 / 24%); display: grid; place-items: center; }
    button:focus-visible { outline: 3px solid #fff; outline-offset: -6px; box-shadow: 0 0 0 4px #111; }
    svg { inline-size: 26px; block-size: 26px; }
    .panel { position: fixed; inset-inline-end: 20px; inset-block-end: 88px; inline-size: 392px; max-inline-size: calc(100vw - 40px);
      block-size: min(640px, calc(100dvh - 112px)); border-radius: 14px; overflow: hidden; background: #fff;
      box-shadow: 0 8px 40px rgb(0 0 0 / 28%); }
    .panel[hidden] { display: none; }
    iframe { border: 0; inline-size: 100%; block-size: 100%; display: block; color-scheme: light; }
    @media (max-width: 480px) {
      .panel { inset: 0; inline-size: 100vw; max-inline-size: none; block-size: 100dvh; border-radius: 0; }
      :host([open]) button { display: none; }
    }`;

  class HeyanWidget extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [sheet];
      this.button = document.createElement("button");
      this.button.type = "button";
      this.button.innerHTML =
        '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" aria-hidden="true">' +
        '<path d="M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5Z"/></svg>';
      this.button.addEventListener("click", () => this.toggle());
      this.panel = document.createElement("div");
      this.panel.className = "panel";
      this.panel.hidden = true;
      root.append(this.panel, this.button);
      this.say();
      addEventListener("message", (event) => this.hear(event));
      addEventListener("keydown", (event) => {
        if (event.key === "Escape" && this.hasAttribute("open")) this.toggle();
      });
    }

    toggle() {
      const open = !this.hasAttribute("open");
      this.toggleAttribute("open", open);
      if (open && !this.frame) this.load();
      this.panel.hidden = !open;
      this.say();
      if (open) this.tell({ type: "shown" });
      else this.button.focus();
    }

    say() {
      const open = this.hasAttribute("open");
      this.button.setAttribute("aria-label", open ? words.close : words.open);
      this.button.setAttribute("aria-expanded", String(open));
    }

    load() {
      this.frame = document.createElement("iframe");
      this.frame.title = words.title;
      this.frame.setAttribute("sandbox", "allow-scripts allow-forms allow-same-origin allow-popups");
      this.frame.src = `${origin}/frame/${encodeURIComponent(site)}?lang=${chinese ? "zh" : "en"}&page=${encodeURIComponent(location.origin)}`;
      this.panel.append(this.frame);
    }

    tell(message) {
      if (this.frame) this.frame.contentWindow.postMessage(message, origin);
    }

    async hear(event) {
      if (event.origin !== origin || !this.frame || event.source !== this.frame.contentWindow) return;
      const { type, token, accent } = event.data || {};
      if (type === "ready") {
        if (accent) this.style.setProperty("--accent", accent);
        this.tell({ type: "start", token: this.token || "", identity: this.token ? "" : await identity() });
      } else if (type === "session") this.token = token;
      else if (type === "again") this.tell({ type: "identity", identity: await identity() });
      else if (type === "close" && this.hasAttribute("open")) this.toggle();
    }
  }

  /* The page may hand over a signed identity: an attribute, or a function that fetches a fresh one. */
  const identity = async () => {
    const given = window.heyanIdentity;
    return (typeof given === "function" ? await given() : given) || script.dataset.identity || "";
  };

  customElements.define("heyan-widget", HeyanWidget);
  const place = () => document.body.append(document.createElement("heyan-widget"));
  if (document.body) place();
  else addEventListener("DOMContentLoaded", place);
})();
