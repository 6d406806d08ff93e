/** What both transports answer to a request to open a WebSocket, decided in one place. */
import {
  SUBPROTOCOLS,
  type Subprotocol,
  type TransportHandlers,
  type TransportOptions,
} from './transport.js';

/** An HTTP answer instead of a WebSocket. */
export interface Refusal {
  /** Status code and phrase. */
  readonly status: string;
  readonly body: string;
}

const NOT_FOUND: Refusal = { status: '404 Not Found', body: 'not found\n' };
const TOO_MANY: Refusal = {
  status: '503 Service Unavailable',
  body: 'no more connections now, try again later\n',
};
const TOO_FAST: Refusal = {
  status: '429 Too Many Requests',
  body: 'your address opens connections too fast, try again in a second\n',
};
const NO_SUBPROTOCOL: Refusal = {
  status: '400 Bad Request',
  body: `offer one of the subprotocols ${SUBPROTOCOLS.join(', ')}\n`,
};
const UPGRADE_REQUIRED: Refusal = {
  status: '426 Upgrade Required',
  body: 'this is a WebSocket endpoint\n',
};

/** What a plain HTTP request is told. */
export const refuseHttp = (path: string, options: TransportOptions): Refusal =>
  path === options.path ? UPGRADE_REQUIRED : NOT_FOUND;

/**
 * The subprotocol of a new connection, the first of ours that the client offers, or why there is none.
 * `offered` is the request's Sec-WebSocket-Protocol header.
 */
export const answerHandshake = (
  request: {
    readonly path: string;
    readonly offered: string;
    readonly connectionCount: number;
    readonly address: string;
  },
  options: TransportOptions,
  handlers: Pick<TransportHandlers, 'admits'>,
): Subprotocol | Refusal => {
  if (request.path !== options.path) {
    return NOT_FOUND;
  }
  const offers = request.offered.split(',').map((offer) => offer.trim());
  const subprotocol = SUBPROTOCOLS.find((candidate) => offers.includes(candidate));
  if (subprotocol === undefined) {
    return NO_SUBPROTOCOL;
  }
  if (request.connectionCount >= options.connectionsMax) return TOO_MANY;
  return handlers.admits(request.address) ? subprotocol : TOO_FAST;
};
