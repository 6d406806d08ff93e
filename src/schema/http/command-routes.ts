/**
 * The HTTP routes of commands, as their declarations have them: which fields come from the path, which from the body or, where
 * a method has none, from the query; and the command a request is.
 *
 * The client id is no field of a request: it is bound to the request's idempotency key, or named by it.
 */
import { COMMANDS, type Command } from '../../values/index.js';
import { clearCommand, coldKind, fillCold } from '../commands/cold-kinds.js';
import { fillOrder, isOrderKind, type OrderBody } from '../commands/order-bodies.js';
import { COLD_SHAPES, ORDER_SHAPES } from '../generated/command-shapes.js';
import { COMMAND_TEXTS, type CommandText } from '../generated/command-texts.js';
import { Faults, type Problem, problemOf } from '../problem.js';
import type { AnyShape, NamedField } from '../shape/field.js';
import { fromPlainJson } from './plain-json.js';

export interface CommandRoute {
  readonly text: CommandText;
  readonly kind: number;
  readonly shape: AnyShape;
  readonly method: string;
  /** With its parameters by their plain names in braces. */
  readonly path: string;
  readonly pathFields: readonly NamedField[];
  /** Fields of the body, or of the query. */
  readonly fields: readonly NamedField[];
  /** Whether `fields` come from the query. */
  readonly isQuery: boolean;
  /** The field that holds the client id of the command; undefined where it has none. */
  readonly clientIdKey: string | undefined;
  readonly segments: readonly string[];
}

const SHAPES: Readonly<Record<string, AnyShape>> = { ...ORDER_SHAPES, ...COLD_SHAPES };
const kinds = new Map(COMMANDS.map(({ name, kind }) => [name as string, kind]));

export const COMMAND_ROUTES: readonly CommandRoute[] = COMMAND_TEXTS.map(routeFrom);

function routeFrom(text: CommandText): CommandRoute {
  const shape = SHAPES[text.name] as AnyShape;
  const { method } = text.http;
  const inPath = [...text.http.path.matchAll(/\{(\w+)\}/g)].map(([, proto]) => proto);
  const clientIdKey = clientIdOf(text.name, shape);
  const pathFields = inPath.map((proto) => shape.fields.find((one) => one.proto === proto));
  const fields = shape.fields.filter(
    (one) => !inPath.includes(one.proto) && one.plain !== clientIdKey,
  );
  const path = text.http.path.replace(/\{(\w+)\}/g, (_, proto: string) => {
    const plain = shape.fields.find((one) => one.proto === proto)?.plain;
    return `{${plain}}`;
  });
  return {
    ...{ text, kind: kinds.get(text.name) ?? 0, shape, method, path, fields, clientIdKey },
    pathFields: pathFields as NamedField[],
    isQuery: method === 'DELETE',
    segments: path.split('/').slice(1),
  };
}

function clientIdOf(name: string, { fields }: AnyShape): string | undefined {
  if (name === 'placeOrder') return 'clientOrderId';
  return fields.find(({ plain }) => plain === 'clientRequestId')?.plain;
}

/** The route of a path and what its parameters are; undefined where there is none. */
export function commandRouteOf(
  method: string,
  path: string,
): { readonly route: CommandRoute; readonly given: Readonly<Record<string, string>> } | undefined {
  const parts = path.split('/').slice(1);
  for (const route of COMMAND_ROUTES) {
    if (route.method !== method || route.segments.length !== parts.length) continue;
    const given: Record<string, string> = {};
    const fits = route.segments.every((segment, i) => {
      const part = parts[i] as string;
      if (!segment.startsWith('{')) return segment === part;
      const value = decoded(part);
      given[segment.slice(1, -1)] = value ?? '';
      return value !== undefined && value !== '';
    });
    if (fits) return { route, given };
  }
  return undefined;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** What a request asks beside its path. */
export interface RouteValues {
  readonly given: Readonly<Record<string, string>>;
  /** With its question mark; empty where there is none. */
  readonly query: string;
  readonly body: string;
}

/** Fills `command` with what a request asks, or says what is wrong with it. */
export function readRouteCommand(
  route: CommandRoute,
  { given, query, body }: RouteValues,
  clientId: number,
  command: Command,
): Problem | undefined {
  const faults = new Faults();
  const { kind, shape, pathFields, fields, clientIdKey } = route;
  const sent = route.isQuery ? queryValues(query) : jsonOf(body);
  if (sent === undefined) return problemOf('MALFORMED', 'body', 'it is not JSON');
  if (!route.isQuery && query !== '') return problemOf('INVALID_FIELD', 'query', 'leave it out');
  if (route.isQuery && body !== '') return problemOf('INVALID_FIELD', 'body', 'leave it out');
  const values = {
    ...fromPlainJson(shape.name, pathFields, given, faults),
    ...fromPlainJson(shape.name, fields, sent, faults),
    ...(clientIdKey === undefined ? {} : { [clientIdKey]: clientId }),
  };
  if (faults.problem !== undefined) return faults.problem;
  clearCommand(command, kind);
  const entry = coldKind(kind);
  if (isOrderKind(kind)) fillOrder(command, values as unknown as OrderBody);
  else if (entry !== undefined) fillCold(command, entry, values as never);
  return undefined;
}

function jsonOf(body: string): unknown {
  if (body === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function queryValues(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query));
}
