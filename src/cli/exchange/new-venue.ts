/** A venue that is made: its keys, on disk before anybody is told of them, then its first command. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import { CORE_VERSION, FIRST_OPERATOR_ACCOUNT } from '../../engine/core/index.js';
import type { Sequencer } from '../../engine/log/index.js';
import type { FurtherOperator } from '../../values/index.js';
import { ensureKeyFile, rawPublicKey } from '../keys.js';
import { BROKER_KEY, OPERATOR_KEY } from './first-start.js';
import { submit } from './submit.js';

/** Submits the first command of a venue. */
export function createVenue(
  sequencer: Sequencer,
  venue: string,
  keys: string,
  furtherOperators: readonly FurtherOperator[],
  logger: Pick<Logger, 'info'>,
): void {
  const broker = ensureKeyFile(join(keys, BROKER_KEY));
  const operator = ensureKeyFile(join(keys, OPERATOR_KEY));
  submit(sequencer, 'initializeVenue', {
    venue,
    brokerPublicKey: rawPublicKey(broker),
    operatorPublicKey: rawPublicKey(operator),
    limits: sequencer.core.state.limits,
    coreVersion: CORE_VERSION,
    furtherOperators,
  });
  logger.info(
    { keys, operatorAccount: FIRST_OPERATOR_ACCOUNT },
    'a new venue: the keys of its broker and first operator are in the data directory',
  );
}
