/** Turns what the store refuses into what the API answers. */
import { ContentError, IngestError } from '../../content/index.js';
import { Problem } from '../problem.js';

export async function asked<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ContentError) {
      throw new Problem(error.error, error.detail, error.field, error.retryAfterSeconds);
    }
    if (!(error instanceof IngestError)) throw error;
    throw new Problem('FILE_REFUSED', error.message, `declaration.${error.place.field ?? ''}`);
  }
}
