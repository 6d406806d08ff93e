/** Catches an exchange that, about to exit because it is broken, takes another command or tells of one that becomes durable then. */
import { expect, test } from 'vitest';
import { COMMAND_KIND, Command } from '../../../src/values/index.js';
import { BrokerVenue } from '../../broker/broker-venue.js';

test('a sequencer that was halted takes nothing and tells nothing', async () => {
  const { sequencer, log, core } = new BrokerVenue();
  await sequencer.drain();
  const told: number[] = [];
  sequencer.listen({
    sealed: () => undefined,
    durable: ({ lastSequence }) => told.push(lastSequence),
  });
  const command = new Command();
  command.kind = COMMAND_KIND.ADVANCE_TIME;
  command.body = {};
  const before = core.state.sequence;
  expect(sequencer.submit(command, 0)).toBe(true);
  // On its way to the disk.
  sequencer.flush();
  sequencer.halt();
  expect(sequencer.isAccepting).toBe(false);
  expect(sequencer.submit(command, 0)).toBe(false);
  await sequencer.stop();
  await new Promise((resolve) => setImmediate(resolve));
  expect(log.position.nextSequence).toBe(before + 2);
  expect(core.state.sequence).toBe(before + 1);
  expect(told).toEqual([]);
  expect(sequencer.durableSequence).toBe(before);
});
