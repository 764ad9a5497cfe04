// Regular expressions in time linear in the text: survey/expressions/pattern_program.py and patterns.py.
const MAX_INSTRUCTIONS = 5000;
const MAX_DEPTH = 50;
const MAX_REMEMBERED = 200;
const CATEGORY = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?)$/;
const within = (...spans) => (code) => spans.some(([first, last]) => first <= code && code <= last);
const not = (test) => (code) => !test(code);
const ANY = not(within([10, 10], [13, 13], [0x85, 0x85], [0x2028, 0x2029]));
const SHORT = {
  d: within([48, 57]),
  w: within([48, 57], [65, 90], [95, 95], [97, 122]),
  s: within([9, 13], [32, 32]),
};
const CONTROL = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 };
const HEX = { x: 2, u: 4 };
const COUNT = /^\d{1,4}$/;

// A set of characters: `test` of a code point, and the only one it holds when it holds one.
const single = (code) => ({ test: (other) => other === code, only: code });
const shifted = (list, by) => list.map((one) => (one.ways ? { ways: one.ways.map((way) => way + by) } : one));

class Reader {
  constructor(source) {
    this.source = Array.from(source);
    this.at = 0;
    this.depth = 0;
  }

  program() {
    const body = this.alternatives();
    this.need(this.at >= this.source.length);
    return [...body, { accept: true }];
  }

  need(condition) {
    if (!condition) throw new SyntaxError("pattern");
  }

  next(sign) {
    return this.source[this.at] === sign;
  }

  bounded(list) {
    this.need(list.length <= MAX_INSTRUCTIONS);
    return list;
  }

  alternatives() {
    const branches = [this.sequence()];
    while (this.next("|")) {
      this.at += 1;
      branches.push(this.sequence());
    }
    return branches.reduceRight((second, first) => {
      const after = first.length + 2;
      return this.bounded([{ ways: [1, after] }, ...shifted(first, 1), { ways: [after + second.length] }, ...shifted(second, after)]);
    });
  }

  sequence() {
    const read = [];
    while (this.at < this.source.length && !this.next("|") && !this.next(")")) {
      read.push(...shifted(this.repeated(this.atom()), read.length));
      this.bounded(read);
    }
    return read;
  }

  repeated(piece) {
    for (let bounds = this.bounds(); bounds; bounds = this.bounds()) {
      if (this.next("?")) this.at += 1;
      else this.need(!this.next("+"));
      piece = this.times(piece, ...bounds);
    }
    return piece;
  }

  bounds() {
    const simple = { "*": [0, null], "+": [1, null], "?": [0, 1] }[this.source[this.at]];
    if (simple) {
      this.at += 1;
      return simple;
    }
    if (!this.next("{")) return null;
    const close = this.source.indexOf("}", this.at);
    this.need(close >= 0);
    const written = this.source.slice(this.at + 1, close).join("");
    const comma = written.indexOf(",");
    const low = comma < 0 ? written : written.slice(0, comma);
    const high = comma < 0 ? low : written.slice(comma + 1);
    this.need(COUNT.test(low) && (!high || COUNT.test(high)));
    const most = high ? Number(high) : null;
    this.need(most === null || most >= Number(low));
    this.at = close + 1;
    return [Number(low), most];
  }

  times(piece, least, most) {
    this.need((piece.length + 2) * (most ?? least + 1) <= MAX_INSTRUCTIONS);
    const read = [];
    for (let copy = 0; copy < least; copy += 1) read.push(...shifted(piece, read.length));
    const base = read.length;
    if (most === null) {
      return [...read, { ways: [base + 1, base + piece.length + 2] }, ...shifted(piece, base + 1), { ways: [base] }];
    }
    const end = base + (most - least) * (piece.length + 1);
    for (let copy = least; copy < most; copy += 1) {
      const here = read.length;
      read.push({ ways: [here + 1, end] }, ...shifted(piece, here + 1));
    }
    return read;
  }

  atom() {
    const sign = this.source[this.at++];
    switch (sign) {
      case "(":
        return this.group();
      case "[":
        return [{ test: this.set() }];
      case ".":
        return [{ test: ANY }];
      case "^":
        return [{ start: true }];
      case "$":
        return [{ end: true }];
      case "\\":
        return [this.escape()];
      default:
        this.need(!"*+?{".includes(sign));
        return [single(sign.codePointAt(0))];
    }
  }

  group() {
    if (this.next("?")) {
      this.need(this.source[this.at + 1] === ":");
      this.at += 2;
    }
    this.depth += 1;
    this.need(this.depth <= MAX_DEPTH);
    const body = this.alternatives();
    this.need(this.next(")"));
    this.at += 1;
    this.depth -= 1;
    return body;
  }

  set() {
    const negated = this.next("^");
    this.at += Number(negated);
    const members = [];
    do {
      const member = this.member();
      if (member.only !== undefined && this.next("-") && this.source[this.at + 1] !== "]") {
        this.at += 1;
        const high = this.member().only;
        this.need(high >= member.only);
        members.push(within([member.only, high]));
      } else members.push(member.test);
    } while (!this.next("]"));
    this.at += 1;
    const test = (code) => members.some((member) => member(code));
    return negated ? not(test) : test;
  }

  member() {
    this.need(this.at < this.source.length);
    const sign = this.source[this.at++];
    return sign === "\\" ? this.escape() : single(sign.codePointAt(0));
  }

  escape() {
    this.need(this.at < this.source.length);
    const letter = this.source[this.at++];
    const short = SHORT[letter.toLowerCase()];
    if (short) return { test: letter in SHORT ? short : not(short) };
    if (letter === "p" || letter === "P") return { test: this.category(letter === "P") };
    if (letter in CONTROL) return single(CONTROL[letter]);
    if (letter in HEX) return single(this.hexadecimal(HEX[letter]));
    this.need(!/[\p{L}\p{N}]/u.test(letter));
    return single(letter.codePointAt(0));
  }

  category(negated) {
    const close = this.source.indexOf("}", this.at);
    const name = this.source.slice(this.at + 1, close).join("");
    this.need(this.next("{") && close >= 0 && /^[LMNPSZC].?$/su.test(name));
    this.at = close + 1;
    const category = CATEGORY.test(name) ? new RegExp(`^\\p{${name}}$`, "u") : null;
    const test = (code) => category !== null && category.test(String.fromCodePoint(code));
    return negated ? not(test) : test;
  }

  hexadecimal(count) {
    const written = this.source.slice(this.at, this.at + count).join("");
    this.at += count;
    this.need(written.length === count && /^[0-9a-f]+$/i.test(written));
    return parseInt(written, 16);
  }
}

// The places reached without reading a character; only those that wait for something are kept.
function closure(program, places, start, end) {
  const [waiting, seen, kept] = [[...places], new Set(places), []];
  while (waiting.length) {
    const place = waiting.pop();
    const one = program[place];
    let reached = one.ways ?? [];
    if (!one.ways && !one.start) kept.push(place);
    if ((one.start && start) || (one.end && end)) reached = [place + 1];
    for (const way of reached) {
      if (!seen.has(way)) {
        seen.add(way);
        waiting.push(way);
      }
    }
  }
  return kept;
}

const programs = new Map();

function programOf(source) {
  if (!programs.has(source)) {
    if (programs.size >= MAX_REMEMBERED) programs.clear();
    let program = null;
    try {
      program = new Reader(source).program();
    } catch (fault) {
      if (!(fault instanceof SyntaxError)) throw fault;
    }
    programs.set(source, program);
  }
  return programs.get(source);
}

// Whether the whole text matches; a pattern that cannot be read matches nothing.
export function matches(source, text) {
  const program = programOf(source);
  if (!program) return false;
  let places = closure(program, [0], true, false);
  for (const character of text) {
    const code = character.codePointAt(0);
    const onwards = places.filter((place) => program[place].test?.(code)).map((place) => place + 1);
    places = closure(program, onwards, false, false);
  }
  return closure(program, places, text === "", true).some((place) => program[place].accept);
}
