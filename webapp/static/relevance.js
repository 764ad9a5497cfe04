// Shows the questions that an answer of the same page brings in, hides those it takes away, and says at once when an
// answer breaks the rule of its question. The server judges all of it again; without this script it does so alone.
const form = document.getElementById("interview");
const { now, steps } = JSON.parse(form.dataset.live);
const question = (name) => document.getElementById(`q-${name}`).closest(".question");
const fields = (name) => [...form.elements].filter((field) => field.name === `q.${name}`);
const holds = (field) => (["radio", "checkbox"].includes(field.type) ? field.checked : field.value !== "");
const entered = (name) => fields(name).filter((field) => field.type === "select-one" || holds(field)).map((field) => field.value);

// What waits is in the page as a template: the same markup, that neither shows nor posts.
for (const template of form.querySelectorAll("template[data-waits]")) {
  const waiting = template.content.firstElementChild;
  waiting.hidden = true;
  for (const field of waiting.querySelectorAll("[name]")) field.disabled = true;
  template.replaceWith(waiting);
}

function show(name, asked) {
  const place = question(name);
  if (place.hidden === !asked) return;
  place.hidden = !asked;
  // What was typed is kept and posted all the same: the server leaves aside what is not asked.
  for (const field of fields(name)) field.disabled = !asked && !holds(field);
}

function say(name, sentence) {
  const place = question(name);
  const said = document.getElementById(`p-${name}`);
  if (said && !said.dataset.live) return;
  said?.remove();
  const marked = document.getElementById(`q-${name}`);
  const described = (marked.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== `p-${name}`);
  if (sentence) {
    const line = Object.assign(document.createElement("p"), { className: "problem", id: `p-${name}`, textContent: sentence });
    line.dataset.live = "yes";
    line.setAttribute("role", "alert");
    place.append(line);
    described.push(line.id);
  }
  marked.setAttribute("aria-describedby", described.join(" "));
  for (const field of fields(name)) {
    if (sentence) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

const touched = new Set();

async function follow(event) {
  const { followed } = await import("./steps.js");
  const name = event.target.name?.replace(/^q\./, "");
  if (event.type === "change") touched.add(name);
  const { asked, broken } = followed(steps, now, entered);
  for (const step of steps) {
    if (step.here) show(step.name, asked.has(step.name));
    if (step.message && touched.has(step.name)) say(step.name, broken.has(step.name) ? step.message : "");
  }
}

form.addEventListener("input", follow);
form.addEventListener("change", follow);
