/** A series as people read it: segment, window and confidence, and when its window began. */
import { moment } from './format.js';

interface Props {
  readonly contract: string;
  readonly windowStartMs?: number;
}

export const nameParts = (contract: string): readonly [string, string, string] => {
  const [segment = '', window = '', confidence = ''] = contract.split('|');
  return [segment, window, confidence.replace('-', '–')];
};

export function MarketName({ contract, windowStartMs }: Props) {
  const [segment, window, confidence] = nameParts(contract);
  return (
    <span class="market-name">
      <strong>{segment}</strong>
      <span class="soft">
        {window} · {confidence}
        {windowStartMs !== undefined && <span class="wide"> · from {moment(windowStartMs)}</span>}
      </span>
    </span>
  );
}
