/**
 * `patx settle permit` and `patx settle consent`: what keys of the venue sign for PatClearing besides batches. A permit gives
 * an owner an account on chain without a deposit; a consent lets a vote name another settler or attestor, which it cannot
 * without the other one's. Both are text for whoever sends the transaction. Fails when the key is not the one the contract
 * knows, or as the node does.
 */
import type { Command } from 'commander';
import { CommandError } from '../command-error.js';
import { dataDirectory } from '../data-directory.js';
import { whole } from '../option-values.js';
import { contractsAt, type PlaceOptions } from '../settle-compare.js';

interface SignOptions extends PlaceOptions {
  readonly key?: string;
  readonly hours: number;
}

interface PermitOptions extends SignOptions {
  readonly owner: string;
}

interface ConsentOptions extends SignOptions {
  readonly part: string;
  readonly next: string;
}

const HOUR_SECONDS = 3_600;
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

export function addSettleSign(settle: Command): void {
  withPlace(settle.command('permit'))
    .description('sign a permit that gives an owner an account on chain without a deposit')
    .requiredOption('--owner <0x…>', 'address of the owner')
    .option('--hours <n>', 'how long it is good', whole(1), 24)
    .action(async (options: PermitOptions) => {
      const { owner } = options;
      const signing = await signingAs('registrar', options, 'venue');
      const { REGISTRATION_TYPES } = await import('../../settlement/index.js');
      const { deadline } = signing;
      mustBeAddress('--owner', owner);
      const permit = await signing.sign(REGISTRATION_TYPES, { owner, deadline });
      print({ call: 'registerAccount', owner, deadline, permit });
    });
  withPlace(settle.command('consent'))
    .description('sign, as settler or attestor, that a vote may name who takes over the other part')
    .requiredOption('--part <settler|attestor>', 'the part that is taken over')
    .requiredOption('--next <0x…>', 'address of its new key')
    .option(
      '--hours <n>',
      'how long it is good: vote and timelock have to be over by then',
      whole(1),
      720,
    )
    .action(async (options: ConsentOptions) => {
      const { part: name, next } = options;
      if (name !== 'settler' && name !== 'attestor') {
        throw new CommandError('bad-value', `--part is ${name}; settler or attestor is expected`);
      }
      mustBeAddress('--next', next);
      const other = name === 'settler' ? 'attestor' : 'settler';
      const signing = await signingAs(other, options, other);
      const { SUCCESSION_TYPES } = await import('../../settlement/index.js');
      const { deadline, read } = signing;
      const part = name === 'settler' ? 0 : 1;
      const number = Number(await read('successionCount')) + 1;
      const consent = await signing.sign(SUCCESSION_TYPES, { part, next, number, deadline });
      print({ call: 'nameSuccessor', part, next, deadline, consent });
    });
}

function withPlace(command: Command): Command {
  return command
    .option(
      '--key <file|url>',
      "file with the key, or URL#0xADDRESS of a signer; the venue's own if not given",
    )
    .option('--data <dir>', 'data directory', './data')
    .option('--status <url>', 'status page of the running exchange', 'http://127.0.0.1:9464')
    .option('--chain <url>', 'URL of a node, if the exchange does not run');
}

/** Signs for the contract the venue is bound to, as who it has in a role. */
async function signingAs(
  role: 'registrar' | 'settler' | 'attestor',
  options: SignOptions,
  own: 'venue' | 'settler' | 'attestor',
) {
  const room = await import('../../settlement/index.js');
  const { reader, contracts } = await contractsAt(options, 0);
  const { clearing, chainId } = contracts;
  const read = async (name: string): Promise<unknown> => (await reader.call(clearing, name))[0];
  const signer = room.typedDataSignerOf(
    options.key ?? room.keyFileOf(dataDirectory(options.data).keys, own),
    `the ${role}`,
  );
  const expected = String(await read(role));
  if (signer.address.toLowerCase() !== expected.toLowerCase()) {
    throw new CommandError(
      'bad-value',
      `the contract's ${role} is ${expected}, the key is of ${signer.address}`,
    );
  }
  const domain = room.domainOf('PatClearing', { chainId, contract: clearing.address });
  const deadline = Math.floor(Date.now() / 1_000) + options.hours * HOUR_SECONDS;
  const sign = (types: typeof room.REGISTRATION_TYPES, value: object): Promise<string> =>
    signer.signTypedData(domain, { ...types }, value);
  return { read, deadline, sign: sign as (types: object, value: object) => Promise<string> };
}

function mustBeAddress(option: string, given: string): void {
  if (ADDRESS.test(given)) return;
  throw new CommandError('bad-value', `${option} is ${given}; an address of 20 bytes is expected`);
}

const print = (signed: object): boolean => process.stdout.write(`${JSON.stringify(signed)}\n`);
