/**
 * Would catch an exchange that starts, or contracts that are deployed, with keys of two roles that one theft has, where PAT is
 * worth something; and a start that asks for keys which are elsewhere.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { loadConfig } from '../../src/cli/config.js';
import { dataDirectory } from '../../src/cli/data-directory.js';
import { requireKeysApart } from '../../src/cli/settlement-options.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-keys-apart-'));
const ADDRESS = `0x${'ab'.repeat(20)}`;

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** What the start says of keys that are as the settings say. */
async function said(settings: Record<string, string>): Promise<string> {
  const warn = vi.fn();
  const data = join(scratch, 'data');
  const config = loadConfig({ data, ...settings }, {});
  try {
    await requireKeysApart(config, dataDirectory(data), { warn });
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
  return warn.mock.calls.length > 0 ? `warned: ${warn.mock.calls[0]?.[1]}` : 'nothing';
}

const elsewhere = { chain: 'http://127.0.0.1:1' };

it('refuses files in one directory or of one owner, warns where it is accepted or worth nothing', async () => {
  const chainAttestorKey = join(scratch, 'other', 'attestor.key');
  mkdirSync(join(scratch, 'other'));
  writeFileSync(chainAttestorKey, '');
  expect(await said({})).toBe('nothing');
  expect(await said(elsewhere)).toMatch(
    /^refused: keys-together: .* are both in .*keys: one theft/,
  );
  expect(await said({ ...elsewhere, chainAttestorKey })).toMatch(/refused: .* of the same owner/);
  const accepted = { ...elsewhere, chainKeysTogether: 'accept' };
  expect(await said(accepted)).toMatch(/^warned: one theft has the keys of two roles/);
  expect(await said({ chain: 'local' })).toMatch(/^warned: /);
});

it('says nothing where one of them is in a signer elsewhere', async () => {
  const url = `unix:/run/attestor.sock#${ADDRESS}`;
  expect(await said({ ...elsewhere, chainAttestorKey: url })).toBe('nothing');
});
