/**
 * The project speaks of itself alone: no path of the machine it was written on, and no word that
 * stands for unfinished work. The patterns are spelt so that they do not match this file.
 */

const MACHINE_PATH = /(?:^|[\s"'`(=:>[])\/(?:home|Users|root|work|mnt|tm[p])\/[\w.-]/;
const UNFINISHED =
  /\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K]|WI[P]|(?<!::)placeholde[r](?!=)|not yet implemente[d])\b/i;

/** @type {import('../rule.mjs').Rule} */
export const ownWords = {
  name: 'own-words',
  covers: (path) => path !== 'LICENSE',
  *check(file) {
    for (const [index, text] of file.text.split('\n').entries()) {
      const path = MACHINE_PATH.exec(text);
      if (path) yield { line: index + 1, message: `names a machine's folder: ${path[0].trim()}…` };
      const word = UNFINISHED.exec(text);
      if (word) yield { line: index + 1, message: `speaks of unfinished work: ${word[0]}` };
    }
  },
};
