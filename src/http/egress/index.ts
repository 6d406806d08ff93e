/** The door of requests the venue makes to addresses that strangers chose. */
export { isLoopbackAddress, isPublicAddress } from './address.js';
export { dnsResolve, type Resolve } from './destination.js';
export {
  Egress,
  type EgressDigest,
  type EgressOptions,
  type EgressRequest,
  type EgressResponse,
} from './egress.js';
export { EGRESS_ERRORS, EgressError, type EgressErrorCode } from './error.js';
