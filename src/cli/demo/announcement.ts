/** What the sandbox says when its market is open: where everything is, and a first thing to try. No side effects. */
import { dirname, join, relative } from 'node:path';
import { FIRST_OPERATOR_ACCOUNT } from '../../engine/core/index.js';

export interface Place {
  readonly gatewayUrl: string;
  readonly statusUrl: string;
  /** undefined: there is no API. */
  readonly apiUrl: string | undefined;
  /** URL of the chain's node; undefined where there is none. */
  readonly chainUrl: string | undefined;
  /** Data directory, from the root. */
  readonly data: string;
  /** Path of the `patx` program, and the folder where `npx patx` is this one. */
  readonly mainFile: string;
  readonly packageFolder: string;
  /** Where the command would be typed. */
  readonly folder: string;
}

/** The operator's key file. */
export const operatorKey = (data: string): string => join(data, 'keys', 'operator.pem');

/** A command that works when it is pasted into a shell. */
export function firstCommand(place: Place): string {
  const { gatewayUrl, data, mainFile, packageFolder, folder } = place;
  const isInPackage = !relative(packageFolder, folder).startsWith('..');
  const program = isInPackage ? 'npx patx' : `node ${quoted(mainFile)}`;
  const who = `--key ${quoted(operatorKey(data))} --operator ${FIRST_OPERATOR_ACCOUNT}`;
  return `${program} parameter list --url ${gatewayUrl} ${who}`;
}

export function announcement(place: Place): string[] {
  const { gatewayUrl, statusUrl, apiUrl, chainUrl, data } = place;
  const row = (name: string, text: string): string => `  ${name.padEnd(10)}${text}`;
  return [
    '',
    row('gateway', `${gatewayUrl}  (WebSocket: clients connect here)`),
    row('status', `${statusUrl}/status  (also /healthz, /metrics, /pnl, /settlement)`),
    ...(apiUrl === undefined
      ? []
      : [
          row('pages', `${pagesUrl(apiUrl)}  (markets, console, guide)`),
          row('API', `${apiUrl}/docs  (HTTP: market data, history, accounts)`),
        ]),
    ...(chainUrl === undefined ? [] : [row('chain', `${chainUrl}  (JSON-RPC)`)]),
    row('data', `${data}  (the exchange's log: exchange.log)`),
    row('operator', `account ${FIRST_OPERATOR_ACCOUNT}, key ${operatorKey(data)}`),
    row('try', firstCommand(place)),
    '',
    ...LEGEND,
    '',
  ];
}

const LEGEND = [
  'The orders are recorded ones: asks offer capacity of providers, bids are demand of consumers. In each line below:',
  '  fair value    what the broker takes one lot to be worth; its own quotes lie around that, higher when it wants more',
  '                lots, lower when it has too many; the best bid and ask are of anybody',
  '  broker        the lots it holds, also from earlier runs, and what trading brought it since this start',
  '  on disk in    time from sending an order until it is on disk and acknowledged: the median, and of 99 in 100',
  '  chain         accounts are settled in batches; compared: found on the chain as they are in the ledger',
];

/** People go by a name: a passkey refuses an address. */
const pagesUrl = (apiUrl: string): string =>
  `${apiUrl.replace('//127.0.0.1:', '//localhost:').replace('//[::1]:', '//localhost:')}/`;

/** For a shell, where it needs it. */
const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The package a file of it is in, by a file at its root. */
export function packageFolderOf(file: string, marker: string, exists: (path: string) => boolean) {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (exists(join(folder, marker))) return folder;
    if (folder === dirname(folder)) throw new Error(`${marker} is missing from this installation`);
  }
}
