/** The provider's studio: its listings with their sales, and a new one from a file: told, uploaded, measured, handed in. */
import { command } from '../account/session.js';
import { useAnswer } from '../live/use-answer.js';
import { count, pat, share } from '../parts/format.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { type Action, useAction } from '../parts/use-action.js';
import { EvidenceForm } from './evidence.js';
import { NewListing } from './new-listing.js';
import { Revisions } from './revisions.js';
import { SignedIn } from './signed-in.js';

export interface Sale {
  readonly listingId: number;
  readonly title: string;
  readonly status: string;
  readonly version: number;
  readonly sales: number;
  readonly soldMicroPat: string;
  readonly usedUnits: number;
  readonly refunds: number;
  readonly disputes: number;
  readonly upheld: number;
  readonly salesPaused: boolean;
  readonly compositePpm: number;
}

const AGAIN_MS = 1_000;

export function StudioPage() {
  return (
    <SignedIn what="Studio" scope="PROVIDE">
      <Studio />
    </SignedIn>
  );
}

function Studio() {
  const sales = useAnswer<{ readonly data: readonly Sale[] }>('/market/sales', AGAIN_MS);
  const action = useAction();
  return (
    <>
      <NewListing />
      <Said action={action} />
      {sales.value?.data.map((one) => (
        <One key={one.listingId} sale={one} action={action} />
      ))}
    </>
  );
}

function One({ sale, action }: { readonly sale: Sale; readonly action: Action }) {
  const { listingId, version, status } = sale;
  const act = (verb: string, fields: object, said: string) => async (): Promise<string> => {
    await command('POST', `/market/listings/${listingId}/${verb}`, fields);
    return said;
  };
  const appeal = async (reason: string, hash: () => Promise<string>): Promise<string> => {
    const evidenceHash = await hash();
    const said = `Another operator rules on it. Keep the evidence; its hash is ${evidenceHash}.`;
    return await act('appeal', { evidenceHash, reason }, said)();
  };
  const handIn = act('submit', { basedOnVersion: version }, 'Handed in: an operator reads it.');
  const isOpen = status !== 'DELISTED' && status !== 'TAKEN_DOWN';
  return (
    <Panel title={sale.title} class="spaced">
      <div data-sale={listingId} data-status={status}>
        <dl class="facts">
          <Fact name="State" value={status.toLowerCase().replaceAll('_', ' ')} />
          <Fact name="Quality" value={share(sale.compositePpm)} />
          <Fact name="Sales" value={count(sale.sales)} />
          <Fact name="Sold for" value={`${pat(sale.soldMicroPat)} PAT`} />
          <Fact name="Read, distinct" value={count(sale.usedUnits)} />
          <Fact name="Taken back" value={count(sale.refunds)} />
          <Fact name="Disputed, upheld" value={`${sale.disputes}, ${sale.upheld}`} />
        </dl>
        <p class="ends">
          {status === 'DRAFT' && (
            <button type="button" class="button main" onClick={() => action.run(handIn)}>
              Hand in for review
            </button>
          )}
          <a href={`/data/${listingId}`}>As others see it</a>
        </p>
        {status === 'TAKEN_DOWN' && (
          <EvidenceForm
            text="Appeal"
            about={`Appeal for listing ${listingId}`}
            isBusy={action.isBusy}
            give={(reason, hash) => action.run(() => appeal(reason, hash))}
          />
        )}
        {isOpen && <Revisions listingId={listingId} version={version} />}
      </div>
    </Panel>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="number">{value}</dd>
    </div>
  );
}
