// Runs the trees of a plan (survey/expressions/tree.py, as_json) as the server does: survey/expressions/compiler.py.
import { asBoolean, asNumber, equal, isEmpty } from "./expression_values.js";
import { FUNCTIONS } from "./expression_functions.js";

export { asBoolean, asNumber, asText, isEmpty, parsed, stored, valueOf } from "./expression_values.js";

const OPERATORS = {
  "=": equal,
  "!=": (left, right) => !equal(left, right),
  "<": (left, right) => asNumber(left) < asNumber(right),
  "<=": (left, right) => asNumber(left) <= asNumber(right),
  ">": (left, right) => asNumber(left) > asNumber(right),
  ">=": (left, right) => asNumber(left) >= asNumber(right),
  "+": (left, right) => asNumber(left) + asNumber(right),
  "-": (left, right) => asNumber(left) - asNumber(right),
  "*": (left, right) => asNumber(left) * asNumber(right),
  div: (left, right) => asNumber(left) / asNumber(right),
  // With the sign of the dividend.
  mod: (left, right) => asNumber(left) % asNumber(right),
};

// Functions that run only the argument they need.
const LAZY = {
  if: ([condition, then, otherwise], context) => evaluate(asBoolean(evaluate(condition, context)) ? then : otherwise, context),
  coalesce: ([first, second], context) => {
    const value = evaluate(first, context);
    return isEmpty(value) ? evaluate(second, context) : value;
  },
  once: ([only], context) => (isEmpty(context.current) ? evaluate(only, context) : context.current),
};

export const NAMES = [...Object.keys(FUNCTIONS), ...Object.keys(LAZY)];

function chained([first, ...rest], context) {
  const holds = (operand) => asBoolean(evaluate(operand, context));
  if (rest[0] === "or") return [first, ...rest].some((operand) => Array.isArray(operand) && holds(operand));
  if (rest[0] === "and") return [first, ...rest].every((operand) => !Array.isArray(operand) || holds(operand));
  let value = evaluate(first, context);
  for (let place = 0; place < rest.length; place += 2) value = OPERATORS[rest[place]](value, evaluate(rest[place + 1], context));
  return value;
}

function called([name, ...operands], context) {
  if (Object.hasOwn(LAZY, name)) return LAZY[name](operands, context);
  if (!Object.hasOwn(FUNCTIONS, name)) throw new RangeError(`${name}() is left to the server`);
  return FUNCTIONS[name](operands.map((operand) => evaluate(operand, context)), context);
}

// The value of a tree. `context` holds `values` (a Map of the items' values), `current` (that of the item itself), `now`
// (a Moment with its offset), `language`, `label(item, choice, language)`, `columns` (the cells of the choice that a
// filter is asked about) and `calendar` (short names of months and weekdays by language, as the plan has them).
export function evaluate([kind, ...parts], context) {
  switch (kind) {
    case "text":
    case "number":
      return parts[0];
    case "value":
      return context.values.get(parts[0]) ?? "";
    case "column":
      return Object.hasOwn(context.columns, parts[0]) ? context.columns[parts[0]] : "";
    case "current":
      return context.current;
    case "negation":
      return -asNumber(evaluate(parts[0], context));
    case "chain":
      return chained(parts, context);
    case "call":
      return called(parts, context);
    default:
      throw new RangeError(`${kind} is no tree`);
  }
}
