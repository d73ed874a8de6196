// Panels as pictures that stand alone: title, finding, drawing, base, where it comes from and when. Always
// in the colours of paper, whatever the screen shows.

import { dress } from "./dress.js";
import { init } from "./engine.js";
import { Sheet } from "./sheet.js";
import { readTheme } from "./theme.js";

const widths = { full: 960, half: 720 };
const title = "h2, h3"; // of a panel

// offerPictures gives each panel with a drawing or figures its two buttons.
export function offerPictures() {
  for (const panel of document.querySelectorAll("article.panel")) {
    const drawn = panel.querySelector("figure.chart, dl.figures");
    if (!drawn || panel.querySelector(":scope > .pictures")) continue;
    const buttons = document.createElement("p");
    buttons.className = "pictures";
    buttons.dataset.own = "";
    buttons.append(button(panel, "SVG", saveSVG), button(panel, "PNG", savePNG));
    panel.querySelector(title).after(buttons);
  }
}

function button(panel, kind, save) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "quiet small";
  made.textContent = kind;
  made.setAttribute("aria-label", `Save “${text(panel, title)}” as a picture: ${kind}`);
  made.addEventListener("click", () => save(panel));
  return made;
}

function saveSVG(panel) {
  const { source } = compose(panel);
  save(new Blob([source], { type: "image/svg+xml" }), nameOf(panel, "svg"));
}

// A browser paints the picture at twice its size; the content policy lets images come as data.
async function savePNG(panel) {
  const { source, width, height } = compose(panel);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * 2, height * 2];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => save(blob, nameOf(panel, "png")), "image/png");
}

function compose(panel) {
  const theme = readTheme(true);
  theme.font = theme.font.replaceAll('"', "'"); // it becomes part of an attribute
  const sheet = new Sheet(widths[panel.classList.contains("half") ? "half" : "full"], theme);
  sheet.words(text(panel, title), { size: 22, weight: 650 });
  sheet.words(text(panel, ".finding"), { size: 16 });
  for (const figure of panel.querySelectorAll(".figures > div")) {
    const notes = [...figure.querySelectorAll("dd.note")].map((note) => note.textContent.trim()).join(", ");
    sheet.words(`${text(figure, "dt")}: ${text(figure, "dd")}${notes ? ` (${notes})` : ""}`, { size: 16 });
  }
  const data = panel.querySelector("figure.chart script");
  if (data) sheet.drawing(drawn(JSON.parse(data.textContent), theme, sheet.inner));
  for (const part of [".base", ".note"]) sheet.words(text(panel, `:scope > ${part}`), { size: 13, quiet: true });
  for (const word of document.querySelectorAll(".chips li > span")) sheet.words(word.textContent, { size: 13, quiet: true });
  sheet.words([text(document, ".survey-title"), text(document, ".synthetic"), today()].filter(Boolean).join(" · "), { size: 13, quiet: true });
  sheet.words(text(document, ".caveat").match(/^.*?\.(?= |$)/)?.[0], { size: 13, quiet: true });
  return sheet.finish(`${text(panel, title)}. ${text(panel, ".finding")}`);
}

// drawn gives the drawing as the text of a picture.
function drawn(chart, theme, width) {
  const { height } = chart;
  const canvas = init(null, null, { renderer: "svg", ssr: true, width, height });
  const option = dress(chart, { theme, width, still: true });
  for (const series of option.series) series.silent = true; // a picture does not answer
  canvas.setOption(option);
  const source = canvas.renderToSVGString();
  canvas.dispose();
  return { source, height };
}

function text(within, selector) {
  return within.querySelector(selector)?.textContent.trim().replace(/\s+/g, " ") ?? "";
}

function today() {
  return new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

function nameOf(panel, ending) {
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  return `${document.getElementById("main").dataset.survey}-${panel.id}-${day}.${ending}`;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
