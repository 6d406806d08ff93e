/** What every route answers from: the reader's state and history, who asks, and the frame of an answer. */
import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AccountView, type HistoryReader, MarketView, VenueView } from '../reader/index.js';
import type { Access, Caller } from './auth/access.js';
import type { Tokens } from './auth/tokens.js';

/** What a request carries on its way. */
export interface Variables {
  caller: Caller | undefined;
  source: Source;
  /** Whose request it is, behind a trusted proxy too. */
  address: string;
}

export interface ApiEnvironment {
  Variables: Variables;
  Bindings: {
    incoming?: Incoming;
    /** Set inside this process alone: who asks is known already. */
    acting?: { readonly caller: Caller | undefined };
  };
}
export type Api = OpenAPIHono<ApiEnvironment>;
export type ApiContext = Context<ApiEnvironment>;

interface Incoming {
  /** Names and values in turn, as they came. */
  readonly rawHeaders?: readonly string[] | undefined;
  readonly socket?: { readonly remoteAddress?: string | undefined };
}

/** The reader, and the views of its core. */
export interface Source {
  readonly reader: HistoryReader;
  readonly market: MarketView;
  readonly accounts: AccountView;
  readonly venue: VenueView;
}

export function sourceOf(reader: HistoryReader): Source {
  const { core } = reader;
  return {
    reader,
    market: new MarketView(core),
    accounts: new AccountView(core),
    venue: new VenueView(core),
  };
}

/** What routes are made with. */
export interface RouteParts {
  readonly access: Access;
  readonly tokens: Tokens;
  /** Files that are written at a time. */
  readonly exports: { running: number; readonly max: number };
}

/** Which sequence an answer is as of. */
export const asOf = ({ venue }: Source): { asOfSequence: number; asOfMs: number } => ({
  asOfSequence: venue.sequence,
  asOfMs: venue.timeMs,
});

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.number().int().describe('Number in the catalog of errors'),
    name: z.string().describe('Name in the catalog of errors'),
    field: z.string().describe('What of the request it is about; empty: the whole'),
    remedy: z.string().describe('What to do about it'),
    retriable: z.boolean().describe('Whether the same request can succeed later'),
  })
  .openapi('Problem');

export const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});

/** The refusals any request can meet. */
export const PROBLEMS = {
  400: problem('The request is not what the document says'),
  401: problem('Not signed, or the signature or token does not count'),
  403: problem('The scopes or the role do not allow it'),
  404: problem('There is no such thing'),
  429: problem('Asked too often'),
  503: problem('The reader is not there yet, or is stopping'),
} as const;

/** Who may call an operation. */
export type Audience = 'public' | 'account' | 'overseer';

const SECURITY = [{ token: [] }, { signature: [] }];

/** What an operation's document says of its audience. */
export function audienceOf(audience: Audience): Pick<RouteConfig, 'security'> {
  return audience === 'public' ? { security: [] } : { security: SECURITY };
}

export const jsonContent = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
