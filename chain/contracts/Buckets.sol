// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/**
 * @title Buckets: accounts in storage words
 * @notice What batches move all the time, free and locked, is half a word, so that two accounts with neighbouring ids share
 * one and a batch that moves both pays for it once. From the low end: free and locked of the even id, free and locked of
 * the odd one, 64 bits each in micro-PAT. What moves seldom is in a word of the account's own, beside: margin and
 * pendingOut, 64 bits each, pendingAt, 40 bits of seconds, and requestSeq, 64 bits.
 * @dev A balance is at most MAX, a batch checks it at every row, so no field can run into its neighbour.
 */
library Buckets {
    /// @notice May be spent and withdrawn: the ledger's available and what it has set aside for a withdrawal.
    uint256 internal constant FREE = 0;
    /// @notice The owner's own escrow, collateral, reservations, and what it owes others pending delivery.
    uint256 internal constant LOCKED = 1;
    /// @notice Collateral of cash-settled contracts.
    uint256 internal constant MARGIN = 2;
    /// @notice The most a bucket may hold. All PAT together is below 2^53 micro-PAT.
    uint256 internal constant MAX = 2 ** 56 - 1;
    /// @notice A bucket's field, at the low end.
    uint256 internal constant FIELD = 2 ** 64 - 1;

    uint256 private constant TIME_FIELD = 2 ** 40 - 1;
    uint256 private constant PENDING_OUT_SHIFT = 64;
    uint256 private constant PENDING_AT_SHIFT = 128;
    uint256 private constant REQUEST_SEQ_SHIFT = 168;

    /// @notice Names a bucket of an account, as rows do.
    function keyOf(uint256 accountId, uint256 bucket) internal pure returns (uint256) {
        unchecked {
            return accountId * 4 + bucket;
        }
    }

    /// @notice Where free or locked of an account is in the word it shares: 128 bits up for an odd id, 64 for locked.
    function shiftOf(uint256 key) internal pure returns (uint256) {
        return ((key & 4) << 5) | ((key & 1) << 6);
    }

    /// @notice What free or locked of an account is, in the word it shares.
    function balance(uint256 pair, uint256 key) internal pure returns (uint256) {
        return (pair >> shiftOf(key)) & FIELD;
    }

    /// @notice The shared word with free or locked changed. The caller has checked that it stays within 0 and MAX.
    function added(uint256 pair, uint256 key, int256 delta) internal pure returns (uint256) {
        unchecked {
            return pair + (uint256(delta) << shiftOf(key));
        }
    }

    /// @notice The margin in an account's own word.
    function margin(uint256 beside) internal pure returns (uint256) {
        return beside & FIELD;
    }

    /// @notice The own word with another margin.
    function withMargin(uint256 beside, uint256 micro) internal pure returns (uint256) {
        return (beside & ~FIELD) | micro;
    }

    /// @notice What the open withdrawal asked for; zero if there is none.
    function pendingOut(uint256 beside) internal pure returns (uint256) {
        return (beside >> PENDING_OUT_SHIFT) & FIELD;
    }

    /// @notice When the open withdrawal was asked for.
    function pendingAt(uint256 beside) internal pure returns (uint256) {
        return (beside >> PENDING_AT_SHIFT) & TIME_FIELD;
    }

    /// @notice Number of the last withdrawal asked for, open or not.
    function requestSeq(uint256 beside) internal pure returns (uint64) {
        return uint64(beside >> REQUEST_SEQ_SHIFT);
    }

    /// @notice The own word with an open withdrawal.
    function withRequest(uint256 beside, uint256 micro, uint256 since, uint256 seq) internal pure returns (uint256) {
        return margin(beside) | (micro << PENDING_OUT_SHIFT) | (since << PENDING_AT_SHIFT) | (seq << REQUEST_SEQ_SHIFT);
    }

    /// @notice The own word with no open withdrawal; the last one's number stays.
    function withoutRequest(uint256 beside) internal pure returns (uint256) {
        return withRequest(beside, 0, 0, requestSeq(beside));
    }
}
