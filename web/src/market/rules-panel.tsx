/** What one lot delivers, and the contract's rules, fixed before anything trades. */
import type { Contract, Series } from '../live/shapes.js';
import { count, duration, pat, price, share } from '../parts/format.js';
import { Panel } from '../parts/panel.js';

interface Props {
  readonly contract: Contract | undefined;
  readonly series: Series;
}

const PPM = 1_000_000;

export function RulesPanel({ contract, series }: Props) {
  return (
    <Panel title="What one lot delivers" id="rulebook" class="rules">
      {contract === undefined ? (
        <p class="empty">Asking the venue …</p>
      ) : (
        <Rules contract={contract} series={series} />
      )}
    </Panel>
  );
}

interface RulesProps {
  readonly contract: Contract;
  readonly series: Series;
}

function Rules({ contract, series }: RulesProps) {
  const { rules } = contract;
  const n = (name: string): number => Number(rules[name] ?? 0);
  const tick = n('tickValueMicroPat');
  const confidence = `${(contract.confidenceLowPpm / PPM).toFixed(2)} to ${(contract.confidenceHighPpm / PPM).toFixed(2)}`;
  return (
    <>
      <p class="lead">
        <strong>{count(n('quotaPerLot'))}</strong> {String(rules.deliverable ?? 'records')}, of a
        measured confidence from {confidence}, fetched by {String(rules.deliveryMethod ?? '')}{' '}
        within {duration(n('serviceLevelMs'))} of exercising.
      </p>
      <div class="rule-columns">
        <dl class="rows">
          <dt>One tick</dt>
          <dd class="number">{price(1, tick)} PAT</dd>
          <dt>Largest order</dt>
          <dd class="number">{count(n('maxOrderLots'))} lots</dd>
          <dt>Fee, resting and taking</dt>
          <dd class="number">
            {share(n('makerFeePpm'), 2)} / {share(n('takerFeePpm'), 2)}
          </dd>
          <dt>Royalty to the licensor</dt>
          <dd class="number">{share(n('royaltyPpm'), 2)}</dd>
          <dt>Provider’s share of the price</dt>
          <dd class="number">{share(n('providerSharePpm'), 0)}</dd>
        </dl>
        <dl class="rows">
          <dt>Time to look at a delivery</dt>
          <dd class="number">{duration(n('acceptanceMs'))}</dd>
          <dt>Time to dispute it</dt>
          <dd class="number">{duration(n('disputeWindowMs'))}</dd>
          <dt>Penalty for a failed lot</dt>
          <dd class="number">{pat(n('penaltyMicroPat'))} PAT</dd>
          <dt>Licence, SHA-256</dt>
          <dd class="number small digest">{String(rules.licenceHash ?? '')}</dd>
        </dl>
        <dl class="rows">
          <dt>Minted</dt>
          <dd class="number">{count(series.mintedLots)} lots</dd>
          <dt>Unsold, providers and broker</dt>
          <dd class="number">
            {count(series.providerLots)} / {count(series.brokerLots)}
          </dd>
          <dt>Held by consumers</dt>
          <dd class="number">{count(series.consumerLots)}</dd>
          <dt>Exercised, delivered, failed</dt>
          <dd class="number">
            {count(series.exercisedLots)} / {count(series.deliveredLots)} /{' '}
            {count(series.failedLots)}
          </dd>
        </dl>
      </div>
      <p class="soft">
        Exercising burns a right and opens a delivery; whatever is not exercised is by the close of
        the window. <a href="/guide/deliveries">How a delivery goes</a>
      </p>
    </>
  );
}
