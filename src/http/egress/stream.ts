/**
 * A connection to a server that speaks no HTTP, such as one for mail, by the rules of the one way out: the name is resolved once and
 * pinned, and addresses inside are refused. Fails with an `EgressError`.
 */
import { connect, isIP, type Socket } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './address.js';
import type { Resolve } from './destination.js';
import { EgressError } from './error.js';

export interface StreamTarget {
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
}

export async function openStream(
  { host, port, timeoutMs }: StreamTarget,
  { resolve, isSandbox }: { readonly resolve: Resolve; readonly isSandbox: boolean },
): Promise<Socket> {
  const addresses = isIP(host) === 0 ? await addressesOf(host, resolve) : [host];
  for (const address of addresses) {
    const isAllowed = isPublicAddress(address) || (isSandbox && isLoopbackAddress(address));
    if (!isAllowed) throw new EgressError('ADDRESS_REFUSED', `${host} is at ${address}`);
  }
  const [address] = addresses;
  if (address === undefined) throw new EgressError('NAME_UNKNOWN', `${host} has no address`);
  return await new Promise<Socket>((done, fail) => {
    const socket = connect({ host: address, port });
    socket.setTimeout(timeoutMs, () => {
      socket.destroy(new EgressError('TIMED_OUT', `no answer within ${timeoutMs} ms`));
    });
    socket.once('error', (error) => {
      const isOurs = error instanceof EgressError;
      fail(isOurs ? error : new EgressError('CONNECTION_FAILED', `${host}: ${error.message}`));
    });
    socket.once('connect', () => done(socket));
  });
}

async function addressesOf(host: string, resolve: Resolve): Promise<readonly string[]> {
  try {
    return await resolve(host);
  } catch (error) {
    throw new EgressError('NAME_UNKNOWN', `${host} cannot be resolved`, { cause: error });
  }
}
