/** Whether an environment can be read at all, found out before the storage engine opens it in this process. */
import { describeFault, faultOf } from './check-environment.js';
import { recordsReadFrom } from './second-opinion.js';

/** What keeps the environment in `directory` from being read; undefined when the storage engine reads all of it. */
export const unreadableFault = (directory: string): string | undefined => {
  const fault = faultOf(directory, { appendOnly: false });
  if (fault === undefined || recordsReadFrom(directory) !== undefined) return undefined;
  return describeFault(fault);
};
