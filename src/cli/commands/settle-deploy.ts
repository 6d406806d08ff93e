/**
 * `patx settle deploy`: puts the contracts on a chain for a venue that is not yet bound to one, and says how to start it.
 *
 * Without `--yes` it only shows what it would do: chain, keys, terms, what the deployer has. Keys that are kept elsewhere are
 * given as addresses; the others are made in the data directory if they are not there. More than one of them there is refused,
 * since one theft would have them all, but on development chains. Only addresses go on chain. The deployer's key pays and keeps no power.
 * Fails with the transaction that reverted; what was deployed before it stays on chain, unused, and a second run begins anew.
 */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { formatEther, JsonRpcProvider } from 'ethers';
import type { ContractAddresses, Terms } from '../../settlement/index.js';
import { CommandError } from '../command-error.js';
import { coreAt } from '../core-at.js';
import { dataDirectory } from '../data-directory.js';
import { deploymentTerms } from '../deployment-terms.js';
import { walletIn } from '../wallet-key.js';

interface DeployOptions {
  readonly data: string;
  readonly chain: string;
  readonly deployerKey: string;
  readonly settler?: string;
  readonly attestor?: string;
  readonly guardian?: string;
  readonly venue?: string;
  readonly carrier?: string;
  readonly keysTogether: string;
  readonly token?: string;
  readonly terms?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

interface Plan {
  readonly chainId: number;
  readonly deployer: string;
  readonly balance: string;
  readonly keys: Readonly<
    Record<'settler' | 'attestor' | 'guardian' | 'venue' | 'carrier', string>
  >;
  readonly terms: Terms;
  /** PAT to clear; undefined where DevPAT is deployed. */
  readonly token: string | undefined;
}

/** Chains where DevPAT deploys: what anyone may mint must never clear on another. */
const LOCAL_CHAINS: readonly number[] = [31_337, 1_337, 260, 270];

export function addSettleDeploy(settle: Command): void {
  settle
    .command('deploy')
    .description('put the contracts on a chain; shows what it would do until --yes is given')
    .requiredOption('--chain <url>', 'URL of a node')
    .requiredOption('--deployer-key <file>', 'key in hex of whoever pays; keeps no power')
    .option('--token <0x…>', 'PAT on that chain (ERC-20 with votes); DevPAT on local chains')
    .option('--terms <file>', 'JSON of limits and delays that differ from the defaults')
    .option(
      '--settler <0x…>',
      'address of the key that sends batches, if it is not to be made here',
    )
    .option('--attestor <0x…>', 'the same of the key that attests them')
    .option('--guardian <0x…>', 'the same of the key that may pause')
    .option('--venue <0x…>', 'the same of the key that owns the account of all without a wallet')
    .option('--carrier <0x…>', 'the same of the key that owns the account batches run through')
    .option('--keys-together <refuse|accept>', 'keys of several roles in one place', 'refuse')
    .option('--data <dir>', 'data directory', './data')
    .option('--yes', 'send the transactions')
    .option('--json', 'as JSON')
    .action(deploy);
}

async function deploy(options: DeployOptions): Promise<void> {
  const terms = deploymentTerms(options.terms);
  const wallet = walletIn(options.deployerKey);
  refuseBound(options.data);
  const { deployVenue, Rpc } = await import('../../settlement/index.js');
  // What is no node is told at once, not asked again for ever.
  const rpc = new Rpc({ url: options.chain, timeoutMs: 5_000, attemptsMax: 2 });
  const chainId = Number(await rpc.send('eth_chainId', []));
  const provider = new JsonRpcProvider(options.chain, chainId, {
    staticNetwork: true,
    cacheTimeout: -1,
  });
  try {
    const keys = await keysOf(options, LOCAL_CHAINS.includes(chainId));
    const token = await tokenOf(provider, chainId, options.token);
    const balance = await provider.getBalance(wallet.address);
    const plan: Plan = {
      chainId,
      deployer: wallet.address,
      balance: formatEther(balance),
      keys,
      terms,
      token,
    };
    if (!options.yes) return show(options, plan);
    if (balance === 0n) {
      throw new CommandError('bad-value', `the deployer ${wallet.address} has nothing to pay with`);
    }
    if (!options.json) process.stderr.write('deploying: some twelve transactions\n');
    const contracts = await deployVenue(wallet.connect(provider), {
      keys: { ...plan.keys, qualifier: keys.guardian, registrar: keys.venue },
      terms,
      carrier: keys.carrier,
      venue: keys.venue,
      ...(token !== undefined && { token }),
    });
    show(options, plan, contracts);
  } finally {
    provider.destroy();
  }
}

const ROLES = ['settler', 'attestor', 'guardian', 'venue', 'carrier'] as const;

/** Addresses of the venue's keys: those that are given, and of keys that are made here for the others. */
async function keysOf(options: DeployOptions, isDevelopment: boolean): Promise<Plan['keys']> {
  const { keyFileOf, keysTogether, madeKeyIn } = await import('../../settlement/index.js');
  const { keys } = dataDirectory(options.data);
  const here = ROLES.filter((role) => options[role] === undefined);
  const shared = keysTogether(here.map((role) => ({ role, path: keyFileOf(keys, role) })));
  if (shared !== undefined) {
    const reason = `${shared}: one theft has both. Have them made elsewhere and name them, as ${here.map((role) => `--${role}`).join(', ')}`;
    if (!isDevelopment && options.keysTogether !== 'accept') {
      throw new CommandError('keys-together', `${reason}; or --keys-together accept`);
    }
    process.stderr.write(`warning: ${reason}\n`);
  }
  const address = (role: (typeof ROLES)[number]): string => {
    const given = options[role];
    if (given === undefined) return madeKeyIn(keyFileOf(keys, role)).address;
    if (/^0x[0-9a-fA-F]{40}$/.test(given)) return given;
    throw new CommandError(
      'bad-value',
      `--${role} is ${given}; an address of 20 bytes is expected`,
    );
  };
  const all = Object.fromEntries(ROLES.map((role) => [role, address(role)])) as Plan['keys'];
  const distinct = new Set(Object.values(all).map((one) => one.toLowerCase()));
  if (distinct.size === ROLES.length) return all;
  throw new CommandError(
    'bad-value',
    `two of ${ROLES.join(', ')} are the same key: each has to be its own`,
  );
}

/** A venue is bound for good: contracts it can never use are a mistake worth asking about. */
function refuseBound(data: string): void {
  if (!existsSync(dataDirectory(data).journal)) return;
  const bound = coreAt(data, undefined).state.registry.chain;
  if (bound === null) return;
  throw new CommandError(
    'bad-value',
    `the venue in ${data} is bound to 0x${bound.clearing} on chain ${bound.chainId} for good; name another --data`,
  );
}

async function tokenOf(
  provider: JsonRpcProvider,
  chainId: number,
  given: string | undefined,
): Promise<string | undefined> {
  const { attach, devPat } = await import('../../settlement/index.js');
  if (given === undefined) {
    if (LOCAL_CHAINS.includes(chainId)) return undefined;
    throw new CommandError('bad-value', `--token is needed: chain ${chainId} is not a local one`);
  }
  if (!/^0x[0-9a-fA-F]{40}$/.test(given)) {
    throw new CommandError('bad-value', `--token is ${given}; an address of 20 bytes is expected`);
  }
  const mode = await attach(devPat, given, provider)
    .CLOCK_MODE()
    .catch(() => undefined);
  if (mode === 'mode=timestamp') return given;
  const found = mode === undefined ? 'counts no votes' : `counts votes by ${mode}`;
  throw new CommandError(
    'bad-value',
    `--token ${given} ${found}; an ERC-20 with votes by time (ERC-6372 mode=timestamp) is expected`,
  );
}

function show({ json, data, chain }: DeployOptions, plan: Plan, contracts?: ContractAddresses) {
  if (json) {
    const bigints = (_: string, value: unknown) =>
      typeof value === 'bigint' ? Number(value) : value;
    process.stdout.write(`${JSON.stringify({ ...plan, contracts }, bigints)}\n`);
    return;
  }
  const { keys, terms } = plan;
  const rows: (readonly [string, string])[] = [
    ['chain', `${plan.chainId} at ${chain}`],
    ['deployer', `${plan.deployer}, has ${plan.balance} of the chain's coin`],
    ['PAT', plan.token ?? 'DevPAT, to be deployed'],
    ...Object.entries(keys),
    ...Object.entries(terms).map(([name, value]) => [name, String(value)] as const),
    ...Object.entries(contracts ?? {})
      .filter(([name]) => name !== 'chainId')
      .map(([name, value]) => [`deployed ${name}`, String(value)] as const),
  ];
  for (const [name, value] of rows) process.stdout.write(`${name.padEnd(24)}${value}\n`);
  process.stdout.write(
    contracts === undefined
      ? '\nNothing was sent. With --yes it is.\n'
      : `\nGive the settler ${keys.settler} coin for gas, then:\n  patx start --data ${data} --chain ${chain} --chain-clearing ${contracts.clearing} --chain-rights ${contracts.rights} --chain-from-block ${contracts.fromBlock}\n`,
  );
}
