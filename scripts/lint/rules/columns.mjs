/**
 * The core's columns are read in the engine and in views: outside it, a module of a `views` folder or of the catalog turns words of
 * records into what others speak of, and nobody else knows at which word a thing lies. So a change of a record touches its desk and
 * the views.
 *
 * Files that knew columns before this rule are listed; one that no longer imports any is complained about too, so that the
 * list only becomes shorter.
 */
import ts from 'typescript';
import { lineOf, nodesOf } from '../rule.mjs';

const CORE = /\/engine\/core\/index\.js$/;
/** Places of the words of a record. */
const PLACES = /^[A-Z]+_FIELD$/;

const READERS = new Set([
  'src/attribution/money.ts',
  'src/attribution/reader.ts',
  'src/attribution/report.ts',
  'src/backtest/customer-limits.ts',
  'src/backtest/customers.ts',
  'src/backtest/recording.ts',
  'src/backtest/run.ts',
  'src/backtest/samples.ts',
  'src/broker/broker-desk.ts',
  'src/broker/fact-reader.ts',
  'src/broker/own-book.ts',
  'src/broker/owners.ts',
  'src/broker/quote-fitter.ts',
  'src/broker/quote-preview.ts',
  'src/broker/quote-sender.ts',
  'src/broker/request-desk.ts',
  'src/broker/series-facts.ts',
  'src/desk/status-page.ts',
  'src/gateway/intake/receipts.ts',
  'src/gateway/market/auction-teller.ts',
  'src/gateway/market/quote-channel.ts',
  'src/gateway/outbox/account-push.ts',
  'src/gateway/outbox/report-encoder.ts',
  'src/gateway/relay/relay.ts',
  'src/gateway/session/logons.ts',
  'src/gateway/tickets/ticket-desk.ts',
  'src/settlement/netting/chain-view.ts',
  'src/settlement/netting/settled-target.ts',
  'src/settlement/rights/holdings.ts',
  'src/settlement/rights/series-terms.ts',
  'src/settlement/settler/observe.ts',
  'src/settlement/settler/reconcile.ts',
  'src/simulation/attacker.ts',
  'src/simulation/measure.ts',
  'src/simulation/plain-broker.ts',
  'src/simulation/sim-venue.ts',
  'src/surveillance/watch.ts',
  'src/what-if/customers-who-answer.ts',
  'src/what-if/observe.ts',
  'src/what-if/observer.ts',
  'src/what-if/quote-paths.ts',
]);

/** @type {import('../rule.mjs').Rule} */
export const columns = {
  name: 'columns',
  covers: (path) => /^src\/(?!engine\/|catalog\/)(?!.*\/views\/).*\.ts$/.test(path),
  *check(file) {
    const isListed = READERS.has(file.path);
    let isReader = false;
    for (const node of nodesOf(file)) {
      if (!ts.isImportSpecifier(node)) continue;
      const { moduleSpecifier } = node.parent.parent.parent;
      if (!ts.isStringLiteral(moduleSpecifier) || !CORE.test(moduleSpecifier.text)) continue;
      const name = (node.propertyName ?? node.name).text;
      if (!PLACES.test(name)) continue;
      isReader = true;
      if (!isListed) {
        yield {
          line: lineOf(node),
          message: `${name}: columns are read in the engine and in views`,
        };
      }
    }
    if (isListed && !isReader) {
      yield { line: 1, message: 'is on the list of columns and need not be' };
    }
  },
};
