// Patterns that tell bars apart for people who see few colours and on a grey print.

// hatching marks bars that stand for few people.
export function hatching(theme) {
  return { color: `${theme.surface}90`, dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: -Math.PI / 4 };
}

// patterns gives one for each series: the first is plain.
export function patterns(theme) {
  const ink = `${theme.surface}b0`;
  return [
    { symbol: "none" },
    { color: ink, dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: Math.PI / 4 },
    { color: ink, symbol: "circle", dashArrayX: [[8, 8], [0, 8, 8, 0]], dashArrayY: [6, 0], symbolSize: 0.8 },
  ];
}
