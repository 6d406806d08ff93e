/**
 * The lists of commands in the schema's envelopes: `Command` has all, `ClientEnvelope` those of accounts, each under its
 * declared number. They stand in the .proto files, since these are what readers of other languages take.
 */
import { snake } from './model.mjs';

/** @typedef {import('./model.mjs').Command} Command */

const BEGIN =
  '    // Commands, as they declare themselves: npm run proto:generate writes these lines.\n';
const END = '    // End of the commands.\n';

/**
 * The text of a .proto file with its list anew.
 * @param {string} text
 * @param {Command[]} commands
 */
export function withList(text, commands) {
  const start = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (start < 0 || end < start) throw new Error('an envelope has lost the marks of its list');
  const lines = commands.map(({ message: { name }, kind }) => {
    return `    // See ${name}.\n    ${name} ${snake(name)} = ${kind};\n`;
  });
  return text.slice(0, start + BEGIN.length) + lines.join('') + text.slice(end);
}
