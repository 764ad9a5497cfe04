// Sends a reply without leaving the page, so that focus and keyboard stay. Without it the same form posts plainly.
document.documentElement.classList.add("js");
const chat = () => document.getElementById("chat");

function settle(hadFocus) {
  const field = document.getElementById("reply");
  if (hadFocus && field) field.focus({ preventScroll: true });
  // What is new at the top: the question is then never under the composer, nor under the keyboard.
  document.getElementById("nouveau")?.scrollIntoView({ block: "start" });
}

async function send(form, button) {
  const data = new FormData(form);
  if (button && button.name) data.set(button.name, button.value);
  const hadFocus = document.activeElement?.id === "reply";
  form.setAttribute("aria-busy", "true");
  const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(data) });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const next = page.getElementById("chat");
  if (!next || response.redirected || page.documentElement.lang !== document.documentElement.lang) throw new Error("whole page");
  const log = next.querySelector("#nouveau");
  const live = document.getElementById("nouveau");
  chat().querySelector(".talk").replaceChildren(...[...next.querySelector(".talk").children].filter((node) => node !== log), live);
  live.replaceChildren(...log.childNodes);
  form.replaceWith(next.querySelector("form"));
  settle(hadFocus);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.id !== "interview" || ["lang", "face"].includes(button?.name)) return;
  event.preventDefault();
  send(form, button).catch(() => {
    // The network or the answer is not what was hoped: the plain way, with the same words.
    form.removeAttribute("aria-busy");
    if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
    if (navigator.onLine) form.submit();
    else form.querySelector("[type=hidden]:last-child")?.remove();
  });
});
settle(false);
