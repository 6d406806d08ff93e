/**
 * Tells people who are not looking: watches what the board of *Now* finds, every second, and hands what is worth telling to a
 * webhook and to mail. The rules are parameters of the venue; acknowledgements are commands.
 *
 * A trouble that lasts is told once and again only when nobody acknowledged it. What was told and whether it arrived is shown;
 * a channel that does not deliver is itself something wrong. With the reader gone nothing is told: that is what the rules in
 * `ops/` are for.
 */
import { createHash } from 'node:crypto';
import type { EndpointStatus, MailSender, WebhookSender } from '../../http/index.js';
import { lastCommand } from '../../reader/index.js';
import { COMMAND_KIND } from '../../values/index.js';
import type { Source } from '../context.js';
import type { NowBoard, NowItem } from '../now/now-board.js';
import { type AlertNote, AlertWatch } from './alert-watch.js';

export const WEBHOOK = 'alerts';

export interface AlertChannels {
  /** With an end point named `WEBHOOK`. */
  readonly webhook?: WebhookSender | undefined;
  readonly mail?: MailSender | undefined;
}

export interface ChannelState extends EndpointStatus {
  readonly channel: 'webhook' | 'mail';
}

export interface AlertState {
  readonly key: string;
  readonly alertId: string;
  readonly severity: string;
  readonly title: string;
  readonly firstMs: number;
  readonly toldMs: number;
  readonly acknowledgedMs: number;
  readonly acknowledgedBy: number;
}

const { ACKNOWLEDGE_ALERT } = COMMAND_KIND;
const LOOK_MS = 1_000;
const HOLD_MS = 5_000;
const REPEAT_MS = 14_400_000;

export class AlertDesk {
  private readonly watch = new AlertWatch();
  private readonly channels: AlertChannels;
  private readonly nowMs: () => number;
  private timer: NodeJS.Timeout | undefined;
  private tests = 0;

  constructor(channels: AlertChannels, nowMs: () => number) {
    this.channels = channels;
    this.nowMs = nowMs;
  }

  /** Looks every second from now on, while there is a reader to look at. */
  begin(board: NowBoard, source: () => Source | undefined, failed: (error: unknown) => void): void {
    this.timer ??= setInterval(() => {
      try {
        const now = source();
        if (now !== undefined) this.look(board, now);
      } catch (error) {
        failed(error);
      }
    }, LOOK_MS);
    this.timer.unref();
  }

  /** Looks once and tells what is to be told. */
  look(board: NowBoard, source: Source): readonly AlertNote[] {
    const rule = (name: string, otherwise: number): number =>
      source.venue.parameterIn(1, name) ?? otherwise;
    const rules = {
      holdMs: rule('alert_hold_ms', HOLD_MS),
      repeatMs: rule('alert_repeat_ms', REPEAT_MS),
    };
    const { items } = board.look(source);
    const notes = this.watch.look(items, rules, this.nowMs(), (key, sinceMs) => {
      return acknowledgement(source, key, sinceMs).atMs;
    });
    for (const note of notes) this.tell(note);
    return notes;
  }

  /** Sends a test over every channel; answers which. */
  test(byAccountId: number): readonly string[] {
    this.tests += 1;
    // What was given up is tried again: whoever tests has mended it, or wants to know.
    this.channels.webhook?.replay(WEBHOOK);
    this.channels.mail?.replay();
    const atMs = this.nowMs();
    const item: NowItem = {
      ...{ key: 'test', checkId: 'test', severity: 'warn', title: 'A test of the alerts' },
      ...{ cause: `Account ${byAccountId} asked for it.`, sinceMs: atMs, cost: 'Nothing.' },
      ...{ may: 'Nothing is to be done.', runbook: '/guide/alerts' },
    };
    this.tell({ alertId: `test@${atMs}-${this.tests}`, event: 'TEST', atMs, item });
    return this.states().map(({ channel }) => channel);
  }

  /** How each channel stands. */
  states(): readonly ChannelState[] {
    const { webhook, mail } = this.channels;
    const hook = webhook?.queue.status(WEBHOOK);
    return [
      ...(hook === undefined ? [] : [{ channel: 'webhook' as const, ...hook }]),
      ...(mail === undefined ? [] : [{ channel: 'mail' as const, ...mail.status() }]),
    ];
  }

  /** Alerts that were told and have not ended. */
  active(source: Source): readonly AlertState[] {
    return this.watch.active().map(({ item, firstMs, toldMs }) => {
      const { atMs, by } = acknowledgement(source, item.key, firstMs);
      const { key, severity, title } = item;
      const told = { key, severity, title, firstMs, toldMs };
      return { ...told, alertId: `${key}@${firstMs}`, acknowledgedMs: atMs, acknowledgedBy: by };
    });
  }

  close(): void {
    clearInterval(this.timer);
    this.channels.webhook?.close();
    this.channels.mail?.close();
  }

  private tell({ alertId, event, atMs, item }: AlertNote): void {
    const digest = createHash('sha256').update(`${alertId} ${event} ${atMs}`).digest('hex');
    const id = `alert_${digest.slice(0, 32)}`;
    const { webhook, mail } = this.channels;
    webhook?.send(WEBHOOK, { id, body: JSON.stringify({ alertId, event, atMs, ...item }) });
    const { title, cause, sinceMs, cost, may, runbook } = item;
    const since = new Date(sinceMs).toISOString();
    const lines = [
      title,
      `Since ${since}.`,
      cause,
      `It costs: ${cost}`,
      `What may be done: ${may}`,
    ];
    mail?.send({
      ...{ id, subject: `[PATX ${event}] ${title}`.slice(0, 200) },
      text: [...lines, `Runbook: ${runbook}`, `Alert: ${alertId}`].join('\n\n'),
    });
  }
}

/** Who acknowledged an alert since it began, and when. */
function acknowledgement(
  { reader }: Source,
  key: string,
  sinceMs: number,
): { readonly atMs: number; readonly by: number } {
  const found = lastCommand(reader.database, ACKNOWLEDGE_ALERT, (body) => body.alertKey === key);
  const isOfThis = found !== undefined && found.timeMs >= sinceMs;
  return isOfThis ? { atMs: found.timeMs, by: found.accountId } : { atMs: 0, by: 0 };
}
