/** Commands of the exchange itself, on their way through the sequencer. */
import type { Sequencer } from '../../engine/log/index.js';
import { COMMAND_KIND, type ColdBodies, type ColdKind, Command } from '../../values/index.js';

export function submit<K extends ColdKind>(
  sequencer: Sequencer,
  name: K,
  body: ColdBodies[K],
): void {
  const command = new Command();
  const constant = name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  command.kind = COMMAND_KIND[constant as keyof typeof COMMAND_KIND];
  command.body = body;
  sequencer.submit(command, 0);
}
