/**
 * Sends mail by SMTP, by the one way out, with the retries of webhooks. Passwords go over TLS alone: outside a sandbox a server that
 * offers none is refused. What cannot be delivered after the last attempt is kept as a dead letter and counted.
 */
import type { Egress } from '../egress/index.js';
import {
  type Attempted,
  type Delivery,
  DeliveryLoop,
  type EndpointStatus,
  WEBHOOK_LIMITS,
} from '../webhooks/index.js';

const ATTEMPT_MS = 20_000;
const MAIL = 'mail';
const IMPLICIT_TLS = 'smtps:';
const PORTS: Readonly<Record<string, number>> = { 'smtps:': 465, 'smtp:': 587 };

export interface MailOptions {
  /** `smtps://user@host:465`, or `smtp://user@host:587`, which has to offer STARTTLS. */
  readonly server: string;
  /** Of the user; empty where there is none. */
  readonly password: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly egress: Egress;
  readonly nowMs: () => number;
  /** Told after each attempt, for the log. */
  readonly onSettled?: (result: Attempted) => void;
}

export interface Mail {
  /** The same mail has the same id, so that a second copy can be told. */
  readonly id: string;
  readonly subject: string;
  readonly text: string;
}

export class MailSender {
  private readonly options: MailOptions;
  private readonly loop: DeliveryLoop;

  constructor(options: MailOptions) {
    this.options = options;
    this.loop = new DeliveryLoop({
      ...{ limits: { ...WEBHOOK_LIMITS, endpointsMax: 1 }, nowMs: options.nowMs },
      attempt: (delivery) => this.attempt(delivery),
      onSettled: (_, result, reason) => options.onSettled?.({ result, reason }),
    });
    this.loop.queue.addEndpoint(MAIL);
  }

  send({ id, subject, text }: Mail): void {
    this.loop.send(MAIL, { id, body: JSON.stringify({ subject, text }) });
  }

  status(): EndpointStatus {
    return this.loop.queue.status(MAIL) as EndpointStatus;
  }

  /** Tries again what was given up. */
  replay(): number {
    return this.loop.replay(MAIL);
  }

  close(): void {
    this.loop.close();
  }

  private async attempt({ message }: Delivery): Promise<Attempted> {
    const { server, password, from, to, egress } = this.options;
    const { subject, text } = JSON.parse(message.body) as { subject: string; text: string };
    const { protocol, hostname: host, port, username } = new URL(server);
    const isImplicit = protocol === IMPLICIT_TLS;
    // Loaded by those who send mail.
    const { createTransport } = await import('nodemailer');
    try {
      const connection = await egress.open({
        ...{ host, port: port === '' ? (PORTS[protocol] ?? 0) : Number(port) },
        timeoutMs: ATTEMPT_MS,
      });
      const transport = createTransport({
        ...{ host, secure: isImplicit, requireTLS: !isImplicit && !egress.isSandbox },
        ...{ disableFileAccess: true, disableUrlAccess: true, connectionTimeout: ATTEMPT_MS },
        ...{ greetingTimeout: ATTEMPT_MS, socketTimeout: ATTEMPT_MS },
        ...(username === ''
          ? {}
          : { auth: { user: decodeURIComponent(username), pass: password } }),
        getSocket: (_: unknown, done: (error: null, given: { connection: unknown }) => void) =>
          done(null, { connection }),
      } as never);
      try {
        const messageId = `<${message.id.replaceAll(/[^\w.-]/g, '-')}@patx>`;
        await transport.sendMail({ from, to: [...to], subject, text, messageId });
      } finally {
        transport.close();
        connection.destroy();
      }
      return { result: 'DELIVERED', reason: '' };
    } catch (error) {
      return { result: 'FAILED', reason: (error as Error).message };
    }
  }
}
