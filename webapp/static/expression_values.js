// Values of expressions and their conversions: survey/expressions/values.py and dates.py, line by line.
// A value is a text, a number, a truth or a Moment.
const TOLERANCE = 1e-12;
const DAY = 864e8; // in microseconds
const FIRST_DAY = -719162; // 0001-01-01
const LAST_DAY = 2932896; // 9999-12-31
const TEMPORAL = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6})\d*)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/;
const CLOCK = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6})\d*)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?$/;
const NUMBER = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/;

// A day, or an instant of it: `days` since 1970-01-01 on its own clock, `micro` seconds of that day (null for a whole
// day), `offset` of the clock in minutes (null for a time that names none).
export class Moment {
  constructor(days, micro = null, offset = null) {
    Object.assign(this, { days, micro, offset });
  }

  get calendar() {
    const date = new Date(this.days * 864e5);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday: (date.getUTCDay() + 6) % 7 };
  }

  get clock() {
    const second = Math.floor(this.micro / 1e6);
    return { hour: Math.floor(second / 3600), minute: Math.floor(second / 60) % 60, second: second % 60, milli: Math.floor(this.micro / 1000) % 1000 };
  }

  get number() {
    return this.days + (this.micro ?? 0) / DAY;
  }

  // Days since 1970-01-01T00:00Z. In milliseconds where there is nothing finer: those are whole numbers to the year 9999.
  get utc() {
    const { days, micro, offset } = this;
    return micro % 1000 ? (days * DAY + micro - offset * 6e7) / DAY : (days * 864e5 + micro / 1000 - offset * 6e4) / 864e5;
  }

  toString() {
    const { year, month, day } = this.calendar;
    const date = `${padded(year, 4)}-${padded(month)}-${padded(day)}`;
    if (this.micro === null) return date;
    const { hour, minute, second, milli } = this.clock;
    const time = `${date}T${padded(hour)}:${padded(minute)}:${padded(second)}.${padded(milli, 3)}`;
    if (this.offset === null) return time;
    const ahead = Math.abs(this.offset);
    return `${time}${this.offset < 0 ? "-" : "+"}${padded(Math.floor(ahead / 60))}:${padded(ahead % 60)}`;
  }
}

export const padded = (number, width = 2) => String(number).padStart(width, "0");

// The day or instant of an ISO 8601 text, null when it is neither or no such day exists.
export function parsed(text) {
  const match = TEMPORAL.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const date = new Date(0);
  const days = date.setUTCFullYear(year, month - 1, day) / 864e5;
  if (!year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  if (match[4] === undefined) return new Moment(days);
  const offset = match[8] === undefined ? null : minutes(match[8]);
  if (hour > 23 || minute > 59 || second > 59 || Math.abs(offset) >= 1440) return null;
  return new Moment(days, (hour * 3600 + minute * 60 + second) * 1e6 + Number((match[7] ?? "").padEnd(6, "0")), offset);
}

function minutes(offset) {
  if (offset === "Z") return 0;
  const digits = offset.slice(1).replace(":", "").padEnd(4, "0");
  return (offset[0] === "-" ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
}

export const dayOf = (number) => (number >= FIRST_DAY && number <= LAST_DAY ? new Moment(Math.trunc(number)) : null);

// The instant of a number of days on a clock, to the nearest microsecond, halves to the even one.
export function instantOf(number, offset) {
  if (!(number >= FIRST_DAY && number <= LAST_DAY)) return null;
  const exact = (number - Math.trunc(number)) * DAY;
  let micro = Math.round(exact);
  if (Math.abs(exact % 1) === 0.5 && micro % 2) micro -= 1;
  const before = Math.floor(micro / DAY);
  return new Moment(Math.trunc(number) + before, micro - before * DAY, offset);
}

// The fraction of a day of a time ("06:00" is 0.25), null when it is no time.
export function clockFraction(text) {
  const match = CLOCK.exec(text);
  if (!match) return null;
  const [hour, minute, second] = match.slice(1, 4).map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 59) return null;
  return (hour * 3600 + minute * 60 + second + Number(`0.${match[4] ?? 0}`)) / 86400;
}

export function asNumber(value) {
  if (typeof value !== "string") return value instanceof Moment ? value.number : Number(value);
  const text = value.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
  return NUMBER.test(text) ? Number(text) : (parsed(text)?.number ?? NaN);
}

export function asBoolean(value) {
  return typeof value === "number" ? Math.abs(value) > TOLERANCE : Boolean(value);
}

export const asText = (value) => (typeof value === "number" ? numberText(value) : String(value));

function numberText(number) {
  if (Math.abs(number) < TOLERANCE) return "0";
  if (Number.isInteger(number)) return String(BigInt(number));
  const [, sign, digits, exponent] = /^(-?)([^e]*)(?:e-(\d+))?$/.exec(String(number));
  return exponent ? `${sign}0.${"0".repeat(exponent - 1)}${digits.replace(".", "")}` : String(number);
}

export const isEmpty = (value) => value === "" || Number.isNaN(value);

// What a calculation leaves as an answer.
export const stored = (value) => (isEmpty(value) ? "" : asText(value));

export function equal(left, right) {
  const kinds = [typeof left, typeof right];
  if (kinds.includes("boolean")) return asBoolean(left) === asBoolean(right);
  if (kinds.includes("number") || !kinds.includes("string")) {
    const [one, other] = [asNumber(left), asNumber(right)];
    return one === other || Math.abs(one - other) < TOLERANCE;
  }
  return asText(left) === asText(right);
}

// The value of a canonical answer, by the kind of its question.
export function valueOf(kind, answer) {
  if (answer === "") return "";
  if (["integer", "decimal", "range"].includes(kind)) return Number(answer);
  return kind === "date" ? (parsed(answer) ?? "") : answer;
}
