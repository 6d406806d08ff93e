/** What sends signals to addresses of subscribers, put together: where they are kept, and the one way out. */
import { signalSourceOf, sourceOf } from '../../api/index.js';
import { HookStore, SignalHooks } from '../../hooks/index.js';
import { Egress } from '../../http/index.js';
import type { HistoryReader } from '../../reader/index.js';
import type { FeedKey } from '../../sigma/index.js';

export interface HookSettings {
  readonly directory: string;
  /** Of their secrets. */
  readonly keyFile: string;
  /** Whether they may be on this machine, as in a sandbox. */
  readonly isLoopback: boolean;
}

export interface HookDesk {
  readonly desk: SignalHooks;
  begin(): void;
}

/** Undefined where signals are not sent. */
export function hookDeskOf(
  settings: HookSettings | undefined,
  parts: {
    readonly reader: () => HistoryReader | undefined;
    readonly key: () => FeedKey;
    readonly log: (
      level: 'error',
      message: string,
      fields: Readonly<Record<string, unknown>>,
    ) => void;
  },
): HookDesk | undefined {
  if (settings === undefined) return undefined;
  const { directory, keyFile, isLoopback: isSandbox } = settings;
  const store = new HookStore(directory, keyFile);
  const desk = new SignalHooks({ store, egress: new Egress({ isSandbox }), nowMs: Date.now });
  const source = () => {
    const reader = parts.reader();
    return reader && signalSourceOf(sourceOf(reader), parts.key, Date.now());
  };
  const failed = (error: unknown): void => {
    const err = error instanceof Error ? error.stack : String(error);
    parts.log('error', 'sending signals failed', { err });
  };
  return { desk, begin: () => desk.begin(source, failed) };
}
