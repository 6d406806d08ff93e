/**
 * Would catch: a phase that rises on chain without the vote, before its delay, or by two; an engine that leads the chain, does
 * not follow it, follows what may still go, or follows by something that is not in the journal; an operator, a customer or a
 * stranger who can raise it, on chain or in the engine. That no client can say what the chain says: test/gateway/wallets.test.ts.
 *
 * Governor, timelock and controller are the deployed ones, on an anvil whose time is passed; the core checks every invariant
 * after every command.
 */
import { id as hashOf } from 'ethers';
import { beforeAll, expect, it, vi } from 'vitest';
import { COMMAND_RESULT, EVENT, FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { attach, devPat, patGovernor, phaseController } from '../../src/settlement/index.js';
import { errorName } from '../../src/values/index.js';
import type { LocalVenue } from './support/local-venue.js';
import { type Parties, withMarket } from './support/market.js';
import type { SettledVenue } from './support/settled-venue.js';

const DELAY_SECONDS = 120;
const VOTING = { delay: 61, period: 600 };
const [VOTER, STRANGER] = [0, 9] as const;
let chain: LocalVenue;
let world: SettledVenue;
let parties: Parties;

withMarket(
  (...all) => {
    [chain, world, parties] = all;
  },
  {
    terms: {
      timelockSeconds: DELAY_SECONDS,
      votingDelaySeconds: VOTING.delay,
      votingPeriodSeconds: VOTING.period,
    },
    around: 'ALL_TESTS',
  },
);

beforeAll(async () => {
  const voter = await chain.provider.getSigner(VOTER);
  const token = attach(devPat, chain.deployment.token, voter);
  const gas = { gasLimit: 500_000n };
  await chain.sent(token.mint(voter.address, 1_000_000n * 10n ** 18n, gas));
  await chain.sent(token.delegate(voter.address, gas));
  await chain.pass(5);
});

const phases = async (signer: number) =>
  attach(
    phaseController,
    await chain.deployment.phases.getAddress(),
    await chain.provider.getSigner(signer),
  );
const governor = async (signer: number) =>
  attach(
    patGovernor,
    await chain.deployment.governor.getAddress(),
    await chain.provider.getSigner(signer),
  );

/** A proposal to raise the phase, as the governor names it. */
async function raising(phase: number, why: string) {
  const { phases: controller } = chain.deployment;
  const call = controller.interface.encodeFunctionData('raisePhase', [phase]);
  const actions = [[await controller.getAddress()], [0n], [call]] as const;
  return { actions, why, hash: hashOf(why) };
}

/** Takes a proposal through vote and queue; what is left is the timelock's delay. */
async function voted(phase: number, why = `to phase ${phase}`) {
  const proposal = await raising(phase, why);
  const { actions, hash } = proposal;
  const asVoter = await governor(VOTER);
  await chain.sent(asVoter.propose(...actions, why));
  const id = await asVoter.hashProposal(...actions, hash);
  await chain.pass(VOTING.delay + 1);
  await chain.sent(asVoter.castVote(id, 1));
  // Whoever tries it before the vote has ended, or before it was queued, is refused.
  await expect(chain.sent(asVoter.queue(...actions, hash))).rejects.toThrow(
    'GovernorUnexpectedProposalState',
  );
  await chain.pass(VOTING.period);
  await expect(chain.sent(asVoter.execute(...actions, hash))).rejects.toThrow(
    'GovernorUnexpectedProposalState',
  );
  await chain.sent(asVoter.queue(...actions, hash));
  await expect(chain.sent(asVoter.execute(...actions, hash))).rejects.toThrow(
    'TimelockUnexpectedOperationState',
  );
  return proposal;
}

const registry = () => world.core.state.registry;

/** How the engine answers who wants another phase: the name of its refusal, or NONE. */
function setPhase(account: number, phase: number): string {
  const events = world.venue.send(account, 'setPhase', { phase, reason: 'a test' });
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT);
  return errorName(result?.[COMMAND_RESULT.code] ?? 0) ?? 'NONE';
}

/** Nobody gets the chain or the engine to a phase that was not voted for. */
async function nobodyLeads(phase: number): Promise<void> {
  const before = [registry().phase, registry().chain?.phase];
  const { guardian, settler } = chain.keys;
  for (const signer of [VOTER, STRANGER]) {
    await expect(chain.sent((await phases(signer)).raisePhase(phase))).rejects.toThrow(
      'NotTimelock',
    );
  }
  const { phases: controller } = chain.deployment;
  for (const wallet of [guardian, settler]) {
    const as = attach(
      phaseController,
      await controller.getAddress(),
      wallet.connect(chain.provider),
    );
    await expect(chain.sent(as.raisePhase(phase))).rejects.toThrow('NotTimelock');
  }
  await world.settler.round();
  for (const account of [parties.consumer, parties.provider]) {
    expect(setPhase(account, phase)).toBe('ROLE');
  }
  expect([registry().phase, registry().chain?.phase]).toEqual(before);
  expect(Number(await controller.phase())).toBe(before[1]);
}

it('rises to 2, 3 and 4 by vote and time alone, and the engine follows by the journal', {
  timeout: 120_000,
}, async () => {
  const told = vi.spyOn(world.venue, 'send');
  const toldPhases = () => told.mock.calls.filter(([, name]) => name === 'observePhase');
  for (const phase of [2, 3, 4]) {
    await nobodyLeads(phase);
    if (phase > 2) expect(setPhase(FIRST_OPERATOR_ACCOUNT, phase)).toBe('PHASE_STEP');
    const { actions, hash } = await voted(phase);
    await nobodyLeads(phase);
    await chain.pass(DELAY_SECONDS);
    // The vote and its delay are over: anybody may carry it out.
    told.mockClear();
    await chain.sent((await governor(STRANGER)).execute(...actions, hash));
    const blockNumber = await chain.provider.getBlockNumber();
    expect(registry().chain?.phase).toBe(phase - 1);
    await world.settler.round();
    expect(registry().chain).toMatchObject({ phase, phaseBlock: blockNumber });
    expect(toldPhases()).toEqual([[0, 'observePhase', { phase, blockNumber }]]);
    // Told once: neither another round nor another process tells it again.
    world.restart();
    await world.settler.round();
    expect(toldPhases()).toHaveLength(1);
    // The venue itself takes the step when an operator says so, and only where it has rules for the phase.
    const step = setPhase(FIRST_OPERATOR_ACCOUNT, phase);
    expect(step).toBe(phase === 2 ? 'NONE' : phase === 3 ? 'GATES_NOT_MET' : 'PHASE_STEP');
    expect(registry().phase).toBe(2);
    await world.settle();
    expect(await world.problems()).toEqual([]);
  }
  told.mockRestore();
  // There is no phase 5, whatever is voted for, and none is skipped or taken twice.
  const beyond = await voted(5, 'beyond');
  await chain.pass(DELAY_SECONDS);
  await expect(
    chain.sent((await governor(VOTER)).execute(...beyond.actions, beyond.hash)),
  ).rejects.toThrow('NotNextPhase');
});

it('falls at once by the guardian, and the engine with it; a vote for two steps is refused', {
  timeout: 60_000,
}, async () => {
  world.finality = { kind: 'depth', blocks: 2 };
  world.restart();
  const { guardian } = chain.keys;
  const { phases: controller } = chain.deployment;
  const asGuardian = attach(
    phaseController,
    await controller.getAddress(),
    guardian.connect(chain.provider),
  );
  await chain.sent(asGuardian.lowerPhase(1));
  await world.settler.round();
  // What may still go is not followed.
  expect(registry()).toMatchObject({ phase: 2, chain: { phase: 4 } });
  await chain.mine(2);
  await world.settler.round();
  expect(registry()).toMatchObject({ phase: 1, chain: { phase: 1 } });
  const { actions, hash } = await voted(3, 'two steps');
  await chain.pass(DELAY_SECONDS);
  await expect(chain.sent((await governor(VOTER)).execute(...actions, hash))).rejects.toThrow(
    'NotNextPhase',
  );
  // A proposal that was carried out is no licence to do it again.
  const again = await raising(2, 'to phase 2');
  await expect(
    chain.sent((await governor(VOTER)).execute(...again.actions, again.hash)),
  ).rejects.toThrow('GovernorUnexpectedProposalState');
  expect(Number(await controller.phase())).toBe(1);
});
