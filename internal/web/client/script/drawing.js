// One chart on the page: its data, its place, and when it is drawn again.

import { dress } from "./dress.js";
import { init } from "./engine.js";
import { Reader } from "./reader.js";
import { readTheme } from "./theme.js";
import { hideTip, showTip } from "./tip.js";

// On paper a drawing is made this wide, in CSS pixels, and then shrunk to its place: letters of
// seven points are read well there, and a long ranking fits on a sheet.
const paperWidth = { full: 840, half: 400 };

export class Drawing {
  // go leads to the page with other filters.
  constructor(figure, go) {
    this.figure = figure;
    this.place = figure.querySelector(".drawing");
    this.go = go;
    this.canvas = null; // the echarts instance
    this.read();
    this.reader = new Reader(this);
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(figure);
  }

  read() {
    this.source = this.figure.querySelector("script[type='application/json']").textContent;
    this.chart = JSON.parse(this.source);
  }

  // draw starts anew, so that nothing of other colours or another width stays behind.
  draw(paper) {
    this.canvas?.dispose();
    this.paper = paper;
    const { theme, width, height } = this.measure();
    this.canvas = init(this.place, null, { renderer: "svg", width, height });
    this.canvas.setOption(dress(this.chart, { theme, width, still: this.drawn || paper }));
    this.canvas.on("click", (event) => this.follow(this.position(event)));
    this.canvas.on("mousemove", (event) => this.point(event));
    this.canvas.on("mouseout", () => hideTip());
    this.name(width, height);
    this.drawn = width;
  }

  // update moves the drawing to the numbers that the page holds now.
  update() {
    if (this.source === this.figure.querySelector("script[type='application/json']").textContent) return;
    const shape = this.chart.draw.shape;
    const reading = this.reader.rest();
    this.read();
    if (this.paper || shape !== this.chart.draw.shape) return this.draw(this.paper);
    const { theme, width, height } = this.measure();
    this.canvas.resize({ width, height });
    this.canvas.setOption(dress(this.chart, { theme, width, still: false }), { notMerge: true });
    this.name(width, height);
    this.drawn = width;
    this.reader.again(reading);
  }

  dispose() {
    this.observer.disconnect();
    this.canvas?.dispose();
    hideTip();
  }

  fit() {
    if (this.paper || this.width() === this.drawn || this.width() === 0) return;
    this.draw(false);
  }

  // measure gives the size of the drawing and makes room for it.
  measure() {
    const half = this.figure.closest(".half");
    const width = this.paper ? paperWidth[half ? "half" : "full"] : this.width();
    const theme = readTheme(this.paper);
    // The height leaves room for labels of two lines, which need one where they have a whole sheet.
    const height = Math.round(this.chart.height * theme.scale * (this.paper && !half ? 0.66 : 1));
    this.place.style.height = `${height}px`;
    this.place.style.width = width > this.figure.clientWidth ? `${width}px` : "";
    return { theme, width, height };
  }

  // width is that of the figure, but cells of a heat map stay wide enough to read: then the figure
  // scrolls sideways.
  width() {
    const room = this.figure.clientWidth;
    if (this.chart.draw.shape !== "heat") return room;
    const columns = [].concat(this.chart.option.xAxis)[0]?.data?.length ?? 0;
    return Math.max(room, columns * 38 + Math.min(180, room * 0.42));
  }

  // name gives the drawing its description in words and lets it shrink to a narrow sheet.
  name(width, height) {
    this.reader.name();
    const svg = this.place.querySelector("svg");
    svg?.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg?.setAttribute("aria-hidden", "true");
  }

  // position is that of the datum an event is about, -1 when it is about none. Bars that lie over
  // those of the first series are of the same categories.
  position({ componentType, seriesType, dataType, dataIndex }) {
    const none = componentType !== "series" || seriesType === "custom" || dataType === "edge";
    return none ? -1 : dataIndex;
  }

  point(event) {
    const { draw } = this.chart;
    const text = event.data?.tip ?? (event.dataType === "edge" ? draw.linkTips?.[event.dataIndex] : draw.tips?.[this.position(event)]);
    const { clientX, clientY } = event.event.event;
    if (text) showTip(text, { x: clientX, y: clientY });
  }

  // follow adds the category at the position to the filters of the page.
  follow(position) {
    const filter = this.chart.draw.filters?.[position];
    if (!filter) return;
    hideTip();
    this.go(filter);
  }
}
