/**
 * A module opens with a comment that says what it is for and how it fails, and stays under 500 lines.
 * A test file opens with its goal: what it would catch.
 */

const LINES_MAX = 500;

/** @type {import('../rule.mjs').Rule} */
export const moduleShape = {
  name: 'module-shape',
  covers: (path) => /^(?:src|bench|test|scripts|web)\/.*\.(?:tsx?|mjs)$/.test(path),
  *check(file) {
    const text = file.text.replace(/^#!.*\n/, '');
    if (!/^\/[/*]/.test(text)) {
      yield { line: 1, message: 'does not open with a comment that says what it is for' };
    }
    const lines = file.text.split('\n').length - 1;
    if (lines > LINES_MAX) {
      yield { line: LINES_MAX, message: `has ${lines} lines, at most ${LINES_MAX} are allowed` };
    }
  },
};
