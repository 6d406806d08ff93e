/** The quoting parameters as pricing reads them: by name, and all defaults. The table is part of the core's version. */
import {
  type ParameterKey,
  type ParameterSpec,
  QUOTING_PARAMETERS,
  type QuotingParameters,
} from '../../engine/core/index.js';

export {
  ORDERED_PARAMETERS,
  type ParameterKey,
  type ParameterSpec,
  QUOTING_PARAMETERS,
  type QuotingParameters,
} from '../../engine/core/index.js';

const BY_NAME: ReadonlyMap<string, ParameterSpec> = new Map(
  QUOTING_PARAMETERS.map((spec) => [spec.name, spec]),
);

/** The parameter of a name that came from outside, or undefined. */
export function findParameter(name: string): ParameterSpec | undefined {
  return BY_NAME.get(name);
}

export const DEFAULT_PARAMETERS: QuotingParameters = Object.freeze(
  Object.fromEntries(QUOTING_PARAMETERS.map((spec) => [spec.key, spec.defaultValue])) as Record<
    ParameterKey,
    number
  >,
);
