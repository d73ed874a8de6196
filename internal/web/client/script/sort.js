// Sorts tables by their columns. A first click puts the largest number or the first word on top, a second
// turns it round, a third restores the order of the page. Totals stay where they are.

import { say } from "./say.js";

const turns = { none: "first", first: "second", second: "none" };
const sorted = new WeakMap(); // by table: the column and the turn

// offerSorting puts a button into every head of a table of numbers, and sorts again what was sorted.
export function offerSorting() {
  for (const table of document.querySelectorAll(".scroll > table:not(.plain)")) {
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
    if (heads.length === 0 || table.tBodies[0].rows.length < 3) continue;
    heads.forEach((head, column) => head.dataset.sorts === undefined && offer(table, head, column));
    remember(table);
    const now = sorted.get(table);
    if (now) arrange(table, now);
  }
}

// remember keeps the order in which the rows came.
function remember(table) {
  [...table.tBodies[0].rows].forEach((row, i) => (row.dataset.order ??= i));
}

function offer(table, head, column) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sort";
  button.addEventListener("click", () => turn(table, head, column));
  if (head.firstElementChild) {
    button.dataset.own = "";
    button.setAttribute("aria-label", `Sort by ${head.textContent.trim()}`);
    head.append(button);
  } else {
    button.append(...head.childNodes);
    head.append(button);
  }
  head.dataset.sorts = "";
}

function turn(table, head, column) {
  const before = sorted.get(table);
  const now = { column, turn: turns[before?.column === column ? before.turn : "none"] };
  sorted.set(table, now);
  arrange(table, now);
  const order = head.getAttribute("aria-sort");
  say(order ? `Sorted by ${head.textContent.trim()}, ${order}.` : "In the order of the page again.");
}

function arrange(table, { column, turn }) {
  const heads = [...table.tHead.rows[0].cells];
  const words = heads[column]?.classList.contains("text");
  const up = words === (turn === "first");
  heads.forEach((head) => head.removeAttribute("aria-sort"));
  if (turn !== "none") heads[column]?.setAttribute("aria-sort", up ? "ascending" : "descending");
  const rows = [...table.tBodies[0].rows];
  const moving = rows.filter((row) => !row.classList.contains("total"));
  const places = rows.map((row) => row.classList.contains("total"));
  moving.sort((a, b) => (turn === "none" ? 0 : compare(a, b, column, heads[column]?.className, up)) || a.dataset.order - b.dataset.order);
  let at = 0;
  table.tBodies[0].append(...places.map((total, i) => (total ? rows[i] : moving[at++])));
}

// What has no value comes last, whichever way one sorts.
function compare(a, b, column, kind, up) {
  const [x, y] = [a, b].map((row) => valueOf(row, column, kind));
  if (x === y) return 0;
  if (x === null) return 1;
  if (y === null) return -1;
  const order = typeof x === "string" ? x.localeCompare(y, undefined, { numeric: true }) : x - y;
  return up ? order : -order;
}

// valueOf reads what a cell says: words, or the first number. Days stand in the order of the page.
function valueOf(row, column, kind) {
  const cell = row.cells[column];
  const text = [...(cell?.childNodes ?? [])].filter((node) => node.nodeName !== "SMALL").map((node) => node.textContent).join("").trim();
  if (kind === "date") return Number(row.dataset.order);
  if (kind === "text") return text || null;
  const number = text.replaceAll(",", "").replace("\u2212", "-").match(/-?\d+(\.\d+)?/);
  return number ? Number(number[0]) : null;
}
