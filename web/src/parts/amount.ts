/** Whole micro-PAT of an amount as people write it; refuses what is no amount, with the remedy. */
export function microPatOf(text: string): string {
  const [, sign = '', whole = '', part = ''] =
    /^([-−]?)(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text.trim()) ?? [];
  if (whole === '') throw new Error(`${text} is no amount: write it as 1250.50`);
  const digits = `${whole}${part.padEnd(6, '0')}`.replace(/^0+(?=\d)/, '');
  return `${sign === '' ? '' : '-'}${digits}`;
}
