/**
 * The people who run a venue. It is made with its first operator, or with several, each another person; from then on what
 * makes a second person out of one, or moves money by one person's word, waits for a second. A venue with one says so.
 */
import type { Logger } from 'pino';
import type { Core } from '../../engine/core/index.js';
import type { FurtherOperator } from '../../values/index.js';
import { CommandError } from '../command-error.js';

const KEY_HEX = /^[0-9a-f]{64}$/;
const NAME_BYTES_MAX = 64;
const OPERATORS_MAX = 8;

/** Operators from texts such as `anna=<public key in hex>`; fails with CommandError. */
export function operatorsOf(texts: readonly string[]): FurtherOperator[] {
  if (texts.length > OPERATORS_MAX) {
    throw new CommandError(
      'bad-value',
      `${texts.length} operators are given, at most ${OPERATORS_MAX} beside the first are possible`,
    );
  }
  return texts.map((text) => {
    const at = text.lastIndexOf('=');
    const [name, hex] = [text.slice(0, at), text.slice(at + 1).toLowerCase()];
    const nameBytes = Buffer.byteLength(name);
    if (at < 1 || nameBytes > NAME_BYTES_MAX || !KEY_HEX.test(hex)) {
      throw new CommandError(
        'bad-value',
        `operator ${text} is not name=key, with the public key that patx keygen printed (64 hex digits)`,
      );
    }
    return { name, publicKey: new Uint8Array(Buffer.from(hex, 'hex')) };
  });
}

/** A venue that exists has the operators it was made with. */
export function refuseOperators(operators: readonly FurtherOperator[]): void {
  if (operators.length === 0) return;
  throw new CommandError(
    'operators-fixed',
    'the venue exists: --further-operator counts for a new one. Open the account with patx account open --role OPERATOR',
  );
}

/** Says that nobody checks what the operator does, where that is so. */
export function tellOperators({ state }: Core, logger: Pick<Logger, 'warn'>): void {
  if (state.registry.founders > 1) return;
  logger.warn(
    'this venue was made with one operator: no second person is needed to open operators, add keys or book PAT. Make a venue with --further-operator for two',
  );
}
