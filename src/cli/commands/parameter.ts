/**
 * `patx parameter`: what operators do to parameters, over the gateway: list, try, set, approve, withdraw, roll back, and
 * say which need a second person. Prints tables, or JSON for programs.
 *
 * Everything is checked by the venue: what it refuses ends with its error, the field and the range that is possible.
 * Without `--expect` a change is made against the version the command finds, so that one made in between refuses it.
 */
import { type Command, InvalidArgumentError } from 'commander';
import type {
  ParameterDryRun,
  ParameterInfo,
  ParameterRequestInfo,
  PatxClient,
} from '../../client/index.js';
import { PARAMETERS } from '../../engine/core/index.js';
import { ERROR_CATALOG, PARAMETER_REQUEST_STATE } from '../../values/index.js';
import { CommandError } from '../command-error.js';
import { asOperator, type OperatorOptions, withOperator } from '../operator-session.js';
import { timeMs, whole } from '../option-values.js';
import { textTable } from '../text-table.js';

/** Most parameters whose meaning is printed below their table. */
const EXPLAINED_MAX = 12;

interface ChangeFlags extends OperatorOptions {
  readonly target: string;
  readonly reason: string;
  readonly expect?: number;
  readonly at?: number;
  readonly unset?: boolean;
}

export function addParameter(program: Command): void {
  const parameter = program
    .command('parameter')
    .description('list, try, change, approve and undo parameters as an operator');
  addList(parameter);
  addDryRun(parameter);
  addChanges(parameter);
  addDecisions(parameter);
}

function addList(parameter: Command): void {
  withOperator(parameter.command('list'))
    .description('parameters with their values, and changes that wait')
    .argument('[words]', 'only names with these letters')
    .option('--set', 'only what somebody set')
    .option('--waiting', 'only changes that wait')
    .option('--json', 'print JSON')
    .action(async (words: string | undefined, options: OperatorOptions & ListFlags) => {
      const { parameters, requests } = await asOperator(options, async ({ queries }) => ({
        parameters: await queries.parameters(),
        requests: await queries.parameterRequests(),
      }));
      const isWanted = ({ name }: { readonly name: string }): boolean => name.includes(words ?? '');
      const values =
        options.waiting === true
          ? []
          : parameters.filter((one) => isWanted(one) && (options.set !== true || one.version > 0));
      const waiting = requests.filter(isWanted);
      if (options.json === true) print(JSON.stringify({ parameters: values, waiting }));
      else print([valueTable(values), requestTable(waiting)].filter(Boolean).join('\n\n'));
    });
}

interface ListFlags {
  readonly set?: boolean;
  readonly waiting?: boolean;
  readonly json?: boolean;
}

function addDryRun(parameter: Command): void {
  withOperator(parameter.command('dry-run'))
    .description('what a change would do now, without doing it')
    .argument('<name>', 'parameter')
    .argument('[value]', 'whole number; none with --unset', whole(0))
    .option('--target <target>', 'segment, contract or series; empty is the venue', '')
    .option('--unset', 'remove the value at the target')
    .option('--json', 'print JSON')
    .action(async (name: string, value: number | undefined, options: DryRunFlags) => {
      const { target } = options;
      const unset = wantsUnset(value, options.unset);
      const found = await asOperator(options, ({ queries }) =>
        queries.dryRunParameter({ name, target, value: value ?? 0, unset }),
      );
      print(options.json === true ? JSON.stringify(found) : describe(found));
      // A script can ask with it whether a change would be taken.
      if (found.errorCode !== 0) process.exitCode = 1;
    });
}

interface DryRunFlags extends OperatorOptions {
  readonly target: string;
  readonly unset?: boolean;
  readonly json?: boolean;
}

function addChanges(parameter: Command): void {
  withChange(parameter.command('set'))
    .description('change a parameter; waits where it needs a second operator or a time')
    .argument('<name>', 'parameter')
    .argument('[value]', 'whole number; none with --unset', whole(0))
    .option('--unset', 'remove the value at the target')
    .action(async (name: string, value: number | undefined, options: ChangeFlags) => {
      const unset = wantsUnset(value, options.unset);
      await change(options, name, async (client, terms) =>
        client.operator.setParameter({ ...terms, value: value ?? 0, unset }),
      );
    });
  withChange(parameter.command('rollback'))
    .description('restore what was in force before a version, in one command')
    .argument('<name>', 'parameter')
    .argument('[undo]', 'version to undo; the last one when left out', whole(0))
    .action(async (name: string, undo: number | undefined, options: ChangeFlags) => {
      await change(options, name, async (client, terms) => {
        const version = undo ?? terms.expectedVersion;
        return client.operator.rollBackParameter({ ...terms, version });
      });
    });
}

function addDecisions(parameter: Command): void {
  const decisions = [
    ['approve', 'agree, as a second operator, to a change that waits', 'approveParameter'],
    ['withdraw', 'take back a change that waits', 'withdrawParameter'],
  ] as const;
  for (const [name, description, method] of decisions) {
    withOperator(parameter.command(name))
      .description(description)
      .argument('<request>', 'number of the change that waits', whole(0))
      .requiredOption('--reason <text>', 'why; it is journaled')
      .action(async (parameterRequestId: number, options: OperatorOptions & Reasoned) => {
        const { reason } = options;
        await asOperator(options, ({ operator }) =>
          operator[method]({ parameterRequestId, reason }),
        );
        print(`${name === 'approve' ? 'approved' : 'withdrawn'}: change ${parameterRequestId}`);
      });
  }
  withOperator(parameter.command('require-approval'))
    .description('say whether changes of a parameter need a second operator')
    .argument('<name>', 'parameter')
    .argument('<yes|no>', 'whether they do', yesOrNo)
    .requiredOption('--reason <text>', 'why; it is journaled')
    .action(async (name: string, required: boolean, options: OperatorOptions & Reasoned) => {
      const { reason } = options;
      await asOperator(options, async (client) => {
        const ack = await client.operator.requireApproval({ name, required, reason });
        print(ack.affectedCount === 1 ? await waitingText(client, ack.referenceId) : 'done');
      });
    });
}

interface Reasoned {
  readonly reason: string;
}

function withChange(command: Command): Command {
  return withOperator(command)
    .option('--target <target>', 'segment, contract or series; empty is the venue', '')
    .requiredOption('--reason <text>', 'why; it is journaled')
    .option('--expect <version>', 'only if this version is in force; 0 is any', whole(0))
    .option('--at <time>', 'when it takes effect, such as 2026-12-01T00:00:00Z', timeMs);
}

interface Terms {
  readonly name: string;
  readonly target: string;
  readonly expectedVersion: number;
  readonly reason: string;
  readonly effectiveTimeMs: number;
}

async function change(
  options: ChangeFlags,
  name: string,
  act: (
    client: PatxClient,
    terms: Terms,
  ) => Promise<{ readonly referenceId: number; readonly affectedCount: number }>,
): Promise<void> {
  const { target, reason, expect, at } = options;
  await asOperator(options, async (client) => {
    const expectedVersion = expect ?? (await versionOf(client, name, target));
    const terms = { name, target, reason, expectedVersion, effectiveTimeMs: at ?? 0 };
    const ack = await act(client, terms);
    if (ack.affectedCount === 1) return print(await waitingText(client, ack.referenceId));
    print(`in force as version ${ack.referenceId}`);
  });
}

/** A change that waits: for what, and the command that ends its waiting. */
async function waitingText({ queries }: PatxClient, id: number): Promise<string> {
  const request = (await queries.parameterRequests()).find((one) => one.parameterRequestId === id);
  if (request?.state === PARAMETER_REQUEST_STATE.AWAITING_APPROVAL) {
    return `waits as change ${id} for a second operator: patx parameter approve ${id}`;
  }
  const time = new Date(request?.effectiveTimeMs ?? 0).toISOString();
  return `waits as change ${id} until ${time}; take it back with: patx parameter withdraw ${id}`;
}

/** Version in force at a target; 0 where nothing was set. */
async function versionOf({ queries }: PatxClient, name: string, target: string): Promise<number> {
  const parameters = await queries.parameters();
  return parameters.findLast((one) => one.name === name && one.target === target)?.version ?? 0;
}

function valueTable(parameters: readonly ParameterInfo[]): string {
  if (parameters.length === 0) return '';
  const head = ['parameter', 'target', 'value', 'unit', 'min', 'max', 'version', 'by', 'four eyes'];
  const rows = parameters.map((one) => [
    one.name,
    one.target,
    amount(one.value),
    one.unit,
    amount(one.minValue),
    amount(one.maxValue),
    String(one.version),
    one.authorId === 0 ? 'default' : String(one.authorId),
    one.approvalRequired ? 'yes' : '',
  ]);
  return [textTable(head, rows), ...meanings(parameters)].join('\n');
}

/** What a few parameters mean; a long list would not be read. */
function meanings(parameters: readonly ParameterInfo[]): string[] {
  const names = new Set(parameters.map(({ name }) => name));
  if (names.size > EXPLAINED_MAX) return ['', 'narrow it to read what each means: list <words>'];
  const known = PARAMETERS.filter(({ name }) => names.has(name));
  return ['', ...known.map(({ name, description }) => `${name}: ${description}`)];
}

function requestTable(requests: readonly ParameterRequestInfo[]): string {
  if (requests.length === 0) return '';
  const rows = requests.map((one) => [
    String(one.parameterRequestId),
    one.name,
    one.target,
    wantedOf(one),
    one.state === PARAMETER_REQUEST_STATE.AWAITING_APPROVAL ? 'approval' : 'its time',
    String(one.authorId),
    one.effectiveTimeMs === 0 ? '' : new Date(one.effectiveTimeMs).toISOString(),
    one.lapseTimeMs === 0 ? '' : new Date(one.lapseTimeMs).toISOString(),
    one.reason,
  ]);
  const head = ['change', 'parameter', 'target', 'to', 'waits for', 'by', 'at', 'lapses', 'reason'];
  return textTable(head, rows);
}

function wantedOf(request: ParameterRequestInfo): string {
  if (request.isAction) return 'be done';
  if (request.changesApproval) {
    return request.approvalRequired ? 'needs approval' : 'needs no approval';
  }
  return request.unset ? 'unset' : String(request.value);
}

function describe(found: ParameterDryRun): string {
  if (found.errorCode !== 0) {
    const error = Object.entries(ERROR_CATALOG).find(([, { code }]) => code === found.errorCode);
    const where = found.errorField === '' ? '' : ` (${found.errorField})`;
    return `would be refused: ${error?.[0] ?? found.errorCode}${where}: ${found.errorDetail}`;
  }
  const orders = found.orderIds.length === 0 ? '' : `: ${found.orderIds.join(', ')}`;
  const lines = [
    found.approvalRequired ? 'would wait for a second operator' : 'would be taken',
    `series with another value: ${found.seriesCount}`,
    `live orders that would breach it: ${found.breachCount}${orders}`,
    `series whose quote would breach it: ${found.refusedQuotes}`,
    found.quotesComputed
      ? `series whose quote would move: ${found.movedQuotes}, with none left: ${found.pulledQuotes}`
      : `series whose quote may move: ${found.movedQuotes}`,
    `collateral the broker would lack: ${found.marginMicroPat} micro-PAT`,
    `margin providers would have to add to mint again: ${found.providerMarginMicroPat} micro-PAT`,
  ];
  if (found.inert) {
    lines.push(
      'warning: it would do nothing: prices do not rest on it under the quote_policy of these series',
    );
  }
  if (found.partial) lines.push('only the first orders were looked at');
  if (found.quoteMoves.length > 0) lines.push('', movesTable(found));
  return lines.join('\n');
}

/** The largest moves of quotes, from what to what. */
function movesTable({ quoteMoves }: ParameterDryRun): string {
  const ticks = (before: number, after: number): string =>
    `${before === 0 ? '-' : before} → ${after === 0 ? '-' : after}`;
  return textTable(
    ['series', 'bid', 'ask', 'mark'],
    quoteMoves.map((move) => [
      String(move.seriesId),
      ticks(move.bidTicksBefore, move.bidTicksAfter),
      ticks(move.askTicksBefore, move.askTicksAfter),
      ticks(move.markTicksBefore, move.markTicksAfter),
    ]),
  );
}

/** A number with its thousands apart: `50_000`, as programs take it too. */
function amount(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, '_');
}

function wantsUnset(value: number | undefined, unset: boolean | undefined): boolean {
  if ((value === undefined) === (unset === true)) return unset === true;
  throw new CommandError('bad-value', 'either a value or --unset is expected');
}

function yesOrNo(text: string): boolean {
  if (text === 'yes') return true;
  if (text === 'no') return false;
  throw new InvalidArgumentError('yes or no is expected.');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
