/**
 * A series of the ledger as the chain registers it. All of it is fixed when the contract is defined and the series opened, so
 * it is the same whenever it is asked for. Throws SettlementRefused for a series that is not there.
 */
import { type Core, SERIES_FIELD } from '../../engine/core/index.js';
import { parseContractKey } from '../../values/index.js';
import type { NewSeries } from '../contracts/index.js';
import { SettlementRefused } from '../netting/index.js';

const PPM_IN_PERCENT = 10_000;

export function termsOf({ state }: Core, seriesId: number): NewSeries {
  const { registry, series } = state;
  const contractId = series.exists(seriesId) ? series.get(seriesId, SERIES_FIELD.contract) : 0;
  const contract = registry.contract(contractId);
  const key = contract === undefined ? '' : parseContractKey(contract.text);
  if (contract === undefined || typeof key === 'string') {
    throw new SettlementRefused('OUT_OF_RANGE', `series ${seriesId} has no contract`);
  }
  return {
    number: seriesId,
    key: {
      segment: bytes32Of(key.segment),
      windowSeconds: key.windowMs / 1_000,
      band: bandOf(key.confidenceLowPpm, key.confidenceHighPpm),
      start: series.get(seriesId, SERIES_FIELD.startMs) / 1_000,
    },
    licenceHash: `0x${contract.rules.licenceHash}`,
    mintCapLots: contract.rules.mintCapLots,
  };
}

/** The name's letters, filled up with zeros behind; a segment has at most 32. */
const bytes32Of = (text: string): string =>
  `0x${Buffer.from(text, 'ascii').toString('hex').padEnd(64, '0')}`;

/** Both bounds in percent: the lower one in the upper byte. */
const bandOf = (lowPpm: number, highPpm: number): number =>
  (lowPpm / PPM_IN_PERCENT) * 256 + highPpm / PPM_IN_PERCENT;
