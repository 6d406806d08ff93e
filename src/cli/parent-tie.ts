/**
 * A process whose life is its parent's: when the channel to it closes, however the parent died, this process is told to end
 * as by an operator's SIGTERM. Only where the parent asked for it; a service manager's channel may close whenever it likes.
 */

/** Variable by which a parent asks for it. */
export const STOP_WITH_PARENT = 'PATX_STOP_WITH_PARENT';

/** Begins to watch. */
export function tieToParent(): void {
  const end = (): void => {
    process.kill(process.pid, 'SIGTERM');
  };
  if (process.env[STOP_WITH_PARENT] === '1' && process.send !== undefined) {
    process.once('disconnect', end);
    // Watching alone does not keep a process alive that has nothing left to do.
    process.channel?.unref();
    if (!process.connected) end();
  }
}
