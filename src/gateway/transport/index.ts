/** WebSocket transport: one contract, two implementations, and the choice between them. */
export {
  type CreateTransport,
  createTransport,
  type TransportChoice,
} from './create-transport.js';
export { Arrivals } from './places.js';
export {
  type Connection,
  type SendResult,
  type Transport,
  TransportError,
  type TransportHandlers,
  type TransportOptions,
} from './transport.js';
