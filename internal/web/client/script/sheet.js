// A picture that is filled from top to bottom: lines of words, wrapped, and drawings.

const space = "http:" + "//www.w3.org/2000/svg"; // the name of SVG, not an address
const margin = 24;

export class Sheet {
  constructor(width, theme) {
    this.theme = theme;
    this.width = width;
    this.inner = width - 2 * margin;
    this.at = margin; // how far down it is filled
    this.svg = element("svg", { width, "font-family": theme.font });
    this.ground = element("rect", { width: "100%", height: "100%", fill: theme.surface });
    this.svg.append(this.ground);
    this.drawings = [];
    this.pen = document.createElement("canvas").getContext("2d");
  }

  words(text, { size, weight = 400, quiet = false }) {
    if (!text) return;
    this.pen.font = `${weight} ${size}px ${this.theme.font}`;
    for (const line of this.wrap(text)) {
      this.at += size * 1.35;
      const style = { x: margin, y: this.at - size * 0.3, "font-size": size, "font-weight": weight, fill: quiet ? this.theme.quiet : this.theme.ink };
      const made = element("text", style);
      made.textContent = line;
      this.svg.append(made);
    }
    this.at += 4;
  }

  wrap(text) {
    const lines = [""];
    for (const word of text.split(" ")) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (this.pen.measureText(longer).width <= this.inner) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines.filter(Boolean);
  }

  // drawing takes the text of a picture. It is put in its place as text: read as a document here, its styles
  // would be held to the content policy of the page.
  drawing({ source, height }) {
    this.at += 8;
    const place = element("g", { transform: `translate(${margin} ${this.at})` });
    place.append(document.createComment(`drawing ${this.drawings.length}`));
    this.drawings.push(source);
    this.svg.append(place);
    this.at += height + 8;
  }

  // finish gives the picture as text, with a title for who cannot see it.
  finish(title) {
    const height = Math.ceil(this.at + margin / 2);
    for (const [name, value] of Object.entries({ height, viewBox: `0 0 ${this.width} ${height}`, role: "img" })) this.svg.setAttribute(name, value);
    const named = element("title", {});
    named.textContent = title;
    this.svg.prepend(named);
    const source = new XMLSerializer().serializeToString(this.svg).replace(/<!--drawing (\d+)-->/g, (_, i) => this.drawings[i]);
    return { source, width: this.width, height };
  }
}

function element(name, attributes) {
  const made = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
