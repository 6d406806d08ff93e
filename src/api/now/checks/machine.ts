/** The process and its machine: disk, clock, stores, followers, the ledger's own check. */
import { type Check, counted, type Finding, percent } from '../check.js';

const GIB = 1_073_741_824;
const SILENT_MS = 3_000;
const CLOCK_MS = 1_000;
const READER_LAG = 50_000;
const FOLLOWER_LAG = 100_000;
const COMMIT_MS = 2_000;
const SESSIONS_SHARE = 0.9;

const one = (finding: Omit<Finding, 'key'>): readonly Finding[] => [{ key: 'all', ...finding }];
const gib = (bytes: number): string => `${(bytes / GIB).toFixed(1)} GiB`;

export const engine: Check = {
  id: 'engine-silent',
  name: 'Engine',
  look: ({ engine: facts, nowMs }) => {
    if (facts === undefined) return undefined;
    const silentMs = nowMs - facts.atMs;
    if (silentMs > SILENT_MS) {
      const findings = one({
        severity: 'bad',
        title: 'The engine says nothing',
        cause: `Its thread told its numbers last ${(silentMs / 1_000).toFixed(0)} s ago.`,
        sinceMs: facts.atMs,
        cost: 'Orders may not be answered.',
        may: 'Look at its log; restart it when it does not come back. Nothing acknowledged is lost.',
      });
      return { reading: 'silent', findings };
    }
    if (facts.isAccepting)
      return { reading: `sequence ${facts.durableSequence.toLocaleString('en-GB')}`, findings: [] };
    const findings = one({
      severity: 'bad',
      title: 'The engine takes no commands',
      cause: 'A commit failed, or it is being stopped.',
      cost: 'Nobody trades, and nothing is cancelled.',
      may: 'Its log says which; free or replace the disk, then start it.',
    });
    return { reading: 'stopped', findings };
  },
};

export const disk: Check = {
  id: 'disk-low',
  name: 'Disk',
  look: ({ engine: facts }) => {
    if (facts === undefined) return undefined;
    const { freeBytes, reserveBytes, isLow } = facts.disk;
    const reading = `${gib(freeBytes)} free`;
    if (reserveBytes === 0 || (!isLow && freeBytes >= reserveBytes * 2))
      return { reading, findings: [] };
    const findings = one({
      severity: isLow ? 'bad' : 'warn',
      title: isLow ? 'The disk is nearly full' : 'The disk fills',
      cause: `${gib(freeBytes)} are free; ${gib(reserveBytes)} are the reserve.`,
      cost: isLow
        ? 'Orders, quotes and mints are refused; cancels pass.'
        : 'Below the reserve orders, quotes and mints are refused.',
      may: 'Archive closed segments and remove them, or give it more room.',
    });
    return { reading, findings };
  },
};

const CERTIFICATE_WARN_MS = 14 * 86_400_000;
const CERTIFICATE_BAD_MS = 3 * 86_400_000;

export const certificate: Check = {
  id: 'certificate',
  name: 'Certificate',
  look: ({ engine: facts, nowMs }) => {
    if (facts === undefined) return undefined;
    const { certificateEndsMs } = facts;
    if (certificateEndsMs === undefined) return { reading: 'no TLS', findings: [] };
    const leftMs = certificateEndsMs - nowMs;
    const day = new Date(certificateEndsMs).toISOString().slice(0, 10);
    const reading = `until ${day}`;
    if (leftMs >= CERTIFICATE_WARN_MS) return { reading, findings: [] };
    const isBad = leftMs < CERTIFICATE_BAD_MS;
    const days = counted(Math.max(0, Math.floor(leftMs / 86_400_000)), 'day');
    const findings = one({
      severity: isBad ? 'bad' : 'warn',
      title: leftMs <= 0 ? 'The certificate has ended' : 'The certificate ends soon',
      cause:
        certificateEndsMs === 0
          ? 'Its file cannot be read.'
          : `It counts until ${day}; ${days} are left.`,
      cost: 'From then on browsers and programs refuse to connect.',
      may: 'Write the new certificate and its key in place of the old files; they are taken up at once, sessions stay.',
    });
    return { reading, findings };
  },
};

export const commits: Check = {
  id: 'slow-commits',
  name: 'Last commit',
  look: ({ engine: facts }) => {
    if (facts === undefined) return undefined;
    const reading = `${facts.lastCommitMs.toFixed(1)} ms`;
    if (facts.lastCommitMs < COMMIT_MS) return { reading, findings: [] };
    const findings = one({
      severity: 'bad',
      title: `A commit took ${(facts.lastCommitMs / 1_000).toFixed(1)} s`,
      cause: 'The disk flushed that slowly.',
      cost: 'Every answer waits as long.',
      may: 'See what else writes to the disk.',
    });
    return { reading, findings };
  },
};

export const clock: Check = {
  id: 'clock-off',
  name: 'Clock',
  look: ({ engine: facts }) => {
    if (facts === undefined) return undefined;
    const { clockAheadMs } = facts;
    const reading = `${clockAheadMs} ms off`;
    if (Math.abs(clockAheadMs) < CLOCK_MS) return { reading, findings: [] };
    const findings = one({
      severity: 'bad',
      title: `The machine's clock is ${(Math.abs(clockAheadMs) / 1_000).toFixed(0)} s ${clockAheadMs > 0 ? 'ahead of' : 'behind'} the venue's time`,
      cause:
        'The clock was set. The venue keeps its own time and nears the clock by 1.8 s an hour.',
      cost: 'Times in the journal are off by as much; windows close by the venue’s time.',
      may: 'Set the clock right; if it is right now, restart.',
    });
    return { reading, findings };
  },
};

export const stores: Check = {
  id: 'store-full',
  name: 'Stores',
  look: ({ watch }) => {
    const findings = watch.fullStores().map(
      ({ store, used, capacity }): Finding => ({
        key: store,
        severity: 'bad',
        title: `Store nearly full: ${store}`,
        cause: `${used.toLocaleString('en-GB')} of ${capacity.toLocaleString('en-GB')} are used, ${percent(used / capacity)}.`,
        cost: 'When it is full, what needs a place in it is refused with CAPACITY_FULL.',
        may: 'Give it more with an upgrade of the limits.',
      }),
    );
    return {
      reading: findings.length === 0 ? 'below 80 %' : `${findings.length} past 80 %`,
      findings,
    };
  },
};

export const reader: Check = {
  id: 'reader-behind',
  name: 'History',
  look: ({ source }) => {
    const { lagCommands, progress } = source.reader.status();
    const reading = `${lagCommands.toLocaleString('en-GB')} behind`;
    if (lagCommands < READER_LAG) return { reading, findings: [] };
    const findings = one({
      severity: 'bad',
      title: `These pages are ${counted(lagCommands, 'command')} behind`,
      cause: `The reader has ${percent(progress)} of the journal.`,
      cost: 'Nobody’s orders wait for it; what is shown here is old.',
      may: 'Wait, or look what else the machine does.',
    });
    return { reading, findings };
  },
};

export const follower: Check = {
  id: 'follower-behind',
  name: 'Second copy',
  look: ({ engine: facts, rule }) => {
    if (facts?.desk === undefined) return undefined;
    const lag = Math.max(0, facts.durableSequence - facts.desk.followerSequence);
    const reading = `${lag.toLocaleString('en-GB')} behind`;
    if (lag < rule('alert_lag_commands', FOLLOWER_LAG)) return { reading, findings: [] };
    const findings = one({
      severity: 'bad',
      title: `The second copy of the core is ${counted(lag, 'command')} behind`,
      cause: 'The desk’s thread does not keep up.',
      cost: 'Snapshots and settlement are late; a restart takes longer.',
      may: 'See what else the machine does.',
    });
    return { reading, findings };
  },
};

export const snapshots: Check = {
  id: 'snapshots-failing',
  name: 'Snapshots',
  look: ({ engine: facts }) => {
    if (facts?.desk === undefined) return undefined;
    const { snapshotsFailed, lastSnapshotSequence } = facts.desk;
    const reading =
      lastSnapshotSequence === 0
        ? 'none yet'
        : `at ${lastSnapshotSequence.toLocaleString('en-GB')}`;
    if (snapshotsFailed === 0) return { reading, findings: [] };
    const findings = one({
      severity: 'bad',
      title: `${counted(snapshotsFailed, 'snapshot')} could not be written`,
      cause: 'Mostly for want of room: the log says why.',
      cost: 'The next restart replays more of the journal. Nothing is lost.',
      may: 'Free room; the next one is tried by itself.',
    });
    return { reading, findings };
  },
};

export const sessions: Check = {
  id: 'sessions-full',
  name: 'Sessions',
  look: ({ engine: facts }) => {
    if (facts === undefined) return undefined;
    const { sessions: now, sessionsMax } = facts.gateway;
    const reading = `${now} of ${sessionsMax.toLocaleString('en-GB')}`;
    if (now < sessionsMax * SESSIONS_SHARE) return { reading, findings: [] };
    const findings = one({
      severity: 'bad',
      title: 'The gateway has few places left',
      cause: `${reading} sessions are logged on.`,
      cost: 'Further clients are refused with SESSION_LIMIT.',
      may: 'See who holds them; raise the limit of open files.',
    });
    return { reading, findings };
  },
};

export const ledger: Check = {
  id: 'ledger-unexplained',
  name: 'Ledger',
  look: ({ source }) => {
    const { unexplainedMovements } = source.reader.status();
    if (unexplainedMovements === 0) return { reading: 'adds up', findings: [] };
    const findings = one({
      severity: 'bad',
      title: `${counted(unexplainedMovements, 'movement')} of money that no rule explains`,
      cause: 'The history cannot account for them: a rule it does not know.',
      cost: 'The ledger is whole; statements may be wrong.',
      may: 'Keep the directory, run patx verify, and tell whoever maintains this.',
    });
    return { reading: `${unexplainedMovements} unexplained`, findings };
  },
};
