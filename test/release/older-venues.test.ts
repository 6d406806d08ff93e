/**
 * Catches a venue of a core before that this one takes in as something else, whatever it was in the middle of: its frozen core
 * folds random histories, and at many points what it carries is taken into a core of this build, which must have every row of it
 * (translated where this build says it otherwise), break no invariant, and go on.
 *
 * PATX_RUNS sets the number of runs, PATX_SEED their seed.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenInvariants, CarryIn, Core } from '../../src/engine/core/index.js';
import { FrameWriter } from '../../src/engine/log/index.js';
import type { Stretch } from '../../src/release/core-module.js';
import { firstDifference } from '../../src/release/difference.js';
import { coreModule } from '../../src/release/index.js';
import { COLD_SHAPES } from '../../src/schema/generated/command-shapes.js';
import { CommandCodec, readCarryRows, SchemaError } from '../../src/schema/index.js';
import type { AnyShape } from '../../src/schema/shape/field.js';
import {
  COMMANDS,
  type ColdBodies,
  type ColdKind,
  Command,
  COMMAND_KIND as K,
  type Limits,
} from '../../src/values/index.js';
import { carriedBytes } from '../engine/core/carry/copy.js';
import { actionArb, chainArb } from '../engine/core/model/action.js';
import { run } from '../engine/core/model/actions.js';
import { LIMITS, PARAMETERS, Scenario } from '../engine/core/model/scenario.js';
import { OLD_VERSION } from './old-venue.js';

const RUNS = Number(process.env.PATX_RUNS ?? 1);
const SEED = Number(process.env.PATX_SEED ?? 31);
const ACTIONS = 300;
const COMMANDS_A_LOOK = 40;
const TIMEOUT_MS = 120_000 + RUNS * 20_000;
const FRAME_BYTES = 1_048_576;
const HASH = new Uint8Array(32);
/** Commands the old core did not have. */
const NEWER: readonly number[] = [
  K.ADMIT_WALLET,
  K.CANCEL_WALLET_LINK,
  K.RENAME_ACCOUNT,
  K.PROVE_DELIVERY,
];

const old = await coreModule(OLD_VERSION);

/** A history that the old core folds as it comes: what a command does is its own affair. */
class OldHistory {
  stretch: Stretch | undefined;
  private readonly codec = new CommandCodec();
  private readonly writer = new FrameWriter(FRAME_BYTES);

  apply(given: Command): void {
    if (NEWER.includes(given.kind)) return;
    const command = asOld(given);
    const { writer, codec } = this;
    writer.reset();
    const at = writer.reserve(codec.bytesMax(command));
    try {
      writer.commit(codec.encodeBare(command, writer.buffer, at) - at);
    } catch (error) {
      // What no codec lets through reaches no core.
      if (error instanceof SchemaError) return;
      throw error;
    }
    const { bytes } = writer.seal({
      epoch: 1,
      firstSequence: (this.stretch?.sequence ?? 0) + 1,
      timeMs: command.timeMs,
      previousHash: HASH,
      eventHash: this.stretch?.eventHash() ?? HASH,
      // Behind the end of the first column, where there is nothing to compare.
      stateSlice: { cursor: 2 ** 31, crc32: 0 },
    });
    this.stretch ??= old.begin(bytes);
    this.stretch.applyFrame(bytes);
  }
}

/** What a field is that the model leaves out of a body; it also gives contracts numbers for texts. */
function completed(type: string, value: unknown, clientId: number, name: string): unknown {
  if (type === 'text') return value === undefined ? '' : String(value);
  if (value !== undefined) return value;
  if (name === 'clientRequestId') return clientId;
  if (type === 'list') return [];
  if (type === 'nested') return null;
  return type === 'bytes' ? new Uint8Array() : type === 'flag' ? false : 0;
}

/** A body with all its fields, as one that comes through a codec has them. */
function whole(shape: AnyShape, body: object, clientId: number): object {
  const given = body as Readonly<Record<string, unknown>>;
  const entries = shape.fields.map(({ plain, field }) => {
    const value = given[plain];
    if (field.type === 'nested' && value) {
      return [plain, whole(field.shape, value as object, clientId)];
    }
    return [plain, completed(field.type, value, clientId, plain)];
  });
  return Object.fromEntries(entries);
}

/** The command as the old core has it. */
function asOld(given: Command): Command {
  const command = Object.assign(new Command(), given);
  const { name } = COMMANDS.find(({ kind }) => kind === given.kind) ?? {};
  const shape = name && (COLD_SHAPES as Readonly<Record<string, AnyShape>>)[name];
  if (shape) {
    const body = whole(shape, given.body ?? {}, given.clientId);
    const version = given.kind === K.INITIALIZE_VENUE ? { coreVersion: OLD_VERSION } : {};
    command.body = { ...body, ...version } as ColdBodies[ColdKind];
  }
  return command;
}

/** What the old core carries, in a core of this build. */
function taken(stretch: Stretch, limits: Limits): Core {
  const core = new Core({ limits });
  core.state.goOn(stretch.sequence, stretch.timeMs);
  Object.assign(core.state.registry, { limits });
  const carry = new CarryIn(core);
  for (const part of stretch.carry(10_000)) for (const row of readCarryRows(part)) carry.take(row);
  carry.end();
  return core;
}

/** Tables with rows that the runs have taken in. */
const tables = new Map<string, number>();

function look(stretch: Stretch, limits: Limits): Core {
  expect(stretch.broken()).toEqual([]);
  const core = taken(stretch, limits);
  const after = carriedBytes(core);
  expect(firstDifference(stretch.carry(10_000), [after])).toBeUndefined();
  expect(brokenInvariants(core)).toEqual([]);
  for (const { table } of readCarryRows(after)) tables.set(table, (tables.get(table) ?? 0) + 1);
  return core;
}

test.each([
  ['everything', actionArb, 'roomy'],
  ['auctions', actionArb, 'auctions'],
  ['a chain', chainArb, 'chain'],
] as const)(
  'a venue of the core before is taken in at any point and goes on: %s',
  (_name, actionOf, limits) => {
    const actions = fc.array(actionOf, { minLength: ACTIONS, maxLength: ACTIONS, size: 'max' });
    const property = fc.property(actions, (list) => {
      const sizes = LIMITS[limits] as Limits;
      const scenario = new Scenario(sizes, PARAMETERS[limits], limits.startsWith('chain'));
      for (const action of list) run(scenario, action);
      const { commands } = scenario.driver;
      const history = new OldHistory();
      let core: Core | undefined;
      for (const [i, command] of commands.entries()) {
        history.apply(command);
        core?.events.clear();
        core?.apply(Object.assign(new Command(), command));
        if (i % COMMANDS_A_LOOK !== 0 || history.stretch === undefined) continue;
        if (core !== undefined) expect(brokenInvariants(core)).toEqual([]);
        core = look(history.stretch, sizes);
      }
    });
    fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
  },
  TIMEOUT_MS,
);

test('the runs had deliveries under way, entitlements, claims and wallets', () => {
  for (const table of ['delivery', 'piece', 'entitlement', 'source', 'wallet', 'timer', 'review']) {
    expect(tables.get(table) ?? 0, table).toBeGreaterThan(0);
  }
});
