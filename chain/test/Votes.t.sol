// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {PatClearing} from "../contracts/PatClearing.sol";
import {ICustody, PatGovernor} from "../contracts/PatGovernor.sol";
import {PatTimelock} from "../contracts/PatTimelock.sol";
import {PhaseController} from "../contracts/PhaseController.sol";
import {Venue} from "./support/Venue.sol";

contract BlockClock {
    function clock() external pure returns (uint48) {
        return 7;
    }
}

contract Custody {
    uint256 public immutable ESCAPE_DELAY_SECONDS;
    uint256 public constant SUCCESSION_DELAY_SECONDS = 3 days;
    uint256 public constant WITHDRAWAL_DELAY_SECONDS = 1 days;

    constructor(uint256 delay) {
        ESCAPE_DELAY_SECONDS = delay;
    }
}

/// @notice Would catch terms under which the escape opens before a vote can act, set at deployment or by a vote later; a vote
/// by few, or without the PAT in custody counting; a timelock that a vote shortens, takes over or leaves; and a vote that
/// names a settler or an attestor by itself.
contract VotesTest is Venue {
    uint256 private constant ACTS = 12 days;
    PatTimelock private timelock;
    PatGovernor private governor;
    uint256 private proposals;

    function setUp() public {
        _open();
        timelock = new PatTimelock(2 days, address(this));
        governor = _governor(_custody(ACTS + 7 days));
        timelock.grantRole(timelock.PROPOSER_ROLE(), address(governor));
        timelock.grantRole(timelock.CANCELLER_ROLE(), address(governor));
        timelock.renounceRole(timelock.DEFAULT_ADMIN_ROLE(), address(this));
        pat.mint(ALICE, 10_000 * UNIT);
        VM.prank(ALICE);
        pat.delegate(ALICE);
        VM.warp(block.timestamp + 1);
    }

    function test_aGovernorThatActsAfterTheEscapeOpensIsNotDeployed() public {
        for (uint256 escape = ACTS; escape < ACTS + 7 days; escape += 7 days - 1) {
            ICustody custody = _custody(escape);
            VM.expectRevert(abi.encodeWithSelector(PatGovernor.TooSlow.selector, ACTS, escape));
            new PatGovernor(IVotes(address(pat)), timelock, 2 days, 5 days, 100, 20, custody);
        }
    }

    function test_aGovernorWhoseTokenCountsBlocksIsNotDeployed() public {
        ICustody custody = _custody(30 days);
        BlockClock token = new BlockClock();
        VM.expectRevert(abi.encodeWithSelector(PatGovernor.ClockCountsNoSeconds.selector, 7));
        new PatGovernor(IVotes(address(token)), timelock, 2 days, 5 days, 100, 20, custody);
    }

    function test_aGovernorOfAFewOrOfOneDayIsNotDeployed() public {
        ICustody custody = _custody(30 days);
        VM.expectRevert(abi.encodeWithSelector(PatGovernor.OutOfBounds.selector, 0, 10, 500));
        new PatGovernor(IVotes(address(pat)), timelock, 2 days, 5 days, 0, 20, custody);
        VM.expectRevert(abi.encodeWithSelector(PatGovernor.OutOfBounds.selector, 4, 10, 50));
        new PatGovernor(IVotes(address(pat)), timelock, 2 days, 5 days, 100, 4, custody);
        VM.expectRevert(abi.encodeWithSelector(PatGovernor.TooFast.selector, 1 days, 1 days));
        new PatGovernor(IVotes(address(pat)), timelock, 1 days, 5 days, 100, 20, custody);
        VM.expectRevert(abi.encodeWithSelector(PatGovernor.TooFast.selector, 1 days, 1 days));
        new PatGovernor(IVotes(address(pat)), timelock, 2 days, 1 days, 100, 20, custody);
    }

    function test_aVoteAndItsDelayRaiseThePhase() public {
        PhaseController voted = new PhaseController(address(timelock), GUARDIAN, GUARDIAN);
        (address[] memory targets, uint256[] memory values, bytes[] memory calls, bytes32 text) =
            _voted(address(voted), abi.encodeCall(PhaseController.raisePhase, (2)));
        VM.expectRevert();
        governor.execute(targets, values, calls, text);
        _same(voted.phase(), 1);
        VM.warp(block.timestamp + 2 days);
        governor.execute(targets, values, calls, text);
        _same(voted.phase(), 2);
    }

    function test_noVoteChangesTimesToOnesThatDoNotHold() public {
        uint256 escape = ACTS + 7 days;
        _passedAndRefused(
            address(governor),
            abi.encodeCall(governor.setVotingDelay, (2 days + 1)),
            abi.encodeWithSelector(PatGovernor.TooSlow.selector, ACTS + 1, escape)
        );
        _passedAndRefused(
            address(governor),
            abi.encodeCall(governor.setVotingDelay, (1 days)),
            abi.encodeWithSelector(PatGovernor.TooFast.selector, 1 days, 1 days)
        );
        _passedAndRefused(
            address(governor),
            abi.encodeCall(governor.setVotingPeriod, (5 days + 1)),
            abi.encodeWithSelector(PatGovernor.TooSlow.selector, ACTS + 1, escape)
        );
        _passedAndRefused(
            address(governor),
            abi.encodeCall(governor.setProposalThreshold, (501)),
            abi.encodeWithSelector(PatGovernor.OutOfBounds.selector, 501, 10, 500)
        );
        _passedAndRefused(
            address(governor),
            abi.encodeCall(governor.updateQuorumNumerator, (51)),
            abi.encodeWithSelector(PatGovernor.OutOfBounds.selector, 51, 10, 50)
        );
    }

    function test_aVoteMayChangeTimesThatHold() public {
        (address[] memory targets, uint256[] memory values, bytes[] memory calls, bytes32 text) =
            _voted(address(governor), abi.encodeCall(governor.setVotingPeriod, (4 days)));
        VM.warp(block.timestamp + 2 days);
        governor.execute(targets, values, calls, text);
        _same(governor.votingPeriod(), 4 days);
    }

    function test_noVoteTakesTheTimelockOver() public {
        _passedAndRefused(
            address(governor),
            abi.encodeCall(governor.updateTimelock, (timelock)),
            abi.encodeWithSelector(PatGovernor.TimelockFixed.selector)
        );
        _passedAndRefused(
            address(timelock),
            abi.encodeCall(timelock.updateDelay, (0)),
            abi.encodeWithSelector(PatTimelock.DelayFixed.selector)
        );
        bytes memory fixed_ = abi.encodeWithSelector(PatTimelock.RolesFixed.selector);
        bytes32[3] memory roles = [timelock.PROPOSER_ROLE(), timelock.CANCELLER_ROLE(), timelock.EXECUTOR_ROLE()];
        for (uint256 index = 0; index < roles.length; ++index) {
            _passedAndRefused(address(timelock), abi.encodeCall(timelock.grantRole, (roles[index], BOB)), fixed_);
        }
        bytes memory revoked = abi.encodeCall(timelock.revokeRole, (roles[0], address(governor)));
        _passedAndRefused(address(timelock), revoked, fixed_);
        bytes memory left = abi.encodeCall(timelock.renounceRole, (roles[0], address(governor)));
        _passedAndRefused(address(governor), abi.encodeCall(governor.relay, (address(timelock), 0, left)), fixed_);
    }

    function test_custodyCountsInTheQuorumAndVotesOnceItIsTakenOut() public {
        uint32 bob = _deposit(BOB, 50_000);
        VM.prank(BOB);
        pat.delegate(BOB);
        VM.warp(block.timestamp + 1);
        // 10,000 of 60,000 are all that can vote, a fifth of 60,000 has to.
        (uint256 proposal,,,,) = _proposed(address(phases), abi.encodeCall(PhaseController.raisePhase, (2)));
        _same(governor.quorum(block.timestamp - 1), 12_000 * UNIT);
        VM.prank(BOB);
        clearing.requestWithdrawal(50_000);
        _settle("");
        VM.warp(block.timestamp + 2 days + 1);
        VM.prank(ALICE);
        governor.castVote(proposal, 1);
        clearing.claim(bob);
        VM.warp(block.timestamp + 5 days);
        _same(uint256(governor.state(proposal)), 3);
        // Who took it out before the next vote's delay was over has all its votes.
        (proposal,,,,) = _proposed(address(phases), abi.encodeCall(PhaseController.raisePhase, (2)));
        VM.warp(block.timestamp + 2 days + 1);
        VM.prank(BOB);
        _same(governor.castVote(proposal, 0), 50_000 * UNIT);
    }

    function test_whoHasTooFewVotesProposesNothing() public {
        pat.mint(BOB, 100 * UNIT);
        VM.prank(BOB);
        pat.delegate(BOB);
        VM.warp(block.timestamp + 1);
        uint256 least = 101 * UNIT;
        _same(governor.proposalThreshold(), least);
        (address[] memory targets, uint256[] memory values, bytes[] memory calls) = _action(address(phases), "");
        VM.expectRevert(
            abi.encodeWithSignature(
                "GovernorInsufficientProposerVotes(address,uint256,uint256)", BOB, 100 * UNIT, least
            )
        );
        VM.prank(BOB);
        governor.propose(targets, values, calls, "no");
    }

    // ------------------------------------------------------------------------------------------------ succession

    function test_aVoteAloneNamesNobody() public {
        for (uint256 index = 0; index < 2; ++index) {
            PatClearing.Part part = PatClearing.Part(index);
            address other = index == 0 ? VM.addr(ATTESTOR_KEY) : SETTLER;
            uint256 own = index == 0 ? SETTLER_KEY : ATTESTOR_KEY;
            uint256[3] memory keys = [uint256(0xBAD), own, REGISTRAR_KEY];
            for (uint256 one = 0; one < keys.length; ++one) {
                bytes memory consent = _consent(part, BOB, type(uint64).max, keys[one]);
                VM.expectRevert(
                    abi.encodeWithSelector(PatClearing.NoConsent.selector, VM.addr(keys[one]), other)
                );
                VM.prank(ADMIN);
                clearing.nameSuccessor(part, BOB, type(uint64).max, consent);
            }
        }
    }

    function test_aKeyAloneNamesNobody() public {
        bytes memory consent = _consent(PatClearing.Part.SETTLER, BOB, type(uint64).max, ATTESTOR_KEY);
        address[4] memory callers = [SETTLER, VM.addr(ATTESTOR_KEY), GUARDIAN, BOB];
        for (uint256 index = 0; index < callers.length; ++index) {
            VM.expectRevert(abi.encodeWithSelector(PatClearing.NotAdmin.selector, callers[index]));
            VM.prank(callers[index]);
            clearing.nameSuccessor(PatClearing.Part.SETTLER, BOB, type(uint64).max, consent);
        }
    }

    function test_aLostKeyIsReplacedByVoteAndTheOtherKeyAfterItsDelay() public {
        uint256 key = 0xBEEF;
        _name(PatClearing.Part.ATTESTOR, VM.addr(key), SETTLER_KEY);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.TooEarly.selector, block.timestamp + SUCCESSION));
        clearing.succeed();
        VM.warp(block.timestamp + SUCCESSION);
        _settle("");
        clearing.succeed();
        PatClearing.Header memory header = _header("");
        _refused(header, "", abi.encodeWithSelector(PatClearing.WrongSigner.selector, VM.addr(ATTESTOR_KEY), VM.addr(key)));
        bytes memory sig = _sign(clearing.digestOf(header), key);
        VM.prank(SETTLER);
        clearing.settle(header, "", sig);
        _name(PatClearing.Part.SETTLER, BOB, key);
        VM.warp(block.timestamp + SUCCESSION);
        clearing.succeed();
        require(clearing.settler() == BOB, "settler");
        VM.expectRevert(PatClearing.NoSuccession.selector);
        clearing.succeed();
    }

    function test_aConsentIsGoodOnceAndForATime() public {
        uint64 deadline = uint64(block.timestamp + 1);
        bytes memory consent = _consent(PatClearing.Part.SETTLER, BOB, deadline, ATTESTOR_KEY);
        VM.prank(ADMIN);
        clearing.nameSuccessor(PatClearing.Part.SETTLER, BOB, deadline, consent);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.SuccessionPending.selector, BOB));
        VM.prank(ADMIN);
        clearing.nameSuccessor(PatClearing.Part.SETTLER, BOB, deadline, consent);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.NotAdmin.selector, SETTLER));
        VM.prank(SETTLER);
        clearing.cancelSuccession();
        // Whose consent it was takes it back.
        VM.prank(VM.addr(ATTESTOR_KEY));
        clearing.cancelSuccession();
        VM.expectRevert();
        VM.prank(ADMIN);
        clearing.nameSuccessor(PatClearing.Part.SETTLER, BOB, deadline, consent);
        VM.warp(deadline + 1);
        consent = _consent(PatClearing.Part.SETTLER, BOB, deadline, ATTESTOR_KEY);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.DeadlineOver.selector, deadline));
        VM.prank(ADMIN);
        clearing.nameSuccessor(PatClearing.Part.SETTLER, BOB, deadline, consent);
    }

    function test_whoeverDoesNotAgreeIsPaidBeforeASuccessorIsInItsPart() public {
        uint32 bob = _deposit(BOB, 1_000);
        _name(PatClearing.Part.ATTESTOR, address(0xBAD), SETTLER_KEY);
        VM.prank(BOB);
        clearing.requestWithdrawal(1_000);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.SuccessionPending.selector, address(0xBAD)));
        VM.prank(GUARDIAN);
        clearing.voidWithdrawal(bob);
        _settle("");
        VM.warp(block.timestamp + DELAY);
        VM.expectRevert();
        clearing.succeed();
        clearing.claim(bob);
        _same(pat.balanceOf(BOB), 1_000 * UNIT);
    }

    function _name(PatClearing.Part part, address next, uint256 key) private {
        bytes memory consent = _consent(part, next, type(uint64).max, key);
        VM.prank(ADMIN);
        clearing.nameSuccessor(part, next, type(uint64).max, consent);
    }

    // ------------------------------------------------------------------------------------------------ inside

    /// @dev A vote passes, waits and is refused when it would be carried out.
    function _passedAndRefused(address target, bytes memory call, bytes memory refusal) private {
        (address[] memory targets, uint256[] memory values, bytes[] memory calls, bytes32 text) = _voted(target, call);
        VM.warp(block.timestamp + 2 days);
        VM.expectRevert(refusal);
        governor.execute(targets, values, calls, text);
    }

    function _voted(address target, bytes memory call)
        private
        returns (address[] memory targets, uint256[] memory values, bytes[] memory calls, bytes32 text)
    {
        uint256 proposal;
        (proposal, targets, values, calls, text) = _proposed(target, call);
        VM.warp(block.timestamp + governor.votingDelay() + 1);
        VM.prank(ALICE);
        governor.castVote(proposal, 1);
        VM.expectRevert();
        governor.queue(targets, values, calls, text);
        VM.warp(block.timestamp + governor.votingPeriod());
        governor.queue(targets, values, calls, text);
    }

    function _proposed(address target, bytes memory call)
        private
        returns (
            uint256 proposal,
            address[] memory targets,
            uint256[] memory values,
            bytes[] memory calls,
            bytes32 text
        )
    {
        (targets, values, calls) = _action(target, call);
        string memory name = string(abi.encodePacked("proposal ", ++proposals));
        text = keccak256(bytes(name));
        VM.prank(ALICE);
        proposal = governor.propose(targets, values, calls, name);
    }

    function _action(address target, bytes memory call)
        private
        pure
        returns (address[] memory targets, uint256[] memory values, bytes[] memory calls)
    {
        (targets, values, calls) = (new address[](1), new uint256[](1), new bytes[](1));
        (targets[0], calls[0]) = (target, call);
    }

    function _governor(ICustody custody) private returns (PatGovernor) {
        return new PatGovernor(IVotes(address(pat)), timelock, 2 days, 5 days, 100, 20, custody);
    }

    function _custody(uint256 delay) private returns (ICustody) {
        return ICustody(address(new Custody(delay)));
    }
}
