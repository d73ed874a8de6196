// What the founders' pages can do beyond reading and following links: charts are drawn and read by
// keyboard, filters and new answers change the page in place, tables are sorted, panels become
// pictures. Without it every page reads and works by itself.

import { Charts } from "./charts.js";
import { Live } from "./live.js";
import { Pages } from "./pages.js";
import { offerPictures } from "./picture.js";
import { offerPrint } from "./print.js";
import { offerSorting } from "./sort.js";

const pages = new Pages();
const charts = new Charts((filter) => pages.go(new URL(`?${filter}`, location.href)));
const live = new Live(pages);

// On a phone the dashboards stand in one line: the one that is shown is moved into sight.
const tab = document.querySelector(".tabs [aria-current]");
if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - 32;

// Each of these adds what the page lacks; what it has already is left as it is.
pages.shown(() => {
  charts.sync();
  live.sync();
  offerSorting();
  offerPictures();
  offerPrint();
});
