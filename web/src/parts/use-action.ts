/** Something a person does and the venue answers: one at a time, with what became of it in words. */
import { useState } from 'preact/hooks';
import { ApiError } from '../live/api.js';

export interface Action {
  readonly isBusy: boolean;
  readonly said: string;
  readonly isRefused: boolean;
  run(act: () => Promise<string>): void;
}

export function useAction(): Action {
  const [state, setState] = useState({ isBusy: false, said: '', isRefused: false });
  return {
    ...state,
    run: (act) => {
      setState({ isBusy: true, said: '', isRefused: false });
      act().then(
        (said) => setState({ isBusy: false, said, isRefused: false }),
        (error: unknown) => {
          const said =
            error instanceof ApiError
              ? `${error.problem.name}: ${error.problem.title} ${error.problem.remedy}`
              : String(error);
          setState({ isBusy: false, said, isRefused: true });
        },
      );
    },
  };
}
