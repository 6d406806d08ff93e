/**
 * Commands by HTTP: one route for every command an account may send, made of its declaration. A request is signed by a key of
 * the account and carries an idempotency key; it goes to the venue as it came, which checks the signature itself. Nothing here
 * can act for anybody.
 *
 * Answers when the command is durable. Fails with the venue's refusal.
 */
import { createRoute, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import {
  COMMAND_ROUTES,
  type CommandAnswer,
  type CommandRoute,
  type SignedRequest,
} from '../../schema/index.js';
import { COMMANDS, type ErrorName, errorName } from '../../values/index.js';
import { partsOf } from '../auth/request-signature.js';
import { type Api, type ApiContext, jsonContent, PROBLEMS, problem } from '../context.js';
import { integer } from '../listings/schemas.js';
import { Problem } from '../problem.js';
import { fieldSchemas } from './field-schemas.js';

/** Hands a signed request to the venue; undefined where there is none to hand it to. */
export type SendCommand = (request: SignedRequest) => Promise<CommandAnswer>;

const doneSchema = z
  .object({
    command: z.string().describe('Name of the command'),
    clientOrderId: integer().nullable().describe('Client id it was sent with; null: it has none'),
    referenceId: integer().describe('What it created, or what it is about; 0 is nothing'),
    affectedCount: integer(),
    journalSequence: integer().describe('Sequence in the journal; durable'),
    duplicate: z.boolean().describe('It had happened before, and this is what became of it then'),
    awaitingApproval: z
      .boolean()
      .describe('It waits for a second person, as request `referenceId`'),
    entryErrors: z
      .array(z.string().nullable())
      .describe('For each entry of a list the error it was refused with, or null'),
    outcome: z
      .string()
      .nullable()
      .describe('Of a question about an outcome: ACCEPTED, or an error'),
  })
  .openapi('CommandDone');

const headers = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(64)
    .describe(
      'Makes a retry safe for a day: any text, or order:ID to name a client id as on a socket',
    ),
});

const COMMAND_PROBLEMS = {
  ...PROBLEMS,
  409: problem('The state of the venue or of the account does not allow it'),
  413: problem('The body is larger than it may be'),
  422: problem('The idempotency key was used for another request'),
} as const;

const twoPersons = new Set(
  COMMANDS.filter((one) => one.twoPersons).map(({ name }) => name as string),
);
/** Changes that wait for a second person, or for their time. */
const MAY_WAIT = new Set(['setParameter', 'rollBackParameter', 'requireApproval']);
/** A question: it changes nothing a retry could change again. */
const QUESTION = 'getOutcome';

export function addCommandRoutes(api: Api, send: SendCommand | undefined): void {
  for (const route of COMMAND_ROUTES) addCommand(api, route, send);
}

function addCommand(api: Api, route: CommandRoute, send: SendCommand | undefined): void {
  const { text, method, path, pathFields, fields, isQuery } = route;
  const given = (from: 'body' | 'query') => z.strictObject(fieldSchemas(fields, text.fields, from));
  const body = {
    required: fields.length > 0,
    content: { 'application/json': { schema: given('body').openapi(`${pascal(text.name)}Input`) } },
  };
  api.openapi(
    createRoute({
      tags: ['Commands'],
      security: [{ signature: [] }],
      method: method.toLowerCase() as 'post',
      path,
      operationId: text.name,
      middleware: [requireSignature],
      summary: text.summary,
      description: text.text,
      request: {
        ...(text.name === QUESTION ? {} : { headers }),
        ...(pathFields.length === 0
          ? {}
          : { params: z.object(fieldSchemas(pathFields, text.fields, 'path')) }),
        ...(isQuery ? { query: given('query') } : fields.length === 0 ? {} : { body }),
      },
      responses: { 200: jsonContent(doneSchema, 'It is durable'), ...COMMAND_PROBLEMS },
    }),
    async (c) => {
      const { req } = c;
      if (send === undefined) {
        throw new Problem('NOT_READY', 'this reader has no venue to send commands to');
      }
      const answer = await send({
        ...partsOf(req.raw),
        signatureInput: req.header('signature-input') ?? '',
        signature: req.header('signature') ?? '',
        body: await req.text(),
      });
      if (answer.kind === 'refused') throw refusalOf(answer);
      if (answer.kind === 'told') throw new Problem('NOT_READY', 'that was no answer to a command');
      if (answer.code !== 0 && text.name !== QUESTION) {
        throw new Problem(nameOf(answer.code), answer.detail, camel(answer.field));
      }
      return c.json(doneOf(text.name, answer), 200);
    },
  );
}

/** Before anything of the request is looked at: a stranger is told that he is one, and nothing else. */
const requireSignature: MiddlewareHandler = async (c, next) => {
  if (c.req.header('signature-input') === undefined) {
    const detail = 'sign the request (RFC 9421): a token and a cookie only read';
    throw new Problem('NOT_LOGGED_ON', detail, 'signature');
  }
  await next();
};

function doneOf(command: string, answer: CommandAnswer & { readonly kind: 'done' }) {
  const { code, clientOrderId, referenceId, affectedCount, journalSequence, duplicate } = answer;
  const mayWait = twoPersons.has(command) || MAY_WAIT.has(command);
  return {
    ...{ command, clientOrderId: clientOrderId === 0 ? null : clientOrderId, referenceId },
    ...{ affectedCount, journalSequence, duplicate },
    awaitingApproval: mayWait && affectedCount === 1,
    entryErrors: answer.entryErrorCodes.map((one) => (one === 0 ? null : nameOf(one))),
    outcome: command !== QUESTION ? null : code === 0 ? 'ACCEPTED' : nameOf(code),
  };
}

/** Hands a signed question to the venue, and answers what it tells. */
export async function askSigned(
  { req }: Pick<ApiContext, 'req'>,
  send: SendCommand | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  if (req.header('signature-input') === undefined) {
    throw new Problem('NOT_LOGGED_ON', 'sign the request (RFC 9421) by a key of the account');
  }
  if (send === undefined) throw new Problem('NOT_READY', 'this reader has no venue');
  const answer = await send({
    ...partsOf(req.raw),
    signatureInput: req.header('signature-input') ?? '',
    signature: req.header('signature') ?? '',
    body: await req.text(),
  });
  if (answer.kind === 'refused') throw refusalOf(answer);
  return answer.kind === 'told' ? answer.value : {};
}

/** The venue's refusal as a problem. */
export function refusalOf(
  answer: { readonly [K in 'name' | 'field' | 'detail']: string } & { readonly waitMs: number },
): Problem {
  const { name, field, detail, waitMs } = answer;
  return new Problem(name as ErrorName, detail, camel(field), Math.ceil(waitMs / 1_000));
}

const nameOf = (code: number): ErrorName => errorName(code) ?? 'NOT_READY';

/** The schema's name of a field as the API writes it. */
const camel = (field: string): string =>
  field.replace(/_ns\b/g, '_ms').replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const pascal = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}`;
