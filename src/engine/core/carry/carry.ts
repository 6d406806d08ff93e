/**
 * What an upgrade carries: every part of the state in turn, out of one core and into another.
 *
 * The order of the parts is the order of the rows, and each may lean on those before it. Invariant: what one core gave, the
 * other gives again, row for row. Every column and every field of the registry belongs to one part.
 */
import type { CarriedRow, CarryRow, CarryTable } from '../../../values/index.js';
import type { Core } from '../core.js';
import { accountsPart } from './accounts-part.js';
import { beginCollateral } from './begin-collateral.js';
import { casesPart } from './cases-part.js';
import { collateralPart } from './collateral-part.js';
import { contractsPart } from './contracts-part.js';
import { deliveriesPart } from './deliveries-part.js';
import { entitlementsPart } from './entitlements-part.js';
import { idSpacesPart } from './id-spaces-part.js';
import { indexPart } from './index-part.js';
import { marketPart } from './market-part.js';
import { OlderRows } from './older-rows.js';
import { ordersPart } from './orders-part.js';
import { parametersPart } from './parameters-part.js';
import { CarryError, type CarryPart, type Intake } from './part.js';
import { phasesPart } from './phases-part.js';
import { positionsPart } from './positions-part.js';
import { protectionsPart } from './protections-part.js';
import { seriesPart } from './series-part.js';
import { signInPart } from './sign-in-part.js';
import { sourcesPart } from './sources-part.js';
import { timersPart } from './timers-part.js';
import { tradesPart } from './trades-part.js';
import { venuePart } from './venue-part.js';
import { walletsPart } from './wallets-part.js';
import { workPart } from './work-part.js';

export const CARRY_PARTS: readonly CarryPart[] = [
  venuePart,
  contractsPart,
  accountsPart,
  walletsPart,
  protectionsPart,
  parametersPart,
  seriesPart,
  positionsPart,
  sourcesPart,
  ordersPart,
  deliveriesPart,
  entitlementsPart,
  idSpacesPart,
  tradesPart,
  workPart,
  collateralPart,
  signInPart,
  casesPart,
  marketPart,
  phasesPart,
  indexPart,
  timersPart,
];

/** Everything a core carries, row by row; the core must not change in between. */
export function* carriedRows(core: Core): Generator<CarriedRow> {
  for (const part of CARRY_PARTS) yield* part.rows(core);
}

/** Takes what another core carried into a fresh one. */
export class CarryIn {
  private readonly core: Core;
  private readonly intakes: readonly Intake[];
  private readonly takers = new Map<CarryTable, (row: CarryRow<CarryTable>) => void>();
  private readonly older = new OlderRows();
  private netMicroPat = 0;
  private hasVenue = false;

  constructor(core: Core) {
    this.core = core;
    this.intakes = CARRY_PARTS.map((part) => part.intake(core));
    for (const { take } of this.intakes) {
      for (const [table, taker] of Object.entries(take)) {
        this.takers.set(table as CarryTable, taker as (row: CarryRow<CarryTable>) => void);
      }
    }
  }

  /** Takes one row in, of this build or of one before; rows come in the order they were carried. */
  take(carried: CarriedRow): void {
    for (const row of this.older.take(carried)) this.takeNow(row);
  }

  private takeNow({ table, row }: CarriedRow): void {
    if ((table === 'venue') === this.hasVenue) {
      throw new CarryError(table, 'the row of the venue comes first, and once');
    }
    if (table === 'venue') {
      this.hasVenue = true;
      this.netMicroPat = row.netMicroPat;
    }
    (this.takers.get(table) as (row: unknown) => void)(row);
  }

  /** All rows have come: makes what is derived from them. */
  end(): void {
    for (const row of this.older.end()) this.takeNow(row);
    for (const { end } of this.intakes) end?.();
    const { ledger } = this.core.state;
    if (!this.hasVenue || ledger.total !== this.netMicroPat) {
      const what = `the balances add up to ${ledger.total}, not to ${this.netMicroPat}`;
      throw new CarryError('venue', what);
    }
    this.core.restored();
    beginCollateral(this.core);
  }
}
