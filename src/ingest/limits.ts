/** What an ingestion takes at most. Each bounds memory or time; what is above ends in a typed refusal. */

export const READ_BYTES = 262_144;
export const COLUMNS_MAX = 1_000;
export const NAME_LENGTH_MAX = 200;
export const RECORD_BYTES_MAX = 1_048_576;
export const JSON_DEPTH_MAX = 64;
/** Rows handed on at a time by text formats. */
export const BATCH_ROWS = 4_096;
/** Distinct values counted exactly, in all columns together and in one. */
export const EXACT_VALUES_MAX = 200_000;
export const EXACT_VALUES_PER_COLUMN = 10_000;
/** Distinct rows a duplicate is looked for among; the table of their hashes takes 96 MiB at that size. */
export const DISTINCT_ROWS_MAX = 5_600_000;
/** Of a Parquet file. */
export const FOOTER_BYTES_MAX = 33_554_432;
export const CHUNK_BYTES_MAX = 67_108_864;
export const GROUP_ROWS_MAX = 8_388_608;
/** Unpacked bytes handed on at a time. */
export const PARQUET_BATCH_BYTES = 25_165_824;
export const SAMPLE_ROWS = 20;
export const SAMPLE_TEXT_MAX = 200;
export const REFERENCE_ROWS_MAX = 1_000_000;
/** Texts a declaration, or those of a listing together, may add to what counts as missing. */
export const MISSING_TOKENS_MAX = 20;
