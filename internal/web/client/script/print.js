// Shows the buttons that print: without script a browser's own menu does.

export function offerPrint() {
  for (const button of document.querySelectorAll("button[data-print][hidden]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}
