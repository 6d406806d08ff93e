/**
 * Watches the free space of the data directory, so that an exchange is never stopped by a full disk in the middle of a write.
 *
 * Below the reserve it takes no new work: cancels, kills and questions go on, and the journal has room for them. It takes work
 * again once a quarter more than the reserve is free. Below an eighth of the reserve it must stop in order, for which what is
 * left is enough. Fails by nothing: what the system refuses to tell is told as it was.
 */
import { freeBytes } from '../../files/index.js';
import { CommandError } from '../command-error.js';

const AGAIN = 1.25;
const FLOOR_PART = 8;
const MIB = 1_048_576;

export interface DiskEvents {
  /** New work is refused, or taken again. */
  readonly changed: (isLow: boolean, freeMib: number) => void;
  /** Told once. */
  readonly full: (error: CommandError) => void;
}

export interface DiskOptions extends DiskEvents {
  readonly directory: string;
  /** 0: nothing is watched. */
  readonly reserveBytes: number;
  readonly freeBytes?: (path: string) => number;
}

export class DiskWatch {
  private readonly options: DiskOptions;
  private readonly freeBytes: (path: string) => number;
  private isFull = false;
  /** Whether new work is refused. */
  isLow = false;
  /** As of the last look. */
  free = Number.MAX_SAFE_INTEGER;

  constructor(options: DiskOptions) {
    this.options = options;
    this.freeBytes = options.freeBytes ?? freeBytes;
  }

  look(): void {
    const { directory, reserveBytes, changed, full } = this.options;
    try {
      this.free = this.freeBytes(directory);
    } catch {
      return;
    }
    const isLow = this.free < reserveBytes * (this.isLow ? AGAIN : 1);
    if (isLow !== this.isLow) {
      this.isLow = isLow;
      changed(isLow, Math.floor(this.free / MIB));
    }
    if (this.isFull || this.free >= floorOf(reserveBytes)) return;
    this.isFull = true;
    full(diskFull(directory, this.free, reserveBytes));
  }
}

/** Fails with `disk-full` where an exchange would have to stop as soon as it was open. */
export function requireRoom(directory: string, reserveBytes: number): void {
  const free = freeBytes(directory);
  if (free < Math.max(MIB, floorOf(reserveBytes))) throw diskFull(directory, free, reserveBytes);
}

const floorOf = (reserveBytes: number): number => reserveBytes / FLOOR_PART;

function diskFull(directory: string, free: number, reserveBytes: number): CommandError {
  const mib = (bytes: number): string => (bytes / MIB).toFixed(1);
  const floor = Math.max(MIB, floorOf(reserveBytes));
  return new CommandError(
    'disk-full',
    `${directory} has ${mib(free)} MiB of free disk, less than the ${mib(floor)} MiB it takes to stop in order; free space, or set --disk-reserve-mib lower, and start again: nothing that was acknowledged is lost`,
  );
}
