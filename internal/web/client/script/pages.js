// Follows filters without a reload: the same address is fetched, and what differs is put in its place.
// Whatever goes wrong ends in an ordinary visit of the address.

import { hold } from "./anchor.js";
import { morph } from "./morph.js";
import { say } from "./say.js";

export class Pages {
  constructor() {
    this.listeners = [];
    this.here = location.pathname + location.search; // the address of what is shown
    this.coming = null; // the visit that is under way
    document.addEventListener("click", (event) => this.click(event));
    document.addEventListener("submit", (event) => this.submit(event));
    addEventListener("popstate", (event) => this.back(event));
  }

  // shown calls the listener now and whenever the page has changed.
  shown(listener) {
    this.listeners.push(listener);
    listener();
  }

  click(event) {
    const link = event.target.closest?.("main a[href]");
    const plain = event.button === 0 && !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute("download")) return;
    const to = new URL(link.href);
    if (!samePage(to) || to.hash) return;
    event.preventDefault();
    this.go(to);
  }

  submit(event) {
    const form = event.target;
    const to = new URL(form.action);
    if (form.method !== "get" || !form.closest("main") || !samePage(to) || event.defaultPrevented) return;
    event.preventDefault();
    const filled = [...new FormData(form, event.submitter)].filter(([name, value]) => value || !["from", "to"].includes(name));
    to.search = new URLSearchParams(filled).toString();
    const chooser = form.closest("details");
    if (chooser) {
      chooser.open = false;
      chooser.querySelector("summary").focus();
    }
    this.go(to);
  }

  back(event) {
    if (location.pathname + location.search === this.here) return; // only another place of the page
    this.show(new URL(location.href), event.state?.top).catch(() => location.reload());
  }

  // go shows the page at another address and adds it to the browser's history.
  async go(to) {
    const top = scrollY;
    try {
      const shown = await this.show(to);
      if (!shown) return;
      history.replaceState({ ...history.state, top }, "");
      history.pushState({}, "", to);
      this.here = to.pathname + to.search;
    } catch {
      location.assign(to);
    }
  }

  // show fetches an address and puts it in the place of what is shown. top is how far to scroll; without
  // it what one looks at stays where it is. It tells whether nothing else was asked for meanwhile.
  async show(to, top) {
    const main = document.getElementById("main");
    main.setAttribute("aria-busy", "true");
    try {
      const page = await this.fetch(to, {});
      if (!page) return false;
      this.here = to.pathname + to.search;
      this.swap(page, { top });
      say(summary());
      return true;
    } finally {
      main.removeAttribute("aria-busy");
    }
  }

  // refresh fetches the page that is shown once more, on nobody's wish: its forms stay as they are, and
  // the visit does not count as one of a person.
  async refresh() {
    if (this.coming) return false;
    const here = this.here;
    const page = await this.fetch(new URL(here, location.href), { headers: { "Muster-Unattended": "1" } });
    if (!page || here !== this.here) return false;
    this.swap(page, { unasked: true });
    return true;
  }

  // fetch gives the page at an address, or null when another was asked for meanwhile.
  async fetch(to, options) {
    this.coming?.abort();
    const coming = (this.coming = new AbortController());
    try {
      const answer = await fetch(to, { ...options, signal: coming.signal });
      if (!answer.ok || new URL(answer.url).pathname !== to.pathname) throw new Refused(answer);
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch (error) {
      if (coming.signal.aborted) return null;
      throw error;
    } finally {
      if (this.coming === coming) this.coming = null;
    }
  }

  swap(page, { top, unasked }) {
    const [main, fresh] = [document.getElementById("main"), page.getElementById("main")];
    if (!fresh || script(page) !== script(document)) throw new Error("this is another page");
    const release = hold();
    const focused = document.activeElement;
    const near = focused?.closest(".filters, .group")?.querySelector(".chooser > summary");
    document.title = page.title;
    morph(main, fresh, { unasked });
    for (const listener of this.listeners) listener();
    // Who removes a filter goes on beside it: its chip is gone.
    const next = focused?.isConnected ? focused : (near ?? main);
    if (next !== document.activeElement) next.focus({ preventScroll: true });
    if (top === undefined) release();
    else scrollTo(0, top);
  }
}

// Refused says that there is no such page, or not for us.
export class Refused extends Error {
  constructor(answer) {
    super(`the page came with status ${answer.status}`);
    this.login = new URL(answer.url).pathname === "/login";
  }
}

function samePage(to) {
  return to.origin === location.origin && to.pathname === location.pathname;
}

// script is the address of our script on a page: another means that the service was renewed.
function script(page) {
  return page.querySelector("script[src]")?.getAttribute("src");
}

// summary says how many answers the page is of now.
export function summary() {
  const count = document.querySelector(".who b")?.textContent.trim();
  return count ? `${count}.` : "The page has changed.";
}
