/** Proof of what the venue owes: fetched, and checked here in the browser, against the root that everybody is shown or one on chain. */
import { useState } from 'preact/hooks';
import { get } from '../live/api.js';
import { useAnswer } from '../live/use-answer.js';
import { count, moment, pat } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { useAction } from '../parts/use-action.js';
import { type Proof, proofProblem, type Root } from './proof-check.js';
import { SignedIn } from './signed-in.js';

interface Published extends Root {
  readonly ledgerSequence: number;
  readonly accountCount: number;
  readonly madeMs: number;
}

interface Batch {
  readonly batchId: number;
  readonly liabilitiesRoot: string;
  readonly liabilitiesSumMicroPat: string;
}

const MEANS: Readonly<Record<string, string>> = {
  MALFORMED: 'it is no proof',
  WRONG_SHAPE: 'a tree of so many accounts has another shape',
  OVERFLOW: 'its sums are no amounts',
  OTHER_SUM: 'it adds up to another sum than the one published',
  OTHER_ROOT: 'it leads to another root than the one published',
};

export function ProofPage() {
  return (
    <SignedIn title="Proof of balance">
      <p class="lead">
        What the venue owes each account is a leaf of one tree. Its root is shown to everybody, and
        posted on chain with each batch. Your browser hashes your leaf up to the root by itself: if
        the venue left you out, or owed you less, another root would come of it.
      </p>
      <Own />
      <Given />
    </SignedIn>
  );
}

/** The proof, and the root as everybody is given it: one for this proof alone would prove nothing. */
async function fetchBoth(): Promise<[Proof & { readonly root: Published }, Published]> {
  const proof = await get<Proof & { readonly root: Published }>('/v1/account/proof');
  const { root } = await get<{ readonly root: Published }>('/v1/liabilities');
  return [proof, root];
}

function Own() {
  const [proof, setProof] = useState<(Proof & { readonly root: Published }) | undefined>();
  const action = useAction();
  const check = async (): Promise<string> => {
    let [found, root] = await fetchBoth();
    // The tree may have been made anew between the two.
    if (found.ledgerSequence !== root.ledgerSequence) [found, root] = await fetchBoth();
    setProof({ ...found, root });
    const problem = await proofProblem(found, root);
    if (problem !== undefined) throw new Error(`The proof does not hold: ${MEANS[problem]}.`);
    return 'The proof holds: checked in this browser.';
  };
  return (
    <Panel title="Yours, now" class="spaced">
      <button
        type="button"
        class="button main"
        disabled={action.isBusy}
        onClick={() => action.run(check)}
      >
        Fetch and check the proof
      </button>
      <Said action={action} />
      {proof !== undefined && (
        <dl class="rows" data-proof>
          <dt>Owed to you, free</dt>
          <dd class="number" data-free>
            {pat(proof.freeMicroPat)} PAT
          </dd>
          <dt>Owed to you, bound</dt>
          <dd class="number">{pat(proof.lockedMicroPat)} PAT</dd>
          <dt>Owed to all {count(proof.accountCount)} accounts</dt>
          <dd class="number">{pat(proof.root.liabilitiesSumMicroPat)} PAT</dd>
          <dt>Root</dt>
          <dd class="number wrap">{proof.root.liabilitiesRoot}</dd>
          <dt>As of</dt>
          <dd class="number">
            sequence {count(proof.ledgerSequence)}, {moment(proof.root.madeMs)}
          </dd>
          <dt>Hashes on the way</dt>
          <dd class="number">{proof.siblings.length}</dd>
        </dl>
      )}
    </Panel>
  );
}

/** A proof that was given, such as a file of `patx proof --json`, against a batch on chain or values that were typed in. */
function Given() {
  const [text, setText] = useState('');
  const [root, setRoot] = useState('');
  const [sum, setSum] = useState('');
  const batches = useAnswer<{ readonly data: readonly Batch[] }>('/v1/batches?limit=20');
  const action = useAction();
  const check = async (): Promise<string> => {
    const given = JSON.parse(text) as { readonly proof?: Proof } & Proof;
    const problem = await proofProblem(given.proof ?? given, {
      liabilitiesRoot: root,
      liabilitiesSumMicroPat: Number(sum),
    });
    if (problem !== undefined) throw new Error(`The proof does not hold: ${MEANS[problem]}.`);
    return 'The proof holds: checked in this browser.';
  };
  return (
    <Panel title="One that you were given" class="spaced">
      <form
        class="form"
        data-given
        onSubmit={(event) => {
          event.preventDefault();
          action.run(check);
        }}
      >
        <label>
          The proof, JSON
          <textarea
            class="field"
            rows={4}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        {(batches.value?.data.length ?? 0) > 0 && (
          <label>
            A batch on chain
            <select
              class="field"
              onChange={(event) => {
                const id = Number(event.currentTarget.value);
                const batch = batches.value?.data.find(({ batchId }) => batchId === id);
                setRoot(batch?.liabilitiesRoot ?? '');
                setSum(batch?.liabilitiesSumMicroPat ?? '');
              }}
            >
              <option value="">choose one</option>
              {batches.value?.data.map(({ batchId }) => (
                <option key={batchId} value={batchId}>
                  {batchId}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          Root
          <input
            class="field number"
            value={root}
            onInput={(event) => setRoot(event.currentTarget.value)}
          />
        </label>
        <label>
          Sum, µPAT
          <input
            class="field number"
            inputMode="numeric"
            value={sum}
            onInput={(event) => setSum(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button" disabled={action.isBusy || text === '' || root === ''}>
          Check it
        </button>
      </form>
      <Said action={action} />
    </Panel>
  );
}
