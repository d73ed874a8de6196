// Intervals as lines with caps on the ends of the bars, from plain data.

const cap = 4; // half the length of a cap

// whiskers gives a series that draws the interval of each datum. across tells that the values run
// from left to right.
export function whiskers(intervals, across, theme) {
  return {
    type: "custom",
    silent: true,
    z: 5,
    animation: false,
    itemStyle: { decal: "none" },
    encode: across ? { x: [0, 1], y: 2 } : { x: 2, y: [0, 1] },
    data: intervals.map(([low, high], position) => [low, high, position]),
    renderItem: (_, api) => whisker(api, across, theme),
  };
}

// zero gives a series that draws the line where nothing differs, for values on both sides of it.
export function zero(across, theme) {
  return {
    type: "custom",
    silent: true,
    z: 4,
    animation: false,
    data: [0],
    renderItem: ({ coordSys: { x, y, width, height } }, api) => {
      const [at] = across ? [api.coord([0, 0])[0]] : [api.coord([0, 0])[1]];
      const shape = across ? { x1: at, y1: y, x2: at, y2: y + height } : { x1: x, y1: at, x2: x + width, y2: at };
      return { type: "line", shape, style: { stroke: theme.ink, lineWidth: 1 } };
    },
  };
}

function whisker(api, across, theme) {
  const [low, high, position] = [api.value(0), api.value(1), api.value(2)];
  if (!(high > low)) return null;
  const at = (value) => api.coord(across ? [value, position] : [position, value]);
  const [from, to] = [at(low), at(high)];
  const strokes = [
    [from, to],
    ...[from, to].map(([x, y]) => (across ? [[x, y - cap], [x, y + cap]] : [[x - cap, y], [x + cap, y]])),
  ];
  // The halo keeps the line apart from the bar it lies on, light or dark.
  const halo = { stroke: theme.surface, lineWidth: 4, opacity: 0.75, fill: "none" };
  const ink = { stroke: theme.ink, lineWidth: 1.5, fill: "none" };
  const lines = (style) => strokes.map(([[x1, y1], [x2, y2]]) => ({ type: "line", shape: { x1, y1, x2, y2 }, style }));
  return { type: "group", children: [...lines(halo), ...lines(ink)] };
}
