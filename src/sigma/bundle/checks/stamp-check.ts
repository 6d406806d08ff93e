/** Whether the stamp is one over these parts, its signature is good, and the files of the pack are those it names. */
import { createHash } from 'node:crypto';
import { type Finding, finding } from '../findings.js';
import type { Bundle } from '../schema.js';
import { isSigned, stampHashes } from '../stamp.js';

/** Bytes of a file of the pack; undefined where there is none. */
export type PackFiles = (path: string) => Uint8Array | undefined;

export function checkStamp(bundle: Bundle, files?: PackFiles): readonly Finding[] {
  const { stamp } = bundle;
  const { lineage, ...others } = stampHashes(bundle);
  const expected = { ...lineage, ...others };
  const stated: Record<string, unknown> = { ...stamp.lineage, ...stamp };
  const found = Object.entries(expected).flatMap(([name, hash]) =>
    stated[name] === hash
      ? []
      : [finding('STAMP_MISMATCH', `stamp.${name}`, `says ${String(stated[name])}, is ${hash}`)],
  );
  if (!isSigned(stamp)) {
    found.push(finding('SIGNATURE_INVALID', 'stamp.signature', `key ${stamp.public_key}`));
  }
  for (const [at, file] of bundle.pack.files.entries()) {
    found.push(...checkFile(`pack.files[${at}]`, file, files));
  }
  return found;
}

function checkFile(
  field: string,
  { path, sha256, bytes }: Bundle['pack']['files'][number],
  files: PackFiles | undefined,
): readonly Finding[] {
  if (!isSafePath(path)) return [finding('PATH_UNSAFE', field, JSON.stringify(path))];
  if (files === undefined) return [];
  const content = files(path);
  if (content === undefined) return [finding('FILE_MISSING', field, path)];
  const hash = createHash('sha256').update(content).digest('hex');
  if (hash === sha256 && content.length === bytes) return [];
  const evidence = `${path} has ${content.length} bytes with hash ${hash}`;
  return [finding('FILE_MISMATCH', field, evidence)];
}

export function isSafePath(path: string): boolean {
  const parts = path.split('/');
  const isPlain = (part: string): boolean =>
    /^[\w.-]+$/.test(part) && part !== '..' && part !== '.';
  return parts.every(isPlain);
}
