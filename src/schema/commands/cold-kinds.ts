/** The commands that carry a plain body: which body and shape belong to which kind. */
import { COMMANDS, type ColdBodies, type ColdKind, type Command } from '../../values/index.js';
import { COLD_SHAPES } from '../generated/command-shapes.js';
import { bytesMaxOf } from '../shape/bytes-max.js';
import type { Shape } from '../shape/field.js';

export interface ColdKindEntry {
  readonly name: ColdKind;
  readonly kind: number;
  readonly shape: Shape<ColdBodies[ColdKind]>;
  /** Bytes of the largest body. */
  readonly bytesMax: number;
  /** Where the body has the command's idempotent id, its series. */
  readonly clientIdKey: string | undefined;
  readonly seriesIdKey: string | undefined;
}

const byKind: (ColdKindEntry | undefined)[] = [];
const byName: Partial<Record<ColdKind, number>> = {};
for (const { name, kind } of COMMANDS) {
  if (!isCold(name)) continue;
  const shape = COLD_SHAPES[name] as Shape<ColdBodies[ColdKind]>;
  const keys = shape.fields.map(({ plain }) => plain);
  byName[name] = kind;
  byKind[kind] = {
    name,
    kind,
    shape,
    bytesMax: bytesMaxOf(shape),
    clientIdKey: keys.find((key) => key === 'clientRequestId' || key === 'clientOrderId'),
    seriesIdKey: keys.find((key) => key === 'seriesId'),
  };
}

/** The command of this kind that carries a body, or undefined for order entry and numbers that are no command. */
export const coldKind = (kind: number): ColdKindEntry | undefined => byKind[kind];

/** Kind of the command that carries a body of this name. */
export const kindOf = (name: ColdKind): number => byName[name] as number;

function isCold(name: string): name is ColdKind {
  return name in COLD_SHAPES;
}

/** Sets every field of a command to its default, except who acts and when. */
export function clearCommand(command: Command, kind: number): void {
  command.kind = kind;
  command.clientId = 0;
  command.targetClientId = 0;
  command.orderId = 0;
  command.seriesId = 0;
  command.side = 0;
  command.orderType = 0;
  command.timeInForce = 0;
  command.priceTicks = 0;
  command.lots = 0;
  command.selfTradePrevention = 0;
  command.postOnly = false;
  command.expireTimeMs = 0;
  command.body = undefined;
  if (command.isSpecial) clearTerms(command);
}

function clearTerms(command: Command): void {
  command.isSpecial = false;
  command.displayLots = 0;
  command.allOrNone = false;
  command.postOnlySlide = false;
  command.triggerPriceTicks = 0;
  command.trailingOffsetTicks = 0;
  command.ocoClientId = 0;
  command.pegOffsetTicks = 0;
}

/** Fills a cleared command with its body and the ids the body holds. */
export function fillCold(command: Command, entry: ColdKindEntry, body: ColdBodies[ColdKind]): void {
  const values = body as unknown as Readonly<Record<string, number>>;
  command.body = body;
  if (entry.clientIdKey !== undefined) command.clientId = values[entry.clientIdKey] ?? 0;
  if (entry.seriesIdKey !== undefined) command.seriesId = values[entry.seriesIdKey] ?? 0;
}
