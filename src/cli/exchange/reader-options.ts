/** What the reader's thread is started with, of the settings and the data directory of an exchange. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { TlsFiles } from '../../http/index.js';
import { addressesOf, type Config } from '../config.js';
import { type DataDirectory, feedKeyFile } from '../data-directory.js';
import { alertSettingsOf } from '../reader/alert-settings.js';
import type { ReaderThreadOptions } from '../reader/messages.js';
import { webDirectory } from '../reader/web-directory.js';
import { proverOptions, scorerOptions, storeOptions } from './own-parts.js';

/** Undefined: there is to be none, and the log says what does not happen then. */
export function readerOptions(
  config: Config,
  directory: DataDirectory,
  logger: Logger,
  shared: { readonly watermark: SharedArrayBuffer; readonly tls: TlsFiles | undefined },
): ReaderThreadOptions | undefined {
  const { apiHost: host, apiPort: port, apiRequestsPerMinute: requestsPerMinute } = config;
  if (port === 'none') {
    logger.warn(
      'without --api-port nobody fetches what notices of deliveries name: only receipts, and what an operator proves, accept them',
    );
    return undefined;
  }
  return {
    ...{ ...shared, host, port, requestsPerMinute, webDirectory: webDirectory() },
    journalDirectory: directory.journal,
    snapshotDirectory: directory.snapshots,
    historyPath: join(directory.history, 'venue.db'),
    feedKeyFile: feedKeyFile(directory),
    proxies: addressesOf(config.trustedProxies),
    store: storeOptions(config, directory),
    scorer: scorerOptions(config, directory),
    prover: proverOptions(config),
    publicUrl: config.publicUrl,
    alerts: alertSettingsOf(config),
    keysDirectory: directory.keys,
  };
}
