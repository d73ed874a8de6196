// Shows new answers as they come, without moving what one is reading, until a person pauses it.

import { Refused, summary } from "./pages.js";
import { say } from "./say.js";

const often = 2000; // the least time between two updates, in milliseconds
const spoken = 30_000; // the least time between two that are said
const patience = [5000, 15_000, 60_000, 300_000]; // before it is tried again after a failure

export class Live {
  constructor(pages) {
    this.pages = pages;
    this.paused = false;
    this.source = null; // the connection, while there is one
    this.failures = 0;
    this.news = 0; // the last answer that was heard of
    this.last = { shown: 0, said: 0 };
    document.addEventListener("visibilitychange", () => this.connect());
    addEventListener("pagehide", () => this.hangUp());
  }

  // sync reads from the page where the news come from, and how far its counts reach.
  sync() {
    const bar = document.querySelector("[data-live]");
    this.address = bar?.dataset.live;
    this.seq = Number(bar?.dataset.seq ?? 0);
    if (!bar || typeof EventSource === "undefined") return this.hangUp();
    if (!bar.querySelector(".live")) bar.querySelector(".who")?.after(this.sign());
    this.connect();
  }

  sign() {
    const sign = document.createElement("p");
    sign.className = "live";
    sign.dataset.own = "";
    this.state = document.createElement("span");
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "quiet small";
    this.button.addEventListener("click", () => this.toggle());
    sign.append(this.state, this.button);
    this.tell();
    return sign;
  }

  toggle() {
    this.paused = !this.paused;
    this.failures = 0;
    this.connect();
    say(this.paused ? "Live updates are paused." : "Live updates go on.");
  }

  tell(words = this.paused ? "Paused" : this.source ? "Live" : "Not connected") {
    if (!this.state) return;
    this.state.textContent = words;
    this.state.className = words === "Live" ? "on" : "off";
    this.button.textContent = this.paused ? "Go on" : "Pause";
    this.button.setAttribute("aria-label", this.paused ? "Go on with live updates" : "Pause live updates");
  }

  connect() {
    if (this.paused || document.hidden || !this.address) return this.hangUp();
    if (this.source || this.over) return;
    clearTimeout(this.retry);
    const source = (this.source = new EventSource(this.address));
    source.addEventListener("counts", (event) => this.hear(Number(event.data)));
    source.addEventListener("over", () => this.end());
    source.addEventListener("open", () => {
      this.failures = 0;
      this.tell();
    });
    source.addEventListener("error", () => source.readyState === EventSource.CLOSED && this.later());
    this.tell();
  }

  hangUp() {
    clearTimeout(this.retry);
    clearTimeout(this.due);
    this.due = 0;
    this.source?.close();
    this.source = null;
    this.tell();
  }

  // later tries again after a while; a browser gives up on an answer that is an error.
  later() {
    this.hangUp();
    this.retry = setTimeout(() => this.connect(), patience[Math.min(this.failures++, patience.length - 1)]);
  }

  // end stops for good: the login has ended.
  end() {
    this.over = true;
    this.hangUp();
    this.tell("Logged out: load the page again to log in");
    this.button.hidden = true;
  }

  hear(seq) {
    this.news = Math.max(this.news, seq);
    if (this.news <= this.seq || this.due) return;
    this.due = setTimeout(() => this.update(), Math.max(0, this.last.shown + often - Date.now()));
  }

  async update() {
    try {
      await this.pages.refresh();
      this.last.shown = Date.now();
      this.speak();
    } catch (error) {
      if (error instanceof Refused && error.login) this.end();
      this.last.shown = Date.now() + often;
    }
    this.due = 0;
    if (this.source) this.hear(this.news);
  }

  // speak says how many there are now, but not with every answer.
  speak() {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      this.last.said = Date.now();
      say(`New answers: ${summary()}`);
    }, Math.max(0, this.last.said + spoken - Date.now()));
  }
}
