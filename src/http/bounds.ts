/**
 * Bounds of an HTTP server: how many connect, in all and from one place (an IPv4 address, or the /64 of an IPv6 one), and
 * how long somebody may take over a request. One connection too many is cut off, and so is one that says nothing.
 */
import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { placeOf } from '../values/index.js';

/** How long somebody may take over a request, and how soon that is noticed. */
export const PATIENCE = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};

export interface ConnectionBounds {
  readonly connectionsMax: number;
  readonly perPlaceMax: number;
  /** How long a socket may say nothing; no timeout of the server's own looks at one that never said anything. */
  readonly silenceMs?: number;
}

export function boundConnections(server: EventEmitter, bounds: ConnectionBounds): void {
  const { connectionsMax, perPlaceMax, silenceMs = PATIENCE.headersTimeout } = bounds;
  const byPlace = new Map<string, number>();
  let all = 0;
  server.on('connection', (socket: Socket) => {
    const place = placeOf(socket.remoteAddress ?? '');
    const own = byPlace.get(place) ?? 0;
    if (all >= connectionsMax || own >= perPlaceMax) {
      socket.destroy();
      return;
    }
    all += 1;
    byPlace.set(place, own + 1);
    const silent = setTimeout(() => {
      if (socket.bytesRead === 0) socket.destroy();
    }, silenceMs);
    socket.once('close', () => {
      clearTimeout(silent);
      all -= 1;
      const left = (byPlace.get(place) ?? 1) - 1;
      if (left === 0) byPlace.delete(place);
      else byPlace.set(place, left);
    });
  });
}
