/** Trying a change of a parameter over HTTP: what is asked, read with the checks of the socket's message. */
import type { DryRunParameter } from '../messages/session-messages.js';
import { Faults, type Problem } from '../problem.js';
import { SESSION_SHAPES } from '../shape/session-shapes.js';
import { fromPlainJson } from './plain-json.js';

const PATH = /^\/v1\/parameters\/([^/]{1,192})\/dry-run$/;

/** The name of the parameter in the path of a dry run; undefined for any other path. */
export function dryRunNameIn(method: string, path: string): string | undefined {
  const name = method === 'POST' ? PATH.exec(path)?.[1] : undefined;
  try {
    return name === undefined ? undefined : decodeURIComponent(name);
  } catch {
    return undefined;
  }
}

/** What is asked, or what is wrong with it. @param body JSON with `target`, `value` and `unset` */
export function readDryRun(name: string, body: unknown): DryRunParameter | Problem {
  const faults = new Faults();
  const { shape } = SESSION_SHAPES.dryRunParameter;
  const inPath = shape.fields.filter(({ plain }) => plain === 'name');
  const inBody = shape.fields.filter(({ plain }) => plain !== 'name');
  const asked = {
    ...fromPlainJson(shape.name, inPath, { name }, faults),
    ...fromPlainJson(shape.name, inBody, body, faults),
  };
  return faults.problem ?? (asked as unknown as DryRunParameter);
}
