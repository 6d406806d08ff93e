/**
 * Looks for personal data by what cells hold and by what columns are called. It finds what is easy to find; that nothing is
 * found proves nothing, which is why a provider declares what there is.
 *
 * A category counts for a column from a share of its cells, or a number of them, on; an address that can be written to counts
 * from the first. Pure; never fails.
 */

export const PERSONAL_CATEGORIES = [
  'email',
  'phone',
  'ip-address',
  'card-number',
  'iban',
  'us-ssn',
  'mac-address',
  'name',
  'birth-date',
  'postal-address',
] as const;
export type PersonalCategory = (typeof PERSONAL_CATEGORIES)[number];

interface CellTest {
  readonly category: PersonalCategory;
  readonly test: (text: string) => boolean;
  /** Share of a column's values, and number of them, from either of which on the column counts. */
  readonly shareMin: number;
  readonly cellsMin: number;
}

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}/;
const PHONE = /^(?:\+\d[\d ().-]{7,17}\d|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4})$/;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/;
const IPV6 = /^(?=.*::|(?:[^:]*:){7})[0-9a-fA-F:]{3,39}$/;
const CARD = /^(?:\d[ -]?){12,18}\d$/;
const IBAN = /^[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?$/;
const SSN = /^(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}$/;
const MAC = /^(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}$/;

const TESTS: readonly CellTest[] = [
  { category: 'email', test: (text) => EMAIL.test(text), shareMin: 0, cellsMin: 1 },
  { category: 'phone', test: isPhone, shareMin: 0.2, cellsMin: 50 },
  {
    category: 'ip-address',
    test: (text) => IPV4.test(text) || IPV6.test(text),
    shareMin: 0.2,
    cellsMin: 50,
  },
  // One in ten numbers of that length passes the check digit.
  { category: 'card-number', test: isCard, shareMin: 0.5, cellsMin: 1_000_000 },
  { category: 'iban', test: isIban, shareMin: 0, cellsMin: 1 },
  { category: 'us-ssn', test: (text) => SSN.test(text), shareMin: 0.2, cellsMin: 20 },
  { category: 'mac-address', test: (text) => MAC.test(text), shareMin: 0.2, cellsMin: 20 },
];

const TEXT_MIN = 5;
/** Of a long text only so much is looked at. */
const TEXT_LOOKED_AT = 2_000;

/** Categories a text is of, as bits. */
export function personalBits(text: string): number {
  if (text.length < TEXT_MIN) return 0;
  const looked = text.length > TEXT_LOOKED_AT ? text.slice(0, TEXT_LOOKED_AT) : text;
  // Most texts have neither an @ nor two digits or colons together.
  const hasAt = looked.includes('@');
  if (!hasAt && !/\d{2}|:/.test(looked)) return 0;
  let bits = 0;
  for (const [i, { category, test }] of TESTS.entries()) {
    if (category === 'email' && !hasAt) continue;
    if (test(looked)) bits |= 1 << i;
  }
  return bits;
}

/** Counts cells of each category in a column. */
export class PersonalCounter {
  private readonly cells = new Array<number>(TESTS.length).fill(0);

  add(bits: number): void {
    for (let i = 0, left = bits; left !== 0; i += 1, left >>>= 1) {
      if ((left & 1) !== 0) this.cells[i] = (this.cells[i] as number) + 1;
    }
  }

  /** Categories that count, with their cells, of so many values. */
  found(values: number): { readonly category: PersonalCategory; readonly cells: number }[] {
    return TESTS.flatMap(({ category, shareMin, cellsMin }, i) => {
      const cells = this.cells[i] as number;
      const counts = cells > 0 && (cells >= cellsMin || cells >= shareMin * values);
      return counts ? [{ category, cells }] : [];
    });
  }
}

const NAMES: readonly (readonly [PersonalCategory, RegExp])[] = [
  ['name', /^(?:(?:first|last|middle|given|family|full|maiden)_?names?|surname|forename)$/],
  ['birth-date', /^(?:dob|birth_?date|date_of_birth|birth_?day)$/],
  ['email', /^e_?mails?(?:_address)?$/],
  ['phone', /^(?:tele)?phones?(?:_?(?:number|no))?$|^mobile(?:_number)?$/],
  ['postal-address', /^(?:street(?:_address)?|home_address|postal_address|address(?:_line)?_?1?)$/],
  ['us-ssn', /^(?:ssn|social_security_(?:no|number))$/],
  ['ip-address', /^ip(?:_?addr(?:ess)?)?$/],
];

/** Categories a column's name says it is of. */
export function categoriesOfName(name: string): PersonalCategory[] {
  const plain = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s.-]+/g, '_');
  return NAMES.filter(([, pattern]) => pattern.test(plain)).map(([category]) => category);
}

function isPhone(text: string): boolean {
  return text.length <= 24 && PHONE.test(text);
}

/** Luhn's check digit (ISO/IEC 7812). */
function isCard(text: string): boolean {
  if (text.length > 24 || !CARD.test(text)) return false;
  const digits = text.replace(/[ -]/g, '');
  if (!/^[3-6]/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** ISO 13616: the number of the rearranged account is 1 modulo 97. */
function isIban(text: string): boolean {
  if (text.length > 42 || !IBAN.test(text)) return false;
  const plain = text.replaceAll(' ', '');
  let remainder = 0;
  for (const letter of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(letter, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
