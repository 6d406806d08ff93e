/** Everything that settles in cash, put together: marks, the ladder, variation, settlement, the default fund. */
import type { EventWriter } from '../../kernel/event-writer.js';
import type { State } from '../../kernel/state.js';
import type { MassCancel } from '../../trading/mass-cancel.js';
import type { OrderChecks } from '../../trading/order-checks.js';
import type { OrderEntry } from '../../trading/order-entry.js';
import type { Indexing } from '../../venue/index-price/indexing.js';
import type { ParameterValues } from '../../venue/parameters/values.js';
import type { CashClearing } from './cash.js';
import { Closing } from './closing.js';
import { DefaultFund } from './fund.js';
import { Ladder } from './ladder.js';
import { MarginDesk } from './margin-desk.js';
import { MarginRun } from './margin-run.js';
import { Marks } from './marks.js';

export interface Margin {
  readonly clearing: CashClearing;
  readonly fund: DefaultFund;
  readonly marks: Marks;
  readonly run: MarginRun;
  readonly desk: MarginDesk;
}

export function marginOf(parts: {
  state: State;
  reports: EventWriter;
  parameters: ParameterValues;
  clearing: CashClearing;
  indexing: Indexing;
  orders: OrderEntry;
  checks: OrderChecks;
  massCancel: MassCancel;
}): Margin {
  const { state, reports, parameters, clearing } = parts;
  const fund = new DefaultFund(state, reports);
  const marks = new Marks(state, reports, parameters);
  const closing = new Closing({ ...parts, fund });
  const ladder = new Ladder({ state, reports, clearing, closing, fund });
  const run = new MarginRun({ ...parts, marks, ladder, fund });
  const desk = new MarginDesk({ state, clearing, fund, marks, run, parameters });
  return { clearing, fund, marks, run, desk };
}
