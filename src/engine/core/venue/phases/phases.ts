/** Everything that phases go by, put together: who opens them, classes on evidence, what is measured, and the index. */
import type { EventWriter } from '../../kernel/event-writer.js';
import type { SomeHandlers } from '../../kernel/handlers.js';
import type { State } from '../../kernel/state.js';
import type { OrderRecords } from '../../trading/order-records.js';
import { Indexing } from '../index-price/indexing.js';
import type { ParameterValues } from '../parameters/values.js';
import { Measuring } from './measuring.js';
import { PhaseDesk } from './phase-desk.js';
import { QualificationDesk } from './qualification-desk.js';

export class Phases {
  readonly measuring: Measuring;
  readonly indexing: Indexing;
  readonly desk: PhaseDesk;
  readonly qualifications: QualificationDesk;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    parameters: ParameterValues;
    live: OrderRecords;
  }) {
    const { state, reports, parameters } = parts;
    this.measuring = new Measuring(state, parameters);
    this.indexing = new Indexing(state, reports);
    this.qualifications = new QualificationDesk(state, reports);
    this.desk = new PhaseDesk({ ...parts, measuring: this.measuring });
  }

  /** The commands that are handled here. */
  get handlers() {
    return {
      ...this.desk.handlers,
      ...this.qualifications.handlers,
    } satisfies SomeHandlers;
  }
}
