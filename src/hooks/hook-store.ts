/**
 * Where signals are sent: an address for each account and feed, and how far it got. An address is on disk before it is said to be set.
 *
 * It is no command: an address may hold a token of its owner, and has to be gone when it is removed, which nothing in the journal is. What
 * is lost with the file is where to send, and no money and no right. Secrets are derived from a key of the venue, so no file holds one.
 * Bounded in all and by account. Fails with HookStoreError.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ensurePrivateFile,
  makePrivateDirectory,
  removeFile,
  replacePrivateFile,
} from '../files/index.js';
import { secretText } from '../http/index.js';

export const HOOKS_MAX = 10_000;
export const HOOKS_PER_ACCOUNT_MAX = 16;
/** How long the secret before the last one signs too. */
export const ROTATION_MS = 86_400_000;
const KEY_BYTES = 32;
const NAME = /^(\d+)-(\d+)\.json$/;

export interface Hook {
  readonly accountId: number;
  readonly listingId: number;
  readonly url: string;
  /** Of its secret, from 1. */
  readonly generation: number;
  readonly rotatedMs: number;
  /** Sequence of the last signal that arrived. */
  readonly cursor: number;
  /** It was given up: nothing is sent until its owner replays. */
  readonly isDisabled: boolean;
}

export class HookStoreError extends Error {
  override readonly name = 'HookStoreError';
}

export const hookId = (of: Pick<Hook, 'accountId' | 'listingId'>): string =>
  `${of.accountId}-${of.listingId}`;

export class HookStore {
  private readonly most: number;
  private readonly directory: string;
  private readonly keyFile: string;
  private readonly hooks = new Map<string, Hook>();
  private readonly unsaved = new Set<string>();
  private key: Buffer | undefined;

  /** @param most addresses in all */
  constructor(directory: string, keyFile: string, most = HOOKS_MAX) {
    this.most = most;
    this.directory = directory;
    this.keyFile = keyFile;
    for (const name of existsSync(directory) ? readdirSync(directory) : []) {
      if (!NAME.test(name)) continue;
      const hook = JSON.parse(readFileSync(join(directory, name), 'utf8')) as Hook;
      this.hooks.set(hookId(hook), hook);
    }
  }

  /** Whether as many are set as may be in all. */
  get isFull(): boolean {
    return this.hooks.size >= this.most;
  }

  all(): Iterable<Hook> {
    return this.hooks.values();
  }

  get(id: string): Hook | undefined {
    return this.hooks.get(id);
  }

  /** Keeps where to send; on disk when this returns. */
  put(hook: Hook): void {
    const id = hookId(hook);
    if (!this.hooks.has(id)) this.requireRoom(hook.accountId);
    makePrivateDirectory(this.directory);
    this.write(id, hook);
  }

  /** How far it got, kept with the next `save`: who is sent something twice knows it by its id. */
  move(id: string, change: Pick<Hook, 'cursor'> | Pick<Hook, 'isDisabled'>): void {
    const hook = this.hooks.get(id);
    if (hook === undefined) return;
    this.hooks.set(id, { ...hook, ...change });
    this.unsaved.add(id);
  }

  /** Puts at most so many of those that got further on disk, those first that wait longest: each is a sync. */
  save(most = HOOKS_MAX): void {
    let saved = 0;
    for (const id of this.unsaved) {
      if (saved === most) return;
      const hook = this.hooks.get(id);
      if (hook !== undefined) this.write(id, hook);
      saved += 1;
    }
  }

  remove(id: string): void {
    removeFile(this.fileOf(id));
    this.hooks.delete(id);
    this.unsaved.delete(id);
  }

  /** `whsec_…`, the newest first. */
  secretsOf({ accountId, listingId, generation, rotatedMs }: Hook, nowMs: number): string[] {
    const secret = (of: number): string =>
      secretText(
        createHmac('sha256', this.theKey())
          .update(`patx-signal-hook/1 ${accountId} ${listingId} ${of}`)
          .digest(),
      );
    const isBoth = generation > 1 && nowMs - rotatedMs < ROTATION_MS;
    return isBoth ? [secret(generation), secret(generation - 1)] : [secret(generation)];
  }

  private requireRoom(accountId: number): void {
    this.requireShare(accountId);
    if (this.isFull)
      throw new HookStoreError(`${this.most} are set in all, each of who holds a seat`);
  }

  /** Fails where an account has as many as it may. */
  requireShare(accountId: number): void {
    let own = 0;
    for (const hook of this.hooks.values()) if (hook.accountId === accountId) own += 1;
    if (own >= HOOKS_PER_ACCOUNT_MAX) {
      throw new HookStoreError(`an account has at most ${HOOKS_PER_ACCOUNT_MAX}`);
    }
  }

  private write(id: string, hook: Hook): void {
    replacePrivateFile(this.fileOf(id), JSON.stringify(hook));
    this.hooks.set(id, hook);
    this.unsaved.delete(id);
  }

  private fileOf(id: string): string {
    return join(this.directory, `${id}.json`);
  }

  private theKey(): Buffer {
    if (this.key === undefined) {
      ensurePrivateFile(this.keyFile, () => randomBytes(KEY_BYTES).toString('hex'));
      this.key = Buffer.from(readFileSync(this.keyFile, 'utf8').trim(), 'hex');
    }
    return this.key;
  }
}
