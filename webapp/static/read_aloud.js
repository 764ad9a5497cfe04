// Reads a question aloud with a voice that lives on the device: nothing is sent anywhere. No such voice, no button.
const synth = window.speechSynthesis;
const ASKED = ".question, .asks";
const PARTS = "legend, .label, .question > label:not(.choice), .said, .hint, .choice > span, option, .problem";
const PAUSE = 350; // milliseconds between two parts
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let reading = null;

const tongue = (tag) => tag.split(/[-_]/)[0].toLowerCase();
const spoken = (node) => tongue(node.closest("[lang]").lang);

function voiceOf(language) {
  const own = synth.getVoices().filter((voice) => voice.localService === true && tongue(voice.lang) === language);
  return own.find((voice) => voice.default) ?? own[0];
}

// What is said of a question, in order: its words, its help, its choices; an order has the same ones at each place.
// The chat's new question comes after what was understood, and before the choices under it.
function partsOf(asked) {
  let parts = asked.matches("p") && !asked.querySelector(".said") ? [asked] : [...asked.querySelectorAll(PARTS)];
  const title = asked.closest("form")?.querySelector("h1:not(.sr), h2"); // "How often do you go…": the questions end it
  if (title && (asked === document.querySelector(".question") || title.textContent.endsWith("…"))) parts.unshift(title);
  if (asked.id === "question") parts = [...document.querySelectorAll("#nouveau :is(.noted p, .intro)"), ...parts, ...document.querySelectorAll(".composer :is(.chips button, .chip, option)")];
  const lists = new Set(parts.map((part) => part.closest("select")).filter(Boolean));
  const [first] = lists;
  parts = parts.filter((part) => !part.closest("details:not([open])") && (!part.matches("option") || (part.value && part.closest("select") === first)));
  return parts.map((part) => ({ words: wordsOf(part), language: spoken(part), mark: part.closest(".choice, select") ?? part }));
}

function wordsOf(part) {
  const copy = part.cloneNode(true);
  for (const button of copy.querySelectorAll(".listen")) button.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function stop() {
  if (!reading) return;
  const { button, timer, marked } = reading;
  reading = null;
  clearTimeout(timer);
  synth.cancel();
  unmark(marked);
  show(button, false);
}

function unmark(part) {
  part?.removeAttribute("aria-current");
  part?.classList.remove("heard");
}

function show(button, playing) {
  button.classList.toggle("playing", playing);
  button.querySelector("span").textContent = playing ? button.dataset.stop : button.dataset.listen;
  button.setAttribute("aria-label", `${button.querySelector("span").textContent}, ${button.dataset.about}`);
}

function read(button, asked) {
  const voice = voiceOf(spoken(asked));
  const parts = partsOf(asked).filter((part) => part.words);
  const mine = (reading = { button, asked });
  show(button, true);
  const next = () => {
    if (reading !== mine) return;
    unmark(mine.marked);
    const part = parts.shift();
    if (!part) return stop();
    const said = new SpeechSynthesisUtterance(part.words);
    said.voice = voiceOf(part.language) ?? voice; // always one of the device's own: left to choose, a browser may go and ask
    said.lang = said.voice.lang;
    said.rate = 0.9;
    said.onend = () => { mine.timer = setTimeout(next, PAUSE); };
    said.onerror = () => { if (reading === mine) stop(); };
    mine.marked = part.mark;
    part.mark.setAttribute("aria-current", "true");
    part.mark.classList.add("heard");
    part.mark.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
    synth.speak(said);
  };
  next();
}

function offer() {
  if (reading && !reading.asked.isConnected) stop();
  let chat;
  for (const asked of document.querySelectorAll(ASKED)) {
    const place = asked.matches("p") ? asked : (asked.querySelector(":scope > .hint") ?? asked.querySelector("legend, label, .label"));
    if (asked.querySelector(".listen") || asked.nextElementSibling?.matches(".listen") || !voiceOf(spoken(asked))) continue;
    const button = document.getElementById("ecouter").content.firstElementChild.cloneNode(true);
    button.dataset.about = wordsOf(asked.querySelector(".said, legend, label, .label") ?? asked);
    show(button, false);
    button.addEventListener("click", () => {
      const again = reading?.button === button;
      stop();
      if (!again) read(button, asked);
    });
    if (asked.matches(".asks")) asked.append(" ", button);
    else place.after(button);
    chat ??= asked.closest("#nouveau");
  }
  chat?.scrollIntoView({ block: "start" }); // a bubble that grew must not slip under the composer
}

if (synth) {
  synth.addEventListener?.("voiceschanged", offer); // a browser learns of its voices some time after the page
  addEventListener("pagehide", stop);
  document.addEventListener("submit", stop, true);
  new MutationObserver(offer).observe(document.getElementById("contenu"), { childList: true, subtree: true });
  offer();
}
