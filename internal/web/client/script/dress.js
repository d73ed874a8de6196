// From the plain option of a chart to one with colours, letters and the parts that need functions.

import { brackets } from "./brackets.js";
import { dressGraph } from "./graph.js";
import { dressHeat, scaleOf } from "./heat.js";
import { hatching, patterns } from "./patterns.js";
import { whiskers, zero } from "./whiskers.js";

// dress returns a new option. width is that of the drawing; still leaves out the movement with
// which a drawing appears or goes from numbers to others.
export function dress(chart, { theme, width, still }) {
  const option = structuredClone(chart.option);
  const draw = chart.draw;
  for (const part of ["aria", "tooltip", "visualMap"]) delete option[part]; // ours take their place
  option.color = theme.series;
  option.backgroundColor = "transparent";
  option.textStyle = { fontFamily: theme.font, fontSize: theme.letters(13), color: theme.ink };
  option.animation = !still && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  option.animationDuration = option.animationDurationUpdate = 350;
  option.series = [].concat(option.series ?? []);
  for (const key of ["xAxis", "yAxis"]) {
    if (option[key]) option[key] = [].concat(option[key]).map((axis) => dressAxis(axis, key, option, draw, theme, width));
  }
  if (option.legend) option.legend = [].concat(option.legend).map((l) => ({ ...l, textStyle: { ...l.textStyle, color: theme.ink, fontSize: theme.letters(12) } }));
  if (draw.shape === "heat") dressHeat(option, scaleOf(chart.option), draw, theme);
  else if (draw.shape === "graph") dressGraph(option, theme);
  else option.series.forEach((series, i) => dressSeries(series, i, option, draw, theme));
  for (const series of option.series) {
    if (draw.filters?.some(Boolean) && !series.silent) series.cursor = "pointer";
  }
  if (draw.shape !== "heat" && draw.shape !== "graph") option.series.push(...beside(option, draw, theme, width));
  return option;
}

// beside gives what stands beside the bars: intervals, the line where nothing differs, and brackets.
function beside(option, draw, theme, width) {
  const across = draw.shape === "bars";
  const more = [];
  if ((draw.intervals ?? []).some(([low]) => low < 0)) more.push(zero(across, theme));
  if (draw.intervals?.length) more.push(whiskers(draw.intervals, across, theme));
  if (draw.brackets?.length && across) more.push(brackets(option, draw, theme, width));
  return more;
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
    ...(axis.type === "value" && axis.min < 0 ? evenTicks(axis, width) : {}),
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
  const bars = option.series.flatMap((s) => (s.data ?? []).map((d) => d?.value ?? d)).filter(Number.isFinite);
  const most = Math.max(0, ...bars, ...(draw.intervals ?? []).map(([, high]) => high));
  const least = Math.min(0, ...bars, ...(draw.intervals ?? []).map(([low]) => low));
  const narrow = width < 460;
  if (Math.max(most, -least) > 80) return { min: least < 0 ? -100 : 0, max: 100, interval: narrow || least < 0 ? 50 : 25 };
  return narrow ? { splitNumber: 2 } : {};
}

// evenTicks gives a scale to both sides of nothing its ends and 0, and the middles where all labels have room.
function evenTicks({ max }, width) {
  const interval = width < 460 ? max : max / 2;
  return { interval, minInterval: interval, maxInterval: interval };
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

function dressSeries(series, i, option, draw, theme) {
  const colour = theme.series[i % theme.series.length];
  series.itemStyle = { color: colour, ...series.itemStyle };
  if (series.type === "bar") dressBars(series, i, option, draw, theme);
  if (series.type === "line") {
    series.lineStyle = { color: colour, width: 2.5, ...series.lineStyle };
    series.symbolSize ??= 5;
  }
  if (series.label) series.label = { color: theme.ink, fontSize: theme.letters(12), ...series.label };
  series.emphasis = { itemStyle: { borderColor: theme.ink, borderWidth: 1.5 }, ...series.emphasis };
}

// Bars are round where they end, on whichever side of nothing that is. Those of few people are
// hatched, and those of several series are told apart by pattern as well as by colour.
function dressBars(series, i, option, draw, theme) {
  const [end, beginning] = draw.shape === "bars" ? [[0, 3, 3, 0], [3, 0, 0, 3]] : [[3, 3, 0, 0], [0, 0, 3, 3]];
  series.itemStyle.borderRadius ??= end;
  series.data = series.data?.map((datum) => {
    const value = datum?.value ?? datum;
    if (!(value < 0)) return datum;
    return { ...(datum?.value === undefined ? { value } : datum), itemStyle: { borderRadius: beginning, ...datum?.itemStyle } };
  });
  const pattern = option.series.length > 1 ? patterns(theme)[i % 3] : null;
  series.itemStyle.decal ??= draw.hatched && i === 0 ? hatching(theme) : pattern;
}
