// The tip beside a datum: plain text, so no label is ever read as HTML. It stays while the pointer
// is on it, and Escape takes it away.

const gap = 14; // between what it is about and the tip

let tip = null;
let leaving = 0;

function made() {
  if (tip?.isConnected) return tip;
  tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.addEventListener("mouseenter", () => clearTimeout(leaving));
  tip.addEventListener("mouseleave", () => hideTip());
  document.body.append(tip);
  return tip;
}

// showTip shows the text beside a point of the window.
export function showTip(text, { x, y }) {
  const box = made();
  clearTimeout(leaving);
  box.textContent = text;
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const left = x + gap + width > clientWidth ? x - gap - width : x + gap;
  const top = y + gap + height > clientHeight ? y - gap - height : y + gap;
  box.style.left = `${Math.max(4, Math.min(left, clientWidth - width - 4))}px`;
  box.style.top = `${Math.max(4, top)}px`;
}

// hideTip leaves a moment to move the pointer onto the tip.
export function hideTip(wait = 120) {
  clearTimeout(leaving);
  leaving = setTimeout(() => {
    if (tip) tip.hidden = true;
  }, wait);
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape") hideTip(0);
});
addEventListener("scroll", () => hideTip(0), { passive: true, capture: true });
