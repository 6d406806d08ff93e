/**
 * Follows the chain for the ledger: what is final there is told, then the cursor moves on disk and here. A process that dies
 * between the two tells it again, which changes nothing. Fails as the node and the teller do; what was read and not told is
 * then read anew.
 */
import type { Found } from '../chain/index.js';
import type { Connected } from './connection.js';
import { commandsOf } from './observe.js';
import type { SettlerOptions } from './options.js';
import type { Tell } from './teller.js';

export class ChainWatch {
  private readonly options: SettlerOptions;
  private readonly tell: Tell;
  private last: Found | undefined;

  constructor(options: SettlerOptions, tell: Tell) {
    this.options = options;
    this.tell = tell;
  }

  /** What the last look found. */
  get found(): Found | undefined {
    return this.last;
  }

  async look({ scanner }: Connected): Promise<void> {
    const { host, store } = this.options;
    const before = scanner.reorgs;
    const found = await scanner.poll();
    this.last = found;
    if (scanner.reorgs > before) host.log('warn', { head: found.head.number }, 'the chain reorged');
    if (found.final.number <= scanner.cursor.number) return;
    try {
      await this.tell(commandsOf(host.core, found.events));
    } catch (error) {
      // What the node said is not believed: it is asked anew.
      scanner.forget();
      throw error;
    }
    await store.saveCursor(found.final);
    scanner.advance(found.final);
  }
}
