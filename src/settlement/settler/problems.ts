/** A list of what is wrong that somebody can read, however much it is. */

const PROBLEMS_MAX = 20;

export const shortened = (problems: readonly string[]): readonly string[] =>
  problems.length <= PROBLEMS_MAX
    ? problems
    : [...problems.slice(0, PROBLEMS_MAX), `and ${problems.length - PROBLEMS_MAX} more`];
