/** The door of webhooks of signals: where they are sent, and how far each got. */
export {
  HOOKS_PER_ACCOUNT_MAX,
  type Hook,
  HookStore,
  HookStoreError,
  hookId,
} from './hook-store.js';
export { type HookStanding, SignalHooks, type SignalSource } from './signal-hooks.js';
