// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DevPAT} from "../contracts/DevPAT.sol";
import {PatClearing} from "../contracts/PatClearing.sol";
import {PhaseController} from "../contracts/PhaseController.sol";
import {Venue} from "./support/Venue.sol";

/// @notice Would catch a phase that rises without a vote and its delay, by more than one, or by the guardian; margin taken
/// on in a phase or by an account it is not for; and margin that a lowered phase traps.
contract PhasesTest is Venue {
    uint32 private alice;
    uint32 private bob;

    function setUp() public {
        _open();
        alice = _deposit(ALICE, 1_000);
        bob = _deposit(BOB, 1_000);
    }

    function test_risesByOneByTheTimelockAlone() public {
        VM.expectRevert(abi.encodeWithSelector(PhaseController.NotTimelock.selector, GUARDIAN));
        VM.prank(GUARDIAN);
        phases.raisePhase(2);
        VM.expectRevert(abi.encodeWithSelector(PhaseController.NotNextPhase.selector, 3, 1));
        VM.prank(ADMIN);
        phases.raisePhase(3);
        _raiseTo(4);
        VM.expectRevert(abi.encodeWithSelector(PhaseController.NotNextPhase.selector, 5, 4));
        VM.prank(ADMIN);
        phases.raisePhase(5);
    }

    function test_guardianOnlyLowers() public {
        _raiseTo(3);
        VM.expectRevert(abi.encodeWithSelector(PhaseController.NotGuardian.selector, ALICE));
        VM.prank(ALICE);
        phases.lowerPhase(1);
        VM.expectRevert(abi.encodeWithSelector(PhaseController.NotLower.selector, 3, 3));
        VM.prank(GUARDIAN);
        phases.lowerPhase(3);
        VM.expectRevert(abi.encodeWithSelector(PhaseController.NotLower.selector, 0, 3));
        VM.prank(GUARDIAN);
        phases.lowerPhase(0);
        VM.prank(GUARDIAN);
        phases.lowerPhase(1);
        _same(phases.phase(), 1);
    }

    function test_marginNeedsPhaseThree() public {
        _raiseTo(2);
        _refusedMargin(_post(alice, 5), abi.encodeWithSelector(PhaseController.PhaseTooLow.selector, 2, 3));
    }

    function test_marginInPhaseThreeNeedsQualification() public {
        _raiseTo(3);
        bytes memory rows = _post(alice, 5);
        _refusedMargin(rows, abi.encodeWithSelector(PhaseController.NotQualified.selector, alice));
        VM.expectRevert(abi.encodeWithSelector(PhaseController.NotQualifier.selector, ALICE));
        VM.prank(ALICE);
        phases.qualify(alice);
        VM.prank(GUARDIAN);
        phases.qualify(alice);
        _settleMargin(rows);
        _same(clearing.accountAt(alice).marginMicro, 5);
        _same(_free(alice), 995);
        // Cash settlement: the loser need not be qualified any more, the winner must be.
        VM.prank(GUARDIAN);
        phases.disqualify(alice);
        bytes memory lost = bytes.concat(_row(alice, 2, -5), _row(bob, 2, 5));
        _refusedMargin(lost, abi.encodeWithSelector(PhaseController.NotQualified.selector, bob));
        VM.prank(GUARDIAN);
        phases.qualify(bob);
        _settleMargin(lost);
        _same(clearing.accountAt(bob).marginMicro, 5);
    }

    function test_phaseFourIsOpenToAll() public {
        _raiseTo(4);
        _settleMargin(_post(alice, 5));
        _same(clearing.accountAt(alice).marginMicro, 5);
    }

    function test_aLoweredPhaseTrapsNoMargin() public {
        _raiseTo(4);
        _settleMargin(_post(alice, 5));
        VM.prank(GUARDIAN);
        phases.lowerPhase(1);
        _settleMargin(bytes.concat(_row(alice, 0, 5), _row(alice, 2, -5)));
        _same(_free(alice), 1_000);
    }

    function test_aWithdrawalLeavesTheMarginAndARowThatMovesItLeavesTheWithdrawal() public {
        _raiseTo(4);
        _settleMargin(_post(alice, 5));
        VM.prank(ALICE);
        uint64 seq = clearing.requestWithdrawal(400);
        _settleMargin(_post(alice, 2));
        PatClearing.Account memory one = clearing.accountAt(alice);
        _same(one.marginMicro, 7);
        _same(one.pendingOutMicro, 400);
        _same(one.pendingAt, block.timestamp);
        VM.warp(block.timestamp + DELAY);
        clearing.claim(alice);
        one = clearing.accountAt(alice);
        _same(one.marginMicro, 7);
        _same(one.pendingOutMicro + one.pendingAt, 0);
        _same(one.freeMicro, 593);
        _same(clearing.requestSeqOf(alice), seq);
    }

    function test_marginIsPaidByTheEscape() public {
        _raiseTo(4);
        _settleMargin(_post(alice, 5));
        VM.warp(block.timestamp + ESCAPE);
        clearing.triggerEscape();
        _same(clearing.escapeWithdraw(alice), 1_000);
    }

    function test_developmentPatIsForLocalChainsOnly() public {
        VM.chainId(324);
        VM.expectRevert(abi.encodeWithSelector(DevPAT.NotLocalChain.selector, 324));
        new DevPAT();
    }

    function _raiseTo(uint8 phase) private {
        while (phases.phase() < phase) {
            uint8 next = phases.phase() + 1;
            VM.prank(ADMIN);
            phases.raisePhase(next);
        }
    }

    function _post(uint32 accountId, int64 micro) private pure returns (bytes memory) {
        return bytes.concat(_row(accountId, 0, -micro), _row(accountId, 2, micro));
    }

    function _settleMargin(bytes memory rows) private {
        PatClearing.Header memory header = _header(rows);
        bytes memory sig = _sign(clearing.digestOf(header), ATTESTOR_KEY);
        VM.prank(SETTLER);
        clearing.settleMargin(header, rows, sig);
    }

    function _refusedMargin(bytes memory rows, bytes memory refusal) private {
        PatClearing.Header memory header = _header(rows);
        bytes memory sig = _sign(clearing.digestOf(header), ATTESTOR_KEY);
        VM.expectRevert(refusal);
        VM.prank(SETTLER);
        clearing.settleMargin(header, rows, sig);
    }
}
