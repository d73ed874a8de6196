// Makes one part of a page like another with as little change as possible, so that focus, selection
// and what a person opened stay. What scripts added, marked with data-own, is left alone.

// morph makes the children of have like those of want. unasked says that nobody asked for it, so that forms
// keep what a person may be choosing.
export function morph(have, want, how = {}) {
  const named = new Map([...have.children].filter(keyOf).map((child) => [keyOf(child), child]));
  const kept = new Set([...want.children].map(keyOf).filter(Boolean));
  let at = skip(have.firstChild);
  for (const wanted of [...want.childNodes]) {
    const found = keyOf(wanted) ? named.get(keyOf(wanted)) : alike(at, wanted, kept);
    if (!found || found.nodeName !== wanted.nodeName) {
      have.insertBefore(document.importNode(wanted, true), at);
      continue;
    }
    if (found === at) at = skip(at.nextSibling);
    else have.insertBefore(found, at);
    named.delete(keyOf(wanted));
    become(found, wanted, how);
  }
  while (at) {
    const gone = at;
    at = skip(at.nextSibling);
    gone.remove();
  }
}

// A form's id can be hidden by a field of that name, its attribute cannot.
function keyOf(node) {
  return node.getAttribute?.("id") || node.dataset?.key;
}

// skip passes over what scripts added.
function skip(node) {
  while (node?.dataset?.own !== undefined) node = node.nextSibling;
  return node;
}

// alike finds the next node that can become the wanted one, and is not to become another.
function alike(from, wanted, kept) {
  for (let node = from; node; node = skip(node.nextSibling)) {
    const taken = keyOf(node) && kept.has(keyOf(node));
    if (!taken && node.nodeName === wanted.nodeName && node.className === wanted.className) return node;
  }
  return null;
}

function become(have, want, how) {
  if (have.nodeType !== Node.ELEMENT_NODE) {
    if (have.nodeValue !== want.nodeValue) have.nodeValue = want.nodeValue;
    return;
  }
  if (how.unasked && have.nodeName === "FORM") return;
  if (have.matches("figure.chart")) return becomeChart(have, want);
  attributes(have, want);
  if (have.querySelector(":scope > button.sort:not([data-own])")) return becomeHead(have, want);
  morph(have, want, how);
  if (have.nodeName === "INPUT") have.checked = want.checked;
  if (["INPUT", "SELECT", "TEXTAREA"].includes(have.nodeName)) have.value = want.value;
}

// What a person opened stays open, and what was told by a script stays told.
const ours = ["open", "data-sorts", "aria-sort", "aria-busy", "tabindex"];

function attributes(have, want) {
  for (const { name, value } of want.attributes) {
    if (have.getAttribute(name) !== value && !ours.includes(name)) have.setAttribute(name, value);
  }
  for (const { name } of [...have.attributes]) {
    if (!want.hasAttribute(name) && !ours.includes(name)) have.removeAttribute(name);
  }
}

// A drawing moves to the new numbers by itself.
function becomeChart(have, want) {
  const [old, fresh] = [have, want].map((figure) => figure.querySelector("script"));
  if (old.textContent !== fresh.textContent) old.textContent = fresh.textContent;
}

// The words of a column's head stand in the button that sorts by it.
function becomeHead(have, want) {
  if (!want.firstElementChild && have.textContent === want.textContent) return;
  delete have.dataset.sorts;
  have.replaceChildren(...document.importNode(want, true).childNodes);
}
