/**
 * Chooses the transport and says so. `auto` takes the native library when it loads and `ws` when it does not; the
 * choice and its reason are always logged, because the slow one must never be in use unnoticed.
 */
import {
  type Transport,
  TransportError,
  type TransportHandlers,
  type TransportOptions,
} from './transport.js';
import { type UwsLibrary, UwsTransport } from './uws-transport.js';
import { WsTransport } from './ws-transport.js';

/** Which transport the configuration asks for. */
export type TransportChoice = 'auto' | 'uws' | 'ws';

/** The part of a logger used here. */
export interface TransportLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface CreateTransport {
  readonly choice: TransportChoice;
  readonly options: TransportOptions;
  readonly handlers: TransportHandlers;
  readonly log: TransportLog;
  /** Loads the native library; replaced in tests. */
  readonly loadUws?: () => Promise<UwsLibrary>;
}

const loadUwsLibrary = async (): Promise<UwsLibrary> => (await import('uWebSockets.js')).default;

/**
 * A transport that is ready to listen. Rejects with `transport-unavailable` when `uws` is asked for and does not
 * load.
 */
export const createTransport = async (request: CreateTransport): Promise<Transport> => {
  const { choice, options, handlers, log } = request;
  if (choice === 'ws') {
    log.info({ transport: 'ws', choice }, 'transport: ws, as configured');
    return new WsTransport(options, handlers);
  }
  try {
    const library = await (request.loadUws ?? loadUwsLibrary)();
    log.info({ transport: 'uws', choice }, 'transport: uWebSockets.js');
    return new UwsTransport(library, options, handlers);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (choice === 'uws') {
      throw new TransportError('transport-unavailable', `uWebSockets.js does not load: ${reason}`, {
        cause,
      });
    }
    log.warn(
      { transport: 'ws', choice, reason },
      'transport: ws, because uWebSockets.js does not load',
    );
    return new WsTransport(options, handlers);
  }
};
