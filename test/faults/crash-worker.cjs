/**
 * Preloaded into an exchange (--require): its worker threads end in the way PATX_CRASH_WAY names, once the file
 * PATX_CRASH_FILE is there. The main thread is left alone.
 */
const { existsSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const LOOK_MS = 10;
/** @type {Record<string, () => void>} */
const WAYS = {
  throw: () => {
    throw new Error('the worker was told to throw');
  },
  reject: () => void Promise.reject(new Error('the worker was told to reject')),
  exit: () => process.exit(0),
  hang: () => {
    for (;;);
  },
};

if (!isMainThread) {
  const timer = setInterval(() => {
    if (!existsSync(process.env.PATX_CRASH_FILE ?? '')) return;
    clearInterval(timer);
    WAYS[process.env.PATX_CRASH_WAY ?? '']?.();
  }, LOOK_MS);
  timer.unref();
}
