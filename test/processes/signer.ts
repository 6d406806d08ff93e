/**
 * A signer as an operator runs it apart from the exchange: JSON-RPC over HTTP, on a port or a Unix socket, with one key.
 * Arguments: where to listen (a port or a path), the key, and how it behaves: `honest`, `clef` (answers with raw and tx),
 * `other-key`, `tampered` (signs another nonce), `silent`, `endless` or `refusing`. Prints where it listens.
 */
import { createServer } from 'node:http';
import { Transaction, Wallet } from 'ethers';

interface Asked {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

const [place = '0', key = '', behaviour = 'honest'] = process.argv.slice(2);
const wallet = new Wallet(behaviour === 'other-key' ? `0x${'5a'.repeat(32)}` : key);

async function answer({ method, params }: Asked): Promise<unknown> {
  if (method === 'eth_signTypedData_v4') {
    const { domain, types, message } = JSON.parse(String(params[1]));
    const { EIP712Domain: _, ...own } = types;
    return wallet.signTypedData(domain, own, message);
  }
  if (method !== 'eth_signTransaction') throw new Error(`no method ${method}`);
  const { from: _, gas, chainId, nonce, ...rest } = params[0] as Record<string, string>;
  const asked = { ...rest, type: 2, chainId: Number(chainId), nonce: Number(nonce), gasLimit: gas };
  const changed = behaviour === 'tampered' ? { ...asked, nonce: asked.nonce + 1 } : asked;
  const raw = await wallet.signTransaction(Transaction.from(changed as object));
  return behaviour === 'clef' ? { raw, tx: {} } : raw;
}

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const asked = JSON.parse(Buffer.concat(parts).toString()) as Asked;
    const reply = (body: object): void => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ jsonrpc: '2.0', id: asked.id, ...body }));
    };
    if (behaviour === 'silent') return;
    if (behaviour === 'endless') {
      const more = setInterval(() => response.write('x'.repeat(1 << 16)), 1);
      response.on('close', () => clearInterval(more));
      return;
    }
    if (behaviour === 'refusing')
      return reply({ error: { code: -32_000, message: 'not allowed' } });
    answer(asked).then(
      (result) => reply({ result }),
      (error: unknown) => reply({ error: { code: -32_000, message: String(error) } }),
    );
  });
});
server.listen(
  /^\d+$/.test(place) ? { port: Number(place), host: '127.0.0.1' } : { path: place },
  () => {
    const at = server.address();
    process.stdout.write(
      `${typeof at === 'string' ? `unix:${at}` : `http://127.0.0.1:${at?.port}`}\n`,
    );
  },
);
