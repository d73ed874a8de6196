// From the plain option of a chart to one with colours, letters and the parts that need functions.

import { between, readable } from "./theme.js";
import { whiskers } from "./whiskers.js";

// dress returns a new option. width is that of the drawing; still leaves out the movement with
// which a drawing appears.
export function dress(chart, { theme, width, still }) {
  const option = structuredClone(chart.option);
  const draw = chart.draw;
  option.color = theme.series;
  option.backgroundColor = "transparent";
  option.textStyle = { fontFamily: theme.font, fontSize: theme.letters(13), color: theme.ink };
  option.animation = !still && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  option.animationDuration = 350;
  option.series = [].concat(option.series ?? []);
  option.aria = {
    ...option.aria,
    enabled: true,
    decal: { show: draw.shape !== "heat" && option.series.length > 1, decals: decals(theme) },
  };
  option.tooltip = tooltip(option.tooltip, draw.tips, theme, width);
  for (const key of ["xAxis", "yAxis"]) {
    if (option[key]) option[key] = [].concat(option[key]).map((axis) => dressAxis(axis, key, option, draw, theme, width));
  }
  if (option.legend) option.legend = [].concat(option.legend).map((l) => ({ ...l, textStyle: { ...l.textStyle, color: theme.ink, fontSize: theme.letters(12) } }));
  if (draw.shape === "heat") dressHeat(option, draw, theme, width);
  else option.series.forEach((series, i) => dressSeries(series, i, draw, theme));
  if (draw.intervals?.length) {
    option.series.push(whiskers(draw.intervals, draw.shape === "bars", theme));
  }
  for (const series of option.series) {
    if (draw.filters?.length && !series.silent) series.cursor = "pointer";
  }
  return option;
}

// The first series is plain; the others are told apart by pattern as well as by colour.
function decals(theme) {
  const ink = `${theme.surface}b0`;
  return [
    { symbol: "none" },
    { color: ink, dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: Math.PI / 4 },
    { color: ink, symbol: "circle", dashArrayX: [[8, 8], [0, 8, 8, 0]], dashArrayY: [6, 0], symbolSize: 0.8 },
  ];
}

function tooltip(given, tips, theme, width) {
  const tip = (params) => tips?.[[].concat(params)[0].dataIndex] ?? "";
  return {
    ...given,
    formatter: tip,
    show: true,
    renderMode: "richText", // no label is ever read as HTML
    confine: true,
    backgroundColor: theme.surface,
    borderColor: theme.line,
    textStyle: { color: theme.ink, fontSize: theme.letters(13), width: Math.min(320, width - 40), overflow: "break" },
  };
}

function dressAxis(axis, key, option, draw, theme, width) {
  const label = { ...axis.axisLabel, color: theme.quiet, fontSize: theme.letters(12), lineHeight: theme.letters(14) };
  if (axis.type === "category" && key === "yAxis") {
    label.color = theme.ink;
    if (axis.position !== "right") label.width = sideWidth(label.width, width);
  }
  if (draw.shape === "heat" && key === "xAxis") straighten(label, axis.data.length, width);
  return {
    ...axis,
    ...(axis.type === "value" && draw.percent ? percentTicks(option, draw, width) : {}),
    axisLabel: label,
    axisLine: { ...axis.axisLine, lineStyle: { color: theme.line } },
    axisTick: { show: false, ...axis.axisTick, lineStyle: { color: theme.line } },
    splitLine: { ...axis.splitLine, lineStyle: { color: theme.line, type: [2, 3] } },
    nameTextStyle: { ...axis.nameTextStyle, color: theme.quiet, fontSize: theme.letters(12) },
  };
}

// percentTicks gives a scale that nearly reaches 100 % its whole length in equal steps, and a narrow
// drawing so few ticks that all their labels, and the 0 % among them, have room.
function percentTicks(option, draw, width) {
  const bars = option.series.flatMap((s) => (s.data ?? []).map((d) => d?.value ?? d));
  const most = Math.max(0, ...bars.filter(Number.isFinite), ...(draw.intervals ?? []).map((i) => i[1]));
  const narrow = width < 460;
  if (most > 80) return { max: 100, interval: narrow ? 50 : 25 };
  return narrow ? { splitNumber: 2 } : {};
}

// Labels at the side get more room where there is some.
function sideWidth(least, width) {
  return Math.round(Math.min(Math.max(width * 0.3, Math.min(least ?? 140, width * 0.47)), 260));
}

// Labels above the cells lie level where the cells are broad enough for them.
function straighten(label, columns, width) {
  const cell = (width - sideWidth(undefined, width)) / columns;
  if (cell >= 84) Object.assign(label, { rotate: 0, width: Math.floor(cell) - 8 });
}

function dressSeries(series, i, draw, theme) {
  const colour = theme.series[i % theme.series.length];
  series.itemStyle = { color: colour, ...series.itemStyle };
  if (series.type === "bar") {
    series.itemStyle.borderRadius ??= draw.shape === "bars" ? [0, 3, 3, 0] : [3, 3, 0, 0];
  }
  if (series.type === "line") {
    series.lineStyle = { color: colour, width: 2.5, ...series.lineStyle };
    series.symbolSize ??= 5;
  }
  if (series.label) series.label = { color: theme.ink, fontSize: theme.letters(12), ...series.label };
  series.emphasis = { itemStyle: { borderColor: theme.ink, borderWidth: 1.5 }, ...series.emphasis };
}

// A heat map says each cell's number in letters that stand out from its ground, and marks what is
// more or less than the totals lead to expect with a sign.
function dressHeat(option, draw, theme, width) {
  const colours = draw.diverging ? [theme.fewer, theme.middle, theme.more] : [theme.low, theme.high];
  const scales = [].concat(option.visualMap ?? []);
  for (const scale of scales) {
    scale.inRange = { color: colours };
    scale.textStyle = { ...scale.textStyle, color: theme.quiet, fontSize: theme.letters(12) };
  }
  option.visualMap = scales;
  const { min = 0, max = 1, dimension = 2 } = scales[0] ?? {};
  for (const series of option.series) {
    series.itemStyle = { ...series.itemStyle, borderColor: theme.surface, borderWidth: 2, borderRadius: 4 };
    series.emphasis = { itemStyle: { borderColor: theme.ink, borderWidth: 2 } };
    series.label = { show: true, fontSize: theme.letters(12), ...series.label, formatter: cellText };
    series.data = series.data?.map((datum, i) => dressCell(datum, i, { colours, min, max, dimension }, draw));
  }
}

function dressCell(datum, i, scale, draw) {
  const item = Array.isArray(datum) ? { value: datum } : { ...datum };
  // "-" stands where nobody could have picked: such a cell has no ground to be read on.
  if (!Number.isFinite(item.value[scale.dimension])) return item;
  const share = (item.value[scale.dimension] - scale.min) / (scale.max - scale.min || 1);
  item.label = { ...item.label, color: readable(between(scale.colours, share)), fontWeight: draw.marks?.[i] ? "bold" : "normal" };
  return item;
}

// cellText writes the number of a cell with the sign that marks it.
function cellText({ value: [, , number, sign] }) {
  return number === "-" || number === null ? "" : `${number}${sign ?? ""}`;
}
