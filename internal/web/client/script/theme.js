// Colours and letters of the drawings, as the style sheet names them.

const names = {
  ink: "--ink",
  quiet: "--muted",
  line: "--line",
  surface: "--surface",
  low: "--heat-low",
  high: "--heat-high",
  fewer: "--heat-fewer",
  middle: "--heat-middle",
  more: "--heat-more",
};

// readTheme gives the colours in force, or those for paper, which are the light ones whatever the
// screen shows.
export function readTheme(paper) {
  const probe = document.createElement("span");
  if (paper) probe.className = "on-paper";
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const theme = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, style.getPropertyValue(name).trim()]));
  theme.series = [1, 2, 3, 4, 5, 6].map((n) => style.getPropertyValue(`--series-${n}`).trim());
  theme.font = style.fontFamily;
  // Drawings grow with the letters of the page, which are larger on a projector; paper has its own.
  theme.scale = paper ? 1 : parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
  theme.letters = (size) => Math.round(size * theme.scale);
  probe.remove();
  return theme;
}

// readable picks black or white letters for a ground given as #rrggbb, whichever stands out more.
export function readable(ground) {
  const [r, g, b] = channels(ground).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return luminance > 0.179 ? "#000000" : "#ffffff";
}

// between mixes colours given as #rrggbb at a place from 0 to 1 along them.
export function between(colours, place) {
  const at = Math.min(Math.max(place, 0), 1) * (colours.length - 1);
  const from = Math.min(Math.floor(at), colours.length - 2);
  const a = channels(colours[from]);
  const b = channels(colours[from + 1]);
  const mixed = a.map((c, i) => Math.round((c + (b[i] - c) * (at - from)) * 255));
  return `#${mixed.map((c) => c.toString(16).padStart(2, "0")).join("")}`;
}

function channels(colour) {
  return [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16) / 255);
}
