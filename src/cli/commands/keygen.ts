/** `patx keygen`: makes an Ed25519 key for an account. */
import type { Command } from 'commander';
import { createKeyFile, rawPublicKey } from '../keys.js';

export function addKeygen(program: Command): void {
  program
    .command('keygen')
    .description('make an Ed25519 key; prints the public key an operator registers')
    .argument('<file>', 'where to write the private key (PEM, mode 600)')
    .action((file: string) => {
      const key = createKeyFile(file);
      process.stdout.write(`${Buffer.from(rawPublicKey(key)).toString('hex')}\n`);
    });
}
