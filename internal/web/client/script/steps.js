// Where an arrow key leads in a chart.

const along = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const across = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

// next gives the position that a key leads to from another, undefined for a key that leads nowhere.
export function next(chart, at, key) {
  const last = (chart.draw.tips?.length ?? 0) - 1;
  if (last < 0) return undefined;
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (!(key in along)) return undefined;
  if (at < 0) return 0;
  if (chart.draw.shape === "heat") return beside(chart, at, across[key]);
  return Math.min(Math.max(at + along[key], 0), last);
}

// beside is the cell next to another, or the same at an edge.
function beside(chart, at, [right, down]) {
  const cells = [].concat(chart.option.series)[0].data.map((datum) => datum.value ?? datum);
  const [x, y] = cells[at];
  const found = cells.findIndex(([toX, toY]) => toX === x + right && toY === y + down);
  return found < 0 ? at : found;
}
