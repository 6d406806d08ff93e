// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/**
 * @title IMarginGate: who may hold margin of cash-settled contracts, and when
 */
interface IMarginGate {
    /// @notice Reverts unless every row that raises a margin bucket is allowed now.
    /// @param rows as PatClearing.settle takes them
    function checkMargin(bytes calldata rows) external view;
}
