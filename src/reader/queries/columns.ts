/** Columns listings have in common, and how one is made. */
import { nameOf } from '../views/index.js';
import type { Column } from './listing.js';

export const integer = (name: string, sql: string, description: string): Column => ({
  ...{ name, sql, kind: 'integer', description },
});
export const money = (name: string, sql: string, description: string): Column => ({
  ...{ name, sql, kind: 'money', description: `${description}, micro-PAT` },
});
export const text = (name: string, sql: string, description: string): Column => ({
  ...{ name, sql, kind: 'text', description },
});
export const boolean = (name: string, sql: string, description: string): Column => ({
  ...{ name, sql, kind: 'boolean', description },
});
export const named = (
  name: string,
  sql: string,
  of: (value: number) => string,
  description: string,
): Column => ({ ...{ name, sql, kind: 'name', nameOf: of, description } });

export const SEQUENCE = integer('sequence', 'sequence', 'Journal sequence of the command');
export const TIME = integer('timeMs', 'time_ms', 'Sequenced time');
export const SERIES = integer('seriesId', 'series_id', 'The series');
export const LOTS = integer('quantityLots', 'quantity_lots', 'Quantity');
export const SIDE = named('side', 'side', nameOf.side, 'Side');
export const PRICE = integer('priceTicks', 'price_ticks', 'Price');
