/** What every format is read as: names of columns and rows of values, a bounded number at a time. */
import type { FileFormat } from '../../quality/index.js';

/** Rows; a row has a value for each column known so far, undefined for one it lacks. */
export type Rows = readonly (readonly unknown[])[];

export interface Table {
  readonly format: FileFormat;
  /** Names of the columns; JSON finds more of them as it is read, at the end of the list. */
  readonly columns: readonly string[];
  /** Types the file itself declares, by column (Parquet); undefined: none. */
  readonly declaredTypes?: readonly string[] | undefined;
  /** Batches of rows. Fails with IngestError. */
  batches(): AsyncGenerator<Rows, void, undefined>;
}

/** Told of bytes as they are read; throws to stop. */
export type Progress = (bytesRead: number) => void;
