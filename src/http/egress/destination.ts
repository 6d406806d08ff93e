/**
 * From a URL to the one address that is connected to. A name is resolved once; if any of its addresses is refused, all are: a
 * name that leads both ways is an attack. Who changes the name afterwards changes nothing, because nobody asks again.
 */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './address.js';
import { EgressError } from './error.js';

/** Addresses of a name. Rejects where it has none. */
export type Resolve = (name: string) => Promise<readonly string[]>;

export const systemResolve: Resolve = async (name) => {
  const found = await lookup(name, { all: true, verbatim: true });
  return found.map(({ address }) => address);
};

export interface Destination {
  readonly url: URL;
  readonly address: string;
  readonly family: 4 | 6;
  readonly isTls: boolean;
}

const HTTPS_PORT = 443;
const FREE_PORT_MIN = 1_024;
const URL_CHARACTERS_MAX = 2_048;

/** @param isSandbox loopback alone may be reached too, there also without TLS */
export async function destinationOf(
  text: string,
  { resolve, isSandbox }: { readonly resolve: Resolve; readonly isSandbox: boolean },
): Promise<Destination> {
  const url = parsed(text);
  const isTls = url.protocol === 'https:';
  if (url.username !== '' || url.password !== '') {
    throw new EgressError('URL_REFUSED', 'the URL carries a user name or password');
  }
  if (!isTls && !(isSandbox && url.protocol === 'http:')) {
    throw new EgressError('URL_REFUSED', `the scheme is ${url.protocol}`);
  }
  const port = url.port === '' ? HTTPS_PORT : Number(url.port);
  if (port !== HTTPS_PORT && port < FREE_PORT_MIN) {
    throw new EgressError('URL_REFUSED', `the port is ${port}`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await addressesOf(host, resolve) : [host];
  for (const address of addresses) {
    const isLoopback = isLoopbackAddress(address);
    const isAllowed = isPublicAddress(address) ? isTls : isSandbox && isLoopback;
    if (!isAllowed) throw new EgressError('ADDRESS_REFUSED', `${host} is at ${address}`);
  }
  const [address] = addresses;
  if (address === undefined) throw new EgressError('NAME_UNKNOWN', `${host} has no address`);
  return { url, address, family: isIP(address) === 6 ? 6 : 4, isTls };
}

function parsed(text: string): URL {
  if (text.length > URL_CHARACTERS_MAX) {
    throw new EgressError('URL_REFUSED', `the URL is longer than ${URL_CHARACTERS_MAX}`);
  }
  try {
    return new URL(text);
  } catch (error) {
    throw new EgressError('URL_REFUSED', 'the text is no URL', { cause: error });
  }
}

async function addressesOf(host: string, resolve: Resolve): Promise<readonly string[]> {
  try {
    return await resolve(host);
  } catch (error) {
    throw new EgressError('NAME_UNKNOWN', `${host} cannot be resolved`, { cause: error });
  }
}
