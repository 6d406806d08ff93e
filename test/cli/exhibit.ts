/**
 * A journal to damage: the data directory that a real exchange left, a second copy to flip bytes in, and the real
 * command to run on either.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openSandbox } from '../../bench/e2e/sandbox.js';
import type { Frame } from '../../src/engine/log/store/frame-layout.js';
import { verifyJournal } from '../../src/engine/log/store/index.js';
import { MAIN } from './patx.js';

const SEGMENT = join('journal', '000001', 'data.mdb');
const PAGE_BYTES = 4096;

/** What the command said, and how it ended: with a status, or dead of a signal. */
export interface Said {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A frame's place in the sequence and a copy of its bytes. */
export interface FrameCopy {
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly bytes: Buffer;
}

export interface Exhibit {
  /** Data directory as the exchange left it. */
  readonly sound: string;
  readonly soundFile: string;
  /** Data directory whose journal the test changes. */
  readonly damaged: string;
  readonly damagedFile: string;
  readonly frames: readonly FrameCopy[];
  run(command: string, data: string, ...options: readonly string[]): Said;
  /** Makes the damaged copy the sound one with one bit of the byte at `offset` flipped; returns its directory. */
  flipped(offset: number, bit?: number): string;
  /** Where a frame lies in the data file. */
  placeOf(frame: FrameCopy | undefined): number;
  /** Bytes of the file's structure: in both meta pages, and in the headers of some of the others. */
  structuralOffsets(): number[];
  remove(): void;
}

export async function makeExhibit(): Promise<Exhibit> {
  const scratch = mkdtempSync(join(tmpdir(), 'patx-exhibit-'));
  const sound = join(scratch, 'sound');
  const damaged = join(scratch, 'damaged');
  const sandbox = await openSandbox(4);
  const ended = new Promise<void>((resolve) => sandbox.child.once('exit', () => resolve()));
  sandbox.child.kill('SIGTERM');
  await ended;
  cpSync(sandbox.data, sound, { recursive: true });
  cpSync(sandbox.data, damaged, { recursive: true });
  rmSync(sandbox.data, { recursive: true, force: true });
  const soundFile = join(sound, SEGMENT);
  const damagedFile = join(damaged, SEGMENT);
  return {
    sound,
    soundFile,
    damaged,
    damagedFile,
    frames: [...verifyJournal(join(sound, 'journal'))].map(copyOf),
    run: runCommand,
    flipped: (offset, bit = 0) => {
      const bytes = readFileSync(soundFile);
      bytes[offset] = (bytes[offset] as number) ^ (1 << bit);
      writeFileSync(damagedFile, bytes);
      return damaged;
    },
    placeOf: (frame) => {
      if (frame === undefined) throw new Error('no such frame');
      // Pages that were replaced still lie in the file, behind or before those that count: of these a reader sees a flip.
      const live = placesOf(readFileSync(soundFile), frame.bytes).filter((at) => {
        const bytes = readFileSync(soundFile);
        bytes[at] = (bytes[at] as number) ^ 1;
        writeFileSync(damagedFile, bytes);
        return !isSound(join(damaged, 'journal'));
      });
      expect(live).toHaveLength(1);
      return live[0] as number;
    },
    structuralOffsets: () => structuralOffsets(readFileSync(soundFile).length / PAGE_BYTES),
    remove: () => rmSync(scratch, { recursive: true, force: true }),
  };
}

/** Every place in a file where these bytes begin. */
function placesOf(file: Buffer, bytes: Buffer): number[] {
  const places: number[] = [];
  for (let at = file.indexOf(bytes); at >= 0; at = file.indexOf(bytes, at + 1)) places.push(at);
  return places;
}

function isSound(journal: string): boolean {
  try {
    return [...verifyJournal(journal)].length > 0;
  } catch {
    return false;
  }
}

function runCommand(command: string, data: string, ...options: readonly string[]): Said {
  const args = [MAIN, command, '--data', data, ...options];
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { status, signal, stdout, stderr };
}

function copyOf({ firstSequence, lastSequence, bytes }: Frame): FrameCopy {
  return { firstSequence, lastSequence, bytes: Buffer.from(bytes) };
}

/** Meta pages: magic, version, flags and depth of the tree, its root, last page. Others: number, flags, bounds. */
function structuralOffsets(pages: number): number[] {
  const offsets = [20, 24, 74, 100, 136].flatMap((at) => [at, PAGE_BYTES + at]);
  for (let page = 2; page < pages; page += 4) offsets.push(page * PAGE_BYTES + ((page * 5) % 24));
  return offsets.slice(0, 15);
}
