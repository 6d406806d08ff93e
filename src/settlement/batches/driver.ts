/**
 * Carries batches to the chain, one step a call: reads what the record on disk says is to be done, writes the next record
 * down, and only then does what others can see. Nothing is kept in memory between calls, so a process that died is
 * answered by the next one's first call.
 *
 * One batch is unsent or unmined at a time, one nonce owner, later ones wait: but money does not wait for a batch of rights
 * that is halted, or that nothing was signed for yet and cannot be. Fails with whatever a port throws; the record on disk is
 * then either the one before or the one after, and both can be gone on from.
 */
import { type Attempt, type BatchRecord, isUnsettled } from './record.js';
import { type ChainFact, dutyOf, type Fact, type Known, step } from './transitions.js';

/** The world, as far as a settler needs it. Every promise is settled when the thing is done, or not at all. */
export interface SettlerPorts {
  readonly store: {
    /** All batches that are not JOURNALED, and the newest that is, of money and of rights; in order, without gaps. */
    load(): Promise<readonly BatchRecord[]>;
    /** Durable when it resolves. */
    save(record: BatchRecord): Promise<void>;
  };
  readonly chain: {
    look(record: BatchRecord): Promise<ChainFact>;
    /** Hands a raw transaction over; one that is known already is no error. */
    send(raw: string): Promise<void>;
  };
  readonly signer: {
    /** @param above the attempt to replace: the fee is at least an eighth higher */
    sign(record: BatchRecord, nonce: number, above?: Attempt): Promise<Attempt>;
  };
  readonly journal: {
    /** A batch of money's confirmation as a command; a second one for the same batch changes nothing. */
    confirmed(record: BatchRecord): Promise<void>;
  };
  /** Told what keeps a batch of rights from being signed. */
  heldUp(error: unknown): void;
  nowMs(): number;
}

export interface SettlerTerms {
  /** Batches that may be mined and not final before the next one waits. */
  readonly unfinalMax: number;
  /** An attempt that is not mined by then is replaced. */
  readonly bumpAfterMs: number;
}

/** One round over all batches. Returns whether any is left that time or another round could bring on. */
export async function settleOnce(ports: SettlerPorts, terms: SettlerTerms): Promise<boolean> {
  const records = [...(await ports.store.load())];
  let unfinal = 0;
  let areRightsStuck = false;
  for (let at = 0; at < records.length; at += 1) {
    const before = records[at] as BatchRecord;
    const isOfRights = before.rights !== undefined;
    if (before.state === 'JOURNALED' || (isOfRights && areRightsStuck)) continue;
    if (unfinal >= terms.unfinalMax) return true;
    const after = await advance(ports, terms, records, before, unfinal === 0);
    records[at] = after;
    if (isOfRights && (after.state === 'HALTED' || after.state === 'PENDING')) {
      areRightsStuck = true;
      continue;
    }
    if (after.state === 'HALTED') return false;
    if (isUnsettled(after)) return true;
    if (after.state !== 'JOURNALED') unfinal += 1;
  }
  return records.some((one) => one.state !== 'JOURNALED' && !(one.rights && areRightsStuck));
}

/** Puts an operator's word down: halted batches go on from where they were. */
export async function retryHalted(ports: SettlerPorts): Promise<void> {
  const records = await ports.store.load();
  for (const halted of records.filter(({ state }) => state === 'HALTED')) {
    await ports.store.save(step(halted, { kind: 'retried' }, knownOf(records, halted)));
  }
}

async function advance(
  ports: SettlerPorts,
  terms: SettlerTerms,
  records: readonly BatchRecord[],
  record: BatchRecord,
  isNext: boolean,
): Promise<BatchRecord> {
  const known = knownOf(records, record);
  const put = async (from: BatchRecord, fact: Fact): Promise<BatchRecord> => {
    const next = step(from, fact, known);
    if (next !== from) await ports.store.save(next);
    return next;
  };
  if (dutyOf(record) === 'WAIT_FOR_OPERATOR') return record;
  // Whatever is to be done, the chain is asked first: it may have done it.
  const seen = await ports.chain.look(record);
  // The ledger is told batch by batch. What became final since the batch before was looked at is final in the next round.
  const fact = isNext ? seen : { ...seen, isFinal: false };
  const looked = await put(record, fact);
  switch (dutyOf(looked)) {
    case 'SIGN': {
      const nonce = nextNonce(records, fact);
      const attempt = await signed(ports, looked, nonce);
      return attempt === undefined ? looked : put(looked, { kind: 'signed', nonce, attempt });
    }
    case 'SEND': {
      const sending = await put(looked, { kind: 'sending', atMs: ports.nowMs() });
      await ports.chain.send(lastOf(sending).raw);
      return sending;
    }
    case 'JOURNAL':
      await ports.journal.confirmed(looked);
      return put(looked, { kind: 'journaled' });
    case 'LOOK':
      return looked.state === 'SUBMITTED'
        ? sendAgain(ports, terms, looked, { put, records, fact })
        : looked;
    default:
      return looked;
  }
}

/** Undefined for a batch of rights that cannot be signed now: it has no nonce yet, so nothing has to wait for it. */
async function signed(
  ports: SettlerPorts,
  record: BatchRecord,
  nonce: number,
): Promise<Attempt | undefined> {
  try {
    return await ports.signer.sign(record, nonce);
  } catch (error) {
    if (record.rights === undefined) throw error;
    ports.heldUp(error);
    return undefined;
  }
}

interface Situation {
  readonly put: (from: BatchRecord, fact: Fact) => Promise<BatchRecord>;
  readonly records: readonly BatchRecord[];
  readonly fact: ChainFact;
}

/** Not mined: the same transaction once more, or, when that took too long, one that pays more. */
async function sendAgain(
  ports: SettlerPorts,
  terms: SettlerTerms,
  record: BatchRecord,
  { put, records, fact }: Situation,
): Promise<BatchRecord> {
  let present = record;
  const nowMs = ports.nowMs();
  if (nowMs - (record.submittedAtMs ?? nowMs) >= terms.bumpAfterMs) {
    const { headNonce } = fact;
    const nonce = record.nonce as number;
    // Paying more does not help where the transaction before is missing and was never made here.
    const isGap = headNonce < nonce && records.every((one) => one.nonce !== headNonce);
    if (isGap) return put(record, { kind: 'nonceGap', headNonce });
    const attempt = await ports.signer.sign(record, record.nonce as number, lastOf(record));
    present = await put(record, { kind: 'bumped', attempt, atMs: nowMs });
  }
  await ports.chain.send(lastOf(present).raw);
  return present;
}

/** Of money for a batch of money, of rights for one of rights. */
function knownOf(all: readonly BatchRecord[], record: BatchRecord): Known {
  const isOfRights = record.rights !== undefined;
  const records = all.filter(({ rights }) => (rights !== undefined) === isOfRights);
  const final = records.filter(({ state }) => state === 'CONFIRMED' || state === 'JOURNALED');
  const first = records[0]?.batchId ?? 1;
  return {
    confirmedId: final.at(-1)?.batchId ?? first - 1,
    issuedId: records.at(-1)?.batchId ?? 0,
  };
}

/** Behind every nonce ever given out here, and behind what the chain has used up. */
function nextNonce(records: readonly BatchRecord[], fact: ChainFact): number {
  const given = records.map(({ nonce }) => (nonce ?? -1) + 1);
  return Math.max(fact.finalNonce, ...given);
}

const lastOf = (record: BatchRecord): Attempt => record.attempts.at(-1) as Attempt;
