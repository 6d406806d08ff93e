/** An address that is no page, or that of a market of a later phase: said, with the way back. */
import { path } from './router.js';

const LATER = /^\/(?:index|phases|margin|forwards|synthetics|options)(?:\/|$)/;

export function NothingHere() {
  const isLater = LATER.test(path.value);
  return (
    <>
      <div class="head">
        <h1>{isLater ? 'Not in this phase' : 'There is no such page'}</h1>
      </div>
      <p>
        {isLater
          ? 'Instruments of later phases are not listed yet, so there is nothing to show of them. '
          : 'The address leads nowhere. '}
        <a href="/">All markets</a>
      </p>
    </>
  );
}
