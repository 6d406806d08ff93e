/**
 * When a block is there to stay. A public chain says so by a tag; where there is none, depth stands in; on the local chain
 * a block stays once it is saved, since that is the chain a killed process finds again. Fails as the node does.
 */
import type { Rpc } from './rpc.js';

export type Finality =
  | { readonly kind: 'tag'; readonly tag: 'finalized' | 'safe' }
  | { readonly kind: 'depth'; readonly blocks: number }
  | { readonly kind: 'saved'; readonly saved: () => number };

/** The last block that stays; −1 while there is none. Never more than the head. */
export async function finalNumberOf(rpc: Rpc, finality: Finality, head: number): Promise<number> {
  switch (finality.kind) {
    case 'tag': {
      const block = await rpc.send<{ number: string } | null>('eth_getBlockByNumber', [
        finality.tag,
        false,
      ]);
      return block === null ? -1 : Math.min(head, Number(block.number));
    }
    case 'depth':
      return Math.max(-1, head - finality.blocks);
    default:
      return Math.min(head, finality.saved());
  }
}
