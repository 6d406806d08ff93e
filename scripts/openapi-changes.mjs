/** What of an OpenAPI document a client may miss in a later one. Additions are no change to it. */

/**
 * @typedef {{ [key: string]: unknown }} Json
 * @typedef {{ before: Json, now: Json, found: string[] }} Comparison
 */

/** @param {unknown} value @returns {Json} */
const objectOf = (value) =>
  typeof value === 'object' && value !== null ? /** @type {Json} */ (value) : {};

/** @param {unknown} value @returns {unknown[]} */
const listOf = (value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/**
 * @param {Json} before
 * @param {Json} now
 * @returns {string[]} a sentence for each thing that is gone or narrower
 */
export function breakingChanges(before, now) {
  const comparison = { before, now, found: /** @type {string[]} */ ([]) };
  const paths = objectOf(now.paths);
  for (const [path, methods] of Object.entries(objectOf(before.paths))) {
    for (const [method, operation] of Object.entries(objectOf(methods))) {
      const name = `${method.toUpperCase()} ${path}`;
      const other = objectOf(paths[path])[method];
      if (other === undefined) comparison.found.push(`${name} is gone`);
      else compareOperations(comparison, name, objectOf(operation), objectOf(other));
    }
  }
  return comparison.found;
}

/**
 * @param {Comparison} comparison
 * @param {string} name
 * @param {Json} before
 * @param {Json} now
 */
function compareOperations(comparison, name, before, now) {
  const { found } = comparison;
  if (before.operationId !== now.operationId) found.push(`${name}: its operationId is another one`);
  if (listOf(before.security).length === 0 && listOf(now.security).length > 0) {
    found.push(`${name}: it was public and is not`);
  }
  compareParameters(comparison, name, before, now);
  const bodyBefore = contentOf(objectOf(before.requestBody));
  const bodyNow = contentOf(objectOf(now.requestBody));
  compareTaken(comparison, `${name}: body`, bodyBefore, bodyNow);
  const responses = objectOf(now.responses);
  for (const [status, response] of Object.entries(objectOf(before.responses))) {
    const other = responses[status];
    if (other === undefined) found.push(`${name}: the answer ${status} is gone`);
    const types = objectOf(objectOf(other).content);
    for (const [type, given] of Object.entries(objectOf(objectOf(response).content))) {
      if (types[type] === undefined) found.push(`${name}: the answer ${status} is no more ${type}`);
      const [was, is] = [objectOf(given).schema, objectOf(types[type]).schema];
      compareGiven(comparison, `${name} ${status}`, objectOf(was), objectOf(is));
    }
  }
}

/** @param {Json} holder @returns {Json} */
const contentOf = (holder) =>
  objectOf(objectOf(objectOf(holder.content)['application/json']).schema);

/**
 * @param {Comparison} comparison
 * @param {string} name
 * @param {Json} before
 * @param {Json} now
 */
function compareParameters({ found }, name, before, now) {
  /** @param {Json} holder */
  const byName = (holder) =>
    new Map(listOf(holder.parameters).map((one) => [String(objectOf(one).name), objectOf(one)]));
  const [were, are] = [byName(before), byName(now)];
  for (const [parameter, was] of were) {
    const is = are.get(parameter);
    if (is === undefined) {
      found.push(`${name}: the parameter ${parameter} is gone`);
      continue;
    }
    if (is.required === true && was.required !== true) {
      found.push(`${name}: the parameter ${parameter} became necessary`);
    }
    const [schema, other] = [objectOf(was.schema), objectOf(is.schema)];
    for (const choice of listOf(schema.enum)) {
      if (!listOf(other.enum).includes(choice)) {
        found.push(`${name}: ${parameter} is no more ${String(choice)}`);
      }
    }
    if (Number(other.maximum ?? Infinity) < Number(schema.maximum ?? Infinity)) {
      found.push(`${name}: ${parameter} may be ${String(schema.maximum)} no more`);
    }
    if (JSON.stringify(schema.default) !== JSON.stringify(other.default)) {
      found.push(`${name}: ${parameter} is something else when it is left out`);
    }
  }
  for (const [parameter, is] of are) {
    if (is.required === true && !were.has(parameter)) {
      found.push(`${name}: the new parameter ${parameter} is necessary`);
    }
  }
}

/**
 * What is taken may only take more.
 * @param {Comparison} comparison
 * @param {string} at
 * @param {Json} before
 * @param {Json} now
 */
function compareTaken({ found }, at, before, now) {
  for (const name of Object.keys(objectOf(before.properties))) {
    if (objectOf(now.properties)[name] === undefined) found.push(`${at}: ${name} is gone`);
  }
  for (const name of listOf(now.required)) {
    if (!listOf(before.required).includes(name)) found.push(`${at}: ${String(name)} is necessary`);
  }
}

/**
 * What is given may only give more.
 * @param {Comparison} comparison
 * @param {string} at
 * @param {Json} given
 * @param {Json} other
 */
function compareGiven(comparison, at, given, other) {
  const { found } = comparison;
  const before = resolved(comparison.before, given);
  const now = resolved(comparison.now, other);
  const types = listOf(now.type);
  if (before.type !== undefined && types.some((type) => !listOf(before.type).includes(type))) {
    found.push(`${at} is ${types.join(' or ')}, was ${listOf(before.type).join(' or ')}`);
  }
  for (const [name, property] of Object.entries(objectOf(before.properties))) {
    const is = objectOf(now.properties)[name];
    if (is === undefined) found.push(`${at}.${name} is gone`);
    else compareGiven(comparison, `${at}.${name}`, objectOf(property), objectOf(is));
    const wasSure = listOf(before.required).includes(name);
    if (wasSure && is !== undefined && !listOf(now.required).includes(name)) {
      found.push(`${at}.${name} may be missing now`);
    }
  }
  if (before.items !== undefined) {
    compareGiven(comparison, `${at}[]`, objectOf(before.items), objectOf(now.items));
  }
}

/** @param {Json} document @param {Json} schema @returns {Json} */
function resolved(document, schema) {
  const name = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined;
  if (name === undefined) return schema;
  return objectOf(objectOf(objectOf(document.components).schemas)[name]);
}
