/**
 * Addresses of a node's host, by a lookup that can be cancelled. The system's own (`getaddrinfo`) cannot: with a name server
 * that does not answer it holds a process that wants to end for as long as it tries, half a minute with three servers.
 *
 * So the hosts file is read here, the name servers are asked by c-ares, and the system is asked only after a name server
 * answered that it does not know the name: it then answers at once, and knows search domains and other sources.
 * Fails with an Error that names the host and the resolver's code.
 */
import { type LookupAddress, type LookupOptions, promises as systemDns } from 'node:dns';
import { readFileSync } from 'node:fs';
import { isIP, type LookupFunction } from 'node:net';

export interface HostSources {
  readonly hostsFile?: string;
  /** Name servers, as address and port; the system's when not given. */
  readonly servers?: readonly string[];
}

const HOSTS_FILE = '/etc/hosts';
const TIMEOUT_MS = 2_000;
const TRIES = 2;
/** No name server answered: the system would wait for the same ones. */
const UNANSWERED: readonly unknown[] = ['ETIMEOUT', 'ECONNREFUSED', 'ECANCELLED'];

export class HostLookup {
  private readonly resolver = new systemDns.Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  private readonly hostsFile: string;

  constructor({ hostsFile = HOSTS_FILE, servers }: HostSources = {}) {
    this.hostsFile = hostsFile;
    if (servers !== undefined) this.resolver.setServers(servers);
  }

  /** In the form `net.connect` takes. */
  readonly lookup: LookupFunction = (host, options, done) => {
    this.addresses(host, options).then(
      (all) => {
        const first = all[0] as LookupAddress;
        if (options.all) done(null, all);
        else done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, ''),
    );
  };

  /** At least one. */
  async addresses(host: string, options: LookupOptions = {}): Promise<LookupAddress[]> {
    const wanted = familyOf(options);
    const isWanted = ({ family }: LookupAddress): boolean => wanted === 0 || family === wanted;
    const written = this.inHostsFile(host).filter(isWanted);
    if (written.length > 0) return written;
    const answers = await Promise.allSettled([
      this.resolver.resolve4(host),
      this.resolver.resolve6(host),
    ]);
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const addresses = found.map(asAddress).filter(isWanted);
    if (addresses.length > 0) return addresses;
    const codes = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    const unanswered = codes.find((code) => UNANSWERED.includes(code));
    if (unanswered !== undefined) {
      throw new Error(`the address of ${host} cannot be looked up (${unanswered})`);
    }
    return await systemDns.lookup(host, { family: wanted, all: true });
  }

  /** Ends lookups under way; they fail. */
  cancel(): void {
    this.resolver.cancel();
  }

  private inHostsFile(host: string): LookupAddress[] {
    const name = host.toLowerCase();
    const lines = hostsLines(this.hostsFile).filter(([, ...names]) =>
      names.some((one) => one.toLowerCase() === name),
    );
    const found = lines.map(([address = '']) => asAddress(address));
    if (found.length > 0 || name !== 'localhost') return found.filter(({ family }) => family !== 0);
    return ['127.0.0.1', '::1'].map(asAddress);
  }
}

/** Words of each line that is no comment. */
function hostsLines(path: string): string[][] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  } catch {
    // A system without the file has none of these names.
    return [];
  }
}

const asAddress = (address: string): LookupAddress => ({ address, family: isIP(address) });

function familyOf({ family = 0 }: LookupOptions): number {
  if (family === 'IPv4') return 4;
  return family === 'IPv6' ? 6 : family;
}
