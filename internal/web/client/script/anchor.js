// Keeps what one looks at where it is while the page around it changes.

// hold remembers the place of what has the focus, or else of the first panel in sight; what it returns
// moves the page so that this stands there again.
export function hold() {
  if (scrollY === 0 && !inSight(focusedPart())) return () => {};
  const part = inSight(focusedPart()) ? focusedPart() : firstInSight();
  if (!part) return () => {};
  const before = part.getBoundingClientRect().top;
  return () => {
    if (part.isConnected) scrollBy({ top: part.getBoundingClientRect().top - before, behavior: "instant" });
  };
}

function focusedPart() {
  return document.activeElement?.closest(".panel, .filters") ?? null;
}

function inSight(part) {
  if (!part) return false;
  const { top, bottom } = part.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

// firstInSight is the first panel whose top can be seen, or else the one that fills the window.
function firstInSight() {
  const seen = [...document.querySelectorAll(".filters, .panel")].filter(inSight);
  return seen.find((part) => part.getBoundingClientRect().top >= 0) ?? seen[0];
}
