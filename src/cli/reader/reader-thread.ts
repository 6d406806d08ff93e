/**
 * The engine thread's handle on the reader's thread. What happens to the reader is logged and does not stop the venue; only an
 * address it cannot listen on fails the start.
 */
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { EngineFacts } from '../../api/index.js';
import type { OwnKey } from '../../own-account/index.js';
import type {
  CommandAnswer,
  SignedRequest,
  SignInAnswer,
  SignInRequest,
} from '../../schema/index.js';
import type { FromReader, OwnPart, ReaderThreadOptions, ToReader } from './messages.js';

export interface ReaderThread {
  /** Resolves with the port of the API; rejects when it cannot listen. */
  readonly listening: Promise<number>;
  /** There is a venue to follow, with its gateway on this port. */
  follow(gatewayPort: number): void;
  /** How the engine stands. */
  tell(facts: EngineFacts): void;
  /** Its numbers, as it said them last. */
  numbers(): Readonly<Record<string, number>>;
  /** Ends it; resolves when the thread has ended. */
  ended(): Promise<void>;
}

export function startReaderThread(
  options: ReaderThreadOptions,
  parts: {
    readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
    /** Does what a signed command says. */
    readonly command: (request: SignedRequest) => Promise<CommandAnswer>;
    /** Takes a sign-in, or a step of one. */
    readonly signIn: (request: SignInRequest) => Promise<SignInAnswer>;
    /** Registers the key of a part of the venue; undefined where that is not open or has no room. */
    readonly register: (part: OwnPart, publicKey: Uint8Array) => Promise<OwnKey | undefined>;
  },
): ReaderThread {
  const { logger, command, signIn, register } = parts;
  const worker = new Worker(new URL('../cli/worker.js', import.meta.url), { workerData: options });
  const post = (message: ToReader): void => worker.postMessage(message);
  let numbers: Readonly<Record<string, number>> = {};
  let isEnding = false;
  const exited = new Promise<void>((resolve) =>
    worker.once('exit', (code) => {
      if (!isEnding)
        logger.error({ code }, 'the reader has ended: the venue goes on without its API');
      resolve();
    }),
  );
  const listening = new Promise<number>((resolve, reject) => {
    worker.on('message', (message: FromReader) => {
      switch (message.kind) {
        case 'listening':
          return resolve(message.port);
        case 'command':
          void command(message.request).then((answer) =>
            post({ kind: 'answered', number: message.number, answer }),
          );
          return;
        case 'signIn':
          void signIn(message.request).then((answer) =>
            post({ kind: 'answered', number: message.number, answer }),
          );
          return;
        case 'register':
          void register(message.part, message.publicKey).then((account) =>
            post({ kind: 'registered', part: message.part, account }),
          );
          return;
        case 'numbers':
          numbers = message.numbers;
          return;
        case 'log':
          return logger[message.level](message.fields, message.message);
        default: {
          isEnding = true;
          const { message: text, ...facts } = message.error;
          reject(Object.assign(new Error(text), facts));
        }
      }
    });
    worker.once('error', (error) => {
      logger.error({ err: error }, 'the reader failed');
      reject(error);
    });
  });
  listening.catch(() => undefined);
  return {
    listening,
    follow: (gatewayPort) => post({ kind: 'follow', gatewayPort }),
    tell: (facts) => post({ kind: 'engine', facts }),
    numbers: () => numbers,
    ended: () => {
      isEnding = true;
      post({ kind: 'end' });
      return exited;
    },
  };
}
