/**
 * Where alerts go, as an operator set it: a webhook, mail, both or neither. Secrets are read from files at the start. Fails with one
 * sentence that names the setting.
 */
import { readFileSync } from 'node:fs';
import { AlertDesk, WEBHOOK } from '../../api/index.js';
import { Egress, MailSender, WebhookSender } from '../../http/index.js';
import { CommandError } from '../command-error.js';
import type { AlertSettings } from './alert-settings.js';

type Log = (
  level: 'info' | 'warn',
  message: string,
  fields: Readonly<Record<string, unknown>>,
) => void;

/** Undefined where alerts go nowhere. */
export function alertDeskOf(settings: AlertSettings, log: Log): AlertDesk | undefined {
  const { alertWebhook: url, alertMailServer: server, alertLoopback: isSandbox } = settings;
  if (url === '' && server === '') return undefined;
  const egress = new Egress({ isSandbox });
  const settled = (channel: string, result: string, reason: string): void => {
    if (result !== 'DELIVERED') log('warn', 'an alert did not arrive', { channel, result, reason });
  };
  let webhook: WebhookSender | undefined;
  if (url !== '') {
    webhook = new WebhookSender({
      ...{ egress, nowMs: Date.now },
      onSettled: (_, result, reason) => settled('webhook', result, reason),
    });
    const secret = secretIn(settings.alertWebhookSecret, '--alert-webhook-secret');
    if (webhook.setEndpoint(WEBHOOK, { url, secrets: [secret] }) === 'BAD_SECRET') {
      throw bad('--alert-webhook-secret names a file with whsec_ and the base64 of 24 to 64 bytes');
    }
  }
  const mail = server === '' ? undefined : mailOf(settings, egress, settled);
  return new AlertDesk({ webhook, mail }, Date.now);
}

function mailOf(
  settings: AlertSettings,
  egress: Egress,
  settled: (channel: string, result: string, reason: string) => void,
): MailSender {
  const { alertMailServer: server, alertMailPassword, alertMailFrom: from } = settings;
  const to = settings.alertMailTo
    .split(',')
    .flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
  if (!URL.canParse(server) || !/^smtps?:$/.test(new URL(server).protocol)) {
    throw bad(`--alert-mail-server ${server} is no address such as smtps://user@mail.example:465`);
  }
  if (from === '' || to.length === 0) throw bad('mail needs --alert-mail-from and --alert-mail-to');
  const password =
    alertMailPassword === '' ? '' : secretIn(alertMailPassword, '--alert-mail-password');
  return new MailSender({
    ...{ server, password, from, to, egress, nowMs: Date.now },
    onSettled: ({ result, reason }) => settled('mail', result, reason),
  });
}

function secretIn(file: string, setting: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new CommandError('unreadable-file', `${setting} ${file}: ${(error as Error).message}`);
  }
}

const bad = (detail: string): CommandError => new CommandError('bad-value', detail);
