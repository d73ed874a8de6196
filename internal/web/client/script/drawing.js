// One chart on the page: its data, its place, and when it is drawn again.

import { init, use } from "echarts/core";
import { BarChart, CustomChart, HeatmapChart, LineChart } from "echarts/charts";
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
import { dress } from "./dress.js";
import { readTheme } from "./theme.js";

use([
  BarChart, CustomChart, HeatmapChart, LineChart,
  AriaComponent, DataZoomComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent,
  SVGRenderer,
]);

// On paper a drawing is made this wide, in CSS pixels, and then shrunk to its place: letters of
// seven points are read well there, and a long ranking fits on a sheet.
const paperWidth = { full: 840, half: 400 };

export class Drawing {
  constructor(figure) {
    this.place = figure.querySelector(".drawing");
    this.chart = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
    this.figure = figure;
    this.canvas = null; // the echarts instance
    new ResizeObserver(() => this.fit()).observe(figure);
  }

  // draw starts anew, so that nothing of other colours or another width stays behind.
  draw(paper) {
    this.canvas?.dispose();
    this.paper = paper;
    const half = this.figure.closest(".half");
    const width = paper ? paperWidth[half ? "half" : "full"] : this.width();
    // The height leaves room for labels of two lines, which need one where they have a whole sheet.
    const theme = readTheme(paper);
    const height = Math.round(this.chart.height * theme.scale * (paper && !half ? 0.8 : 1));
    this.place.style.height = `${height}px`;
    this.place.style.width = width > this.figure.clientWidth ? `${width}px` : "";
    this.canvas = init(this.place, null, { renderer: "svg", width, height });
    this.canvas.setOption(dress(this.chart, { theme, width, still: this.drawn || paper }));
    this.canvas.on("click", (event) => this.follow(event));
    this.name(width, height);
    this.drawn = width;
  }

  fit() {
    if (this.paper || this.width() === this.drawn || this.width() === 0) return;
    this.draw(false);
  }

  // width is that of the figure, but cells of a heat map stay wide enough to read: then the figure
  // scrolls sideways.
  width() {
    const room = this.figure.clientWidth;
    if (this.chart.draw.shape !== "heat") return room;
    const columns = [].concat(this.chart.option.xAxis)[0]?.data?.length ?? 0;
    const scrolls = Math.max(room, columns * 38 + Math.min(180, room * 0.42));
    this.figure.tabIndex = scrolls > room + 1 ? 0 : -1;
    return scrolls;
  }

  // name gives the drawing its description in words and lets it shrink to a narrow sheet.
  name(width, height) {
    this.place.setAttribute("role", "img");
    this.place.setAttribute("aria-label", this.chart.description);
    const svg = this.place.querySelector("svg");
    svg?.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg?.setAttribute("aria-hidden", "true");
  }

  // follow adds the category that was clicked to the filters of the page.
  follow(event) {
    const filter = event.seriesIndex === 0 && this.chart.draw.filters?.[event.dataIndex];
    if (filter) location.search = filter;
  }
}
