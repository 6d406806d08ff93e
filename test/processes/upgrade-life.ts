/**
 * An upgrade, or its undoing, that ends itself with SIGKILL at a step: `upgrade-life JOURNAL SNAPSHOTS up|back STEP COUNT`.
 * Without a step that comes it ends with 0.
 */
import { goBack, upgrade } from '../../src/release/index.js';

const [journal = '', snapshots = '', way = '', at = '', count = '1'] = process.argv.slice(2);
let left = Number(count);
const step = (name: string): void => {
  if (name !== at) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};
if (way === 'back') await goBack({ journal, snapshots, step });
// So small that there are several parts to be killed between.
else await upgrade({ journal, snapshots, step, partBytesMax: 1_000 });
