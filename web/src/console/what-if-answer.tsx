/** The answer: for each set what it would have earned more, nine tenths of what may be, and where the journal cannot tell. */
import { count, share } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { type Column, Table } from '../parts/table.js';
import type { Report, SetAnswer, Side } from './what-if-page.js';

const REASONS: Readonly<Record<string, string>> = {
  TOO_FEW_CUSTOMERS: 'too few customers met the quote on a side',
  ONE_CUSTOMER: 'nearly all of a side are one customer',
  MARKET_STOPPED: 'nobody traded towards the end of the journal',
  NEVER_QUOTED: 'it would trade at prices that were never quoted',
  SENSITIVITY_UNKNOWN: 'how much price matters to customers is hardly known',
};

const round = (value: number): string => {
  const text = count(Math.abs(Math.round(value)));
  return Math.round(value) < 0 ? `−${text}` : text;
};

const COLUMNS: readonly Column<SetAnswer>[] = [
  { title: 'Set', cell: ({ set }) => set },
  {
    title: 'Verdict',
    cell: ({ verdict }) => <span data-verdict={verdict}>{verdict}</span>,
  },
  { title: 'More, PAT', kind: 'number', cell: ({ morePat }) => round(morePat) },
  {
    title: 'Nine tenths of it, PAT',
    kind: 'number',
    cell: ({ fromPat, untilPat }) => `${round(fromPat)} to ${round(untilPat)}`,
  },
  { title: 'Lots sold', kind: 'number wide', cell: ({ soldLots }) => round(soldLots) },
  { title: 'Lots bought', kind: 'number wide', cell: ({ boughtLots }) => round(boughtLots) },
  { title: 'Unseen', kind: 'number wide', cell: ({ unseenTraded }) => round(unseenTraded) },
  { title: 'Left out', kind: 'number wide', cell: ({ leftOut }) => round(leftOut) },
  {
    title: 'Why it cannot tell',
    cell: ({ reasons }) => reasons.map((one) => REASONS[one] ?? one).join('; ') || '–',
  },
];

export function WhatIfAnswer({ report }: { readonly report: Report }) {
  const { answers, earnedPat, reproducedPat, unmodelledOrders, buys, sells } = report;
  return (
    <Panel title="Answer" class="spaced">
      <p>
        The broker earned {round(earnedPat)} PAT; the model says {round(reproducedPat)}.{' '}
        {count(unmodelledOrders)} orders are played as they were recorded.
      </p>
      <Intervals answers={answers} />
      <Table rows={answers} columns={COLUMNS} keyOf={({ set }) => set} mark="answer" empty="–" />
      <p class="soft">{sideOf('Buyers', buys)}</p>
      <p class="soft">{sideOf('Sellers', sells)}</p>
    </Panel>
  );
}

function sideOf(name: string, { takers, k, kError, shownPpm }: Side): string {
  const known =
    k === null || kError === null ? 'unknown' : `${k.toFixed(1)} ± ${kError.toFixed(1)}`;
  return `${name}: ${count(takers)} met the quote; sensitivity to price k ${known}; ${share(shownPpm, 0)} of those it was not good enough for showed what they would pay.`;
}

const WIDTH = 640;
const LEFT = 150;
const ROW = 34;
const TOP = 8;
const NAME_MAX = 20;

/** Each set as a line from the least to the most it may be, with its mean; dashed where the journal cannot tell. */
function Intervals({ answers }: { readonly answers: readonly SetAnswer[] }) {
  const ends = answers.flatMap(({ fromPat, untilPat, morePat }) => [fromPat, untilPat, morePat, 0]);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const span = most - least || 1;
  const x = (pat: number): number => LEFT + 12 + ((pat - least) / span) * (WIDTH - LEFT - 24);
  const height = TOP + answers.length * ROW + 22;
  const words = answers
    .map((one) => `${one.set}: ${one.verdict}, ${round(one.fromPat)} to ${round(one.untilPat)} PAT`)
    .join('; ');
  return (
    <svg
      class="intervals"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={`What each set would have earned more. ${words}`}
      data-intervals={answers.length}
    >
      <path class="soft" stroke="currentColor" d={`M${x(0)} ${TOP}V${height - 22}`} />
      <text class="soft" fill="currentColor" x={x(0)} y={height - 6} text-anchor="middle">
        0 PAT
      </text>
      {answers.map((one, i) => {
        const y = TOP + i * ROW + ROW / 2;
        const isUnknown = one.verdict === 'cannot tell';
        return (
          <g key={one.set} class={isUnknown ? 'soft' : 'ink-ink'}>
            <text fill="currentColor" x={LEFT - 6} y={y + 4} text-anchor="end">
              {one.set.length > NAME_MAX ? `${one.set.slice(0, NAME_MAX)}…` : one.set}
            </text>
            <path
              stroke="currentColor"
              stroke-width="2"
              stroke-dasharray={isUnknown ? '4 3' : ''}
              fill="none"
              d={`M${x(one.fromPat)} ${y - 5}v10M${x(one.fromPat)} ${y}H${x(one.untilPat)}M${x(one.untilPat)} ${y - 5}v10`}
            />
            <circle cx={x(one.morePat)} cy={y} r="4" fill="currentColor" />
          </g>
        );
      })}
    </svg>
  );
}
