/** The core of this build as a module, as `npm run release:freeze` freezes it: codec, parameters, fold, hashes, carry. */
import {
  brokenInvariants,
  CORE_VERSION,
  Core,
  carriedRows,
  fillLevels,
  importState,
  limitsOfState,
  PARAMETERS,
} from '../engine/core/index.js';
import { EventChain, Replayer, readFrame, startPoint, stateHash } from '../engine/log/index.js';
import { CarryRowWriter, CommandCodec } from '../schema/index.js';
import { CORE_MODULE_FORMAT, type CoreModule, type Stretch } from './core-module.js';

function stretchOf(core: Core, chain: EventChain): Stretch {
  return ownStretch(new Replayer(core, new CommandCodec(), chain));
}

/** A replayer of this build as a stretch. */
export function ownStretch(replayer: Replayer): Stretch {
  const { core } = replayer;
  return {
    limits: core.state.limits,
    get sequence() {
      return core.state.sequence;
    },
    get timeMs() {
      return core.state.timeMs;
    },
    applyFrame: (bytes) => replayer.apply(readFrame(bytes)),
    eventHash: () => replayer.eventHash,
    stateHash: () => stateHash(core.state),
    broken: () => brokenInvariants(core),
    fillLevels: () => fillLevels(core.state),
    carry: (bytesMax) => carryOf(core, bytesMax),
  };
}

/** Rows as bytes of bounded length. */
export function* carryOf(core: Core, bytesMax: number): Generator<Uint8Array> {
  const writer = new CarryRowWriter();
  for (const row of carriedRows(core)) {
    writer.add(row);
    if (writer.length >= bytesMax) yield writer.take();
  }
  if (writer.length > 0) yield writer.take();
}

export const ownCore: CoreModule = {
  format: CORE_MODULE_FORMAT,
  coreVersion: CORE_VERSION,
  parameters: PARAMETERS.map(({ name, defaultValue }) => ({
    name,
    defaultValue,
  })),

  begin: (firstFrame) => {
    const frame = readFrame(firstFrame);
    const start = startPoint({
      read: () => [frame],
      codec: new CommandCodec(),
    });
    return stretchOf(start.core, start.chain);
  },

  restore: ({ sequence, eventHash, stateHash: hash, columns }) => {
    const core = new Core({ limits: limitsOfState(columns) });
    const problem = importState(core, columns);
    if (problem !== undefined) throw new Error(`the state at ${sequence} does not fit: ${problem}`);
    if (Buffer.compare(stateHash(core.state), hash) !== 0) {
      throw new Error(`the state at ${sequence} has another hash than was recorded`);
    }
    return stretchOf(core, new EventChain(eventHash));
  },
};
