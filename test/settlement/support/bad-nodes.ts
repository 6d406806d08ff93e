/** Nodes that do not answer, each in its own way, as a URL and what ends them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface BadNode {
  readonly url: string;
  end(): void;
}

const DRIP_MS = 50;

/** Takes the connection and the request, and says nothing. */
export const silentNode = (): Promise<BadNode> => serving(() => undefined);

/** Begins an answer that never comes to its end. */
export const slowNode = (): Promise<BadNode> =>
  serving((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n');
    const drip = setInterval(() => socket.write(' '), DRIP_MS);
    socket.on('close', () => clearInterval(drip));
  });

/** Closes each connection as soon as something comes. */
export const closingNode = (): Promise<BadNode> => serving((socket) => socket.destroy());

/** Is so busy that connections are not even made: its queue of them is full, so the kernel drops what comes. */
export async function fullNode(): Promise<BadNode> {
  const script = `
    const server = require('node:net').createServer();
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      require('node:fs').writeSync(1, String(server.address().port));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = Number(await once(child.stdout, 'data'));
  const fillers = Array.from({ length: 8 }, () => connect(port, '127.0.0.1'));
  for (const filler of fillers) filler.on('error', () => undefined);
  await Promise.race(fillers.map((filler) => once(filler, 'connect')));
  return {
    url: `http://127.0.0.1:${port}`,
    end: () => {
      for (const filler of fillers) filler.destroy();
      child.kill('SIGKILL');
    },
  };
}

async function serving(asked: (socket: Socket) => void): Promise<BadNode> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => asked(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    end: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
