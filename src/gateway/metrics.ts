/** Counters of the gateway, plain numbers for the host to publish. Nothing here is read back by the gateway. */
import { ERROR_CATALOG } from '../values/index.js';
import { AnswerTimes } from './answer-times.js';

const CODES = Math.max(...Object.values(ERROR_CATALOG).map(({ code }) => code)) + 1;

export class GatewayMetrics {
  /** Connections there are now, and of these logged on. */
  connections = 0;
  sessions = 0;
  logons = 0;
  framesIn = 0;
  bytesIn = 0;
  /** Envelopes read from frames, refused ones included. */
  envelopesIn = 0;
  commandsIn = 0;
  framesOut = 0;
  bytesOut = 0;
  /** Private reports encoded. */
  reports = 0;
  /** Messages of market data encoded, and copies of them queued for subscribers. */
  marketMessages = 0;
  marketCopies = 0;
  /** Times a subscription fell behind and was conflated. */
  conflations = 0;
  resumes = 0;
  ticketsSent = 0;
  /** Refusals and closes before the sequencer, by number in the error catalog. */
  readonly refusals = new Float64Array(CODES);
  readonly closes = new Float64Array(CODES);
  /** Commands the core refused, and orders sent again, by number in the error catalog. */
  readonly rejections = new Float64Array(CODES);
  /** From the receipt of a command to its answers having been given to the socket. */
  readonly answerTimes = new AnswerTimes(performance.now());
}
