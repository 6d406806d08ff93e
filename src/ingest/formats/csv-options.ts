/** How a CSV file is read, in one place for the venue and for the bench that compares with the bare parser. */
import { RECORD_BYTES_MAX } from '../limits.js';

/** @param delimiter one character */
export const parserOptions = (delimiter: string) => ({
  delimiter,
  bom: true,
  skip_empty_lines: true,
  max_record_size: RECORD_BYTES_MAX,
});
