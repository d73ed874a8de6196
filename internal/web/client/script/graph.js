// A graph of what the same people pick: crowds are told apart by the shape of their dots as well as by
// colour, and names stand out from the links behind them.

const symbols = ["circle", "rect", "triangle", "diamond", "roundRect", "pin"];

export function dressGraph(option, theme) {
  for (const series of option.series) {
    const crowds = (series.categories = (series.categories ?? []).map((crowd, i) => ({
      symbol: symbols[i % symbols.length],
      ...crowd,
      itemStyle: { color: theme.series[i % theme.series.length], ...crowd.itemStyle },
    })));
    for (const node of series.data ?? series.nodes ?? []) dressNode(node, crowds, theme);
    series.layout ??= "circular";
    if (series.layout === "circular") series.circular = { rotateLabel: false, ...series.circular };
    if (series.layout === "force") series.force = { initLayout: "circular", layoutAnimation: false, ...series.force };
    series.roam = false;
    const halo = { textBorderColor: theme.surface, textBorderWidth: 3 };
    series.label = { show: true, position: "right", fontSize: theme.letters(12), ...halo, ...series.label, color: theme.ink };
    series.labelLayout = { hideOverlap: false, ...series.labelLayout };
    series.lineStyle = { curveness: 0.1, opacity: 0.55, ...series.lineStyle, color: theme.quiet };
    series.emphasis = { focus: "adjacency", itemStyle: { borderColor: theme.ink, borderWidth: 2 }, lineStyle: { opacity: 1 }, ...series.emphasis };
  }
  if (option.legend) option.legend = option.legend.map((l) => ({ ...l, selectedMode: false }));
}

// dressNode gives a dot the shape of its crowd; one whose shape is empty is in none.
function dressNode(node, crowds, theme) {
  node.symbol ??= crowds[node.category]?.symbol ?? "circle";
  if (node.symbol.startsWith("empty")) {
    node.symbol = node.symbol.slice(5).toLowerCase();
    node.itemStyle = { color: theme.surface, borderColor: theme.quiet, borderWidth: 2, ...node.itemStyle };
  }
  if (node.label) node.label = { ...node.label, color: theme.ink };
}
