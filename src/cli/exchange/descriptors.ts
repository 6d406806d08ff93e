/**
 * File descriptors: what the journal, its snapshots and the settler need is set aside before anybody may connect.
 *
 * A process has so many for everything. Connections take one each; were they to take all, the next segment of the journal
 * could not be opened and the venue would end. Fails with CommandError where too few are left to be a venue.
 */
import { readFileSync } from 'node:fs';
import type { GatewayLimits } from '../../gateway/index.js';
import { CommandError } from '../command-error.js';

/** For files, the chain, the status pages with their own bound, and whatever a library opens. */
const RESERVED = 512;
/** Fewer connections than these are no venue. */
const SESSIONS_MIN = 64;
/** Connections the gateway takes to say that there are too many. */
const SPARE = 64;
/** Part of the connections that may be on their way to become one. */
const PENDING_PART = 8;

/** Descriptors the process may have; undefined where the system does not say. */
export function descriptorsMax(limits: () => string = readLimits): number | undefined {
  try {
    const soft = /^Max open files\s+(\S+)/m.exec(limits())?.[1];
    const count = Number(soft);
    return Number.isInteger(count) ? count : undefined;
  } catch {
    return undefined;
  }
}

/** What of a gateway's limits fits into so many descriptors. */
export function connectionLimits(
  wanted: Pick<GatewayLimits, 'sessionsMax' | 'pendingMax'>,
  descriptors: number | undefined,
): Pick<GatewayLimits, 'sessionsMax' | 'pendingMax'> {
  if (descriptors === undefined) return wanted;
  const free = descriptors - RESERVED - SPARE;
  const pendingMax = Math.min(wanted.pendingMax, Math.floor(free / PENDING_PART));
  const sessionsMax = Math.min(wanted.sessionsMax, free - pendingMax);
  if (sessionsMax >= SESSIONS_MIN) return { sessionsMax, pendingMax };
  const needed = RESERVED + SPARE + Math.ceil((SESSIONS_MIN * PENDING_PART) / (PENDING_PART - 1));
  throw new CommandError(
    'too-few-descriptors',
    `the process may open ${descriptors} files and sockets, and a venue needs ${needed}: raise the limit (ulimit -n, or LimitNOFILE of its service)`,
  );
}

const readLimits = (): string => readFileSync('/proc/self/limits', 'utf8');
