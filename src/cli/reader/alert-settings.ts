/** What an operator set of alerts, as plain data: the engine reads it, and only the reader's thread loads what sends them. */

export interface AlertSettings {
  /** Empty where there is none. */
  readonly alertWebhook: string;
  readonly alertWebhookSecret: string;
  readonly alertMailServer: string;
  readonly alertMailPassword: string;
  readonly alertMailFrom: string;
  /** Separated by commas. */
  readonly alertMailTo: string;
  /** Whether they may go to this machine, as in a sandbox. */
  readonly alertLoopback: boolean;
}

/** The settings of alerts alone: plain data, for the reader's thread. */
export const alertSettingsOf = (config: AlertSettings): AlertSettings => ({
  alertWebhook: config.alertWebhook,
  alertWebhookSecret: config.alertWebhookSecret,
  alertMailServer: config.alertMailServer,
  alertMailPassword: config.alertMailPassword,
  alertMailFrom: config.alertMailFrom,
  alertMailTo: config.alertMailTo,
  alertLoopback: config.alertLoopback,
});
