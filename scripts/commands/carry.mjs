/**
 * The tables an upgrade carries, as proto/patx/v1/carry.proto has them: of each its number and its fields, by name, as a letter
 * for the type and the number. Their codec knows these tables and no message by name.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { ROOT } from '../run.mjs';

const CARRY = join(ROOT, 'proto', 'patx', 'v1', 'carry.proto');
const KINDS = { sint64: 'n', string: 't', bytes: 'b' };

/** What the file opens with. */
const HEADER =
  '/** The tables an upgrade carries: made of proto/patx/v1/carry.proto with every build; not to be edited, and not committed. */\n';

/** Text of the module. */
export function carryTablesText() {
  const { root } = protobuf.parse(readFileSync(CARRY, 'utf8'), { keepCase: false });
  const rows = root.lookupType('patx.v1.CarryRow').fieldsArray.sort((a, b) => a.id - b.id);
  let text = `${HEADER}export const CARRY_TABLES = {\n`;
  for (const row of rows) {
    const fields = root.lookupType(`patx.v1.${row.type}`).fieldsArray.sort((a, b) => a.id - b.id);
    text += `  ${row.name}: {\n    number: ${row.id},\n    fields: {\n`;
    for (const { name, id, type, repeated } of fields) {
      const kind = repeated ? 'l' : KINDS[/** @type {keyof typeof KINDS} */ (type)];
      if (kind === undefined)
        throw new Error(`carry.proto: ${row.type}.${name} is of type ${type}`);
      text += `      ${name}: '${kind}${id}',\n`;
    }
    text += '    },\n  },\n';
  }
  return `${text}} as const;\n`;
}
