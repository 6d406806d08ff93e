/** The door of webhooks: signed, retried, bounded, and by the one way out. */
export { type Attempted, DeliveryLoop, type DeliveryLoopOptions } from './delivery-loop.js';
export {
  isSignedWebhook,
  secretBytes,
  secretText,
  type WebhookMessage,
  webhookHeaders,
} from './signature.js';
export * from './webhook-queue.js';
export {
  type WebhookEndpoint,
  WebhookSender,
  type WebhookSenderOptions,
} from './webhook-sender.js';
