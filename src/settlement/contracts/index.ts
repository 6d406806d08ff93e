/** The contracts of chain/ as typed objects: their bindings, their deployment, and the bytes of their batches. */
export {
  type Artifact,
  attach,
  creationData,
  decodeRevert,
  type Revert,
} from './artifact.js';
export {
  ACCOUNTS_PER_BATCH_MAX,
  type BatchHeader,
  Bucket,
  domainOf,
  HEADER_TYPES,
  NO_HASH,
  packRows,
  RIGHTS_TYPES,
  ROW_BYTES,
  type Row,
  readSlot,
} from './batch.js';
export {
  type ContractAddresses,
  type Deployment,
  DeploymentFailed,
  deploy,
  deployAll,
  deployVenue,
  type Keys,
  receiptOf,
  type Terms,
} from './deploy.js';
export * from './generated/access-rights.js';
export * from './generated/dev-pat.js';
export * from './generated/pat-clearing.js';
export * from './generated/pat-governor.js';
export * from './generated/pat-timelock.js';
export * from './generated/phase-controller.js';
export {
  REGISTRATION_TYPES,
  type Registration,
  SUCCESSION_TYPES,
  type Succession,
} from './permits.js';
export {
  type NewSeries,
  packRightsRows,
  RIGHTS_ROWS_MAX,
  type RightsRow,
  rightsPayloadHash,
  SUPPLY,
} from './rights-batch.js';
