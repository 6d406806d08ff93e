/** What operators do in the reference: accounts, PAT, contracts, parameters, phase, kill switches, entitlements. */
import { CODE } from '../../../../src/engine/core/index.js';
import {
  ACCOUNT_ROLE,
  CANCEL_REASON,
  type ColdBodies,
  ENTITLEMENT_ORIGIN,
  ENTITLEMENT_STATUS,
  formatContractKey,
  KEY_SCOPE,
  KILL_SCOPE,
  type ParameterDefinition,
  parseContractKey,
  QUOTER_STATE,
  SERIES_STATE,
} from '../../../../src/values/index.js';
import { type Checks, no, seriesKey } from './checks.js';
import { endEntitlement, isOpen, sayEntitlement } from './entitling.js';
import type { Lifecycle } from './lifecycle.js';
import type { Quoting } from './quoting.js';
import type { Rights } from './rights.js';
import { done, type Result, type Trading } from './trading.js';
import type { Account, Entitlement, ParameterRequest, World } from './world.js';

const EXACT_MAX = BigInt(Number.MAX_SAFE_INTEGER);
const DURATION_MS_MAX = 3_653 * 86_400_000;
const PPM = 1_000_000;
const EVERYTHING = { seriesId: 0, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };

export class Administration {
  private readonly world: World;
  private readonly checks: Checks;
  private readonly trading: Trading;
  private readonly quoting: Quoting;
  private readonly rights: Rights;
  private readonly lifecycle: Lifecycle;
  private readonly definitions: readonly ParameterDefinition[];

  constructor(parts: {
    world: World;
    checks: Checks;
    trading: Trading;
    quoting: Quoting;
    rights: Rights;
    lifecycle: Lifecycle;
    definitions: readonly ParameterDefinition[];
  }) {
    this.world = parts.world;
    this.checks = parts.checks;
    this.trading = parts.trading;
    this.quoting = parts.quoting;
    this.rights = parts.rights;
    this.lifecycle = parts.lifecycle;
    this.definitions = parts.definitions;
  }

  openAccount(body: ColdBodies['openAccount']): Result {
    const { role, publicKey, scopes } = body;
    const { BROKER, SYSTEM, STORE } = ACCOUNT_ROLE;
    if ([BROKER, SYSTEM, STORE].includes(role as never)) {
      return no(CODE.INVALID_FIELD, 'role');
    }
    if (publicKey.length > 0 && !mayHold(role, scopes)) return no(CODE.INVALID_FIELD, 'scopes');
    if (this.world.accounts.length >= this.world.limits.maxAccounts) return no(CODE.CAPACITY_FULL);
    const account = this.addAccount(role, body.accountClass, body.firmGroup);
    if (publicKey.length > 0) account.keys.push({ publicKey: publicKey.join(), revoked: false });
    return done(account.id);
  }

  addAccount(role: number, accountClass: number, group: number): Account {
    const account: Account = {
      id: this.world.accounts.length + 1,
      role,
      accountClass,
      group,
      killed: false,
      sequence: 0,
      exposureLimit: -1,
      dailyCredit: -1,
      creditDay: 0,
      creditUsed: 0n,
      rate: undefined,
      exercised: { lots: 0, atMs: 0 },
      protection: undefined,
      withdrawableAtMs: 0,
      keys: [],
      spaces: [],
      wallet: '',
      pendingLink: undefined,
    };
    this.world.accounts.push(account);
    this.world.say('ACCOUNT', { accountId: account.id });
    return account;
  }

  updateAccount(body: ColdBodies['updateAccount']): Result {
    const account = this.world.account(body.targetAccountId);
    if (account === undefined) return no(CODE.UNKNOWN_ACCOUNT, 'target_account_id');
    if (body.accountClass !== 0) account.accountClass = body.accountClass;
    if (body.exposureLimitMicroPat !== 0) account.exposureLimit = body.exposureLimitMicroPat;
    if (body.dailyCreditMicroPat !== 0) account.dailyCredit = body.dailyCreditMicroPat;
    return this.changed(account);
  }

  addKey(body: ColdBodies['addKey']): Result {
    const account = this.world.account(body.targetAccountId);
    if (account === undefined) return no(CODE.UNKNOWN_ACCOUNT, 'target_account_id');
    if (!mayHold(account.role, body.scopes)) return no(CODE.INVALID_FIELD, 'scopes');
    const publicKey = body.publicKey.join();
    const live = account.keys.filter((key) => !key.revoked);
    if (live.some((key) => key.publicKey === publicKey)) {
      return no(CODE.ALREADY_EXISTS, 'public_key');
    }
    if (live.length >= 16 || account.keys.length >= 256) {
      return no(CODE.CAPACITY_FULL, 'public_key');
    }
    account.keys.push({ publicKey, revoked: false });
    return this.changed(account, account.keys.length);
  }

  revokeKey(body: ColdBodies['revokeKey']): Result {
    const account = this.world.account(body.targetAccountId);
    const key = account?.keys[body.keyId - 1];
    if (account === undefined || key === undefined || key.revoked) {
      return no(CODE.INVALID_FIELD, 'key_id');
    }
    key.revoked = true;
    return this.changed(account, body.keyId);
  }

  deposit({ targetAccountId, amountMicroPat }: ColdBodies['deposit']): Result {
    const { world } = this;
    if (world.chain) return no(CODE.CHAIN_BOUND);
    const account = world.account(targetAccountId);
    if (account === undefined) return no(CODE.UNKNOWN_ACCOUNT, 'target_account_id');
    if (amountMicroPat < 1) return no(CODE.INVALID_FIELD, 'amount_micro_pat');
    const amount = BigInt(amountMicroPat);
    if (world.totalMicroPat + amount > EXACT_MAX) return no(CODE.OVERFLOW, 'amount_micro_pat');
    world.totalMicroPat += amount;
    world.money.set(`available:${account.id}`, world.balance(`available:${account.id}`) + amount);
    return this.changed(account);
  }

  withdraw({ targetAccountId, amountMicroPat }: ColdBodies['withdraw']): Result {
    const { world } = this;
    if (world.chain) return no(CODE.CHAIN_BOUND);
    const account = world.account(targetAccountId);
    if (account === undefined) return no(CODE.UNKNOWN_ACCOUNT, 'target_account_id');
    if (amountMicroPat < 1) return no(CODE.INVALID_FIELD, 'amount_micro_pat');
    const amount = BigInt(amountMicroPat);
    const bucket = `available:${account.id}`;
    if (this.rights.collateral.hasCall(account.id)) return no(CODE.COLLATERAL_CALLED);
    if (amount > world.balance(bucket)) return no(CODE.INSUFFICIENT_PAT, 'amount_micro_pat');
    world.totalMicroPat -= amount;
    world.money.set(bucket, world.balance(bucket) - amount);
    return this.changed(account);
  }

  moveCollateral(account: Account, amountMicroPat: number): Result {
    const { world, checks } = this;
    const amount = BigInt(amountMicroPat);
    const [free, locked] = [`available:${account.id}`, `collateral:${account.id}`];
    if (amount === 0n) return no(CODE.INVALID_FIELD, 'amount_micro_pat');
    if (amount > 0n) {
      if (amount > world.spendable(account.id)) {
        return no(CODE.INSUFFICIENT_PAT, 'amount_micro_pat');
      }
      world.move(free, locked, amount);
      return done(account.id);
    }
    const left = world.balance(locked) + amount;
    const isCovered = world.series.every((series) => {
      const { segment, windowMs } = series.contract;
      const own = checks.exposure((s) => s === series);
      const window = checks.exposure((s) => s.contract.windowMs === windowMs);
      const all = checks.exposure((s) => s.contract.segment === segment);
      return (
        own === 0n ||
        (own <= checks.shareOf(left, 'series', series) &&
          window <= checks.shareOf(left, 'window', series) &&
          all <= checks.shareOf(left, 'segment', series))
      );
    });
    if (left < 0n || !isCovered) return no(CODE.INSUFFICIENT_PAT, 'amount_micro_pat');
    world.move(locked, free, -amount);
    return done(account.id);
  }

  defineContract({ contract: text, rules }: ColdBodies['defineContract']): Result {
    const { world } = this;
    const key = parseContractKey(text);
    if (typeof key === 'string') return no(CODE.INVALID_FIELD, 'contract');
    const canonical = formatContractKey(key);
    if (world.contracts.some((contract) => contract.text === canonical)) {
      return no(CODE.ALREADY_EXISTS, 'contract');
    }
    if (rules === null || !areRulesValid(rules)) return no(CODE.INVALID_FIELD, 'rules');
    if (rules.licensorAccountId !== 0 && !world.account(rules.licensorAccountId)) {
      return no(CODE.UNKNOWN_ACCOUNT, 'rules');
    }
    if (world.contracts.length >= world.limits.maxSeries) return no(CODE.CAPACITY_FULL);
    const id = world.contracts.length + 1;
    const { segment, windowMs, confidenceLowPpm: lowPpm } = key;
    world.contracts.push({ id, text: canonical, segment, windowMs, lowPpm, rules });
    world.say('CONTRACT', { contractId: id });
    return done(id);
  }

  setParameter(author: Account, body: ColdBodies['setParameter']): Result {
    const { world } = this;
    const definition = this.definitions.find(({ name }) => name === body.name);
    if (definition === undefined) return no(CODE.UNKNOWN_PARAMETER, 'name');
    const targets = world.series.flatMap((series) => seriesKey(series));
    const isKnown =
      targets.includes(body.target) ||
      world.contracts.some((c) => c.text === body.target || c.segment === body.target);
    if (body.target !== '' && (definition.scope === 'venue' || !isKnown)) {
      return no(CODE.INVALID_FIELD, 'target');
    }
    const { minValue, maxValue } = definition;
    if (!body.unset && (body.value < minValue || body.value > maxValue)) {
      return no(CODE.PARAMETER_RANGE, 'value');
    }
    const key = `${body.name}@${body.target}`;
    const version = world.parameters.get(key)?.version ?? 0;
    if (body.expectedVersion !== 0 && body.expectedVersion !== version) {
      return no(CODE.STALE_VERSION, 'expected_version');
    }
    const value = body.unset ? null : body.value;
    if (definition.twoPerson) return this.askSecondPerson({ key, value, version, author });
    this.change(key, value, version);
    return done(version + 1);
  }

  /** A change of what two people decide waits a day for the second. */
  private askSecondPerson(
    terms: Pick<ParameterRequest, 'key' | 'value' | 'version' | 'author'>,
  ): Result {
    const { world } = this;
    const { parameterRequests: requests } = world;
    if (requests.filter((one) => one.timer !== undefined).length >= 64) {
      return no(CODE.CAPACITY_FULL);
    }
    const request: ParameterRequest = { ...terms, number: requests.length + 1, timer: undefined };
    requests.push(request);
    request.timer = world.setTimer('timers', world.timeMs + 86_400_000, () => {
      request.timer = undefined;
      world.say('PARAMETER_REQUEST', { request: request.number, state: 5 });
    });
    world.say('PARAMETER_REQUEST', { request: request.number, state: 1 });
    return done(request.number, 1);
  }

  approveParameter(author: Account, number: number): Result {
    const { world } = this;
    const request = world.parameterRequests[number - 1];
    if (request?.timer === undefined) {
      return no(CODE.UNKNOWN_PARAMETER_REQUEST, 'parameter_request_id');
    }
    if (request.author === author) return no(CODE.SECOND_PERSON);
    if ((world.parameters.get(request.key)?.version ?? 0) !== request.version) {
      return no(CODE.STALE_VERSION, 'parameter_request_id');
    }
    this.end(request);
    this.change(request.key, request.value, request.version);
    world.say('PARAMETER_REQUEST', { request: number, state: 3 });
    return done(number);
  }

  withdrawParameter(number: number): Result {
    const request = this.world.parameterRequests[number - 1];
    if (request?.timer === undefined) {
      return no(CODE.UNKNOWN_PARAMETER_REQUEST, 'parameter_request_id');
    }
    this.end(request);
    this.world.say('PARAMETER_REQUEST', { request: number, state: 4 });
    return done(number);
  }

  private end(request: ParameterRequest): void {
    this.world.dropTimer(request.timer);
    request.timer = undefined;
  }

  private change(key: string, value: number | null, version: number): void {
    const { world } = this;
    world.parameters.set(key, { value, version: version + 1 });
    world.parameterChanges += 1;
    world.say('PARAMETER', { change: world.parameterChanges });
  }

  setPhase(phase: number): Result {
    const { world } = this;
    const isVoted = phase <= 2 || phase <= (world.chain?.phase ?? 0);
    const isStep = phase === world.phase + 1 && isVoted;
    if (!isStep && !(phase === world.phase - 1 && phase >= 1)) return no(CODE.PHASE_STEP, 'phase');
    // No rules for settlement in cash yet.
    if (phase > 2) return no(CODE.PHASE_RULES, 'phase');
    world.phase = phase;
    world.say('PHASE', { phase });
    const { SCHEDULED } = SERIES_STATE;
    const waiting = world.series.filter(({ state }) => phase >= 2 && state === SCHEDULED);
    for (const series of waiting) this.lifecycle.forwards.admit(series);
    return done(phase);
  }

  kill(author: Account, { killScope: scope, targetId: target }: ColdBodies['kill']): Result {
    const { world } = this;
    const isOwn = scope === KILL_SCOPE.ACCOUNT && target === author.id;
    if (author.role !== ACCOUNT_ROLE.OPERATOR && !isOwn) return no(CODE.ROLE, 'kill_scope');
    if (!this.isTarget(scope, target)) return no(CODE.INVALID_FIELD, 'target_id');
    if (world.kills.some((kill) => kill.scope === scope && kill.target === target)) {
      return no(CODE.ALREADY_EXISTS, 'kill_scope');
    }
    world.kills.push({ scope, target, author: author.id });
    this.latch(scope, target, true);
    if (scope === KILL_SCOPE.GLOBAL || scope === KILL_SCOPE.SERIES) {
      this.sayKilling(scope, target);
      this.lifecycle.killLater(scope, target);
      return done(target);
    }
    const reason = CANCEL_REASON.KILLED;
    const isAccount = scope === KILL_SCOPE.ACCOUNT;
    const canceled = isAccount
      ? this.trading.massCancel(target, EVERYTHING, reason)
      : this.quoting.pullAll(reason);
    world.say('KILL', { scope, target, set: 1, liveOrders: 0 });
    return done(target, canceled);
  }

  /** The venue itself stops everything. */
  stopAll(): void {
    this.world.kills.push({ scope: KILL_SCOPE.GLOBAL, target: 0, author: 0 });
    this.latch(KILL_SCOPE.GLOBAL, 0, true);
    this.sayKilling(KILL_SCOPE.GLOBAL, 0);
    this.lifecycle.killLater(KILL_SCOPE.GLOBAL, 0);
  }

  /** Cancelling begins: so many orders are to go. */
  private sayKilling(scope: number, target: number): void {
    const { orders } = this.world;
    const covered = orders.filter((o) => scope === KILL_SCOPE.GLOBAL || o.series === target);
    this.world.say('KILL', { scope, target, set: 1, liveOrders: covered.length });
  }

  releaseKill(author: Account, body: ColdBodies['releaseKill']): Result {
    const { world } = this;
    const { killScope: scope, targetId: target } = body;
    const kill = world.kills.find((one) => one.scope === scope && one.target === target);
    if (kill === undefined) return no(CODE.NOT_KILLED, 'kill_scope');
    const isEscaped = world.chain?.escapedAfter !== undefined;
    if (isEscaped && scope === KILL_SCOPE.GLOBAL) return no(CODE.ESCAPED);
    if (kill.author === author.id) return no(CODE.SECOND_PERSON);
    const waitsFor = scope === KILL_SCOPE.SERIES ? ['kill', `kill ${target}`] : ['kill'];
    if (world.work.some(({ name }) => waitsFor.includes(name))) return no(CODE.KILLED);
    world.kills = world.kills.filter((one) => one !== kill);
    this.latch(scope, target, false);
    world.say('KILL', { scope, target, set: 0, liveOrders: 0 });
    return done(target);
  }

  setQuoterState(account: Account, body: ColdBodies['setQuoterState']): Result {
    const series = this.world.seriesOf(body.seriesId);
    if (series === undefined) return no(CODE.UNKNOWN_SERIES, 'series_id');
    const { HALT } = QUOTER_STATE;
    const leavesHalt = series.quoterState === HALT && body.quoterState !== HALT;
    if (leavesHalt && account.role !== ACCOUNT_ROLE.OPERATOR) return no(CODE.ROLE);
    series.quoterState = body.quoterState;
    if (body.quoterState === HALT) this.quoting.pull(series, 0, CANCEL_REASON.KILLED);
    this.world.say('QUOTER_STATE', { series: series.id, state: body.quoterState });
    return done(series.id);
  }

  setConfidence({ providerId, segment, confidencePpm }: ColdBodies['setConfidence']): Result {
    if (!this.rights.segments().includes(segment)) return no(CODE.INVALID_FIELD, 'segment');
    const provider = this.world.account(providerId);
    if (provider === undefined) return no(CODE.UNKNOWN_ACCOUNT, 'provider_id');
    if (provider.role !== ACCOUNT_ROLE.PROVIDER) return no(CODE.ROLE, 'provider_id');
    if (confidencePpm < 0 || confidencePpm > PPM) return no(CODE.INVALID_FIELD, 'confidence_ppm');
    this.rights.makeCapacity(providerId, segment).confidencePpm = confidencePpm;
    return done(providerId);
  }

  grant(body: ColdBodies['grantEntitlement']): Result {
    const { world } = this;
    if (!world.account(body.holderId)) return no(CODE.UNKNOWN_ACCOUNT, 'holder_id');
    if (body.origin === ENTITLEMENT_ORIGIN.EXERCISE) return no(CODE.INVALID_FIELD, 'origin');
    if (body.validToMs <= body.validFromMs) return no(CODE.INVALID_FIELD, 'valid_to_ns');
    if (body.quota < 0) return no(CODE.INVALID_FIELD, 'quota');
    const open = world.entitlements.filter((one) => isOpen(one, world.timeMs)).length;
    if (open >= world.limits.maxEntitlements) return no(CODE.CAPACITY_FULL);
    const entitlement: Entitlement = {
      token: `entitlement:${world.next()}`,
      holder: body.holderId,
      isExercised: false,
      resource: body.resource,
      actions: body.actions.split(','),
      validFromMs: body.validFromMs,
      validToMs: body.validToMs,
      status: ENTITLEMENT_STATUS.ACTIVE,
      lots: 0,
      suspended: 0,
    };
    world.entitlements.push(entitlement);
    sayEntitlement(world, entitlement);
    return done(entitlement.token);
  }

  revoke(entitlement: Entitlement | undefined): Result {
    if (entitlement === undefined || !isOpen(entitlement, this.world.timeMs)) {
      return no(CODE.UNKNOWN_ENTITLEMENT, 'entitlement_id');
    }
    endEntitlement(this.world, entitlement);
    return done(entitlement.token);
  }

  mark(marks: ColdBodies['markUpdate']['marks']): Result {
    const { world } = this;
    for (const { seriesId, markTicks } of marks) {
      const series = world.seriesOf(seriesId);
      if (series === undefined) return no(CODE.UNKNOWN_SERIES, 'series_id');
      const max = series.contract.rules.maxPriceTicks;
      if (markTicks < 1 || markTicks > max) return no(CODE.TICK_LOT, 'mark_ticks');
    }
    for (const { seriesId, markTicks, sigmaPpm, thinnessPpm } of marks) {
      const series = world.series[seriesId - 1];
      if (series) Object.assign(series, { mark: markTicks, sigmaPpm, thinnessPpm });
      world.say('MARK', { series: seriesId, markTicks, sigmaPpm, thinnessPpm });
      if (series) this.trading.specials.moved(series);
    }
    return done(0, marks.length);
  }

  private changed(account: Account, reference = account.id): Result {
    this.world.say('ACCOUNT', { accountId: account.id });
    return done(reference);
  }

  private isTarget(scope: number, target: number): boolean {
    if (scope === KILL_SCOPE.ACCOUNT) return this.world.account(target) !== undefined;
    if (scope === KILL_SCOPE.SERIES) return this.world.seriesOf(target) !== undefined;
    return target === 0;
  }

  private latch(scope: number, target: number, isKilled: boolean): void {
    const { world } = this;
    const account = scope === KILL_SCOPE.ACCOUNT ? world.account(target) : undefined;
    const series = scope === KILL_SCOPE.SERIES ? world.seriesOf(target) : undefined;
    if (account) account.killed = isKilled;
    if (series) series.killed = isKilled;
    if (scope === KILL_SCOPE.GLOBAL) world.globalKilled = isKilled;
    if (scope === KILL_SCOPE.QUOTER) world.quoterKilled = isKilled;
  }
}

function mayHold(role: number, scopes: readonly number[]): boolean {
  const { BROKER, CONSUMER, PROVIDER, CREATOR, OPERATOR, AUDITOR } = ACCOUNT_ROLE;
  const rolesByScope = new Map<number, readonly number[]>([
    [KEY_SCOPE.READ, Object.values(ACCOUNT_ROLE)],
    [KEY_SCOPE.TRADE, [BROKER, CONSUMER, PROVIDER]],
    [KEY_SCOPE.PROVIDE, [PROVIDER, CREATOR, AUDITOR]],
    [KEY_SCOPE.OPERATE, [OPERATOR]],
    [KEY_SCOPE.WALLET, [BROKER, CONSUMER, PROVIDER, CREATOR]],
  ]);
  return scopes.length > 0 && scopes.every((scope) => rolesByScope.get(scope)?.includes(role));
}

function areRulesValid(rules: NonNullable<ColdBodies['defineContract']['rules']>): boolean {
  const within = (value: number, min: number, max = Number.MAX_SAFE_INTEGER): boolean =>
    value >= min && value <= max;
  const fee = BigInt(Math.max(rules.makerFeePpm, rules.takerFeePpm, 1));
  const dearest = BigInt(rules.maxPriceTicks) * BigInt(rules.tickValueMicroPat) * fee;
  const uses = BigInt(rules.quotaPerLot) * BigInt(rules.mintCapLots);
  return (
    dearest <= EXACT_MAX &&
    uses <= EXACT_MAX &&
    within(rules.quotaPerLot, 1) &&
    within(rules.tickValueMicroPat, 1) &&
    within(rules.maxPriceTicks, 1, 2 ** 31 - 2) &&
    within(rules.maxOrderLots, 1) &&
    within(rules.mintCapLots, 1) &&
    within(rules.penaltyMicroPat, 0) &&
    within(rules.serviceLevelMs, 1, DURATION_MS_MAX) &&
    within(rules.acceptanceMs, 1, DURATION_MS_MAX) &&
    within(rules.disputeWindowMs, 0, DURATION_MS_MAX) &&
    within(rules.providerSharePpm, 0, PPM) &&
    within(rules.makerFeePpm, 0, PPM) &&
    within(rules.takerFeePpm, 0, PPM) &&
    within(rules.royaltyPpm, 0, PPM) &&
    within(rules.referencePriceTicks, 1, rules.maxPriceTicks)
  );
}
