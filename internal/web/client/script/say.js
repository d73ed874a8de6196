// Says to who cannot see it what changed on the page. What is said waits until the person's reader
// has finished.

let voice = null;

export function say(text) {
  if (!voice?.isConnected) {
    voice = document.createElement("p");
    voice.className = "vh said";
    voice.setAttribute("role", "status");
    document.body.append(voice);
  }
  // The same words twice are said twice only if they differ.
  voice.textContent = voice.textContent === text ? `${text}\u00a0` : text;
}
