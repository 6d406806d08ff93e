/** The command reference: every command an account may send, with who, how and what. */

/** @typedef {import('./model.mjs').Command} Command */
/** @typedef {import('./model.mjs').Field} Field */
/** @typedef {import('./model.mjs').Model} Model */

/** @param {Model} model */
export function documentText({ commands, messages, enums }) {
  const own = commands.filter(({ origin }) => origin === 'ACCOUNT');
  const nested = messages.filter(({ name }) => isUsed(name, own));
  return `# Commands

Made of the declarations in \`proto/patx/v1/commands.proto\`; do not edit. Everything an account may send, on every way in.
*Roles* are of the account, *scopes* of the key the session logged on with; any one scope of the list will do. *Once per client
id*: refused without one, and a repeat is answered as the first was. *Two people*: waits for a second operator where the venue
asks for two. The number is the kind in the journal and the field of \`ClientEnvelope\`.

\`patx call NAME --help\` prints the same, \`patx call NAME --field value\` sends it; see [Make a market](make-a-market.md).

| command | \`patx call\` | roles | scopes | |
|---|---|---|---|---|
${own.map(row).join('\n')}

${own.map((one) => section(one, enums)).join('\n')}
## What is nested in them
${nested.map(({ name, comment, fields }) => `\n### ${name}\n${comment}\n\n${table(fields, enums)}`).join('\n')}
`;
}

/**
 * @param {string} name
 * @param {Command[]} commands
 */
const isUsed = (name, commands) => {
  const text = JSON.stringify(commands);
  return text.includes(`"message":"${name}"`) || ['QuoteLevel', 'QuoteFactors'].includes(name);
};

/** @param {Command} command */
function row({ message, cli, roles, scopes, clientId, twoPersons }) {
  const marks = [clientId ? 'once per client id' : '', twoPersons ? 'two people' : ''];
  const who = roles.length === 6 ? 'all' : roles.join(', ');
  return `| [${message.name}](#${message.name.toLowerCase()}) | \`${cli}\` | ${who} | ${scopes.join(', ')} | ${marks.filter(Boolean).join(', ')} |`;
}

/**
 * @param {Command} command
 * @param {Model['enums']} enums
 */
function section({ message, kind, http }, enums) {
  return `## ${message.name}
${message.comment}

Kind ${kind}, \`${http}\`.

${table(message.fields, enums)}`;
}

/**
 * @param {Field[]} fields
 * @param {Model['enums']} enums
 */
function table(fields, enums) {
  const rows = fields.map((field) => {
    return `| \`${field.proto}\` | ${kindOf(field, enums)} | ${field.comment.replaceAll('|', '\\|')} |`;
  });
  return `| field | value | meaning |\n|---|---|---|\n${rows.join('\n')}\n`;
}

/**
 * @param {Field} field
 * @param {Model['enums']} enums
 */
function kindOf({ type, bounds, repeated, message, unit, ...field }, enums) {
  const { bytes_min: least = 0, bytes_max: most, sizes, count_max: count } = bounds;
  const listed = Object.keys(enums[field.enum ?? ''] ?? {});
  const names = listed.length > 12 ? `a value of ${field.enum}` : listed.join(', ');
  if (repeated) return `at most ${count} of ${message ?? names}`;
  switch (type) {
    case 'message':
      return message;
    case 'enum':
      return bounds.or_unspecified ? `${names}, or none` : names;
    case 'bool':
      return 'true or false';
    case 'string':
      return `text of ${least} to ${most} bytes`;
    case 'bytes':
      return sizes ? `${sizes.join(' or ')} bytes` : `at most ${most} bytes`;
    case 'fixed64':
      return 'time, ns since 1970 UTC';
    default:
      return unit === '' ? type : `${type}, ${unit.replaceAll('_', ' ')}`;
  }
}
