/**
 * The parts of an exchange that have accounts of their own, the store of files and the scorer of feeds: where they lie, and their
 * accounts, which the venue registers when they are first needed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Sequencer } from '../../engine/log/index.js';
import type { OwnKey } from '../../own-account/index.js';
import { KEY_SCOPE } from '../../values/index.js';
import { CommandError } from '../command-error.js';
import type { Config } from '../config.js';
import type { DataDirectory } from '../data-directory.js';
import type {
  OwnPart,
  ProverThreadOptions,
  ScorerThreadOptions,
  StoreThreadOptions,
} from '../reader/messages.js';
import { recordingFile } from '../recording-file.js';
import { submit } from './submit.js';

const MIB = 1_048_576;
const STORE_KEY = 'store.pem';
const SCORER_KEY = 'scorer.pem';
const BUNDLES_KEY = 'bundles.key';

const REGISTERED = {
  store: { command: 'registerStore', scope: KEY_SCOPE.STORE },
  scorer: { command: 'registerScorer', scope: KEY_SCOPE.SCORE },
} as const;

export function storeOptions(config: Config, { keys, store }: DataDirectory): StoreThreadOptions {
  const keyFile = join(keys, STORE_KEY);
  return {
    ...{ directory: store, keysDirectory: join(keys, 'store'), keyFile },
    fileBytesMax: config.storeFileMib * MIB,
    ownerBytesMax: config.storeOwnerMib * MIB,
  };
}

/** It speaks as the store's account. */
export function proverOptions({ noticeMib, noticeLoopback }: Config): ProverThreadOptions {
  return { bytesMax: noticeMib * MIB, isSandbox: noticeLoopback };
}

export function scorerOptions(config: Config, { keys, feeds }: DataDirectory): ScorerThreadOptions {
  const pricesFile = config.sigmaPrices === '' ? recordingFile() : config.sigmaPrices;
  if (!existsSync(pricesFile)) {
    throw new CommandError('not-there', `--sigma-prices ${pricesFile} is not there`);
  }
  return {
    ...{ keyFile: join(keys, SCORER_KEY), pricesFile },
    ...{ bundlesDirectory: join(feeds, 'bundles'), bundlesKeyFile: join(keys, BUNDLES_KEY) },
  };
}

/** Registers the key of a part, where it is not yet; durable when it resolves. undefined: the venue has no room for it. */
export async function registerOwn(
  sequencer: Sequencer,
  part: OwnPart,
  publicKey: Uint8Array,
): Promise<OwnKey | undefined> {
  const { command, scope } = REGISTERED[part];
  const known = accountOf(sequencer, publicKey, scope);
  if (known !== undefined) return known;
  if (!sequencer.isAccepting) return undefined;
  submit(sequencer, command, { publicKey });
  await sequencer.drain();
  return accountOf(sequencer, publicKey, scope);
}

function accountOf({ core }: Sequencer, publicKey: Uint8Array, scope: number): OwnKey | undefined {
  const { accounts, registry } = core.state;
  const hex = Buffer.from(publicKey).toString('hex');
  for (let accountId = 1; accountId <= accounts.count; accountId += 1) {
    const keys = registry.account(accountId)?.keys ?? [];
    const key = keys.find(
      (one) => one.publicKey === hex && !one.revoked && one.scopes.includes(scope),
    );
    if (key !== undefined) return { accountId, keyId: key.keyId };
  }
  return undefined;
}
