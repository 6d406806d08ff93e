/** The store of files of an exchange: where it lies, and its account, which the venue registers when it is first needed. */
import { join } from 'node:path';
import type { StoreAccount } from '../../content/index.js';
import type { Sequencer } from '../../engine/log/index.js';
import { KEY_SCOPE } from '../../values/index.js';
import type { Config } from '../config.js';
import type { DataDirectory } from '../data-directory.js';
import type { StoreThreadOptions } from '../reader/messages.js';
import { submit } from './submit.js';

const MIB = 1_048_576;
const STORE_KEY = 'store.pem';

export function storeOptions(config: Config, { keys, store }: DataDirectory): StoreThreadOptions {
  const keyFile = join(keys, STORE_KEY);
  return {
    ...{ directory: store, keysDirectory: join(keys, 'store'), keyFile },
    fileBytesMax: config.storeFileMib * MIB,
    ownerBytesMax: config.storeOwnerMib * MIB,
  };
}

/** Registers the store's key, where it is not yet; durable when it resolves. undefined: the venue has no room for it. */
export async function registerStore(
  sequencer: Sequencer,
  publicKey: Uint8Array,
): Promise<StoreAccount | undefined> {
  const known = accountOf(sequencer, publicKey);
  if (known !== undefined) return known;
  if (!sequencer.isAccepting) return undefined;
  submit(sequencer, 'registerStore', { publicKey });
  await sequencer.drain();
  return accountOf(sequencer, publicKey);
}

function accountOf({ core }: Sequencer, publicKey: Uint8Array): StoreAccount | undefined {
  const { accounts, registry } = core.state;
  const hex = Buffer.from(publicKey).toString('hex');
  for (let accountId = 1; accountId <= accounts.count; accountId += 1) {
    const keys = registry.account(accountId)?.keys ?? [];
    const key = keys.find(
      (one) => one.publicKey === hex && !one.revoked && one.scopes.includes(KEY_SCOPE.STORE),
    );
    if (key !== undefined) return { accountId, keyId: key.keyId };
  }
  return undefined;
}
