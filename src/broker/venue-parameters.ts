/**
 * The tunable parameters a venue with a quoting broker knows beside the core's own: one list for the engine, its
 * follower and every tool that replays the journal. A core built with another list answers some parameter changes
 * otherwise, and its replay diverges.
 */
import { QUOTING_PARAMETERS } from '../quoting/index.js';
import type { ParameterDefinition } from '../values/index.js';

/** What `Core` takes as `parameters`, in a fixed order; plain data, so that it can be sent to another thread. */
export const VENUE_PARAMETERS: readonly ParameterDefinition[] = QUOTING_PARAMETERS.map(
  ({ key: _key, ...definition }) => definition,
);
