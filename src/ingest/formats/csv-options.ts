import { RECORD_BYTES_MAX } from '../limits.js';

/** Options of the CSV parser; the bench reads with the same. */
export const parserOptions = (delimiter: string) => ({
  delimiter,
  bom: true,
  skip_empty_lines: true,
  max_record_size: RECORD_BYTES_MAX,
});
