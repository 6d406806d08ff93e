/**
 * TLS of what listens, from configuration: both files or none, a pair that fits; and without TLS nothing listens beyond this
 * machine unless the operator says so. Fails with `bad-value` before anything is made.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { ensurePrivateFile, makePrivateDirectory } from '../../files/index.js';
import type { Gateway } from '../../gateway/index.js';
import { readTls, type TlsFiles, watchTls } from '../../http/index.js';
import { CommandError } from '../command-error.js';
import type { Config } from '../config.js';
import { isLoopback } from './loopback.js';

export function tlsOf(config: Config): TlsFiles | undefined {
  const { gatewayHost, httpHost, apiHost, apiPort } = config;
  const hosts = [
    ...([
      ['--gateway-host', gatewayHost],
      ['--http-host', httpHost],
    ] as const),
    ...(apiPort === 'none' ? [] : [['--api-host', apiHost] as const]),
  ];
  return tlsFor(hosts, config);
}

/** The same for the hosts of some flags. */
export function tlsFor(
  hosts: readonly (readonly [flag: string, host: string])[],
  {
    tlsCert: certPath,
    tlsKey: keyPath,
    insecure,
  }: { readonly tlsCert: string; readonly tlsKey: string; readonly insecure: boolean },
): TlsFiles | undefined {
  if ((certPath === '') !== (keyPath === '')) {
    throw new CommandError('bad-value', '--tls-cert and --tls-key belong together: give both');
  }
  if (certPath === '') {
    const open = hosts.find(([, host]) => !isLoopback(host));
    if (open === undefined || insecure) return undefined;
    const [flag, host] = open;
    const how = 'give --tls-cert and --tls-key, or --insecure true behind a proxy that has TLS';
    throw new CommandError('bad-value', `${flag} ${host} listens beyond this machine: ${how}`);
  }
  const files = { certPath, keyPath };
  try {
    readTls(files);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError('bad-value', `--tls-cert ${certPath}, --tls-key ${keyPath}: ${reason}`);
  }
  return files;
}

const TOKEN_BYTES = 32;

/** What who is not on this machine sends to see the status pages; made when there is none. */
export function statusTokenOf({ httpHost }: Config, keys: string): string | undefined {
  if (isLoopback(httpHost)) return undefined;
  const path = join(keys, 'status.token');
  makePrivateDirectory(keys);
  ensurePrivateFile(path, () => randomBytes(TOKEN_BYTES).toString('hex'));
  return readFileSync(path, 'utf8').trim();
}

/** Brings new certificates to the gateway; API and status pages look for themselves. Returns what ends it. */
export function renewing(
  tls: TlsFiles | undefined,
  gateway: Gateway,
  logger: Pick<Logger, 'info' | 'warn'>,
): () => void {
  if (tls === undefined) return () => undefined;
  return watchTls(
    tls,
    (pair) => {
      gateway.renewTls(pair);
      logger.info('the certificate was renewed');
    },
    (err) => logger.warn({ err }, 'the changed certificate and key are no pair: the old ones stay'),
  );
}
