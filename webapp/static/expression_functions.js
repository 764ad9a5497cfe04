// The functions of expressions, by name: survey/expressions/functions/. Each takes the values of its arguments and the
// context. digest() is the one that stays with the server: see survey/expressions/shared.py.
import { asBoolean, asNumber, asText, clockFraction, dayOf, instantOf, isEmpty, Moment, padded, parsed } from "./expression_values.js";
import { matches } from "./expression_patterns.js";

const BLANK = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const BLANKS = new RegExp(BLANK, "g");
const AROUND = new RegExp(`^${BLANK}|${BLANK}$`, "g");
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const stripped = (text) => text.replace(AROUND, "");
const words = (value) => asText(value).split(BLANKS).filter(Boolean);

// Texts

// Characters are code points, as Python counts them.
const substr = ([value, ...bounds]) => Array.from(asText(value)).slice(...bounds.map(asNumber)).join("");

function cut(text, mark, after) {
  if (mark === "") return after ? text : "";
  const place = text.indexOf(mark);
  if (place < 0) return "";
  return after ? text.slice(place + mark.length) : text.slice(0, place);
}

function translate(values) {
  const [text, wanted, given] = values.map((value) => Array.from(asText(value)));
  const change = (character) => {
    const place = wanted.indexOf(character);
    return place < 0 ? character : (given[place] ?? "");
  };
  return text.map(change).join("");
}

function base64(text) {
  if (!BASE64.test(text)) return "";
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return "";
  }
}

// Numbers

// To the nearest on the decimals as written, halves upwards.
function round(number, places) {
  if (!Number.isFinite(number)) return number;
  if (!(Math.abs(places) <= 30)) return NaN;
  const [, sign, whole, rest = "", power] = /^(-?)(\d)(?:\.(\d+))?e(.+)$/.exec(number.toExponential());
  const unit = Math.trunc(places);
  const dropped = rest.length - Number(power) - unit;
  if (dropped <= 0) return number;
  const digits = (whole + rest).padStart(dropped + 1, "0");
  const [kept, left] = [digits.slice(0, -dropped), digits.slice(-dropped)];
  const up = left >= "5" && !(sign && /^50*$/.test(left));
  return Number(`${sign}${BigInt(kept) + BigInt(up)}e${-unit}`);
}

// The sum as if it were rounded once (Shewchuk 1997), as Python's fsum.
function sum(numbers) {
  const partials = [];
  for (let number of numbers) {
    let place = 0;
    for (let partial of partials) {
      if (Math.abs(number) < Math.abs(partial)) [number, partial] = [partial, number];
      const high = number + partial;
      const low = partial - (high - number);
      if (low) partials[place++] = low;
      number = high;
    }
    partials.length = place;
    if (!Number.isFinite(number)) return numbers.reduce((total, other) => total + other, 0);
    if (number) partials.push(number);
  }
  let high = partials.pop() ?? 0;
  let low = 0;
  while (partials.length && !low) {
    const partial = partials.pop();
    const total = high + partial;
    low = partial - (total - high);
    high = total;
  }
  // Halves are rounded to even on the whole sum, not on its first two parts.
  const next = partials.at(-1) ?? 0;
  if (low * next > 0 && high + low * 2 - high === low * 2) high += low * 2;
  return high;
}

function power(base, exponent) {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  return base === 0 && exponent < 0 ? Infinity : base ** exponent;
}

function extreme(values, better) {
  const numbers = values.map(asNumber).filter((number) => !Number.isNaN(number));
  return numbers.length ? numbers.reduce((best, number) => (better(number, best) ? number : best)) : NaN;
}

const real = (compute) => (values) => compute(...values.map(asNumber));

// Truths

function within([least, most], total) {
  const [low, high] = [asNumber(least), asNumber(most)];
  return (low < 0 || total >= low) && (high < 0 || total <= high);
}

function weights(values) {
  let total = 0;
  for (let place = 2; place < values.length; place += 2) if (asBoolean(values[place])) total += asNumber(values[place + 1]);
  return total;
}

// Days and times

function temporal(value, context, instants) {
  if (typeof value === "boolean") return null;
  if (typeof value === "number") return instants ? instantOf(value, context.now.offset) : dayOf(value);
  return typeof value === "string" ? parsed(stripped(value)) : value;
}

// On the clock of the moment where it has none of its own; a day is its first instant.
const onClock = (moment, context) => new Moment(moment.days, moment.micro ?? 0, moment.offset ?? context.now.offset);

function decimalTime(value, context) {
  if (typeof value === "number") return Number.isFinite(value) ? value - Math.floor(value) : NaN;
  const number = clockFraction(asText(value)) ?? temporal(value, context, true)?.number ?? NaN;
  return number - Math.floor(number);
}

function decimalDateTime(value, context) {
  if (typeof value === "number") return value;
  const moment = temporal(value, context, true);
  return moment ? onClock(moment, context).utc : NaN;
}

function formatted([value, format], context) {
  const moment = temporal(value, context, true);
  if (!moment) return "";
  const instant = onClock(moment, context);
  const { year, month, day, weekday } = instant.calendar;
  const { hour, minute, second, milli } = instant.clock;
  const names = () => context.calendar[context.language];
  const parts = {
    Y: () => padded(year, 4), y: () => padded(year % 100), m: () => padded(month), n: () => String(month),
    b: () => names().months[month - 1], d: () => padded(day), e: () => String(day), a: () => names().weekdays[weekday],
    H: () => padded(hour), h: () => String(hour), M: () => padded(minute), S: () => padded(second),
    3: () => padded(milli, 3), "%": () => "%",
  };
  return asText(format).replace(/%(.?)/gu, (whole, code) => parts[code]?.() ?? whole);
}

export const FUNCTIONS = {
  string: ([value]) => asText(value),
  concat: (values) => values.map(asText).join(""),
  join: ([separator, ...parts]) => parts.map(asText).join(asText(separator)),
  substr,
  "substring-before": ([text, mark]) => cut(asText(text), asText(mark), false),
  "substring-after": ([text, mark]) => cut(asText(text), asText(mark), true),
  translate,
  "string-length": ([value]) => Array.from(asText(value)).length,
  "normalize-space": ([value], context) => asText(value ?? context.current).replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, ""),
  contains: ([text, part]) => asText(text).includes(asText(part)),
  "starts-with": ([text, part]) => asText(text).startsWith(asText(part)),
  "ends-with": ([text, part]) => asText(text).endsWith(asText(part)),
  regex: ([text, pattern]) => matches(asText(pattern), asText(text)),
  "base64-decode": ([text]) => base64(asText(text)),
  number: ([value]) => asNumber(value),
  int: ([value]) => Math.trunc(asNumber(value)) + 0,
  round: ([value, places]) => round(asNumber(value), places === undefined ? 0 : asNumber(places)),
  count: (values) => values.length,
  "count-non-empty": (values) => values.filter((value) => !isEmpty(value)).length,
  sum: (values) => sum(values.filter((value) => values.length === 1 || !isEmpty(value)).map(asNumber)),
  max: (values) => extreme(values, (one, other) => one > other),
  min: (values) => extreme(values, (one, other) => one < other),
  abs: real(Math.abs),
  pow: real(power),
  sqrt: real(Math.sqrt),
  exp: real(Math.exp),
  exp10: real((number) => (Number.isInteger(number) && Math.abs(number) < 400 ? Number(`1e${number}`) : 10 ** number)),
  log: real(Math.log),
  log10: real(Math.log10),
  sin: real(Math.sin),
  cos: real(Math.cos),
  tan: real(Math.tan),
  asin: real(Math.asin),
  acos: real(Math.acos),
  atan: real(Math.atan),
  atan2: real(Math.atan2),
  pi: () => Math.PI,
  true: () => true,
  false: () => false,
  boolean: ([value]) => asBoolean(value),
  "boolean-from-string": ([value]) => ["true", "1"].includes(asText(value)),
  not: ([value]) => !asBoolean(value),
  checklist: (values) => within(values, values.slice(2).filter(asBoolean).length),
  "weighted-checklist": (values) => within(values, weights(values)),
  selected: ([list, name]) => asText(list).split(" ").includes(stripped(asText(name))),
  "selected-at": ([list, place]) => words(list)[Math.trunc(asNumber(place) < 0 ? -1 : asNumber(place))] ?? "",
  "count-selected": ([list]) => words(list).length,
  "jr:choice-name": ([choice, item], context) => context.label(asText(item), asText(choice), context.language),
  today: (_, context) => new Moment(context.now.days),
  now: (_, context) => context.now,
  date: ([value], context) => {
    const moment = temporal(value, context, false);
    return moment ? new Moment(moment.days) : "";
  },
  "date-time": ([value], context) => temporal(value, context, true) ?? "",
  "decimal-date-time": ([value], context) => decimalDateTime(value, context),
  "decimal-time": ([value], context) => decimalTime(value, context),
  "format-date": formatted,
  "format-date-time": formatted,
};
