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

/// @notice What the governor's times are measured against.
interface ICustody {
    /// @notice Seconds without a batch after which anyone may end the operator's authority for good.
    function ESCAPE_DELAY_SECONDS() external view returns (uint256 delay);
    /// @notice Seconds a successor in a part waits.
    function SUCCESSION_DELAY_SECONDS() external view returns (uint256 delay);
    /// @notice Seconds from a withdrawal's request to its claim.
    function WITHDRAWAL_DELAY_SECONDS() external view returns (uint256 delay);
}

/**
 * @title PatGovernor: PAT holders vote, the timelock acts
 * @notice OpenZeppelin's governor as it is; what is passed is executed by the timelock after its delay. It raises
 * phases and is the admin of PatClearing.
 * @dev What always holds, whatever is voted: a vote, its delay and a succession are over a week before the escape opens, so
 * that a pause or a lost key can be mended; whoever has PAT in custody can take it out in time to vote with it; the
 * threshold and the quorum stay within their bounds. PAT in custody counts in both and has no vote while it is there.
 */
contract PatGovernor is
    Governor,
    GovernorSettings,
    GovernorCountingSimple,
    GovernorVotes,
    GovernorVotesQuorumFraction,
    GovernorTimelockControl
{
    /// @notice From the last deed a vote needs to the escape.
    uint256 public constant MARGIN_SECONDS = 7 days;
    /// @notice A ten-thousandth of all PAT is a unit of the threshold.
    uint256 public constant THRESHOLD_UNITS = 10_000;
    uint256 public constant THRESHOLD_MIN = 10;
    uint256 public constant THRESHOLD_MAX = 500;
    uint256 public constant QUORUM_PERCENT_MIN = 10;
    uint256 public constant QUORUM_PERCENT_MAX = 50;

    ICustody public immutable CUSTODY;

    /// The token counts blocks: times in seconds would mean something else to it.
    error ClockCountsNoSeconds(uint256 clock);
    /// A vote that ends a pause or replaces a lost key must be able to act before the escape opens.
    error TooSlow(uint256 actsWithinSeconds, uint256 escapeDelaySeconds);
    /// Who reads of a proposal must be able to take PAT out of custody before votes are counted, and then have time to vote.
    error TooFast(uint256 givenSeconds, uint256 withdrawalDelaySeconds);
    error OutOfBounds(uint256 given, uint256 least, uint256 most);
    error TimelockFixed();

    /// @param token whose votes count, by its own clock
    /// @param timelock which executes; the governor must be its only proposer
    /// @param votingDelay from proposal to vote, in units of the token's clock
    /// @param votingPeriod of the vote, in the same units
    /// @param threshold votes needed to propose, in ten-thousandths of all PAT
    /// @param quorumPercent of all PAT that must take part
    /// @param custody whose escape must not open before a vote can act; the token's clock must count seconds
    constructor(
        IVotes token,
        TimelockController timelock,
        uint48 votingDelay,
        uint32 votingPeriod,
        uint256 threshold,
        uint256 quorumPercent,
        ICustody custody
    )
        Governor("PatGovernor")
        GovernorSettings(votingDelay, votingPeriod, threshold)
        GovernorVotes(token)
        GovernorVotesQuorumFraction(quorumPercent)
        GovernorTimelockControl(timelock)
    {
        if (clock() != block.timestamp) revert ClockCountsNoSeconds(clock());
        CUSTODY = custody;
        _checkTimes(votingDelay, votingPeriod);
    }

    /// @notice Votes needed to propose: a part of all PAT there is, wherever it is.
    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return (token().getPastTotalSupply(clock() - 1) * super.proposalThreshold()) / THRESHOLD_UNITS;
    }

    /// @notice Refuses: another timelock could have another delay.
    function updateTimelock(TimelockController) public pure override {
        revert TimelockFixed();
    }

    function _setVotingDelay(uint48 next) internal override {
        super._setVotingDelay(next);
        // The constructor of what is inherited calls this before the custody is known, and checks both when it is.
        if (address(CUSTODY) != address(0)) _checkTimes(votingDelay(), votingPeriod());
    }

    function _setVotingPeriod(uint32 next) internal override {
        super._setVotingPeriod(next);
        if (address(CUSTODY) != address(0)) _checkTimes(votingDelay(), votingPeriod());
    }

    function _setProposalThreshold(uint256 next) internal override {
        if (next < THRESHOLD_MIN || next > THRESHOLD_MAX) revert OutOfBounds(next, THRESHOLD_MIN, THRESHOLD_MAX);
        super._setProposalThreshold(next);
    }

    function _updateQuorumNumerator(uint256 next) internal override {
        if (next < QUORUM_PERCENT_MIN || next > QUORUM_PERCENT_MAX) {
            revert OutOfBounds(next, QUORUM_PERCENT_MIN, QUORUM_PERCENT_MAX);
        }
        super._updateQuorumNumerator(next);
    }

    function _checkTimes(uint256 delay, uint256 period) private view {
        uint256 withdrawal = CUSTODY.WITHDRAWAL_DELAY_SECONDS();
        if (delay <= withdrawal) revert TooFast(delay, withdrawal);
        if (period <= withdrawal) revert TooFast(period, withdrawal);
        uint256 actsWithin = delay + period + TimelockController(payable(timelock())).getMinDelay()
            + CUSTODY.SUCCESSION_DELAY_SECONDS();
        uint256 escapeDelay = CUSTODY.ESCAPE_DELAY_SECONDS();
        if (actsWithin + MARGIN_SECONDS > escapeDelay) revert TooSlow(actsWithin, escapeDelay);
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
