/** A venue on disk for measuring upgrades: many accounts with resting orders, and a snapshot at its end. */
import { join } from 'node:path';
import {
  CORE_VERSION,
  Core,
  exportState,
  FIRST_OPERATOR_ACCOUNT,
} from '../../src/engine/core/index.js';
import {
  EventChain,
  LmdbCommandLog,
  Sequencer,
  SnapshotStore,
  stateHash,
} from '../../src/engine/log/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  COMMAND_KIND,
  Command,
  type Limits,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../src/values/index.js';
import { BENCH_LIMITS, benchCommands, START_MS } from '../core/venue.js';

const COMMANDS_PER_FRAME = 512;
const FIRST_CLIENT_ID = 1_000_000;
const MONEY_MICRO_PAT = 1_000_000_000;
const TICKS = 5_000;

export interface Size {
  readonly orders: number;
  readonly accounts: number;
}

export const placeOf = (root: string) => ({
  journal: join(root, 'journal'),
  snapshots: join(root, 'snapshots'),
});

/** Writes the venue; throws when an order did not come to rest. */
export async function writeVenue(root: string, { orders, accounts }: Size): Promise<void> {
  const limits: Limits = {
    ...BENCH_LIMITS,
    maxAccounts: accounts + 2_048,
    maxIdSpaces: accounts + 2_048,
    outcomesPerIdSpace: 16,
  };
  const { journal, snapshots } = placeOf(root);
  const log = LmdbCommandLog.open({ directory: journal });
  const core = new Core({ limits });
  const chain = new EventChain();
  const sequencer = new Sequencer({
    ...{ core, log, blockingLog: log, codec: new CommandCodec(), chain, stateCursor: 0, epoch: 1 },
    nowMs: () => START_MS,
    failed: (error) => {
      throw error;
    },
  });
  let inFrame = 0;
  const send = (command: Command): void => {
    if (!sequencer.submit(command, 0)) throw new Error('void: a command was not taken');
    inFrame += 1;
    if (inFrame % COMMANDS_PER_FRAME === 0) sequencer.flush();
  };
  for (const command of benchCommands(1, limits)) send(command);
  const first = core.state.accounts.count + 1;
  for (let i = 0; i < accounts; i += 1) {
    for (const command of openedWith(first + i, FIRST_CLIENT_ID + 2 * i)) send(command);
  }
  const order = new Command();
  for (let n = 0; n < orders; n += 1) {
    restingOrder(n, first + (n % accounts), order);
    send(order);
  }
  await sequencer.drain();
  if (core.state.orders.liveCount !== orders) throw new Error('void: orders do not rest');
  const { sequence, timeMs } = core.state;
  const store = SnapshotStore.open({ directory: snapshots });
  const columns = exportState(core).map((part) => ({ ...part, type: 'bytes' }));
  const hashes = { frameHash: log.position.lastHash, eventHash: chain.hash };
  const meta = { sequence, timeMs, epoch: 1, coreVersion: CORE_VERSION, ...hashes };
  const written = await store.write({ ...meta, stateHash: stateHash(core.state) }, columns);
  await store.markVerified(sequence, written);
  await store.close();
  await log.close();
}

function openedWith(accountId: number, clientId: number): Command[] {
  const operator = FIRST_OPERATOR_ACCOUNT;
  const account = { role: ACCOUNT_ROLE.CONSUMER, accountClass: ACCOUNT_CLASS.INSTITUTION };
  const named = { ...account, firmGroup: 0, name: `account ${accountId}`, scopes: [] };
  const publicKey = new Uint8Array();
  return [
    Object.assign(new Command(), {
      ...{ kind: COMMAND_KIND.OPEN_ACCOUNT, accountId: operator, clientId },
      body: { clientRequestId: clientId, ...named, publicKey },
    }),
    Object.assign(new Command(), {
      ...{ kind: COMMAND_KIND.DEPOSIT, accountId: operator, clientId: clientId + 1 },
      body: {
        ...{ clientRequestId: clientId + 1, targetAccountId: accountId, reason: 'bench' },
        ...{ amountMicroPat: MONEY_MICRO_PAT, reference: '' },
      },
    }),
  ];
}

function restingOrder(n: number, account: number, c: Command): void {
  c.kind = COMMAND_KIND.PLACE_ORDER;
  c.accountId = account;
  c.clientId = n + 1;
  c.seriesId = 1;
  c.side = SIDE.BUY;
  c.orderType = ORDER_TYPE.LIMIT;
  c.timeInForce = TIME_IN_FORCE.GTC;
  c.priceTicks = 1_000 + ((n * 7_919) % TICKS);
  c.lots = 1;
}
