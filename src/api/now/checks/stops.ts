/** What stops trading or quoting: kill switches, halts, tripped protections. */
import { nameOf } from '../../../reader/index.js';
import { COMMAND_KIND, KILL_SCOPE, QUOTER_STATE, SERIES_STATE } from '../../../values/index.js';
import { type Check, counted, type Facts, type Finding } from '../check.js';

const BROKER_ACCOUNT = 1;
const COST: Readonly<Record<number, string>> = {
  [KILL_SCOPE.GLOBAL]: 'Nobody trades: every order is refused, cancels pass.',
  [KILL_SCOPE.ACCOUNT]: 'The account does not trade.',
  [KILL_SCOPE.SERIES]: 'Nobody trades in the series.',
  [KILL_SCOPE.QUOTER]: 'The broker quotes nowhere and earns no spread.',
};

export const kills: Check = {
  id: 'kill-switch',
  name: 'Kill switches',
  look: (facts) => {
    const findings = facts.source.venue.kills.map((kill): Finding => {
      const { killScope, targetId, authorId, reason } = kill;
      const scope = nameOf.killScope(killScope).toLowerCase();
      const set = facts.last(
        COMMAND_KIND.KILL,
        (body) => body.killScope === killScope && (body.targetId ?? 0) === targetId,
      );
      const target = killScope === KILL_SCOPE.SERIES ? facts.nameOf(targetId) : `${targetId}`;
      const live = facts.watch.liveOrdersUnder(killScope, targetId);
      return {
        key: `${killScope}/${targetId}`,
        severity: 'bad',
        title: `Kill switch: ${targetId === 0 ? scope : `${scope} ${target}`}`,
        cause: `Account ${authorId} set it: ${reason === '' ? 'no reason given' : reason}. ${counted(live, 'live order')} left under it.`,
        sinceMs: set?.timeMs,
        cost: COST[killScope] ?? 'What it covers does not trade.',
        may: 'Another operator than its author releases it.',
        address: '/console/kills',
      };
    });
    return { reading: findings.length === 0 ? 'none set' : `${findings.length} set`, findings };
  },
};

export const halts: Check = {
  id: 'series-halted',
  name: 'Series halted',
  look: (facts) => {
    const findings = seriesOf(facts, ({ state }) => state === SERIES_STATE.HALTED).map(
      ({ seriesId, openOrders }): Finding => {
        const set = facts.last(COMMAND_KIND.HALT_SERIES, (body) => body.seriesId === seriesId);
        return {
          key: String(seriesId),
          severity: 'bad',
          title: `Halted: ${facts.nameOf(seriesId)}`,
          cause: causeOf(set?.reason, 'the venue halted it by its own rules'),
          sinceMs: set?.timeMs,
          cost: `Nothing trades in it; ${counted(openOrders, 'order')} wait.`,
          may: 'Resume it when the cause is gone.',
          address: `/console/series/${seriesId}`,
        };
      },
    );
    return {
      reading: findings.length === 0 ? 'none' : counted(findings.length, 'series', 'series'),
      findings,
    };
  },
};

export const quoter: Check = {
  id: 'quoter-halt',
  name: 'Quoter',
  look: (facts) => {
    const stopped = seriesOf(facts, (view) => isStopped(facts, view.seriesId, view.quoterState));
    const findings = stopped.map(({ seriesId, quoterState }): Finding => {
      const set = stateCommand(facts, seriesId);
      const isLatched = quoterState === QUOTER_STATE.HALT;
      return {
        key: String(seriesId),
        severity: 'bad',
        title: `Not quoted: ${facts.nameOf(seriesId)}`,
        cause: causeOf(set?.reason, 'its quoter is halted'),
        sinceMs: set?.timeMs,
        cost: 'No price of the broker stands there, and no spread is earned.',
        may: isLatched
          ? 'It stays so until an operator sets the quoter back to NORMAL.'
          : 'It ends by itself fifteen minutes after its cause is gone.',
        address: `/console/series/${seriesId}`,
      };
    });
    const all = facts.source.market.seriesCount;
    return { reading: `${all - findings.length} of ${all} series`, findings };
  },
};

export const protections: Check = {
  id: 'protection-tripped',
  name: 'Protections of makers',
  look: (facts) => {
    const findings = facts.watch.trippedAccounts().map(
      (accountId): Finding => ({
        key: String(accountId),
        severity: 'bad',
        title:
          accountId === BROKER_ACCOUNT
            ? "The broker's protection tripped"
            : `Protection tripped: account ${accountId}`,
        cause:
          'More of its resting orders traded in its window than its limits allow, and all of them were pulled.',
        cost:
          accountId === BROKER_ACCOUNT ? 'The broker quotes nowhere.' : 'The maker rests nothing.',
        may: 'Look at its fills, then reset the protection.',
      }),
    );
    return {
      reading: findings.length === 0 ? 'none tripped' : `${findings.length} tripped`,
      findings,
    };
  },
};

/** Halts that end by themselves, as the quoter names them in the journal; the venue shows such a series as REDUCE_ONLY. */
const MEASURED =
  /^quoter: (?:VOLATILITY_CAP|SOURCE_DEAD|ESCROW_MISMATCH|NOT_FINITE|PRICE_RANGE|BAD_INPUT)$/;

const stateCommand = (facts: Facts, seriesId: number) =>
  facts.last(COMMAND_KIND.SET_QUOTER_STATE, (body) => body.seriesId === seriesId);

function isStopped(facts: Facts, seriesId: number, quoterState: number): boolean {
  if (quoterState === QUOTER_STATE.HALT) return true;
  if (quoterState !== QUOTER_STATE.REDUCE_ONLY) return false;
  return MEASURED.test(stateCommand(facts, seriesId)?.reason ?? '');
}

const CLOSED: ReadonlySet<number> = new Set([SERIES_STATE.CLOSED, SERIES_STATE.CLOSING]);

interface SeriesFacts {
  readonly seriesId: number;
  readonly state: number;
  readonly quoterState: number;
  readonly openOrders: number;
}

function seriesOf({ source }: Facts, isWanted: (view: SeriesFacts) => boolean): SeriesFacts[] {
  const { market } = source;
  const found: SeriesFacts[] = [];
  for (let seriesId = 1; seriesId <= market.seriesCount; seriesId += 1) {
    const view = market.series(seriesId);
    if (view !== undefined && !CLOSED.has(view.state) && isWanted(view)) found.push(view);
  }
  return found;
}

const causeOf = (reason: string | undefined, otherwise: string): string =>
  reason === undefined || reason === '' ? `${otherwise}.` : `Reason: ${reason}.`;
