/**
 * `patx settle deploy`: puts the contracts on a chain for a venue that is not yet bound to one, and says how to start it.
 *
 * Without `--yes` it only shows what it would do: chain, keys, terms, what the deployer has. The venue's own keys are made
 * in the data directory if they are not there; only their addresses go on chain. The deployer's key pays and keeps no power.
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
    .option('--data <dir>', 'data directory', './data')
    .option('--yes', 'send the transactions')
    .option('--json', 'as JSON')
    .action(deploy);
}

async function deploy(options: DeployOptions): Promise<void> {
  const terms = deploymentTerms(options.terms);
  const wallet = walletIn(options.deployerKey);
  refuseBound(options.data);
  const { chainKeys, deployVenue, Rpc } = await import('../../settlement/index.js');
  // What is no node is told at once, not asked again for ever.
  const rpc = new Rpc({ url: options.chain, timeoutMs: 5_000, attemptsMax: 2 });
  const chainId = Number(await rpc.send('eth_chainId', []));
  const provider = new JsonRpcProvider(options.chain, chainId, {
    staticNetwork: true,
    cacheTimeout: -1,
  });
  try {
    const { settler, attestor, guardian, venue, carrier } = chainKeys(
      dataDirectory(options.data).keys,
    );
    const token = await tokenOf(provider, chainId, options.token);
    const balance = await provider.getBalance(wallet.address);
    const plan: Plan = {
      chainId,
      deployer: wallet.address,
      balance: formatEther(balance),
      keys: {
        settler: settler.address,
        attestor: attestor.address,
        guardian: guardian.address,
        venue: venue.address,
        carrier: carrier.address,
      },
      terms,
      token,
    };
    if (!options.yes) return show(options, plan);
    if (balance === 0n) {
      throw new CommandError('bad-value', `the deployer ${wallet.address} has nothing to pay with`);
    }
    if (!options.json) process.stderr.write('deploying: some twelve transactions\n');
    const contracts = await deployVenue(wallet.connect(provider), {
      keys: { ...plan.keys, qualifier: guardian.address, registrar: venue.address },
      terms,
      carrier: carrier.address,
      venue: venue.address,
      ...(token !== undefined && { token }),
    });
    show(options, plan, contracts);
  } finally {
    provider.destroy();
  }
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
