// Rows: SL24.
/** Catches a check of the API's document that lets a break through, or takes an addition for one. */
import { describe, expect, test } from 'vitest';
import { breakingChanges } from '../../scripts/openapi-changes.mjs';

const DOCUMENT = {
  paths: {
    '/v1/things': {
      get: {
        operationId: 'listThings',
        security: [],
        parameters: [
          { name: 'order', in: 'query', schema: { enum: ['asc', 'desc'], default: 'desc' } },
          { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } },
        ],
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', properties: { a: {}, b: {} }, required: ['a'] },
            },
          },
        },
        responses: {
          200: {
            content: {
              'application/json': { schema: { $ref: '#/components/schemas/Things' } },
              'text/csv': { schema: { type: 'string' } },
            },
          },
          404: { description: 'none' },
        },
      },
    },
  },
  components: {
    schemas: {
      Things: {
        type: 'object',
        properties: { data: { type: 'array', items: { $ref: '#/components/schemas/Thing' } } },
        required: ['data'],
      },
      Thing: {
        type: 'object',
        properties: { id: { type: 'integer' }, name: { type: 'string' } },
        required: ['id', 'name'],
      },
    },
  },
};
type Document = typeof DOCUMENT;

const changed = (change: (document: Document) => void): string[] => {
  const now = structuredClone(DOCUMENT);
  change(now);
  return breakingChanges(DOCUMENT, now);
};
const get = (document: Document) => document.paths['/v1/things'].get;
const any = (value: object): Record<string, unknown> => value as Record<string, unknown>;

test('the same document breaks nothing', () => {
  expect(changed(() => undefined)).toEqual([]);
});

test.each<[string, (document: Document) => void]>([
  [
    'an operation',
    (d) => {
      any(d.paths)['/v1/more'] = { get: get(DOCUMENT) };
    },
  ],
  [
    'a parameter',
    (d) => void get(d).parameters.push({ name: 'x', in: 'query', schema: {} } as never),
  ],
  ['a choice', (d) => void get(d).parameters[0]?.schema.enum?.push('none')],
  [
    'a field',
    (d) => {
      any(d.components.schemas.Thing.properties).more = { type: 'string' };
    },
  ],
  [
    'an answer',
    (d) => {
      any(get(d).responses)[409] = {};
    },
  ],
])('%s more breaks nothing', (_, change) => {
  expect(changed(change)).toEqual([]);
});

describe('what clients miss is found (SL24)', () => {
  test.each<[RegExp, (document: Document) => void]>([
    [/GET \/v1\/things is gone/, (d) => delete any(d.paths)['/v1/things']],
    [
      /operationId/,
      (d) => {
        get(d).operationId = 'other';
      },
    ],
    [/was public/, (d) => void get(d).security.push({ token: [] } as never)],
    [/parameter limit is gone/, (d) => void get(d).parameters.pop()],
    [
      /limit became necessary/,
      (d) => {
        any(get(d).parameters[1] as object).required = true;
      },
    ],
    [
      /new parameter x is necessary/,
      (d) => void get(d).parameters.push({ name: 'x', required: true } as never),
    ],
    [/order is no more asc/, (d) => void get(d).parameters[0]?.schema.enum?.shift()],
    [
      /limit may be 100 no more/,
      (d) => {
        any(get(d).parameters[1]?.schema as object).maximum = 9;
      },
    ],
    [
      /something else when it is left out/,
      (d) => {
        any(get(d).parameters[0]?.schema as object).default = 'asc';
      },
    ],
    [/answer 404 is gone/, (d) => delete any(get(d).responses)[404]],
    [/no more text\/csv/, (d) => delete any(get(d).responses[200].content)['text/csv']],
    [/\.name is gone/, (d) => delete any(d.components.schemas.Thing.properties).name],
    [
      /\.id is string, was integer/,
      (d) => {
        d.components.schemas.Thing.properties.id.type = 'string';
      },
    ],
    [/\.name may be missing/, (d) => void d.components.schemas.Thing.required.pop()],
    [
      /body: b is gone/,
      (d) => delete any(get(d).requestBody.content['application/json'].schema.properties).b,
    ],
    [
      /body: b is necessary/,
      (d) => void get(d).requestBody.content['application/json'].schema.required.push('b'),
    ],
  ])('%s', (sentence, change) => {
    expect(changed(change).join('\n')).toMatch(sentence);
  });
});
