/**
 * The shim of test/faults/shim.c from outside: compiles it, says what to set for a child, reads what it recorded.
 *
 * There is none where there is no Linux with glibc or no C compiler; `shimProblem` says why, and the callers skip. Fails
 * by throwing when the compiler refuses the source or a record is not one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../bench/child.js';

/** What a counted call was, by the number the shim gives it; `mark` is a note of the process under test. */
export const CALL_KINDS = [
  'mark',
  'open',
  'write',
  'truncate',
  'allocate',
  'fsync',
  'fdatasync',
  'sync-range',
  'rename',
  'link',
  'unlink',
  'mkdir',
  'rmdir',
  'chmod',
  'symlink',
] as const;

export type CallKind = (typeof CALL_KINDS)[number];

export interface Call {
  readonly kind: CallKind;
  /** From 1, over all threads of the process; 0 for a mark. */
  readonly number: number;
  /** Of a write; the new size of a truncation; the mode of an open, mkdir or chmod. */
  readonly offset: number;
  /** What the call returned, −1 with `error` when it failed. */
  readonly result: number;
  readonly error: number;
  readonly inode: number;
  /** The descriptor writes through (O_DSYNC or O_SYNC). */
  readonly isSynchronous: boolean;
  readonly isCreated: boolean;
  readonly isDirectory: boolean;
  /** The fault that was asked for met this call. */
  readonly isHit: boolean;
  readonly path: string;
  readonly second: string;
  readonly data: Buffer;
  /** Where the record ends in the file of records. */
  readonly end: number;
}

const HEADER_BYTES = 64;
const MAGIC = 0x50415458;
const FLAG = { synchronous: 1, created: 2, directory: 8, hit: 16 } as const;

/** Why there is no shim here; undefined when there is one. */
export function shimProblem(): string | undefined {
  if (process.platform !== 'linux') return 'faults are injected on Linux only';
  const report = process.report?.getReport() as unknown as { header?: Record<string, unknown> };
  if (report?.header?.glibcVersionRuntime === undefined) return 'this Node does not use glibc';
  if (spawnSync('cc', ['--version']).status !== 0) return 'there is no C compiler (cc)';
  return undefined;
}

let compiled: string | undefined;

/** Path of the shim, compiled once a process into a folder that goes with it. */
export function shimFile(): string {
  if (compiled !== undefined) return compiled;
  const folder = mkdtempSync(join(tmpdir(), 'patx-shim-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'shim.so');
  const source = join(ROOT, 'test', 'faults', 'shim.c');
  const flags = ['-shared', '-fPIC', '-O1', '-Wall', '-Wextra', '-Werror', '-o', path, source];
  const { status, stderr } = spawnSync('cc', [...flags, '-ldl', '-lpthread'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the shim does not compile:\n${stderr}`);
  compiled = path;
  return path;
}

/** What is to happen, and at which call. */
export interface Fault {
  readonly action: 'kill-before' | 'kill-after' | 'kill-middle' | 'errno' | 'short';
  /** Number of the call, from 1. */
  readonly at: number;
  readonly errno?: 'ENOSPC' | 'EIO';
  /** At every later call too. */
  readonly isForever?: boolean;
}

export interface ShimSettings {
  /** Only calls below this folder count. */
  readonly root: string;
  /** File the records go to; outside the root. */
  readonly log: string;
  /** Record the bytes too. */
  readonly hasData?: boolean;
  /** What is written to this file becomes a mark. */
  readonly marks?: string;
  /** Calls are numbered only once this file is there; those before have the number 0. */
  readonly arm?: string;
  readonly fault?: Fault | undefined;
}

const ERRNO = { EIO: 5, ENOSPC: 28 } as const;

/** Variables for the environment of a child to be watched. */
export function shimEnvironment(settings: ShimSettings): Record<string, string> {
  const { root, log, hasData, marks, arm, fault } = settings;
  return {
    LD_PRELOAD: shimFile(),
    // Calls that a ring hands to the kernel pass every library by.
    UV_USE_IO_URING: '0',
    PATX_FAULT_ROOT: root,
    PATX_FAULT_LOG: log,
    PATX_FAULT_DATA: hasData ? '1' : '0',
    PATX_FAULT_MARKS: marks ?? '',
    PATX_FAULT_ARM: arm ?? '',
    PATX_FAULT_ACTION: fault?.action ?? '',
    PATX_FAULT_AT: String(fault?.at ?? 0),
    PATX_FAULT_ERRNO: String(fault?.errno === undefined ? 0 : ERRNO[fault.errno]),
    PATX_FAULT_FOREVER: fault?.isForever ? '1' : '0',
  };
}

/** What the shim recorded, in the order it happened. A record cut short by a kill is left out. */
export function readCalls(log: string): Call[] {
  if (!existsSync(log)) return [];
  const bytes = readFileSync(log);
  const calls: Call[] = [];
  for (let at = 0; at + HEADER_BYTES <= bytes.length; ) {
    if (bytes.readUInt32LE(at) !== MAGIC) throw new Error(`${log}: no record at ${at}`);
    const flags = bytes.readUInt32LE(at + 40);
    const pathEnd = at + HEADER_BYTES + bytes.readUInt32LE(at + 48);
    const secondEnd = pathEnd + bytes.readUInt32LE(at + 52);
    const end = secondEnd + bytes.readUInt32LE(at + 56);
    if (end > bytes.length) break;
    calls.push({
      kind: CALL_KINDS[bytes.readUInt32LE(at + 4)] as CallKind,
      number: Number(bytes.readBigUInt64LE(at + 8)),
      offset: Number(bytes.readBigInt64LE(at + 16)),
      result: Number(bytes.readBigInt64LE(at + 24)),
      inode: Number(bytes.readBigUInt64LE(at + 32)),
      error: bytes.readUInt32LE(at + 44),
      isSynchronous: (flags & FLAG.synchronous) !== 0,
      isCreated: (flags & FLAG.created) !== 0,
      isDirectory: (flags & FLAG.directory) !== 0,
      isHit: (flags & FLAG.hit) !== 0,
      path: bytes.toString('utf8', at + HEADER_BYTES, pathEnd),
      second: bytes.toString('utf8', pathEnd, secondEnd),
      data: bytes.subarray(secondEnd, end),
      end,
    });
    at = end;
  }
  return calls;
}

/** Number of counted calls in a record. */
export const countOf = (calls: readonly Call[]): number =>
  calls.filter(({ kind, number }) => kind !== 'mark' && number > 0).length;

/** A call in a few words, its path without the folder under test. */
export function describeCall(call: Call | undefined, root: string): string {
  if (call === undefined) return 'no call';
  const place = call.path.replace(root, '').replace(/^\//, '') || '.';
  return call.kind === 'rename' || call.kind === 'link'
    ? `${call.kind} ${place} to ${call.second.replace(root, '').replace(/^\//, '')}`
    : `${call.kind} ${place}`;
}

/** The faults in which an action meets a call. */
export function faultsOf(action: Fault['action'], { kind, number: at }: Call): Fault[] {
  if (action === 'errno') {
    return (['ENOSPC', 'EIO'] as const).flatMap((errno) =>
      [false, true].map((isForever) => ({ action, at, errno, isForever })),
    );
  }
  const isPartial = action === 'kill-middle' || action === 'short';
  return isPartial && kind !== 'write' ? [] : [{ action, at }];
}

/** A fault as part of a case's name. */
export const nameOfFault = ({ action, at, errno, isForever }: Fault): string =>
  `${errno === undefined ? action : `${errno}${isForever ? '-on' : ''}`}:${at}`;
