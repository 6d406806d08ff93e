/** The frames a what-if plays: of a journal's directory, or of a file of frames laid end to end, as a running venue copies them for it. */
import { statSync } from 'node:fs';
import { type Frame, JournalReader, readFrameFile, verifyJournal } from '../engine/log/index.js';

const isFile = (path: string): boolean => statSync(path).isFile();

/** All of them, each checked, and of a directory the structure of its segments too. */
export function verifiedFrames(path: string): Iterable<Frame> {
  return isFile(path) ? readFrameFile(path) : verifyJournal(path);
}

/** The same once more, for a thread of its own; to be closed. */
export function openFrames(path: string): { frames: Iterable<Frame>; close(): Promise<void> } {
  if (isFile(path)) return { frames: readFrameFile(path), close: async () => undefined };
  const reader = JournalReader.openOldest({ directory: path });
  return { frames: reader.frames(), close: () => reader.close() };
}
