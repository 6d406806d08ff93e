/**
 * Tries of parameters that come by HTTP: answered from the state as the socket's question is, for whoever may change
 * parameters. Changes nothing.
 */
import { type CommandAnswer, readDryRun } from '../../schema/index.js';
import { COMMAND_KIND, errorName, mayScopes } from '../../values/index.js';
import type { Context } from '../context.js';
import type { Session } from '../session/session.js';
import type { VenueFacts } from '../views/venue-facts.js';

/** @param body what was sent, or undefined when it is no JSON object */
export function dryRunAnswer(
  { state }: Context,
  facts: VenueFacts,
  session: Session,
  asked: { readonly name: string; readonly body: object | undefined },
): CommandAnswer {
  const refused = (name: string, field: string, detail: string): CommandAnswer => ({
    ...{ kind: 'refused', name, field, detail, waitMs: 0 },
  });
  if (!mayScopes(session.scopes, COMMAND_KIND.SET_PARAMETER)) return refused('SCOPE', '', '');
  if (asked.body === undefined) return refused('MALFORMED', 'body', '');
  const change = readDryRun(asked.name, asked.body);
  if ('errorCode' in change) return refused(change.code, change.field, change.detail);
  const { errorCode, errorField, errorDetail, asOfSequence, ...found } = facts.dryRun(
    change,
    state.sequence,
  );
  const refusal =
    errorCode === 0
      ? null
      : { name: errorName(errorCode) ?? '', field: errorField, detail: errorDetail };
  return { kind: 'told', value: { ...found, refusal, asOfSequence } };
}
