/** What became of a command as the API says it: done, or the problem. */
import type { CommandAnswer } from '../../schema/index.js';
import { COMMANDS, type ErrorName, errorName } from '../../values/index.js';
import { Problem } from '../problem.js';

const twoPersons = new Set(
  COMMANDS.filter((one) => one.twoPersons).map(({ name }) => name as string),
);
/** Changes that wait for a second person, or for their time. */
const MAY_WAIT = new Set(['setParameter', 'rollBackParameter', 'requireApproval']);
/** A question: it changes nothing a retry could change again. */
export const QUESTION = 'getOutcome';

/** The answer of a command that is durable. Fails with the problem it was refused with. */
export function doneOf(command: string, answer: CommandAnswer) {
  if (answer.kind === 'refused') throw refusalOf(answer);
  if (answer.kind === 'told') throw new Problem('NOT_READY', 'that was no answer to a command');
  if (answer.code !== 0 && command !== QUESTION) {
    throw new Problem(nameOf(answer.code), answer.detail, camel(answer.field));
  }
  const { code, clientOrderId, referenceId, affectedCount, journalSequence, duplicate } = answer;
  const mayWait = twoPersons.has(command) || MAY_WAIT.has(command);
  return {
    ...{ command, clientOrderId: clientOrderId === 0 ? null : clientOrderId, referenceId },
    ...{ affectedCount, journalSequence, duplicate },
    awaitingApproval: mayWait && affectedCount === 1,
    entryErrors: answer.entryErrorCodes.map((one) => (one === 0 ? null : nameOf(one))),
    outcome: command !== QUESTION ? null : code === 0 ? 'ACCEPTED' : nameOf(code),
  };
}

/** The venue's refusal as a problem. */
export function refusalOf(
  answer: { readonly [K in 'name' | 'field' | 'detail']: string } & { readonly waitMs: number },
): Problem {
  const { name, field, detail, waitMs } = answer;
  return new Problem(name as ErrorName, detail, camel(field), Math.ceil(waitMs / 1_000));
}

const nameOf = (code: number): ErrorName => errorName(code) ?? 'NOT_READY';

/** The schema's name of a field as the API writes it. */
const camel = (field: string): string =>
  field.replace(/_ns\b/g, '_ms').replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
