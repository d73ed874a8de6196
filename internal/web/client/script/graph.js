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
    series.layout ??= "circular";
    if (series.layout === "circular") series.circular = { rotateLabel: false, ...series.circular };
    if (series.layout === "force") series.force = { initLayout: "circular", layoutAnimation: false, ...series.force };
    series.roam = false;
    const halo = { textBorderColor: theme.surface, textBorderWidth: 3 };
    series.label = { show: true, position: "right", fontSize: theme.letters(12), ...halo, ...series.label, color: theme.ink };
    series.labelLayout = { hideOverlap: false, ...series.labelLayout };
    series.itemStyle = { borderColor: theme.surface, borderWidth: 1, ...series.itemStyle };
    series.lineStyle = { curveness: 0.1, opacity: 0.55, ...series.lineStyle, color: theme.quiet };
    series.emphasis = { focus: "adjacency", itemStyle: { borderColor: theme.ink, borderWidth: 2 }, lineStyle: { opacity: 1 }, ...series.emphasis };
    for (const node of series.data ?? series.nodes ?? []) node.symbol ??= crowds[node.category]?.symbol ?? "circle";
  }
  if (option.legend) option.legend = option.legend.map((l) => ({ ...l, selectedMode: false }));
}
