// A heat map says each cell's number in letters that stand out from its ground, and marks what is more
// or less than the totals lead to expect with a sign.

import { hatching } from "./patterns.js";
import { between, readable } from "./theme.js";

// scaleOf is the range of the numbers that colours stand for, and the words at its ends.
export function scaleOf(option) {
  const { min = 0, max = 1, dimension = 2, text = [] } = [].concat(option.visualMap ?? [])[0] ?? {};
  return { min, max, dimension: Number(dimension), text };
}

export function dressHeat(option, scale, draw, theme) {
  const colours = draw.diverging ? [theme.fewer, theme.middle, theme.more] : [theme.low, theme.high];
  for (const series of option.series) {
    series.itemStyle = { ...series.itemStyle, borderColor: theme.surface, borderWidth: 2, borderRadius: 4 };
    series.emphasis = { itemStyle: { borderColor: theme.ink, borderWidth: 2 } };
    series.label = { show: true, fontSize: theme.letters(12), ...series.label, formatter: cellText };
    series.data = series.data?.map((datum, i) => dressCell(datum, i, { ...scale, colours }, draw, theme));
  }
  option.series.push(ruler(scale, colours, theme));
}

// dressCell colours a cell. One of few people is paler and hatched, as bars of few people are.
function dressCell(datum, i, scale, draw, theme) {
  const item = Array.isArray(datum) ? { value: datum } : { ...datum };
  const number = item.value[scale.dimension];
  // "-" stands where nobody could have picked: such a cell has no ground to be read on.
  if (!Number.isFinite(number)) return { ...item, itemStyle: { ...item.itemStyle, color: "transparent" } };
  const few = item.value[4];
  const full = between(scale.colours, (number - scale.min) / (scale.max - scale.min || 1));
  const ground = few ? between([theme.surface, full], 0.5) : full;
  item.itemStyle = { ...item.itemStyle, color: ground, ...(few ? { decal: hatching(theme) } : {}) };
  item.label = { ...item.label, color: readable(ground), fontWeight: draw.marks?.[i] ? "bold" : "normal" };
  return item;
}

// cellText writes the number of a cell with the sign that marks it.
function cellText({ value: [, , number, sign] }) {
  return number === "-" || number === null ? "" : `${number}${sign ?? ""}`;
}

const length = 140; // of the ruler, in pixels
const steps = 28;

// ruler shows beneath the cells which colours stand for which numbers.
function ruler({ text }, colours, theme) {
  return {
    type: "custom",
    silent: true,
    animation: false,
    coordinateSystem: "none",
    data: [0],
    renderItem: (_, api) => {
      const [left, top] = [(api.getWidth() - length) / 2, api.getHeight() - 24];
      const cells = Array.from({ length: steps }, (_, i) => ({
        type: "rect",
        shape: { x: left + (i * length) / steps, y: top, width: length / steps + 0.5, height: 14 },
        style: { fill: between(colours, i / (steps - 1)) },
      }));
      const words = (text, x, align) => ({
        type: "text",
        style: { text, x, y: top + 7, align, verticalAlign: "middle", fill: theme.quiet, font: `${theme.letters(12)}px ${theme.font}` },
      });
      const [high = "", low = ""] = text;
      return { type: "group", children: [...cells, words(low, left - 8, "right"), words(high, left + length + 8, "left")] };
    },
  };
}
