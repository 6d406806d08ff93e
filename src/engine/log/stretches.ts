/**
 * Stretches of a journal: each is folded by one core, and begins with the creation of the venue or with what an upgrade
 * carried over. A stretch begins with a segment, so that where it begins is found by looking at the first frame of each.
 */
import type { CommandCodec } from '../../schema/index.js';
import { COMMAND_KIND, type ColdBodies, Command, type Limits } from '../../values/index.js';
import { writtenVersion } from './core-version.js';
import { decodeCommand } from './replay.js';
import { commandsOf, FIRST_SEQUENCE, type Frame, firstFrames } from './store/index.js';

/** How a stretch begins. */
export interface StretchBeginning {
  /** Its first sequence. */
  readonly sequence: number;
  /** Version of the core that folds it. */
  readonly coreVersion: number;
  readonly limits: Limits;
  /** Hash of the frame before, as it says; undefined for the first stretch. */
  readonly previousFrameHash: Uint8Array | undefined;
}

/** How a stretch begins that begins with this frame; undefined when none does. */
export function beginningIn(frame: Frame, codec: CommandCodec): StretchBeginning | undefined {
  const [bytes] = commandsOf(frame);
  if (bytes === undefined) return undefined;
  const command = new Command();
  decodeCommand(codec, bytes, command, frame.firstSequence);
  const sequence = frame.firstSequence;
  if (command.kind === COMMAND_KIND.CARRY_OVER) {
    const { begin } = command.body as ColdBodies['carryOver'];
    if (begin === null || begin.limits === null) return undefined;
    const { coreVersion, limits, previousFrameHash } = begin;
    return { sequence, coreVersion, limits, previousFrameHash };
  }
  const coreVersion = writtenVersion(command);
  const body = command.body as ColdBodies['initializeVenue'] | undefined;
  if (coreVersion === undefined || !body?.limits) return undefined;
  return { sequence, coreVersion, limits: body.limits, previousFrameHash: undefined };
}

/**
 * The beginning of the newest stretch of a journal; undefined where its first segments are gone and none of the others
 * begins one, or where the journal is empty.
 */
export function newestStretch(
  journalDirectory: string,
  codec: CommandCodec,
): StretchBeginning | undefined {
  for (const frame of firstFrames(journalDirectory)) {
    const beginning = mayBegin(frame) ? beginningIn(frame, codec) : undefined;
    if (beginning !== undefined) return beginning;
  }
  return undefined;
}

/** Field number of CarryOver in a command with neither account nor session, as a varint. */
const CARRY_TAG = [
  ((COMMAND_KIND.CARRY_OVER * 8 + 2) & 0x7f) | 0x80,
  (COMMAND_KIND.CARRY_OVER * 8 + 2) >> 7,
];

/** Whether a frame may begin a stretch: told by its first bytes, since its commands may be of a build that is not this one. */
function mayBegin(frame: Frame): boolean {
  if (frame.firstSequence === FIRST_SEQUENCE) return true;
  const [bytes] = commandsOf(frame);
  return bytes?.[0] === CARRY_TAG[0] && bytes?.[1] === CARRY_TAG[1];
}
