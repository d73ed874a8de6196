// Reads a chart by keyboard: arrows move through its data, each is shown and said, Enter filters by
// it, Escape leaves.

import { say } from "./say.js";
import { next } from "./steps.js";
import { hideTip, showTip } from "./tip.js";

export class Reader {
  constructor(drawing) {
    this.drawing = drawing;
    this.at = -1; // the position that is read; -1 before the first
    this.place = drawing.place;
    this.place.addEventListener("keydown", (event) => this.press(event));
    this.place.addEventListener("focus", () => this.place.matches(":focus-visible") && this.show());
    this.place.addEventListener("blur", () => this.leave());
  }

  // name tells what the drawing is, and how it is read where it can be.
  name() {
    const { description, draw } = this.drawing.chart;
    const reads = draw.tips?.length > 0;
    const filters = draw.filters?.some(Boolean) ? " Enter filters by the one you are at." : "";
    this.place.setAttribute("role", reads ? "application" : "img");
    this.place.setAttribute("aria-label", reads ? `${description} Arrow keys read one value after the other.${filters}` : description);
    if (reads) {
      this.place.setAttribute("aria-roledescription", "chart");
      this.place.tabIndex = 0;
    } else {
      this.place.removeAttribute("aria-roledescription");
      this.place.removeAttribute("tabindex");
    }
  }

  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { chart } = this.drawing;
    if (event.key === "Escape") return this.place.blur();
    if ((event.key === "Enter" || event.key === " ") && this.at >= 0) {
      event.preventDefault();
      return this.drawing.follow(this.at);
    }
    const to = next(chart, this.at, event.key);
    if (to === undefined) return;
    event.preventDefault();
    this.move(to);
  }

  move(to) {
    this.mark("downplay");
    this.at = to;
    this.show();
    const text = this.drawing.chart.draw.tips[to] ?? "";
    say(text.replaceAll("\n", ". "));
  }

  // rest lets go of what is read before the numbers move, and gives its name.
  rest() {
    this.mark("downplay");
    return nameOf(this.drawing.chart, this.at);
  }

  // again reads on at what has that name now.
  again(name) {
    const { chart } = this.drawing;
    this.at = name ? (chart.draw.tips ?? []).findIndex((_, i) => nameOf(chart, i) === name) : -1;
    if (document.activeElement === this.place && this.place.matches(":focus-visible")) this.show();
  }

  show() {
    const text = this.drawing.chart.draw.tips?.[this.at];
    if (!text) return;
    this.mark("highlight");
    const { x, y } = this.reveal(this.spot());
    showTip(text, { x, y });
  }

  // spot is the middle of the datum within the drawing.
  spot() {
    const element = this.drawing.canvas.getModel().getSeriesByIndex(0)?.getData().getItemGraphicEl(this.at);
    if (!element) return { x: 0, y: 0 };
    const box = element.getBoundingRect().clone();
    box.applyTransform(element.getComputedTransform() ?? [1, 0, 0, 1, 0, 0]);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  // reveal scrolls to a spot that is out of sight and gives its place in the window.
  reveal({ x, y }) {
    const { figure } = this.drawing;
    if (x < figure.scrollLeft || x > figure.scrollLeft + figure.clientWidth) figure.scrollLeft = x - figure.clientWidth / 2;
    let box = this.place.getBoundingClientRect();
    const low = box.top + y;
    const room = document.documentElement.clientHeight;
    if (low < 0 || low > room) scrollBy(0, low - room / 2);
    box = this.place.getBoundingClientRect();
    return { x: box.left + x, y: box.top + y };
  }

  mark(type) {
    if (this.at >= 0) this.drawing.canvas.dispatchAction({ type, seriesIndex: 0, dataIndex: this.at });
  }

  leave() {
    this.mark("downplay");
    hideTip(0);
  }
}

// nameOf is the first line of what a tip says: what the datum is.
function nameOf(chart, position) {
  return chart.draw.tips?.[position]?.split("\n")[0];
}
