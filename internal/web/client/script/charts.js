// The drawings of the page. Every figure of class "chart" holds a place to draw into and a script
// element of JSON with the chart as package dashboard makes it; see its type Chart.

import { Drawing } from "./drawing.js";

export class Charts {
  // go leads to the page with other filters.
  constructor(go) {
    this.go = go;
    this.drawings = new Map(); // by figure
    // Colours come from the style sheet, which follows the system between light and dark.
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw(false));
    // On paper everything is light and as wide as the sheet.
    addEventListener("beforeprint", () => this.draw(true));
    addEventListener("afterprint", () => this.draw(false));
  }

  // sync draws what is new on the page, moves what has new numbers, and puts away what is gone.
  sync() {
    for (const [figure, drawing] of this.drawings) {
      if (figure.isConnected) continue;
      drawing.dispose();
      this.drawings.delete(figure);
    }
    for (const figure of document.querySelectorAll("figure.chart")) {
      alone(() => {
        const known = this.drawings.get(figure);
        if (known) return known.update();
        const drawing = new Drawing(figure, this.go);
        this.drawings.set(figure, drawing);
        drawing.draw(false);
      });
    }
  }

  draw(paper) {
    for (const drawing of this.drawings.values()) alone(() => drawing.draw(paper));
  }
}

// A drawing that fails leaves the others alone; its numbers stand in the table beneath it.
function alone(draw) {
  try {
    draw();
  } catch (error) {
    console.error(error);
  }
}
