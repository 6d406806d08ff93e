/**
 * Stretches of a journal: each is folded by one core, and begins with the creation of the venue or with what an upgrade
 * carried over. A stretch begins with a segment, so that where it begins is found by looking at the first frame of each.
 */
import type { CommandCodec } from '../../schema/index.js';
import {
  type CarryEnd,
  COMMAND_KIND,
  type ColdBodies,
  Command,
  type Limits,
} from '../../values/index.js';
import { writtenVersion } from './core-version.js';
import { decodeCommand } from './replay.js';
import {
  commandsOf,
  FIRST_SEQUENCE,
  type Frame,
  type FrameSource,
  firstFrames,
} from './store/index.js';

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
    const beginning = beginsStretch(frame) ? beginningIn(frame, codec) : undefined;
    if (beginning !== undefined) return beginning;
  }
  return undefined;
}

/** The frame the newest stretch of a journal begins with, whatever core folds it; undefined as for `newestStretch`. */
export async function newestStretchFrame(source: FrameSource): Promise<Frame | undefined> {
  for await (const frame of source.firstFrames()) if (beginsStretch(frame)) return frame;
  return undefined;
}

/** Whether a frame begins a stretch: told by its first bytes, since its commands may be of a build that is not this one. */
export function beginsStretch(frame: Frame): boolean {
  return frame.firstSequence === FIRST_SEQUENCE || carriedField(frame) === BEGIN_TAG;
}

/** What was carried, as the frame says that holds the last CarryOver of a seam; undefined for every other one. */
export function carryEndIn(frame: Frame, codec: CommandCodec): CarryEnd | undefined {
  if (!isCarried(frame)) return undefined;
  const command = new Command();
  let end: CarryEnd | undefined;
  for (const bytes of commandsOf(frame)) {
    decodeCommand(codec, bytes, command, frame.firstSequence);
    if (command.kind !== COMMAND_KIND.CARRY_OVER) break;
    end = (command.body as ColdBodies['carryOver']).end ?? end;
  }
  return end;
}

/** Tag of a CarryOver that neither account nor session precede, as a varint, and that of its field that begins a stretch. */
const CARRY_TAG = COMMAND_KIND.CARRY_OVER * 8 + 2;
const CARRY_TAG_BYTES = [(CARRY_TAG & 0x7f) | 0x80, CARRY_TAG >> 7];
const BEGIN_TAG = 0x0a;

function isCarried(frame: Frame): boolean {
  return carriedField(frame) !== 0;
}

/** Tag of the first field of the CarryOver a frame begins with; 0 where it begins with something else. */
function carriedField(frame: Frame): number {
  const [bytes] = commandsOf(frame);
  if (bytes === undefined || CARRY_TAG_BYTES.some((byte, i) => bytes[i] !== byte)) return 0;
  let at = CARRY_TAG_BYTES.length;
  while ((bytes[at] ?? 0) >= 0x80) at += 1;
  return bytes[at + 1] ?? 0;
}
