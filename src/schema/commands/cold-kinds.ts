/** The commands that carry a plain body: which body and shape belong to which kind. */
import {
  type ColdBodies,
  type ColdKind,
  type Command,
  COMMAND_KIND as K,
} from '../../values/index.js';
import * as accounts from '../shape/account-shapes.js';
import * as chain from '../shape/chain-shapes.js';
import type { Shape } from '../shape/field.js';
import * as orders from '../shape/order-shapes.js';
import * as rights from '../shape/rights-shapes.js';
import * as venue from '../shape/venue-shapes.js';

/** Kinds from here on are the venue's own and never come from a client. */
export const FIRST_VENUE_KIND = 60;

type ColdShapes = {
  readonly [N in ColdKind]: { readonly kind: number; readonly shape: Shape<ColdBodies[N]> };
};

const COLD: ColdShapes = {
  massCancel: { kind: K.MASS_CANCEL, shape: orders.massCancelShape },
  massQuote: { kind: K.MASS_QUOTE, shape: orders.massQuoteShape },
  markUpdate: { kind: K.MARK_UPDATE, shape: orders.markUpdateShape },
  exerciseRights: { kind: K.EXERCISE_RIGHTS, shape: rights.exerciseRightsShape },
  placeBundle: { kind: K.PLACE_BUNDLE, shape: orders.placeBundleShape },
  requestQuote: { kind: K.REQUEST_QUOTE, shape: orders.requestQuoteShape },
  offerQuote: { kind: K.OFFER_QUOTE, shape: orders.offerQuoteShape },
  acceptQuote: { kind: K.ACCEPT_QUOTE, shape: orders.acceptQuoteShape },
  getOutcome: { kind: K.GET_OUTCOME, shape: accounts.getOutcomeShape },
  escrowCapacity: { kind: K.ESCROW_CAPACITY, shape: rights.escrowCapacityShape },
  mintRights: { kind: K.MINT_RIGHTS, shape: rights.mintRightsShape },
  withdrawRights: { kind: K.WITHDRAW_RIGHTS, shape: rights.withdrawRightsShape },
  noticeDelivery: { kind: K.NOTICE_DELIVERY, shape: rights.noticeDeliveryShape },
  acceptDelivery: { kind: K.ACCEPT_DELIVERY, shape: rights.acceptDeliveryShape },
  disputeDelivery: { kind: K.DISPUTE_DELIVERY, shape: rights.disputeDeliveryShape },
  ruleDispute: { kind: K.RULE_DISPUTE, shape: rights.ruleDisputeShape },
  acknowledgeTicket: { kind: K.ACKNOWLEDGE_TICKET, shape: rights.acknowledgeTicketShape },
  setAutoExercise: { kind: K.SET_AUTO_EXERCISE, shape: rights.setAutoExerciseShape },
  moveCollateral: { kind: K.MOVE_COLLATERAL, shape: accounts.moveCollateralShape },
  setProtection: { kind: K.SET_PROTECTION, shape: accounts.setProtectionShape },
  resetProtection: { kind: K.RESET_PROTECTION, shape: accounts.resetProtectionShape },
  openAccount: { kind: K.OPEN_ACCOUNT, shape: accounts.openAccountShape },
  updateAccount: { kind: K.UPDATE_ACCOUNT, shape: accounts.updateAccountShape },
  addKey: { kind: K.ADD_KEY, shape: accounts.addKeyShape },
  revokeKey: { kind: K.REVOKE_KEY, shape: accounts.revokeKeyShape },
  deposit: { kind: K.DEPOSIT, shape: accounts.depositShape },
  withdraw: { kind: K.WITHDRAW, shape: accounts.withdrawShape },
  defineContract: { kind: K.DEFINE_CONTRACT, shape: venue.defineContractShape },
  openSeries: { kind: K.OPEN_SERIES, shape: venue.openSeriesShape },
  setParameter: { kind: K.SET_PARAMETER, shape: venue.setParameterShape },
  approveParameter: { kind: K.APPROVE_PARAMETER, shape: venue.approveParameterShape },
  withdrawParameter: { kind: K.WITHDRAW_PARAMETER, shape: venue.withdrawParameterShape },
  rollBackParameter: { kind: K.ROLL_BACK_PARAMETER, shape: venue.rollBackParameterShape },
  requireApproval: { kind: K.REQUIRE_APPROVAL, shape: venue.requireApprovalShape },
  setPhase: { kind: K.SET_PHASE, shape: venue.setPhaseShape },
  kill: { kind: K.KILL, shape: venue.killShape },
  releaseKill: { kind: K.RELEASE_KILL, shape: venue.releaseKillShape },
  haltSeries: { kind: K.HALT_SERIES, shape: venue.haltSeriesShape },
  resumeSeries: { kind: K.RESUME_SERIES, shape: venue.resumeSeriesShape },
  bustTrade: { kind: K.BUST_TRADE, shape: venue.bustTradeShape },
  grantEntitlement: { kind: K.GRANT_ENTITLEMENT, shape: rights.grantEntitlementShape },
  revokeEntitlement: { kind: K.REVOKE_ENTITLEMENT, shape: rights.revokeEntitlementShape },
  setQuoterState: { kind: K.SET_QUOTER_STATE, shape: venue.setQuoterStateShape },
  setConfidence: { kind: K.SET_CONFIDENCE, shape: rights.setConfidenceShape },
  advanceTime: { kind: K.ADVANCE_TIME, shape: venue.advanceTimeShape },
  openSession: { kind: K.OPEN_SESSION, shape: venue.openSessionShape },
  closeSession: { kind: K.CLOSE_SESSION, shape: venue.closeSessionShape },
  startEpoch: { kind: K.START_EPOCH, shape: venue.startEpochShape },
  quoterCheckpoint: { kind: K.QUOTER_CHECKPOINT, shape: venue.quoterCheckpointShape },
  initializeVenue: { kind: K.INITIALIZE_VENUE, shape: venue.initializeVenueShape },
  setCoreVersion: { kind: K.SET_CORE_VERSION, shape: venue.setCoreVersionShape },
  carryOver: { kind: K.CARRY_OVER, shape: venue.carryOverShape },
  bindChain: { kind: K.BIND_CHAIN, shape: chain.bindChainShape },
  linkWallet: { kind: K.LINK_WALLET, shape: chain.linkWalletShape },
  registerWallet: { kind: K.REGISTER_WALLET, shape: chain.registerWalletShape },
  creditDeposit: { kind: K.CREDIT_DEPOSIT, shape: chain.creditDepositShape },
  holdWithdrawal: { kind: K.HOLD_WITHDRAWAL, shape: chain.holdWithdrawalShape },
  payWithdrawal: { kind: K.PAY_WITHDRAWAL, shape: chain.payWithdrawalShape },
  voidWithdrawal: { kind: K.VOID_WITHDRAWAL, shape: chain.voidWithdrawalShape },
  confirmBatch: { kind: K.CONFIRM_BATCH, shape: chain.confirmBatchShape },
  observePhase: { kind: K.OBSERVE_PHASE, shape: chain.observePhaseShape },
  observeEscape: { kind: K.OBSERVE_ESCAPE, shape: chain.observeEscapeShape },
};

export interface ColdKindEntry {
  readonly name: ColdKind;
  readonly kind: number;
  readonly shape: Shape<ColdBodies[ColdKind]>;
  /** Where the body has the command's idempotent id, its series. */
  readonly clientIdKey: string | undefined;
  readonly seriesIdKey: string | undefined;
}

const byKind: (ColdKindEntry | undefined)[] = [];
for (const [name, { kind, shape }] of Object.entries(COLD)) {
  const keys = shape.fields.map(({ plain }) => plain);
  byKind[kind] = {
    name: name as ColdKind,
    kind,
    shape: shape as Shape<ColdBodies[ColdKind]>,
    clientIdKey: keys.find((key) => key === 'clientRequestId' || key === 'clientOrderId'),
    seriesIdKey: keys.find((key) => key === 'seriesId'),
  };
}

/** The command of this kind that carries a body, or undefined for order entry and numbers that are no command. */
export const coldKind = (kind: number): ColdKindEntry | undefined => byKind[kind];

/** Kind of the command that carries a body of this name. */
export const kindOf = (name: ColdKind): number => COLD[name].kind;

/** Sets every field of a command to its default, except who acts and when. */
export function clearCommand(command: Command, kind: number): void {
  command.kind = kind;
  command.clientId = 0;
  command.targetClientId = 0;
  command.orderId = 0;
  command.seriesId = 0;
  command.side = 0;
  command.orderType = 0;
  command.timeInForce = 0;
  command.priceTicks = 0;
  command.lots = 0;
  command.selfTradePrevention = 0;
  command.postOnly = false;
  command.expireTimeMs = 0;
  command.body = undefined;
  if (command.isSpecial) clearTerms(command);
}

function clearTerms(command: Command): void {
  command.isSpecial = false;
  command.displayLots = 0;
  command.allOrNone = false;
  command.postOnlySlide = false;
  command.triggerPriceTicks = 0;
  command.trailingOffsetTicks = 0;
  command.ocoClientId = 0;
  command.pegOffsetTicks = 0;
}

/** Fills a cleared command with its body and the ids the body holds. */
export function fillCold(command: Command, entry: ColdKindEntry, body: ColdBodies[ColdKind]): void {
  const values = body as unknown as Readonly<Record<string, number>>;
  command.body = body;
  if (entry.clientIdKey !== undefined) command.clientId = values[entry.clientIdKey] ?? 0;
  if (entry.seriesIdKey !== undefined) command.seriesId = values[entry.seriesIdKey] ?? 0;
}
