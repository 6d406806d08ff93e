/** The state of a series or a quoter as a word; only what is not as usual has a colour. */
import type { Series } from '../live/shapes.js';

const BAD = new Set(['HALTED', 'HALT', 'KILLED']);
const WARN = new Set(['AUCTION', 'CLOSING', 'WIDE', 'REDUCE_ONLY']);
const words = (state: string): string => state.toLowerCase().replaceAll('_', ' ');

export function StateTag({ state }: { readonly state: string }) {
  const kind = BAD.has(state) ? 'bad' : WARN.has(state) ? 'warn' : '';
  return <span class={`tag ${kind}`}>{words(state)}</span>;
}

/** What a trader has to know of a series first. */
export const stateOf = ({ killed, state, quoterState }: Series): string => {
  if (killed) return 'KILLED';
  if (state !== 'OPEN') return state;
  return quoterState === 'NORMAL' ? 'OPEN' : quoterState;
};
