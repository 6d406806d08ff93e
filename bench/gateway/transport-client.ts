/**
 * The client process of the transport bench: keeps a fixed number of messages under way on one connection and times
 * each. It speaks the bare protocol over TCP, so that it costs little beside the server it measures.
 *
 * Started with `fork`; gets one `EchoTask`, answers one `EchoResult` and ends.
 */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';

export interface EchoTask {
  readonly port: number;
  /** Messages under way at a time. */
  readonly depth: number;
  /** Bytes of a message, at most 125. */
  readonly payloadBytes: number;
  readonly seconds: number;
}

export interface EchoResult {
  readonly messages: number;
  readonly elapsedMs: number;
  readonly p50Us: number;
  readonly p99Us: number;
}

const LATENCIES_MAX = 4_000_000;

/** One masked binary frame; the mask is zero, so the payload stands as it is. */
const clientFrame = (payloadBytes: number): Buffer =>
  Buffer.concat([
    Buffer.from([0x82, 0x80 | payloadBytes, 0, 0, 0, 0]),
    Buffer.alloc(payloadBytes, 7),
  ]);

const openSocket = async (port: number): Promise<Socket> => {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.write(
    'GET /v1 HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Protocol: patx.v1.proto\r\n\r\n',
  );
  const answer = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
  assert.match(answer.toString('latin1'), /^HTTP\/1.1 101 /);
  return socket;
};

const runEcho = async ({ port, depth, payloadBytes, seconds }: EchoTask): Promise<EchoResult> => {
  const socket = await openSocket(port);
  const frame = clientFrame(payloadBytes);
  const frames = Buffer.concat(Array.from({ length: depth }, () => frame));
  const replyBytes = 2 + payloadBytes;
  const sentAtMs = new Float64Array(depth);
  const latenciesUs = new Float64Array(LATENCIES_MAX);
  let [replies, receivedBytes, sent] = [0, 0, 0];
  const send = (count: number): void => {
    const nowMs = performance.now();
    for (let index = 0; index < count; index += 1) {
      sentAtMs[(sent + index) % depth] = nowMs;
    }
    sent += count;
    socket.write(frames.subarray(0, count * frame.length));
  };
  const startMs = performance.now();
  await new Promise<void>((resolve) => {
    socket.on('data', (data: Buffer) => {
      const nowMs = performance.now();
      receivedBytes += data.length;
      const complete = Math.floor(receivedBytes / replyBytes) - replies;
      for (let index = 0; index < complete; index += 1) {
        const latencyUs = 1000 * (nowMs - (sentAtMs[(replies + index) % depth] ?? nowMs));
        latenciesUs[(replies + index) % LATENCIES_MAX] = latencyUs;
      }
      replies += complete;
      if (nowMs - startMs > 1000 * seconds) {
        resolve();
      } else if (complete > 0) {
        send(complete);
      }
    });
    send(depth);
  });
  const elapsedMs = performance.now() - startMs;
  socket.destroy();
  const sorted = latenciesUs.subarray(0, Math.min(replies, LATENCIES_MAX)).sort();
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { messages: replies, elapsedMs, p50Us: at(0.5), p99Us: at(0.99) };
};

process.once('message', (task) => {
  void runEcho(task as EchoTask).then((result) => {
    process.send?.(result, () => process.disconnect());
  });
});
