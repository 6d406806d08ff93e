/** The project's own lint rules. What biome and knip can say is left to them. */
import { columns } from './columns.mjs';
import { egress } from './egress.mjs';
import { fewNumbers } from './few-numbers.mjs';
import { lmdbTransactions } from './lmdb-transactions.mjs';
import { moduleShape } from './module-shape.mjs';
import { orderWay } from './order-way.mjs';
import { ownWords } from './own-words.mjs';
import { pureCore } from './pure-core.mjs';
import { rooms } from './rooms.mjs';

export const RULES = [
  rooms,
  pureCore,
  lmdbTransactions,
  moduleShape,
  ownWords,
  egress,
  fewNumbers,
  columns,
  orderWay,
];
