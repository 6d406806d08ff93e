/**
 * Follows the chain for the ledger: what is final there is told, then the cursor moves on disk and here. Wallets that found no
 * place in the ledger are taken in once they are linked. A process that dies
 * between the two tells it again, which changes nothing. Fails as the node and the teller do; what was read and not told is
 * then read anew.
 */
import type { Found } from '../chain/index.js';
import type { Connected } from './connection.js';
import { commandsOf } from './observe.js';
import type { SettlerOptions } from './options.js';
import { admissionsAt, type Checked } from './set-aside.js';
import type { Tell } from './teller.js';

export class ChainWatch {
  private readonly options: SettlerOptions;
  private readonly tell: Tell;
  private last: Found | undefined;
  private toldSetAside = 0;
  private readonly checked: Checked = new Set();

  constructor(options: SettlerOptions, tell: Tell) {
    this.options = options;
    this.tell = tell;
  }

  /** What the last look found. */
  get found(): Found | undefined {
    return this.last;
  }

  /** Takes in what was set aside and is linked now; to be called when the ledger has all up to the cursor. */
  async takeIn({ reader, contracts, scanner }: Connected): Promise<void> {
    const { host } = this.options;
    const { cursor } = scanner;
    if (cursor.hash === '' || host.core.state.wallets.setAside === 0) return;
    const commands = await admissionsAt(host.core, { reader, contracts, cursor }, this.checked);
    if (commands.length > 0) await this.tell(commands);
  }

  private tellSetAside(): void {
    const { host } = this.options;
    const { setAside, heard } = host.core.state.wallets;
    if (setAside > this.toldSetAside) {
      const fields = { setAside, onChain: heard };
      host.log(
        'warn',
        fields,
        'wallets of strangers found no place in the ledger and are set aside',
      );
    }
    this.toldSetAside = setAside;
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
    this.tellSetAside();
  }
}
