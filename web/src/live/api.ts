/** Asking the API: JSON, or the problem document it refuses with. */

export interface Problem {
  readonly status: number;
  readonly name: string;
  readonly title: string;
  readonly detail: string;
  readonly field: string;
  readonly remedy: string;
}

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.problem = problem;
  }
}

const unreachable: Problem = {
  ...{ status: 0, name: 'UNREACHABLE', title: 'The venue does not answer.', detail: '', field: '' },
  remedy: 'This page tries again by itself.',
};

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return await ask<T>(path, signal === undefined ? {} : { signal });
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw new ApiError(unreachable);
  }
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => unreachable)) as Problem;
  throw new ApiError({ ...unreachable, ...problem, status: response.status });
}

/** All pages of a list that goes on by number. */
export async function getAll<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const all: T[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page: { data: T[]; next: number | null } = await get(
      `${path}?limit=500&after=${after}`,
      signal,
    );
    all.push(...page.data);
    after = page.next;
  }
  return all;
}
