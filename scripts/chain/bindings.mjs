/**
 * Writes the TypeScript of a compiled contract: its ABI and bytecode as an artifact, an interface of its methods as ethers 6
 * calls them, the arguments of its constructor, its events and the names of its errors. An ABI type that is not known here
 * is an error and never becomes `unknown`.
 */

/** @typedef {import('./compile.mjs').Parameter} Parameter */
/** @typedef {import('./compile.mjs').AbiEntry} AbiEntry */
/** @typedef {'in' | 'out'} Direction */

/** @param {string} name PascalCase, with runs of capitals as in DevPAT */
export const kebab = (name) =>
  name.replaceAll(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3-$2$4').toLowerCase();

/** @param {string} name */
const camel = (name) => kebab(name).replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());

/**
 * @param {Parameter} parameter
 * @param {Direction} direction
 * @returns {string}
 */
function typeOf({ type, components }, direction) {
  const array = /^(.*)\[\d*\]$/.exec(type);
  if (array)
    return `readonly (${typeOf({ name: '', type: array[1] ?? '', components: components ?? [] }, direction)})[]`;
  if (type === 'tuple') {
    const fields = (components ?? []).map(
      (one) => `readonly ${one.name}: ${typeOf(one, direction)}`,
    );
    return `{ ${fields.join('; ')} }`;
  }
  if (/^u?int\d+$/.test(type)) return direction === 'in' ? 'BigNumberish' : 'bigint';
  if (type === 'address') return direction === 'in' ? 'AddressLike' : 'string';
  if (/^bytes\d*$/.test(type)) return direction === 'in' ? 'BytesLike' : 'string';
  if (type === 'bool') return 'boolean';
  if (type === 'string') return 'string';
  throw new Error(`no TypeScript type for ${type}`);
}

/** @param {Parameter[]} inputs */
const tupleOf = (inputs) =>
  `[${inputs.map((one, index) => `${one.name || `arg${index}`}: ${typeOf(one, 'in')}`).join(', ')}]`;

/** @param {Parameter[]} outputs */
function resultOf(outputs) {
  const [only] = outputs;
  if (only === undefined) return 'void';
  if (outputs.length === 1) return typeOf(only, 'out');
  const list = `readonly [${outputs.map((one) => typeOf(one, 'out')).join(', ')}]`;
  const named = outputs.filter(({ name }) => name !== '');
  const fields = named.map((one) => `readonly ${one.name}: ${typeOf(one, 'out')}`);
  return fields.length === 0 ? list : `${list} & { ${fields.join('; ')} }`;
}

/**
 * @param {Parameter} parameter
 * @returns {string} its type as a signature has it
 */
function canonical({ type, components }) {
  if (!type.startsWith('tuple')) return type;
  return `(${(components ?? []).map(canonical).join(',')})${type.slice('tuple'.length)}`;
}

/** @param {AbiEntry} entry */
const signatureOf = ({ name, inputs }) => `${name}(${(inputs ?? []).map(canonical).join(',')})`;

/**
 * @param {AbiEntry} entry
 * @param {{ name: string, notice: string | undefined }} as
 */
function method(entry, { name, notice }) {
  const { inputs = [], outputs = [], stateMutability } = entry;
  const isView = stateMutability === 'view' || stateMutability === 'pure';
  const result = resultOf(outputs);
  const sent = isView ? result : 'ContractTransactionResponse';
  const doc = notice === undefined ? '' : `  /** ${notice.replaceAll(/\s+/g, ' ').trim()} */\n`;
  return `${doc}  readonly ${name}: BaseContractMethod<${tupleOf(inputs)}, ${result}, ${sent}>;`;
}

/**
 * @param {import('./compile.mjs').Compiled} contract
 * @returns {string} the module's text
 */
export function bindingsOf({ name, source, abi, notices, bytecode }) {
  const ofType = (/** @type {string} */ type) => abi.filter((entry) => entry.type === type);
  const functions = ofType('function');
  const methods = functions.map((entry) => {
    const signature = signatureOf(entry);
    const isOverloaded = functions.filter((other) => other.name === entry.name).length > 1;
    return method(entry, {
      name: isOverloaded ? `'${signature}'` : `${entry.name}`,
      notice: notices[signature]?.notice,
    });
  });
  const events = ofType('event').map(({ name: event, inputs = [] }) => {
    const fields = inputs.map((one) => `readonly ${one.name}: ${typeOf(one, 'out')}`);
    return `  readonly ${event}: { ${fields.join('; ')} };`;
  });
  const errors = [...new Set(ofType('error').map((entry) => `'${entry.name}'`))].sort();
  const body = [
    `/** The methods of ${name}. */`,
    `export interface ${name} extends BaseContract {`,
    ...methods,
    '}',
    '',
    `/** What its constructor takes. */`,
    `export type ${name}Args = ${tupleOf(ofType('constructor')[0]?.inputs ?? [])};`,
    '',
    '/** Its events and what they carry. */',
    `export interface ${name}Events {`,
    ...events,
    '}',
    '',
    '/** The names of the errors it may revert with itself. */',
    `export type ${name}Error = ${errors.join(' | ') || 'never'};`,
    '',
    `export const ${camel(name)}: Artifact<${name}, ${name}Args> = {`,
    `  name: '${name}',`,
    '  abi: [',
    ...abi.map((entry) => `    ${JSON.stringify(entry)},`),
    '  ],',
    `  bytecode:\n    '${bytecode}',`,
    '};',
  ].join('\n');
  const fromEthers = [
    'AddressLike',
    'BaseContract',
    'BaseContractMethod',
    'BigNumberish',
    'BytesLike',
    'ContractTransactionResponse',
  ];
  const used = fromEthers.filter((type) => new RegExp(`\\b${type}\\b`).test(body));
  return [
    `/** Generated by scripts/chain/build.mjs from ${source}: not to be edited. */`,
    `import type { ${used.join(', ')} } from 'ethers';`,
    `import type { Artifact } from '../artifact.js';`,
    '',
    body,
    '',
  ].join('\n');
}
