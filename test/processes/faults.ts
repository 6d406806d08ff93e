/**
 * Runs campaigns of faults, all of them or those named, and prints each one's result as a line of JSON. `npm run test:long`
 * starts it; its options are there.
 */
import { CAMPAIGNS } from '../faults/campaigns.js';

const [names = '', seed = '1', jobs = '2', casesMax = '', only = ''] = process.argv.slice(2);
for (const name of names.split(',')) {
  const campaign = CAMPAIGNS[name];
  if (campaign === undefined) {
    throw new Error(`there is no campaign ${name}; there are ${Object.keys(CAMPAIGNS).join(', ')}`);
  }
  const result = await campaign({
    seed: Number(seed),
    jobs: Number(jobs),
    casesMax: casesMax === '' ? undefined : Number(casesMax),
    only: only === '' ? undefined : only,
    progress: (text) => process.stderr.write(`${text}\n`),
  });
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
process.exit(0);
