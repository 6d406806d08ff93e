/**
 * The one thing the client needs from its surroundings: a WebSocket that carries binary messages.
 *
 * In Node the `ws` package, whatever the version of Node, so that there is one behaviour to know; elsewhere the
 * `WebSocket` of the surroundings. Another one can be given, in tests or where there is a proxy to go through.
 */

/** One WebSocket. */
export interface ClientSocket {
  /** Bytes handed over that have not left this process. */
  readonly bufferedBytes: number;
  /** Sends one message. The bytes belong to the socket from then on. */
  send(bytes: Uint8Array): void;
  /** Begins the closing handshake. */
  close(code: number, reason: string): void;
  /** Ends the connection at once; `onClose` need not follow. */
  abort(): void;
}

export interface SocketHandlers {
  onOpen(): void;
  /** One binary message; the bytes may be reused after the call. */
  onMessage(bytes: Uint8Array): void;
  /** The connection is over or never came about; called once. */
  onClose(code: number, reason: string): void;
}

export type OpenSocket = (
  url: string,
  subprotocol: string,
  handlers: SocketHandlers,
) => Promise<ClientSocket> | ClientSocket;

/** The part of the WebSocket interface that is used, alike in browsers and in `ws`. */
interface WebSocketLike {
  binaryType: string;
  readonly bufferedAmount: number;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: ((event: { message?: string }) => void) | null;
  send(data: Uint8Array): void;
  close(code: number, reason: string): void;
  /** Only `ws` has it. */
  terminate?(): void;
}

const NO_CLOSE_FRAME = 1006;

/** Opens the WebSocket of these surroundings. */
export const openSocket: OpenSocket = async (url, subprotocol, handlers) => {
  const socket = await createWebSocket(url, subprotocol);
  let isOver = false;
  let failure = '';
  socket.onopen = () => handlers.onOpen();
  socket.onmessage = ({ data }) => {
    if (data instanceof Uint8Array) handlers.onMessage(data);
    else if (data instanceof ArrayBuffer) handlers.onMessage(new Uint8Array(data));
    else socket.close(1003, 'binary messages only');
  };
  socket.onerror = ({ message = '' }) => {
    failure = message;
  };
  socket.onclose = ({ code, reason }) => {
    if (isOver) return;
    isOver = true;
    handlers.onClose(code, reason === '' ? failure : reason);
  };
  return {
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    send: (bytes) => socket.send(bytes),
    close: (code, reason) => socket.close(code, reason),
    abort: () => {
      if (socket.terminate !== undefined) socket.terminate();
      else socket.close(NO_CLOSE_FRAME - 6, 'given up');
    },
  };
};

async function createWebSocket(url: string, subprotocol: string): Promise<WebSocketLike> {
  if (globalThis.process?.versions?.node !== undefined) {
    const { WebSocket } = await import('ws');
    const socket = new WebSocket(url, [subprotocol], { perMessageDeflate: false });
    return socket as unknown as WebSocketLike;
  }
  const { WebSocket } = globalThis as unknown as {
    WebSocket?: new (url: string, protocols: string[]) => WebSocketLike;
  };
  if (WebSocket === undefined) throw new TypeError('there is no WebSocket here; give openSocket');
  const socket = new WebSocket(url, [subprotocol]);
  socket.binaryType = 'arraybuffer';
  return socket;
}
