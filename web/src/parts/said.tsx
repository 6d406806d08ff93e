/** What became of an action, for eyes and ears. */
import type { Action } from './use-action.js';

export function Said({ action }: { readonly action: Action }) {
  return (
    <p
      role="status"
      class={action.isRefused ? 'bad' : 'good'}
      data-said={action.isRefused ? 'refused' : 'done'}
    >
      {action.said}
    </p>
  );
}
