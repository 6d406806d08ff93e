/**
 * Catches a change of rules, events, parameters, tables, command codec, frame format or state that nobody meant, and a core
 * version that was not raised with one that was: a committed journal must replay to the hashes committed with it, its
 * commands must give the same journal again, byte for byte, and all that the version covers must be as committed with it.
 *
 * The core and its codec take no options but the limits: what is built here is what an exchange runs.
 *
 * `PATX_GOLDEN=write` writes `golden/journal.json` anew from `golden/scenario.ts`. It refuses while the old file no
 * longer holds and CORE_VERSION is still the one beside it; a longer scenario alone, or a new line of a table that may
 * grow, needs no new version.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import {
  brokenInvariants,
  CORE_VERSION,
  Core,
  EVENT,
  ORDER_CANCELED,
  PARAMETERS,
  TRADE,
} from '../../../src/engine/core/index.js';
import {
  commandsOf,
  decodeCommand,
  EventChain,
  FIRST_SEQUENCE,
  type Frame,
  MemoryCommandLog,
  Replayer,
  Sequencer,
  stateHash,
} from '../../../src/engine/log/index.js';
import { CommandCodec } from '../../../src/schema/index.js';
import {
  CANCEL_REASON,
  COMMAND_KIND,
  Command,
  type ParameterDefinition,
} from '../../../src/values/index.js';
import { readEvents, SMALL_LIMITS } from '../../support/venue.js';
import { type Cover, coverNow, differences, parameterLines } from './golden/cover.js';
import { playScenario } from './golden/scenario.js';

interface Golden {
  readonly coreVersion: number;
  readonly cover: Cover;
  readonly commands: number;
  readonly eventHash: string;
  readonly stateHash: string;
  readonly lastFrameHash: string;
  /** The frames, base64. */
  readonly frames: readonly string[];
}

/** A command as bytes and the time it was given. */
interface Step {
  readonly timeMs: number;
  readonly bytes: Uint8Array;
}

const FILE = new URL('golden/journal.json', import.meta.url);
const COMMANDS_PER_FRAME = 16;
const PPM = 1_000_000;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The journal a fresh engine writes for these commands, and what it comes to. */
function write(steps: readonly Step[]): Golden {
  const log = new MemoryCommandLog();
  const codec = new CommandCodec();
  const core = new Core({ limits: SMALL_LIMITS });
  const chain = new EventChain();
  let timeMs = 0;
  const sequencer = new Sequencer({
    ...{ core, log, blockingLog: log, codec, chain, stateCursor: 0, epoch: 1 },
    nowMs: () => timeMs,
    failed: (error) => {
      throw error;
    },
  });
  let inFrame = 0;
  for (const step of steps) {
    if (step.timeMs !== timeMs || inFrame === COMMANDS_PER_FRAME) {
      sequencer.flush();
      inFrame = 0;
    }
    timeMs = step.timeMs;
    const command = new Command();
    decodeCommand(codec, step.bytes, command, core.state.sequence + 1);
    expect(sequencer.submit(command, 0)).toBe(true);
    inFrame += 1;
  }
  sequencer.flush();
  return {
    coreVersion: CORE_VERSION,
    cover: coverNow(),
    commands: steps.length,
    eventHash: hex(chain.hash),
    stateHash: hex(stateHash(core.state)),
    lastFrameHash: hex(log.position.lastHash),
    frames: log.storedFrames.map((bytes) => Buffer.from(bytes).toString('base64')),
  };
}

/** The scenario's commands, taken where they enter the core. */
function record(): Step[] {
  const steps: Step[] = [];
  const codec = new CommandCodec();
  const original = Core.prototype.apply;
  const spy = vi.spyOn(Core.prototype, 'apply').mockImplementation(function (this: Core, command) {
    const out = new Uint8Array(codec.bytesMax(command));
    steps.push({
      timeMs: command.timeMs,
      bytes: out.slice(0, codec.encodeBare(command, out, 0)),
    });
    return original.call(this, command);
  });
  playScenario();
  spy.mockRestore();
  return steps;
}

function readGoldenFile(): Golden {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Golden;
}

const framesOf = ({ frames }: Golden): Frame[] => [
  ...new MemoryCommandLog({
    frames: frames.map((text) => new Uint8Array(Buffer.from(text, 'base64'))),
  }).read(FIRST_SEQUENCE),
];

const stepsOf = (file: Golden): Step[] =>
  framesOf(file).flatMap((frame) =>
    [...commandsOf(frame)].map((bytes) => ({ timeMs: frame.timeMs, bytes })),
  );

/** Whether this build still makes of a file's commands what the file says. */
function holds(file: Golden): boolean {
  try {
    const { cover, ...again } = write(stepsOf(file));
    const { cover: written, ...rest } = file;
    return (
      differences(written, cover).length === 0 && JSON.stringify(again) === JSON.stringify(rest)
    );
  } catch {
    return false;
  }
}

if (process.env.PATX_GOLDEN === 'write') {
  const old = readGoldenFile();
  if (!holds(old) && old.coreVersion === CORE_VERSION) {
    throw new Error(`what version ${CORE_VERSION} means has changed: raise CORE_VERSION first`);
  }
  writeFileSync(FILE, `${JSON.stringify(write(record()), undefined, 2)}\n`);
}
const golden = readGoldenFile();
const readGolden = (): Frame[] => framesOf(golden);

test('what the fold reads is what was committed for this core version', () => {
  // Red here? A journal written before the change cannot be read after it: raise CORE_VERSION, then write the file anew.
  expect(golden.coreVersion).toBe(CORE_VERSION);
  expect(differences(golden.cover, coverNow())).toEqual([]);
  // Only lines were added: write the file anew, so that they stay as they are from now on.
  expect(golden.cover).toEqual(coverNow());
});

test('a changed default, bound or rule of any parameter is noticed', () => {
  const now = coverNow();
  const changes: Partial<ParameterDefinition>[] = [];
  for (const [index, one] of PARAMETERS.entries()) {
    const { defaultValue, minValue, maxValue, scope, notAbove = [] } = one;
    const mutants: Partial<ParameterDefinition>[] = [
      { defaultValue: defaultValue + 1 },
      { minValue: minValue - 1 },
      { maxValue: maxValue + 1 },
      { scope: scope === 'venue' ? 'series' : 'venue' },
      { name: `${one.name}_other` },
      { notAbove: [...notAbove, 'other'] },
    ];
    for (const mutant of mutants) {
      const definitions = PARAMETERS.with(index, { ...one, ...mutant });
      const parameters = parameterLines(definitions);
      const found = differences(golden.cover, { ...now, exact: { ...now.exact, parameters } });
      if (found.length !== 1) changes.push(mutant);
    }
  }
  expect(changes).toEqual([]);
  const parameters = parameterLines(PARAMETERS.slice(1));
  expect(differences(golden.cover, { ...now, exact: { ...now.exact, parameters } })).not.toEqual(
    [],
  );
});

test('a renumbered code is noticed, a new one is not', () => {
  const now = coverNow();
  const { codes } = now.grown;
  const changed = (lines: readonly string[]) =>
    differences(golden.cover, { ...now, grown: { ...now.grown, codes: lines } });
  for (const [index, line] of codes.entries()) {
    expect(changed(codes.with(index, `${line}1`))).toEqual([`codes: ${line} is gone`]);
  }
  expect(changed([...codes, 'NEW 65000'])).toEqual([]);
});

test('the committed journal replays to the committed state and events', () => {
  const core = new Core({ limits: SMALL_LIMITS });
  const replayer = new Replayer(core, new CommandCodec(), new EventChain());
  const frames = readGolden();
  for (const frame of frames) replayer.apply(frame);
  expect(replayer.commandCount).toBe(golden.commands);
  expect(hex(frames.at(-1)?.hash ?? new Uint8Array())).toBe(golden.lastFrameHash);
  expect(hex(replayer.eventHash)).toBe(golden.eventHash);
  expect(hex(stateHash(core.state))).toBe(golden.stateHash);
  expect(brokenInvariants(core)).toEqual([]);
});

test('its commands give the same journal again, byte for byte', () => {
  expect(write(stepsOf(golden))).toEqual(golden);
});

test('in it orders are amended and cancelled, and fees are rounded', () => {
  const core = new Core({ limits: SMALL_LIMITS });
  const replayer = new Replayer(core, new CommandCodec(), new EventChain());
  const seen = { amended: 0, requested: 0, rounded: 0, trades: 0 };
  for (const frame of readGolden()) {
    replayer.apply(frame);
    for (const event of readEvents(core)) {
      if (event[0] === EVENT.ORDER_AMENDED) seen.amended += 1;
      const isRequested = event[ORDER_CANCELED.reason] === CANCEL_REASON.REQUESTED;
      if (event[0] === EVENT.ORDER_CANCELED && isRequested) seen.requested += 1;
      if (event[0] !== EVENT.TRADE) continue;
      seen.trades += 1;
      const rules = core.state.registry.contract(1)?.rules;
      const { tickValueMicroPat = 0, takerFeePpm = 0 } = rules ?? {};
      const unitMicroPat = (event[TRADE.priceTicks] as number) * tickValueMicroPat;
      const isPaid = (event[TRADE.takerFeeMicroPat] as number) > 0;
      if (isPaid && (unitMicroPat * takerFeePpm) % PPM !== 0) seen.rounded += 1;
    }
  }
  expect(seen.amended).toBeGreaterThan(5);
  expect(seen.requested).toBeGreaterThan(10);
  expect(seen.trades).toBeGreaterThan(20);
  expect(seen.rounded).toBeGreaterThan(10);
});

test('it holds rights, orders, quotes, deliveries, disputes, kills and the passing of time', () => {
  const codec = new CommandCodec();
  const kinds = new Set<number>();
  for (const frame of readGolden()) {
    for (const bytes of commandsOf(frame)) {
      const command = new Command();
      decodeCommand(codec, bytes, command, frame.firstSequence);
      kinds.add(command.kind);
    }
  }
  const K = COMMAND_KIND;
  const wanted: number[] = [
    ...[K.SET_PHASE, K.MASS_CANCEL, K.WITHDRAW, K.WITHDRAW_RIGHTS],
    ...[K.MINT_RIGHTS, K.PLACE_ORDER, K.AMEND_ORDER, K.CANCEL_ORDER, K.MASS_QUOTE],
    ...[K.EXERCISE_RIGHTS, K.ACCEPT_DELIVERY, K.RULE_DISPUTE, K.KILL, K.ADVANCE_TIME],
  ];
  expect(wanted.filter((kind) => !kinds.has(kind))).toEqual([]);
});
