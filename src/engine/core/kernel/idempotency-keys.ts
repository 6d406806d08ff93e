/**
 * Idempotency keys of the HTTP API: what an account asked with a key, and what became of it, for a day. A ring in the order
 * they were bound; one that is a day old makes room.
 *
 * A key is bound by a command of the venue's, and the account's command comes right behind it: `takeArmed` hands it its row,
 * which then holds its outcome. Invariant I43: a key of an account has one row and its command one outcome for a day; an
 * account has at most its share of the rows. What finds rows by key is made anew from them.
 *
 * Nothing is found by walking; the hot path reads one word.
 */
import type { ColumnAllocator, RecordTable } from './columns.js';

const DAY_MS = 86_400_000;
const KEY_BYTES = 64;
const HASH_WORDS = 8;
/** Doubles of a record, then 32-bit words for the key and the hash. */
const F = {
  account: 0,
  clientId: 1,
  kind: 2,
  boundAtMs: 3,
  isDone: 4,
  code: 5,
  field: 6,
  reference: 7,
  affected: 8,
  sequence: 9,
} as const;
const F64_WORDS = 10;
const KEY_AT = F64_WORDS * 2;
const LENGTH_AT = KEY_AT + KEY_BYTES / 4;
const HASH_AT = LENGTH_AT + 1;
const I32_WORDS = HASH_AT + HASH_WORDS + 1;
const RECORD_BYTES = I32_WORDS * 4;
const RECORD_F64 = RECORD_BYTES / 8;
/** Words of the counters: rows ever bound, rows that made room, the row whose command comes next plus one, and the agent's key it comes with. */
const BOUND = 0;
const FREED = 1;
const ARMED = 2;
const AGENT = 3;
const META_WORDS = 4;
const ROWS_MAX = 65_536;
const ROWS_PER_ACCOUNT = 16;
/** Part of all rows that one account may have. */
const SHARE = 16;
/** Rows that make room at a time: bounded work. */
const FREED_AT_ONCE = 64;

/** What became of a command, as it was answered. */
export interface KeyOutcome {
  readonly code: number;
  readonly field: number;
  readonly reference: number;
  readonly affected: number;
  readonly sequence: number;
}

export interface BoundKey {
  readonly accountId: number;
  readonly key: string;
  /** 64 hex digits. */
  readonly requestHash: string;
  readonly kind: number;
  readonly clientId: number;
  readonly boundAtMs: number;
  /** undefined: its command never came. */
  readonly outcome: KeyOutcome | undefined;
}

export class IdempotencyKeys {
  readonly capacity: number;
  private readonly meta: Float64Array;
  private readonly rows: RecordTable;
  private readonly bytes: Uint8Array;
  private readonly placeByKey = new Map<string, number>();
  private readonly countByAccount = new Map<number, number>();

  constructor(alloc: ColumnAllocator, maxAccounts: number) {
    this.capacity = Math.min(ROWS_MAX, maxAccounts * ROWS_PER_ACCOUNT);
    const meta = alloc.f64('idempotency.meta', META_WORDS);
    this.meta = meta;
    const used = (): number => Math.min(meta[BOUND] as number, this.capacity);
    this.rows = alloc.records('idempotency', this.capacity, RECORD_BYTES, used);
    const { buffer, byteOffset, byteLength } = this.rows.i32;
    this.bytes = new Uint8Array(buffer, byteOffset, byteLength);
  }

  /** Rows in use. */
  get count(): number {
    return (this.meta[BOUND] as number) - (this.meta[FREED] as number);
  }

  /** Most rows of one account. */
  get share(): number {
    return Math.max(1, Math.floor(this.capacity / SHARE));
  }

  /** What is kept of a key of an account, as of a time; undefined when nothing is. */
  find(accountId: number, key: string, nowMs: number): BoundKey | undefined {
    const place = this.placeByKey.get(nameOf(accountId, key));
    if (place === undefined || this.isOver(place, nowMs)) return undefined;
    return this.row(place);
  }

  /** Whether the account may bind another key now; those that are a day old make room. */
  makeRoom(accountId: number, nowMs: number): boolean {
    this.free(nowMs);
    return this.count < this.capacity && (this.countByAccount.get(accountId) ?? 0) < this.share;
  }

  /** Whether the command of an account that comes next is the one a key was just bound for. */
  isArmed(accountId: number, kind: number): boolean {
    const place = (this.meta[ARMED] as number) - 1;
    return (
      place >= 0 && this.get(place, F.account) === accountId && this.get(place, F.kind) === kind
    );
  }

  /** The agent's key of the command that was just taken with `takeArmed`; 0 is none. */
  get armedAgent(): number {
    return this.meta[AGENT] as number;
  }

  /** Binds a key, or binds one anew whose command never came. There is room. @param agentKeyId 0 is none */
  bind(bound: Omit<BoundKey, 'outcome'>, agentKeyId: number): void {
    const { accountId, key, boundAtMs } = bound;
    this.meta[AGENT] = agentKeyId;
    const name = nameOf(accountId, key);
    const known = this.placeByKey.get(name);
    if (known !== undefined && !this.isOver(known, boundAtMs)) {
      this.set(known, F.clientId, bound.clientId);
      this.meta[ARMED] = known + 1;
      return;
    }
    const place = this.append(bound);
    this.set(place, F.boundAtMs, boundAtMs);
    this.meta[ARMED] = place + 1;
  }

  /** The row of the command that comes now plus one, if it is what a key was just bound for; 0 is none. Asked once a command. */
  takeArmed(accountId: number, kind: number): number {
    const armed = this.meta[ARMED] as number;
    if (armed === 0) return 0;
    this.meta[ARMED] = 0;
    const place = armed - 1;
    return this.get(place, F.account) === accountId && this.get(place, F.kind) === kind ? armed : 0;
  }

  /** @param armed what `takeArmed` gave */
  complete(armed: number, outcome: KeyOutcome): void {
    const place = armed - 1;
    this.set(place, F.isDone, 1);
    this.set(place, F.code, outcome.code);
    this.set(place, F.field, outcome.field);
    this.set(place, F.reference, outcome.reference);
    this.set(place, F.affected, outcome.affected);
    this.set(place, F.sequence, outcome.sequence);
  }

  /** Every row in use, oldest first. */
  *all(): Generator<BoundKey> {
    for (let at = this.meta[FREED] as number; at < (this.meta[BOUND] as number); at += 1) {
      yield this.row(at % this.capacity);
    }
  }

  /** Takes a row in behind the others; whether there is room. */
  carryIn(bound: BoundKey): boolean {
    if (this.count >= this.capacity) return false;
    const place = this.append(bound);
    this.set(place, F.boundAtMs, bound.boundAtMs);
    if (bound.outcome !== undefined) this.complete(place + 1, bound.outcome);
    return true;
  }

  /** After the columns were restored. */
  rebuild(): void {
    this.placeByKey.clear();
    this.countByAccount.clear();
    for (let at = this.meta[FREED] as number; at < (this.meta[BOUND] as number); at += 1) {
      this.note(at % this.capacity);
    }
  }

  private append({
    accountId,
    key,
    requestHash,
    kind,
    clientId,
  }: Omit<BoundKey, 'outcome'>): number {
    const place = (this.meta[BOUND] as number) % this.capacity;
    this.meta[BOUND] = (this.meta[BOUND] as number) + 1;
    const from = place * RECORD_BYTES;
    this.bytes.fill(0, from, from + RECORD_BYTES);
    const text = new TextEncoder().encode(key);
    this.bytes.set(text, from + KEY_AT * 4);
    this.rows.i32[place * I32_WORDS + LENGTH_AT] = text.length;
    for (let i = 0; i < HASH_WORDS * 4; i += 1) {
      this.bytes[from + HASH_AT * 4 + i] = Number.parseInt(requestHash.slice(2 * i, 2 * i + 2), 16);
    }
    this.set(place, F.account, accountId);
    this.set(place, F.kind, kind);
    this.set(place, F.clientId, clientId);
    this.note(place);
    return place;
  }

  private note(place: number): void {
    const accountId = this.get(place, F.account);
    this.placeByKey.set(nameOf(accountId, this.keyAt(place)), place);
    this.countByAccount.set(accountId, (this.countByAccount.get(accountId) ?? 0) + 1);
  }

  private free(nowMs: number): void {
    for (let i = 0; i < FREED_AT_ONCE && this.count > 0; i += 1) {
      const place = (this.meta[FREED] as number) % this.capacity;
      if (!this.isOver(place, nowMs)) return;
      const accountId = this.get(place, F.account);
      // The same key may have been bound again since.
      const name = nameOf(accountId, this.keyAt(place));
      if (this.placeByKey.get(name) === place) this.placeByKey.delete(name);
      const left = (this.countByAccount.get(accountId) ?? 1) - 1;
      if (left === 0) this.countByAccount.delete(accountId);
      else this.countByAccount.set(accountId, left);
      this.meta[FREED] = (this.meta[FREED] as number) + 1;
    }
  }

  private row(place: number): BoundKey {
    const from = place * RECORD_BYTES + HASH_AT * 4;
    const hash = this.bytes.subarray(from, from + HASH_WORDS * 4);
    const outcome = {
      code: this.get(place, F.code),
      field: this.get(place, F.field),
      reference: this.get(place, F.reference),
      affected: this.get(place, F.affected),
      sequence: this.get(place, F.sequence),
    };
    return {
      accountId: this.get(place, F.account),
      key: this.keyAt(place),
      requestHash: Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join(''),
      kind: this.get(place, F.kind),
      clientId: this.get(place, F.clientId),
      boundAtMs: this.get(place, F.boundAtMs),
      outcome: this.get(place, F.isDone) === 1 ? outcome : undefined,
    };
  }

  private keyAt(place: number): string {
    const from = place * RECORD_BYTES + KEY_AT * 4;
    const length = this.rows.i32[place * I32_WORDS + LENGTH_AT] as number;
    return new TextDecoder().decode(this.bytes.subarray(from, from + length));
  }

  private isOver(place: number, nowMs: number): boolean {
    return nowMs >= this.get(place, F.boundAtMs) + DAY_MS;
  }

  private get(place: number, field: number): number {
    return this.rows.f64[place * RECORD_F64 + field] as number;
  }

  private set(place: number, field: number, value: number): void {
    this.rows.f64[place * RECORD_F64 + field] = value;
  }
}

const nameOf = (accountId: number, key: string): string => `${accountId} ${key}`;
