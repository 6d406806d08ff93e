// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/**
 * @title Buckets: an account in one storage word
 * @notice From the low end: free, locked, margin and pendingOut, 56 bits each in micro-PAT, then pendingAt, 32 bits of
 * seconds. All PAT together is below 2^53 micro-PAT, so no field can run into its neighbour.
 */
library Buckets {
    /// @notice May be spent and withdrawn: the ledger's available and what it has set aside for a withdrawal.
    uint256 internal constant FREE = 0;
    /// @notice The owner's own escrow, collateral, reservations, and what it owes others pending delivery.
    uint256 internal constant LOCKED = 1;
    /// @notice Collateral of cash-settled contracts.
    uint256 internal constant MARGIN = 2;
    uint256 internal constant MASK = 2 ** 56 - 1;

    uint256 private constant BITS = 56;
    uint256 private constant PENDING_OUT_SHIFT = 168;
    uint256 private constant PENDING_AT_SHIFT = 224;
    uint256 private constant BALANCES_MASK = 2 ** 168 - 1;

    /// @notice A bucket's balance.
    function balance(uint256 slot, uint256 bucket) internal pure returns (uint256) {
        unchecked {
            return (slot >> (bucket * BITS)) & MASK;
        }
    }

    /// @notice The word with a bucket changed. The caller has checked that the bucket stays within its field.
    function added(uint256 slot, uint256 bucket, int256 delta) internal pure returns (uint256) {
        unchecked {
            return slot + (uint256(delta) << (bucket * BITS));
        }
    }

    /// @notice What the open withdrawal asked for; zero if there is none.
    function pendingOut(uint256 slot) internal pure returns (uint256) {
        return (slot >> PENDING_OUT_SHIFT) & MASK;
    }

    /// @notice When the open withdrawal was asked for.
    function pendingAt(uint256 slot) internal pure returns (uint256) {
        return slot >> PENDING_AT_SHIFT;
    }

    /// @notice The word with another open withdrawal, or none.
    function withPending(uint256 slot, uint256 micro, uint256 since) internal pure returns (uint256) {
        return (slot & BALANCES_MASK) | (micro << PENDING_OUT_SHIFT) | (since << PENDING_AT_SHIFT);
    }
}
