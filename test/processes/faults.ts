/**
 * Runs one campaign of faults and prints its result as a line of JSON; what fails is said on standard error meanwhile.
 * `npm run test:long` starts it.
 *
 * Arguments: campaign, seed, cases at a time, most cases (empty: all), one case by name (empty: all). `list` prints the
 * campaigns there are.
 */
import { CAMPAIGNS } from '../faults/campaigns.js';
import { shimProblem } from '../faults/shim.js';

const [name = '', seed = '1', jobs = '2', casesMax = '', only = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  if (name === 'list') {
    process.stdout.write(`${Object.keys(CAMPAIGNS).join('\n')}\n`);
    return;
  }
  const problem = shimProblem();
  if (problem !== undefined) throw new Error(`no faults can be tried: ${problem}`);
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

main().then(
  // A client's timer may be left over.
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
