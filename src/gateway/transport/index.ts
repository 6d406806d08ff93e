/** WebSocket transport: one contract, two implementations, and the choice between them. */
export {
  type CreateTransport,
  createTransport,
  type TransportChoice,
  type TransportLog,
} from './create-transport.js';
export {
  CLOSE_CODE,
  type Connection,
  type SendResult,
  SUBPROTOCOLS,
  type Subprotocol,
  type Transport,
  TransportError,
  type TransportErrorCode,
  type TransportHandlers,
  type TransportOptions,
} from './transport.js';
