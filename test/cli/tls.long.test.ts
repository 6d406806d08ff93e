/**
 * Catches a venue that listens beyond this machine in the clear, takes half a pair, keeps an old certificate or drops who is
 * connected when a new one comes, and status pages that anybody can read: on both transports, over real sockets.
 */
import 'reflect-metadata';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type PeerCertificate } from 'node:tls';
import {
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { afterAll, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { patx } from './patx.js';
import { start, stopped } from './started.js';

const WAIT = { timeout: 30_000, interval: 100 };
const scratch = mkdtempSync(join(tmpdir(), 'patx-tls-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A certificate for localhost with its key, by a serial number to tell it by. */
async function certificate(name: string, serial: number): Promise<{ cert: string; key: string }> {
  const [cert, key] = [join(scratch, `${name}.crt`), join(scratch, `${name}.key`)];
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.createSelfSigned({
    ...{ serialNumber: `0${serial}`, name: 'CN=localhost', keys, signingAlgorithm: algorithm },
    ...{ notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 86_400_000) },
    extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
  });
  writeFileSync(cert, made.toString('pem'));
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  writeFileSync(key, PemConverter.encode(pkcs8, 'PRIVATE KEY'));
  return { cert, key };
}

const serialAt = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(url);
    const socket = connect(
      { host: '127.0.0.1', port: Number(port), servername: 'localhost', rejectUnauthorized: false },
      () => {
        resolve((socket.getPeerCertificate() as PeerCertificate).serialNumber);
        socket.destroy();
      },
    );
    socket.on('error', reject);
  });

const fetched = (url: string, headers: Record<string, string> = {}): Promise<[number, string]> =>
  new Promise((resolve, reject) => {
    get(url, { rejectUnauthorized: false, headers, servername: 'localhost' }, (response) => {
      let text = '';
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve([response.statusCode ?? 0, text]));
    }).on('error', reject);
  });

const LOGON_TIMEOUT = 4084;

test.each(['uws', 'ws'])(
  'everything speaks TLS and takes a new certificate (%s)',
  async (transport) => {
    const [first, second, third] = [
      await certificate(`${transport}-1`, 1),
      await certificate(`${transport}-2`, 2),
      await certificate(`${transport}-3`, 3),
    ];
    const [cert, key] = [join(scratch, `${transport}.crt`), join(scratch, `${transport}.key`)];
    copyFileSync(first.cert, cert);
    copyFileSync(first.key, key);
    const data = join(scratch, transport);
    const files = ['--tls-cert', cert, '--tls-key', key];
    const started = start(data, '--api-port', '0', '--transport', transport, ...files);
    const open = (await started.open) as unknown as Record<string, string>;
    const { gatewayUrl = '', statusUrl = '', apiUrl = '' } = open;
    expect([gatewayUrl, statusUrl, apiUrl].map((url) => url.split(':')[0])).toEqual([
      ...['wss', 'https', 'https'],
    ]);
    const socket = new WebSocket(gatewayUrl, 'patx.v1.proto', {
      ...{ rejectUnauthorized: false, servername: 'localhost' },
    });
    const closed = vi.fn();
    socket.on('close', closed);
    await new Promise((resolve, reject) => {
      socket.once('message', resolve);
      socket.once('error', reject);
    });
    expect((await fetched(`${statusUrl}/healthz`))[0]).toBe(200);
    await vi.waitFor(async () => expect((await fetched(`${apiUrl}/v1/status`))[0]).toBe(200), WAIT);
    // A key that is not the certificate's changes nothing.
    copyFileSync(third.key, key);
    await vi.waitFor(() => expect(started.said()).toContain('are no pair'), WAIT);
    expect(await serialAt(gatewayUrl)).toBe('01');
    copyFileSync(second.key, key);
    copyFileSync(second.cert, cert);
    await vi.waitFor(async () => {
      const serials = await Promise.all([gatewayUrl, statusUrl, apiUrl].map(serialAt));
      expect(serials).toEqual(['02', '02', '02']);
    }, WAIT);
    // On a slow machine its time to log on may be over; a new certificate ends nothing.
    expect(closed.mock.calls.filter(([code]) => code !== LOGON_TIMEOUT)).toEqual([]);
    socket.terminate();
    const { code, err } = await stopped(started);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  },
  120_000,
);

test('nothing listens beyond this machine in the clear, unless the operator says so', async () => {
  const data = join(scratch, 'far');
  const ports = ['--gateway-port', '0', '--http-port', '0', '--api-port', '0'];
  for (const flag of ['--gateway-host', '--http-host', '--api-host']) {
    const said = await patx('start', '--data', data, ...ports, flag, '0.0.0.0');
    expect(said.status).toBe(1);
    expect(said.err).toMatch(
      new RegExp(`${flag} 0.0.0.0 listens beyond this machine: give --tls-cert`),
    );
  }
  const half = await patx('start', '--data', data, ...ports, '--tls-cert', 'x.crt');
  expect(half.err).toContain('--tls-cert and --tls-key belong together');
  const none = await patx(
    ...['start', '--data', data, ...ports, '--tls-cert', 'x.crt', '--tls-key', 'x.key'],
  );
  expect(none.err).toContain('x.crt');
});

test('the status pages want a credential of who is not on this machine', async () => {
  const data = join(scratch, 'status');
  const started = start(data, '--api-port', 'none', '--http-host', '0.0.0.0', '--insecure', 'true');
  const open = await started.open;
  const url = (open?.statusUrl ?? '').replace('0.0.0.0', '127.0.0.1');
  const ask = async (path: string, token?: string): Promise<number> => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return (await fetch(`${url}${path}`, { headers })).status;
  };
  const token = readFileSync(join(data, 'keys', 'status.token'), 'utf8');
  expect(await ask('/healthz')).toBe(200);
  for (const path of ['/status', '/metrics', '/pnl', '/settlement', '/']) {
    expect(await ask(path), path).toBe(401);
    expect(await ask(path, 'x'.repeat(64)), path).toBe(401);
    expect(await ask(path, token), path).not.toBe(401);
  }
  await stopped(started);
}, 60_000);
