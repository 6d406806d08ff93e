/**
 * How many connections the status pages have, in all and from one place (an IPv4 address, or the /64 of an IPv6 one), so that
 * nobody alone keeps the operator from them. One too many is cut off, and so is one that says nothing.
 */
import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { placeOf } from '../values/index.js';

const CONNECTIONS_MAX = 256;
const CONNECTIONS_PER_PLACE_MAX = 64;

/** @param silenceMs how long a socket may say nothing; no timeout of the server's own looks at one that never said anything */
export function boundConnections(server: EventEmitter, silenceMs: number): void {
  const byPlace = new Map<string, number>();
  let all = 0;
  server.on('connection', (socket: Socket) => {
    const place = placeOf(socket.remoteAddress ?? '');
    const own = byPlace.get(place) ?? 0;
    if (all >= CONNECTIONS_MAX || own >= CONNECTIONS_PER_PLACE_MAX) {
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
