/** A new listing: what compliance asks of a data set, its price and its terms. It is a draft until it is handed in. */
import { useState } from 'preact/hooks';
import { command } from '../account/session.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { useAction } from '../parts/use-action.js';
import { documentOf, sha256 } from './documents.js';

const DAY_MS = 86_400_000;
const MICRO = 1_000_000;
const PPM_OF_PERCENT = 10_000;
const BASES = [
  'no-personal-data',
  'consent',
  'contract',
  'legal-obligation',
  'vital-interests',
  'public-task',
  'legitimate-interests',
];

const EMPTY = {
  ...{ title: '', description: '', licence: 'CC-BY-4.0', source: '', collectionMethod: '' },
  ...{ legalBasis: 'no-personal-data', personalData: '', consent: '', subjectsRegion: '' },
  ...{ retention: 'P5Y', price: '10', priceKind: 'ONE_TIME', refundDays: '14' },
  ...{ visibility: 'PUBLIC', licenceText: '', updateDays: '0', leastQuality: '0' },
  moneyBack: 'NO',
};
type Fields = typeof EMPTY;

const TEXTS: readonly (readonly [keyof Fields, string])[] = [
  ['title', 'Title'],
  ['description', 'Description'],
  ['licence', 'Licence, as SPDX names it'],
  ['licenceText', 'Text of the licence, accepted by its hash'],
  ['source', 'Source'],
  ['collectionMethod', 'How it was collected'],
  ['retention', 'Retention, such as P5Y'],
  ['personalData', 'Personal data it holds, by commas'],
  ['consent', 'Consent, where it rests on one'],
  ['subjectsRegion', 'Regions of the people in it, by commas'],
];

export function NewListing() {
  const [fields, setFields] = useState<Fields>(EMPTY);
  const action = useAction();
  const set = (name: keyof Fields, value: string): void =>
    setFields((before) => ({ ...before, [name]: value }));
  const publish = async (): Promise<string> => {
    const { referenceId } = await command('POST', '/market/listings', await bodyOf(fields));
    setFields(EMPTY);
    return `Listing ${referenceId} is a draft. Upload its first revision below.`;
  };
  return (
    <Panel title="New listing" class="spaced">
      <form
        class="form row"
        data-new-listing
        onSubmit={(event) => {
          event.preventDefault();
          action.run(publish);
        }}
      >
        {TEXTS.map(([name, title]) => (
          <label key={name}>
            {title}
            <input
              class="field"
              value={fields[name]}
              maxLength={1_000}
              onInput={(event) => set(name, event.currentTarget.value)}
            />
          </label>
        ))}
        <Select
          title="Legal basis"
          values={BASES}
          value={fields.legalBasis}
          set={(value) => set('legalBasis', value)}
        />
        <Select
          title="Price is"
          values={['ONE_TIME', 'USAGE']}
          value={fields.priceKind}
          set={(value) => set('priceKind', value)}
        />
        <label>
          Price, PAT {fields.priceKind === 'USAGE' ? 'a MiB' : ''}
          <input
            class="field number"
            type="number"
            min={0}
            step="any"
            value={fields.price}
            onInput={(event) => set('price', event.currentTarget.value)}
          />
        </label>
        <label>
          Days it can be taken back
          <input
            class="field number"
            type="number"
            min={0}
            value={fields.refundDays}
            onInput={(event) => set('refundDays', event.currentTarget.value)}
          />
        </label>
        <label>
          Days in which other content is promised, 0 for none
          <input
            class="field number"
            type="number"
            min={0}
            max={366}
            value={fields.updateDays}
            onInput={(event) => set('updateDays', event.currentTarget.value)}
          />
        </label>
        <label>
          Least quality promised, %
          <input
            class="field number"
            type="number"
            min={0}
            max={100}
            value={fields.leastQuality}
            onInput={(event) => set('leastQuality', event.currentTarget.value)}
          />
        </label>
        <Select
          title="Money back while the promise is broken"
          values={['NO', 'YES']}
          value={fields.moneyBack}
          set={(value) => set('moneyBack', value)}
        />
        <Select
          title="Seen by"
          values={['PUBLIC', 'BY_REQUEST', 'PRIVATE']}
          value={fields.visibility}
          set={(value) => set('visibility', value)}
        />
        <button type="submit" class="button main" disabled={action.isBusy || fields.title === ''}>
          Save as a draft
        </button>
        <Said action={action} />
      </form>
    </Panel>
  );
}

interface SelectProps {
  readonly title: string;
  readonly values: readonly string[];
  readonly value: string;
  readonly set: (value: string) => void;
}

function Select({ title, values, value, set }: SelectProps) {
  return (
    <label>
      {title}
      <select class="field" value={value} onChange={(event) => set(event.currentTarget.value)}>
        {values.map((one) => (
          <option key={one} value={one}>
            {one.toLowerCase().replaceAll(/[_-]/g, ' ')}
          </option>
        ))}
      </select>
    </label>
  );
}

const list = (text: string): string[] =>
  text.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));

async function bodyOf(fields: Fields) {
  const { title, description, licence, licenceText, source, collectionMethod } = fields;
  const { legalBasis, consent, subjectsRegion, retention } = fields;
  const isUsage = fields.priceKind === 'USAGE';
  const personalData = list(fields.personalData);
  const ofPersons =
    personalData.length === 0
      ? {}
      : { subjectsRegion: list(subjectsRegion), ...(consent === '' ? {} : { consent }) };
  const provenance = {
    ...{ source, collectionMethod, legalBasis, retention, personalData, lineage: [] },
    ...ofPersons,
  };
  return {
    ...{ listingId: 0, basedOnVersion: 0, listingKind: 'DATASET' },
    ...(await documentOf({ title, description, licence, provenance })),
    terms: {
      ...{ priceKind: fields.priceKind, priceMicroPat: Math.round(Number(fields.price) * MICRO) },
      ...{ freeQuotaUnits: 0, refundWindowMs: isUsage ? 0 : Number(fields.refundDays) * DAY_MS },
      ...{ visibility: fields.visibility, licenceHash: await sha256(licenceText || licence) },
      ...{ contractId: 0, verifiedBuyersOnly: false, royalties: [] },
      updateEveryMs: Math.round(Number(fields.updateDays) * DAY_MS),
      promisedCompositePpm: Math.round(Number(fields.leastQuality) * PPM_OF_PERCENT),
      refundsWhenBroken: fields.moneyBack === 'YES',
    },
  };
}
