// Brackets beside bars whose order is too close to call.

const lane = 12; // the width that one bracket takes, in pixels
const arm = 5;

// brackets makes room at the right and gives a series that draws them there. Those that share a bar
// stand side by side.
export function brackets(option, draw, theme) {
  const lanes = apart(draw.brackets);
  const room = Math.max(...lanes) + 1;
  option.grid = [].concat(option.grid ?? {}).map((grid) => ({ ...grid, right: (Number(grid.right) || 8) + room * lane + 4 }));
  return {
    type: "custom",
    z: 6,
    animation: false,
    clip: false,
    encode: { x: -1, y: [0, 1] },
    data: draw.brackets.map(([first, last], i) => ({ value: [first, last, lanes[i]], tip: tip(option, first, last) })),
    renderItem: (_, api) => bracket(api, theme),
  };
}

// apart gives each run the first lane where it meets no other.
function apart(runs) {
  const ends = []; // the last position taken, by lane
  return runs.map(([first, last]) => {
    let at = ends.findIndex((end) => end < first);
    if (at < 0) at = ends.length;
    ends[at] = last;
    return at;
  });
}

function tip(option, first, last) {
  const names = [].concat(option.yAxis)[0]?.data?.slice(first, last + 1) ?? [];
  return `Too close to call:\n${names.map((name) => name?.value ?? name).join("\n")}`;
}

function bracket(api, theme) {
  const [first, last, at] = [api.value(0), api.value(1), api.value(2)];
  const half = api.size([0, 1])[1] / 2 - 4;
  const x = api.getWidth() - 6 - at * lane;
  const [top, bottom] = [api.coord([0, first])[1] - half, api.coord([0, last])[1] + half];
  const points = [[x - arm, top], [x, top], [x, bottom], [x - arm, bottom]];
  return {
    type: "group",
    children: [
      { type: "rect", shape: { x: x - lane + 2, y: top, width: lane, height: bottom - top }, style: { fill: "transparent" } },
      { type: "polyline", shape: { points }, style: { stroke: theme.quiet, lineWidth: 1.5, fill: "none" } },
    ],
  };
}
