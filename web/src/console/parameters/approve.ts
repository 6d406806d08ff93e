/** A second person approves: with a passkey, whose challenge is the digest of what is shown, or plainly where there is none. */
import { approvalText } from 'patx-client';
import { approvingPasskeys, assertText } from '../../account/passkey-assertion.js';
import { command, session } from '../../account/session.js';
import { get } from '../../live/api.js';
import type { Waiting } from './shapes.js';

export async function approveRequest(request: Waiting, reason: string): Promise<void> {
  const path = `/v1/parameter-requests/${request.requestId}`;
  const passkeys = await approvingPasskeys();
  if (passkeys.length === 0) {
    await command('POST', `${path}/approval`, { reason });
    return;
  }
  const { venue } = await get<{ readonly venue: string }>('/v1/status');
  const approverId = session.value?.accountId ?? 0;
  const asserted = await assertText(
    approvalText({ ...request, venue, approverId, reason }),
    passkeys,
  );
  await command('POST', `${path}/passkey-approval`, { reason, ...asserted });
}
