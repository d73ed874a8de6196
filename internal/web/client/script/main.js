// Draws the charts of a dashboard. Every figure of class "chart" holds a place to draw into and a
// script element of JSON with the chart as package dashboard makes it; see its type Chart.

import { Drawing } from "./drawing.js";

const drawings = [...document.querySelectorAll("figure.chart")].map((figure) => new Drawing(figure));

// A drawing that fails leaves the others alone; its numbers stand in the table beneath it.
const draw = (paper) => drawings.forEach((drawing) => {
  try {
    drawing.draw(paper);
  } catch (error) {
    console.error(error);
  }
});

draw(false);

// Colours come from the style sheet, which follows the system between light and dark.
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw(false));

// On paper everything is light and as wide as the sheet.
addEventListener("beforeprint", () => draw(true));
addEventListener("afterprint", () => draw(false));
