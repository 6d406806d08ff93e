// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {
    GovernorVotesQuorumFraction
} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";

/// @notice What the governor has to be faster than.
interface ISilence {
    /// @notice Seconds without a batch after which anyone may end the operator's authority for good.
    function ESCAPE_DELAY_SECONDS() external view returns (uint256 delay);
}

/**
 * @title PatGovernor: PAT holders vote, the timelock acts
 * @notice OpenZeppelin's governor as it is; what is passed is executed by the timelock after its delay. It raises
 * phases and holds the admin role of PatClearing.
 */
contract PatGovernor is
    Governor,
    GovernorSettings,
    GovernorCountingSimple,
    GovernorVotes,
    GovernorVotesQuorumFraction,
    GovernorTimelockControl
{
    /// The token counts blocks: times in seconds would mean something else to it.
    error ClockCountsNoSeconds(uint256 clock);
    /// A vote that ends a pause or replaces a lost key must be able to act before the escape opens.
    error TooSlow(uint256 actsWithinSeconds, uint256 escapeDelaySeconds);

    /// @param token whose votes count, by its own clock
    /// @param timelock which executes; the governor must be its only proposer
    /// @param votingDelay from proposal to vote, in units of the token's clock
    /// @param votingPeriod of the vote, in the same units
    /// @param threshold votes needed to propose
    /// @param quorumPercent of all votes that must take part
    /// @param clearing whose escape must not open before a vote can act; the token's clock must count seconds
    constructor(
        IVotes token,
        TimelockController timelock,
        uint48 votingDelay,
        uint32 votingPeriod,
        uint256 threshold,
        uint256 quorumPercent,
        ISilence clearing
    )
        Governor("PatGovernor")
        GovernorSettings(votingDelay, votingPeriod, threshold)
        GovernorVotes(token)
        GovernorVotesQuorumFraction(quorumPercent)
        GovernorTimelockControl(timelock)
    {
        if (clock() != block.timestamp) revert ClockCountsNoSeconds(clock());
        uint256 actsWithin = uint256(votingDelay) + votingPeriod + timelock.getMinDelay();
        uint256 escapeDelay = clearing.ESCAPE_DELAY_SECONDS();
        if (actsWithin >= escapeDelay) revert TooSlow(actsWithin, escapeDelay);
    }

    // What follows only says which of two inherited functions is meant, as the language wants it.

    /// @inheritdoc Governor
    function state(uint256 proposalId) public view override(Governor, GovernorTimelockControl) returns (ProposalState) {
        return super.state(proposalId);
    }

    /// @inheritdoc Governor
    function proposalNeedsQueuing(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (bool)
    {
        return super.proposalNeedsQueuing(proposalId);
    }

    /// @inheritdoc Governor
    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }
}
