/**
 * The tools of `/mcp` that act, as the commands they are: one route each, with its own fields. A call is signed whole by the
 * agent's key; whoever checks the signature makes the command of the same text, so that nothing in between can change it.
 *
 * Fails with a Problem that names the field. Works in Node and in browsers.
 */
import { isJsonObject } from '../json/walk.js';
import { type Problem, problemOf } from '../problem.js';

export const MCP_PATH = '/mcp';

/** A call of a tool as a request of the HTTP API. */
export interface ToolCommand {
  readonly tool: string;
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly idempotencyKey: string;
}

type Arguments = Readonly<Record<string, unknown>>;

interface ActingTool {
  /** Arguments beside the idempotency key. */
  readonly fields: readonly string[];
  readonly request: (args: Arguments) => { readonly path: string; readonly body: object };
}

export const ACTING_TOOLS: Readonly<Record<string, ActingTool>> = {
  buy_rights: {
    fields: ['seriesId', 'quantityLots', 'maxPriceTicks'],
    request: ({ seriesId, quantityLots, maxPriceTicks: priceTicks }) => ({
      path: '/v1/orders',
      body: {
        ...{ seriesId, side: 'BUY', orderType: 'LIMIT', timeInForce: 'IOC', priceTicks },
        ...{ quantityLots, selfTradePrevention: 'CANCEL_TAKER' },
      },
    }),
  },
  buy_listing: {
    fields: ['listingId', 'basedOnVersion', 'licenceHash', 'rulesHash', 'dossierId'],
    request: (args) => ({ path: '/purchases', body: args }),
  },
  subscribe_feed: {
    fields: ['listingId', 'basedOnVersion', 'tier', 'licenceHash', 'rulesHash', 'dossierId'],
    // One month of one seat: what begins by itself later would be in no budget.
    request: (args) => ({
      path: '/market/subscribe',
      body: { ...args, seats: 1, trial: false, renews: false },
    }),
  },
  exercise_rights: {
    fields: ['seriesId', 'quantityLots'],
    request: ({ seriesId, quantityLots }) => ({
      path: `/v1/series/${String(seriesId)}/exercises`,
      body: { quantityLots },
    }),
  },
};

/** The command a JSON-RPC message asks for; a Problem says why it is none. */
export function toolCommandOf(text: string): ToolCommand | Problem {
  const message = parsed(text);
  if (!isJsonObject(message) || message.method !== 'tools/call') {
    return problemOf('UNKNOWN_MESSAGE', 'body', 'it is no call of a tool');
  }
  const params = isJsonObject(message.params) ? message.params : {};
  const { name } = params;
  const tool =
    typeof name === 'string' && Object.hasOwn(ACTING_TOOLS, name) ? ACTING_TOOLS[name] : undefined;
  if (tool === undefined) return problemOf('UNKNOWN_MESSAGE', 'name', 'this tool does not act');
  const { idempotencyKey, ...args } = isJsonObject(params.arguments) ? params.arguments : {};
  if (typeof idempotencyKey !== 'string') {
    return problemOf('INVALID_FIELD', 'idempotencyKey', 'send a text of at most 64 bytes');
  }
  const unknown = Object.keys(args).find((key) => !tool.fields.includes(key));
  if (unknown !== undefined) {
    return problemOf('INVALID_FIELD', unknown.slice(0, 64), 'this tool has no such argument');
  }
  if ('seriesId' in args && !Number.isSafeInteger(args.seriesId)) {
    return problemOf('INVALID_FIELD', 'seriesId', 'is not a whole number');
  }
  const { path, body } = tool.request(args);
  return { tool: name as string, method: 'POST', path, body: JSON.stringify(body), idempotencyKey };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
