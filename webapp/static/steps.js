// Which questions of a page are asked, given what is entered in it: the steps of survey/flow/live.py, from first to last.
import { asBoolean, evaluate, parsed, stored, valueOf } from "./expressions.js";

const INTEGER = /^([+-]?)(\d+(?: \d{3})*)$/;
const DECIMAL = /^([+-]?)(\d+(?: \d{3})*)?(?:[.,٫](\d*))?$/;
const ISO_DAY = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{4})$/;
const TIME = /^(\d{1,2}) ?[:hH] ?(\d{2})?(?::\d{2}(?:\.\d+)?)?$/;
const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const LONGEST = 5000;

// ASCII digits for Arabic and Persian ones, plain spaces and a plain minus, no marks of direction.
const plain = (typed) =>
  typed
    .trim()
    .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15)
    .replace(/\s/g, " ")
    .replace(/−/g, "-")
    .replace(/\p{Cf}/gu, "");

function integer(typed) {
  const match = INTEGER.exec(plain(typed));
  if (!match) return null;
  const digits = match[2].replace(/ /g, "").replace(/^0+(?=\d)/, "");
  if (digits.length > 9) return null;
  return match[1] === "-" && digits !== "0" ? `-${digits}` : digits;
}

function decimal(typed, bounds) {
  const match = DECIMAL.exec(plain(typed));
  if (!match || !(match[2] || match[3])) return null;
  const whole = (match[2] ?? "").replace(/ /g, "").replace(/^0+(?=\d)/, "") || "0";
  const rest = (match[3] ?? "").replace(/0+$/, "");
  const number = rest ? `${whole}.${rest}` : whole;
  const kept = match[1] === "-" && number !== "0" ? `-${number}` : number;
  if (whole.length + rest.length > 15) return null;
  return bounds && !within(Number(kept), bounds.map(Number)) ? null : kept;
}

function within(number, [least, most, step]) {
  const steps = (number - least) / step;
  return least <= number && number <= most && Math.abs(steps - Math.round(steps)) < 1e-9;
}

function day(typed) {
  const written = plain(typed);
  const first = DAY_FIRST.exec(written);
  const [, year, month, date] = ISO_DAY.exec(written) ?? (first ? [first[0], first[3], first[2], first[1]] : []);
  const kept = year && `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  return kept && parsed(kept) ? kept : null;
}

function time(typed) {
  const match = TIME.exec(plain(typed));
  const kept = match && `${match[1].padStart(2, "0")}:${match[2] ?? "00"}`;
  return kept && CLOCK.test(kept) ? kept : null;
}

function text(typed) {
  const kept = typed.replace(/\0/g, "").replace(/\r\n?/g, "\n");
  return Array.from(kept).length > LONGEST ? null : kept;
}

// The canonical answer of what is entered for a question, "" for nothing, null for what the server would refuse.
export function canonical({ kind, bounds }, entered) {
  if (kind === "select_multiple" || kind === "select_one") return entered.join(" ");
  if (kind === "rank") {
    if (!entered.some(Boolean)) return "";
    return entered.every(Boolean) && new Set(entered).size === entered.length ? entered.join(" ") : null;
  }
  const typed = entered[0] ?? "";
  if (!typed.trim()) return "";
  const read = { integer, decimal, range: (one) => decimal(one, bounds), date: day, time }[kind] ?? text;
  return read(typed);
}

// The names of what is asked (`asked`) and of the answers that break the rule of their question (`broken`).
// `now` is the moment of the page, `entered(name)` gives the list of what stands in the fields of a question.
export function followed(steps, now, entered) {
  const [values, asked, broken] = [new Map(), new Set(), new Set()];
  const context = { values, now: parsed(now), columns: {} };
  const run = (tree, current = "") => evaluate(tree, { ...context, current });
  for (const step of steps) {
    if (step.group && !asked.has(step.group)) continue;
    if (step.relevant && !asBoolean(run(step.relevant))) continue;
    asked.add(step.name);
    if (!step.kind) continue;
    const answer = canonical(step, step.calculation ? [stored(run(step.calculation))] : entered(step.name));
    const value = valueOf(step.kind, answer ?? "");
    if (answer && step.constraint && !asBoolean(run(step.constraint, value))) broken.add(step.name);
    else values.set(step.name, value);
  }
  return { asked, broken };
}
