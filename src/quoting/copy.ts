/**
 * A copy of a quoter's whole state, to try out on it what must not be done.
 *
 * Copies objects of any class, arrays, typed arrays, maps and sets, each once, however often it is referred to, so that the
 * copy hangs together as the original does and shares nothing with it that changes. Shared are functions and what is
 * replaced whole and never changed: listings, tunings.
 */

/** Names of fields whose values are never changed in place. */
const IMMUTABLE: ReadonlySet<string> = new Set([
  'intensity',
  'listing',
  'model',
  'policies',
  'table',
  'targets',
  'tuning',
  'venueTuning',
]);

export function deepCopy<T extends object>(root: T): T {
  return copyOf(root, new Map<object, object>()) as T;
}

function copyOf(value: unknown, known: Map<object, object>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  if (ArrayBuffer.isView(value)) {
    return copyOfView(value as Float64Array, known);
  }
  if (value instanceof Map) return copyOfMap(value, known);
  if (value instanceof Set) return copyOfSet(value, known);
  if (Array.isArray(value)) {
    const copy: unknown[] = new Array(value.length);
    known.set(value, copy);
    for (let i = 0; i < value.length; i += 1) copy[i] = copyOf(value[i], known);
    return copy;
  }
  const copy = Object.create(Object.getPrototypeOf(value)) as Record<string, unknown>;
  known.set(value, copy);
  for (const [name, field] of Object.entries(value)) {
    copy[name] = IMMUTABLE.has(name) ? field : copyOf(field, known);
  }
  return copy;
}

/** Views of one buffer are views of one copy. */
function copyOfView(value: Float64Array, known: Map<object, object>): unknown {
  const { buffer, byteOffset, length } = value;
  const copied = known.get(buffer) ?? buffer.slice(0);
  known.set(buffer, copied);
  const View = value.constructor as Float64ArrayConstructor;
  const copy = new View(copied as ArrayBuffer, byteOffset, length);
  known.set(value, copy);
  return copy;
}

function copyOfMap(value: Map<unknown, unknown>, known: Map<object, object>): unknown {
  const copy = new Map();
  known.set(value, copy);
  for (const [key, item] of value) copy.set(key, copyOf(item, known));
  return copy;
}

/** Members that are objects are those of the copy, in the same order. */
function copyOfSet(value: Set<unknown>, known: Map<object, object>): unknown {
  const copy = new Set();
  known.set(value, copy);
  for (const item of value) copy.add(copyOf(item, known));
  return copy;
}
