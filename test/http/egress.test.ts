// Catches a way out that reaches loopback, private or metadata addresses by number, name, redirect or a name that changes; that follows
// redirects, waits or reads without end, makes more requests at once than it may, or that trusts any certificate.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  Egress,
  EgressError,
  type EgressRequest,
  isLoopbackAddress,
  isPublicAddress,
} from '../../src/http/index.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listening(listener: RequestListener, host = '127.0.0.1', port = 0): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return (server.address() as AddressInfo).port;
}

const get = (url: string): EgressRequest => ({
  url,
  method: 'GET',
  timeoutMs: 5_000,
  responseBytesMax: 1_000,
});
const codeOf = async (egress: Egress, request: EgressRequest): Promise<string> => {
  try {
    return String((await egress.request(request)).status);
  } catch (error) {
    if (error instanceof EgressError) return error.code;
    throw error;
  }
};
/** Nobody in these tests is resolved by the system. */
const nowhere = (): Promise<readonly string[]> => Promise.reject(new Error('no such name'));
const outside = new Egress({ resolve: nowhere });
const sandbox = (resolve = nowhere): Egress => new Egress({ isSandbox: true, resolve });

describe('addresses', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.0.9',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.0.1',
    '198.19.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::',
    'fec0::1',
    '',
    'localhost',
    '1.2.3',
    '01.2.3.4',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
  it.each(['1.1.1.1', '172.32.0.1', '192.167.255.255', '2606:4700::1111', '2a00:1450::1'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
      expect(isLoopbackAddress(address)).toBe(false);
    },
  );
  it('no IPv4 address of a private network is public in any spelling of IPv6', () => {
    fc.assert(
      fc.property(fc.nat({ max: 0xff_ffff }), (low) => {
        const v4 = `10.${low >> 16}.${(low >> 8) & 255}.${low & 255}`;
        expect(isPublicAddress(v4)).toBe(false);
        expect(isPublicAddress(`::ffff:${v4}`)).toBe(false);
        expect(isPublicAddress(`::${v4}`)).toBe(false);
      }),
    );
  });
});

describe('outside a sandbox', () => {
  it.each([
    ['http://example.com/', 'URL_REFUSED'],
    ['ftp://example.com/', 'URL_REFUSED'],
    ['file:///etc/passwd', 'URL_REFUSED'],
    ['https://user:pass@example.com/', 'URL_REFUSED'],
    ['https://example.com:22/', 'URL_REFUSED'],
    ['no url', 'URL_REFUSED'],
    [`https://example.com/${'a'.repeat(3_000)}`, 'URL_REFUSED'],
    ['https://127.0.0.1/', 'ADDRESS_REFUSED'],
    ['https://127.1/', 'ADDRESS_REFUSED'],
    ['https://2130706433/', 'ADDRESS_REFUSED'],
    ['https://0x7f.1/', 'ADDRESS_REFUSED'],
    ['https://[::1]/', 'ADDRESS_REFUSED'],
    ['https://[::ffff:169.254.169.254]/', 'ADDRESS_REFUSED'],
    ['https://nobody.example/', 'NAME_UNKNOWN'],
  ])('%s is %s', async (url, code) => {
    expect(await codeOf(outside, get(url))).toBe(code);
  });

  it('a name that leads inside, or both ways, is refused', async () => {
    for (const addresses of [
      ['127.0.0.1'],
      ['1.1.1.1', '10.0.0.1'],
      ['169.254.169.254'],
      ['::1'],
    ]) {
      const egress = new Egress({ resolve: () => Promise.resolve(addresses) });
      expect(await codeOf(egress, get('https://rebind.example/'))).toBe('ADDRESS_REFUSED');
    }
  });
});

describe('in a sandbox', () => {
  it('a name is resolved once and pinned: who changes it meanwhile changes nothing', async () => {
    const port = await listening((_, response) => response.end('first'));
    await listening((_, response) => response.end('second'), '127.0.0.2', port);
    const answers = [['127.0.0.1'], ['127.0.0.2'], ['127.0.0.2']];
    let asked = 0;
    const resolve = (): Promise<readonly string[]> => {
      asked += 1;
      return Promise.resolve(answers[asked - 1] ?? []);
    };
    // The system has no such name: a second look-up by anybody else would fail.
    const { body } = await sandbox(resolve).request(get(`http://rebind.invalid:${port}/`));
    expect(Buffer.from(body).toString()).toBe('first');
    expect(asked).toBe(1);
  });

  it('reaches loopback, and nothing else inside', async () => {
    const port = await listening((_, response) => response.end('here'));
    expect(await codeOf(sandbox(), get(`http://127.0.0.1:${port}/`))).toBe('200');
    for (const address of ['10.0.0.1', '169.254.169.254', '1.1.1.1']) {
      const egress = sandbox(() => Promise.resolve([address]));
      expect(await codeOf(egress, get('http://inside.invalid:8080/'))).toBe('ADDRESS_REFUSED');
    }
  });

  it('follows no redirect', async () => {
    let reached = false;
    const target = await listening((_, response) => {
      reached = true;
      response.end();
    });
    const port = await listening((_, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${target}/` }).end();
    });
    expect(await codeOf(sandbox(), get(`http://127.0.0.1:${port}/`))).toBe('REDIRECT_REFUSED');
    expect(reached).toBe(false);
  });

  it('reads and waits no longer than it was told', async () => {
    const port = await listening(({ url }, response) => {
      if (url === '/endless') {
        const more = setInterval(() => response.write('x'.repeat(400)), 1);
        response.once('close', () => clearInterval(more));
      } else if (url === '/slow') response.write('x');
      else if (url === '/headers') response.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end();
      else response.socket?.destroy();
    });
    const at = (path: string): EgressRequest => get(`http://127.0.0.1:${port}${path}`);
    expect(await codeOf(sandbox(), at('/endless'))).toBe('RESPONSE_TOO_LARGE');
    expect(await codeOf(sandbox(), { ...at('/slow'), timeoutMs: 200 })).toBe('TIMED_OUT');
    expect(await codeOf(sandbox(), { ...at('/silent'), timeoutMs: 5_000 })).toBe(
      'CONNECTION_FAILED',
    );
    expect(await codeOf(sandbox(), at('/headers'))).toBe('CONNECTION_FAILED');
    const never = sandbox(() => new Promise(() => undefined));
    const lost = { ...get('http://lost.invalid:8080/'), timeoutMs: 100 };
    expect(await codeOf(never, lost)).toBe('TIMED_OUT');
    const headers = { 'x-bad': 'a\r\nhost: other' };
    expect(await codeOf(sandbox(), { ...at('/'), headers })).toBe('CONNECTION_FAILED');
  });

  it('bounds requests in all and to one host, and gives their places back', async () => {
    const waiting: (() => void)[] = [];
    const port = await listening((_, response) => waiting.push(() => response.end()));
    const egress = new Egress({
      isSandbox: true,
      requestsMax: 3,
      perHostMax: 2,
      resolve: () => Promise.resolve(['127.0.0.1']),
    });
    const at = (host: string): Promise<string> => codeOf(egress, get(`http://${host}:${port}/`));
    const open = [at('a.invalid'), at('a.invalid'), at('b.invalid')];
    expect(await at('a.invalid')).toBe('BUSY');
    expect(await at('c.invalid')).toBe('BUSY');
    await expect.poll(() => waiting.length).toBe(3);
    for (const end of waiting.splice(0)) end();
    expect(await Promise.all(open)).toEqual(['200', '200', '200']);
    const again = at('a.invalid');
    await expect.poll(() => waiting.length).toBe(1);
    for (const end of waiting) end();
    expect(await again).toBe('200');
  });

  it('speaks TLS to https, and does not take what is none', async () => {
    const port = await listening((_, response) => response.end());
    expect(await codeOf(sandbox(), get(`https://127.0.0.1:${port}/`))).toBe('CONNECTION_FAILED');
  });
});
