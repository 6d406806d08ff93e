/** Whether those who are not looking would be told: the channels of alerts deliver. */
import { type Check, counted, type Finding } from '../check.js';

export const alertChannels: Check = {
  id: 'alerts-undelivered',
  name: 'Alerts',
  look: ({ channels }) => {
    if (channels === undefined) return undefined;
    if (channels.length === 0) return { reading: 'go nowhere', findings: [] };
    const findings = channels
      .filter(({ state }) => state !== 'READY')
      .map(
        ({ channel, state, waiting, deadLetters, nextAtMs }): Finding => ({
          key: channel,
          severity: 'bad',
          title: `Alerts do not arrive: ${channel}`,
          cause:
            state === 'DISABLED'
              ? `It was given up after the last attempt; ${counted(deadLetters, 'message')} lie there.`
              : `An attempt failed; the next is at ${new Date(nextAtMs).toISOString()}, ${counted(waiting, 'message')} wait.`,
          cost: 'Whoever is not looking at this page hears of nothing.',
          may: 'See that the address answers, then send a test.',
        }),
      );
    return { reading: findings.length === 0 ? 'arrive' : 'do not arrive', findings };
  },
};
