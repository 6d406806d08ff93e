/**
 * Proofs of what the venue owes, for its pages: the tree of liabilities of the reader's state, made at most once a minute, so
 * that all who ask within it are given proofs under one root that anybody may see. The salts are made of the venue's own secret.
 * The settlement room is loaded when the first one asks.
 */
import type { LiabilityProof, PublishedRoot } from '../../api/index.js';
import type { Core } from '../../engine/core/index.js';
import type { SumTree } from '../../settlement/index.js';

const KEEP_MS = 60_000;

interface Kept {
  readonly tree: SumTree;
  readonly root: PublishedRoot;
  readonly madeMs: number;
}

export class LiabilityProofs {
  private readonly secret: () => Uint8Array;
  private readonly nowMs: () => number;
  private kept: Kept | undefined;

  /** @param secret of the salts; asked for with each tree, since a venue has none before it is made */
  constructor(secret: () => Uint8Array, nowMs: () => number) {
    this.secret = secret;
    this.nowMs = nowMs;
  }

  async root(core: Core): Promise<PublishedRoot> {
    return (await this.current(core)).root;
  }

  /** undefined: the account is newer than the tree. */
  async proofOf(core: Core, accountId: number): Promise<LiabilityProof | undefined> {
    const { tree, root } = await this.current(core);
    if (accountId > root.accountCount) return undefined;
    return { ...tree.proofOf(accountId), root };
  }

  private async current(core: Core): Promise<Kept> {
    const { chainViewOf, SumTree, saltsOf } = await import('../../settlement/index.js');
    const nowMs = this.nowMs();
    const isOld = this.kept === undefined || nowMs - this.kept.madeMs >= KEEP_MS;
    if (!isOld) return this.kept as Kept;
    const view = chainViewOf(core);
    const tree = new SumTree(view, saltsOf(this.secret(), view));
    const { liabilitiesRoot, liabilitiesSum } = tree.posted;
    const { ledgerSequence, accountCount } = view;
    const root = {
      ...{ liabilitiesRoot, liabilitiesSumMicroPat: liabilitiesSum },
      ...{ ledgerSequence, accountCount, madeMs: Math.floor(nowMs) },
    };
    this.kept = { tree, root, madeMs: nowMs };
    return this.kept;
  }
}
