// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PatClearing} from "../contracts/PatClearing.sol";
import {Venue} from "./support/Venue.sol";

/// @notice Would catch PAT that comes in without being credited or goes out without being owed: off-quantum deposits, claims
/// before their time, claims or escapes made twice, rights and PAT taken both, an operator that can hold money back.
contract CustodyTest is Venue {
    uint32 internal alice;
    uint32 internal bob;

    function setUp() public {
        _open();
        alice = _deposit(ALICE, 1_000);
        bob = _deposit(BOB, 500);
    }

    function test_depositsCountUpWithoutGaps() public {
        _same(clearing.depositSeq(), 2);
        _same(_deposit(ALICE, 5), alice);
        _same(clearing.depositSeq(), 3);
        _same(_free(alice), 1_005);
        _same(clearing.totalMicro(), 1_505);
        _same(pat.balanceOf(address(clearing)), 1_505 * UNIT);
    }

    function test_refusesDepositsOffTheQuantumNothingAndTooMuch() public {
        VM.expectRevert(abi.encodeWithSelector(PatClearing.OffQuantum.selector, UNIT + 1, UNIT));
        clearing.deposit(UNIT + 1);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.ZeroAmount.selector));
        clearing.deposit(0);
        uint256 most = 2 ** 53 - 1;
        VM.expectRevert(abi.encodeWithSelector(PatClearing.TotalExceeded.selector, most + 1_500));
        clearing.deposit(most * UNIT);
    }

    function test_depositsWithASignedAllowance() public {
        address owner = VM.addr(77);
        pat.mint(owner, 9 * UNIT);
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 inner =
            keccak256(abi.encode(typeHash, owner, address(clearing), 9 * UNIT, 0, block.timestamp));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", pat.DOMAIN_SEPARATOR(), inner));
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(77, digest);
        // Somebody else sends the permit first; the deposit goes through all the same.
        pat.permit(owner, address(clearing), 9 * UNIT, block.timestamp, v, r, s);
        VM.prank(owner);
        uint32 id = clearing.depositWithPermit(9 * UNIT, block.timestamp, v, r, s);
        _same(_free(id), 9);
    }

    function test_anAccountIsMadeOnceAndBelongsToItsOwner() public {
        uint32 id = _register(address(0xFEE));
        _same(id, 3);
        require(clearing.ownerOf(id) == address(0xFEE), "owner");
        _refusedRegistration(ALICE, REGISTRAR_KEY, abi.encodeWithSelector(PatClearing.AccountExists.selector, alice));
        // A permit is good once.
        _refusedRegistration(address(0xFEE), REGISTRAR_KEY, abi.encodeWithSelector(PatClearing.AccountExists.selector, 3));
        _refusedRegistration(address(0), REGISTRAR_KEY, abi.encodeWithSelector(PatClearing.NoAccount.selector, address(0)));
    }

    function test_anAccountTakesThePermitOfTheRegistrarOrALeastDeposit() public {
        bytes memory refusal = abi.encodeWithSelector(PatClearing.NotRegistrar.selector, VM.addr(ATTESTOR_KEY));
        _refusedRegistration(address(0xFEE), ATTESTOR_KEY, refusal);
        uint64 late = uint64(block.timestamp - 1);
        bytes memory permit = _permit(address(0xFEE), late, REGISTRAR_KEY);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.DeadlineOver.selector, late));
        clearing.registerAccount(address(0xFEE), late, permit);
        VM.prank(ADMIN);
        clearing.setLeastDeposit(500);
        // Whoever has an account may pay in any amount; who has none, no less than this.
        _deposit(ALICE, 1);
        pat.mint(address(0xFEE), 500 * UNIT);
        VM.prank(address(0xFEE));
        pat.approve(address(clearing), 500 * UNIT);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.DepositTooSmall.selector, 499, 500));
        VM.prank(address(0xFEE));
        clearing.deposit(499 * UNIT);
        VM.prank(address(0xFEE));
        _same(clearing.deposit(500 * UNIT), 3);
    }

    function test_noVoteBarsDepositsByTheirLeastAmount() public {
        uint64 most = clearing.LEAST_DEPOSIT_MICRO_MAX();
        VM.expectRevert(PatClearing.BadConfig.selector);
        VM.prank(ADMIN);
        clearing.setLeastDeposit(most + 1);
        VM.expectRevert(PatClearing.BadConfig.selector);
        VM.prank(ADMIN);
        clearing.setLeastDeposit(0);
    }

    function _refusedRegistration(address owner, uint256 key, bytes memory refusal) private {
        bytes memory permit = _permit(owner, type(uint64).max, key);
        VM.expectRevert(refusal);
        clearing.registerAccount(owner, type(uint64).max, permit);
    }

    function test_claimWaitsForItsDelayThenForSettlement() public {
        uint64 seq = _request(ALICE, 400);
        uint256 claimableAt = block.timestamp + DELAY;
        VM.warp(claimableAt - 1);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.TooEarly.selector, claimableAt));
        clearing.claim(alice);
        VM.warp(claimableAt);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.RequestNotSettled.selector, seq, 0));
        clearing.claim(alice);
        _settle("");
        VM.prank(BOB);
        _same(clearing.claim(alice), 400);
        _same(pat.balanceOf(ALICE), 400 * UNIT);
        _same(_free(alice), 600);
        _same(clearing.totalMicro(), 1_100);
    }

    function test_attack_claimTwice() public {
        _request(ALICE, 400);
        VM.warp(block.timestamp + DELAY);
        _settle("");
        clearing.claim(alice);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.NothingPending.selector, alice));
        clearing.claim(alice);
    }

    function test_oneRequestAtATime() public {
        _request(ALICE, 400);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.WithdrawalPending.selector, alice));
        VM.prank(ALICE);
        clearing.requestWithdrawal(1);
    }

    function test_refusesRequestsOfStrangersAndOfNothing() public {
        VM.expectRevert(abi.encodeWithSelector(PatClearing.NoAccount.selector, address(0xDEAD)));
        VM.prank(address(0xDEAD));
        clearing.requestWithdrawal(1);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.ZeroAmount.selector));
        VM.prank(ALICE);
        clearing.requestWithdrawal(0);
    }

    /// @dev Deposit, buy, then claim: the claim waits for the batch that carries the purchase.
    function test_attack_buyThenClaimDuringAnOutage() public {
        _request(ALICE, 1_000);
        VM.warp(block.timestamp + DELAY);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.RequestNotSettled.selector, 1, 0));
        clearing.claim(alice);
        _settle(_payment(alice, bob, 900));
        VM.prank(ALICE);
        _same(clearing.claim(alice), 100);
        _same(_free(alice), 0);
    }

    /// @dev What is paid ends the request: a stranger could end it while there is little or nothing to pay.
    function test_attack_claimAStrangersRequestWhileThereIsLittleToPay() public {
        _settle(bytes.concat(_row(alice, 0, -1_000), _row(alice, 1, 1_000)));
        _request(ALICE, 400);
        _settle("");
        VM.warp(block.timestamp + DELAY);
        bytes memory none = abi.encodeWithSelector(PatClearing.ClaimShort.selector, 400, 0);
        VM.expectRevert(none);
        clearing.claim(alice);
        VM.expectRevert(none);
        VM.prank(ALICE);
        clearing.claim(alice);
        _settle(bytes.concat(_row(alice, 0, 399), _row(alice, 1, -399)));
        VM.expectRevert(abi.encodeWithSelector(PatClearing.ClaimShort.selector, 400, 399));
        clearing.claim(alice);
        _same(clearing.accountAt(alice).pendingOutMicro, 400);
        // Whole, anybody may; and the owner may take less, also while settlement is paused.
        _settle(bytes.concat(_row(alice, 0, 1), _row(alice, 1, -1)));
        _same(clearing.claim(alice), 400);
        _settle(bytes.concat(_row(alice, 0, 10), _row(alice, 1, -10)));
        _request(ALICE, 400);
        _settle("");
        VM.prank(GUARDIAN);
        clearing.pause();
        VM.warp(block.timestamp + DELAY);
        VM.prank(ALICE);
        _same(clearing.claim(alice), 10);
    }

    /// @dev Sub-batches in the middle of a group keep the old requestSeq, so no claim slips in between.
    function test_attack_claimInTheMiddleOfAGroup() public {
        _request(ALICE, 1_000);
        VM.warp(block.timestamp + DELAY);
        bytes memory rows = _payment(bob, alice, 100);
        PatClearing.Header memory header = _header(rows);
        header.requestSeq = 0;
        _settle(header, rows);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.RequestNotSettled.selector, 1, 0));
        clearing.claim(alice);
    }

    function test_escrowCannotBeClaimed() public {
        _settle(bytes.concat(_row(alice, 0, -950), _row(alice, 1, 950)));
        _request(ALICE, 1_000);
        VM.warp(block.timestamp + DELAY);
        _settle("");
        VM.prank(ALICE);
        _same(clearing.claim(alice), 50);
    }

    function test_noPauseReachesAClaim() public {
        _request(ALICE, 400);
        _settle("");
        VM.prank(GUARDIAN);
        clearing.pause();
        VM.warp(block.timestamp + DELAY);
        _same(clearing.claim(alice), 400);
    }

    function test_pauseAndEscapeStopDeposits() public {
        VM.prank(GUARDIAN);
        clearing.pause();
        VM.expectRevert(abi.encodeWithSelector(PatClearing.SettlementPaused.selector));
        clearing.deposit(UNIT);
        VM.warp(block.timestamp + ESCAPE);
        clearing.triggerEscape();
        VM.expectRevert(abi.encodeWithSelector(PatClearing.SettlementEscaped.selector));
        clearing.deposit(UNIT);
    }

    function test_guardianVoidsEarlyAndNotTwiceInARow() public {
        _request(ALICE, 400);
        uint256 requested = block.timestamp;
        VM.warp(requested + 1 days);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.VoidWindowOver.selector, requested + 1 days));
        VM.prank(GUARDIAN);
        clearing.voidWithdrawal(alice);
        VM.warp(requested + 1 days - 1);
        VM.prank(GUARDIAN);
        clearing.voidWithdrawal(alice);
        _same(_free(alice), 1_000);
        _request(ALICE, 300);
        VM.expectRevert(
            abi.encodeWithSelector(PatClearing.VoidCooldown.selector, requested + 31 days - 1)
        );
        VM.prank(GUARDIAN);
        clearing.voidWithdrawal(alice);
        VM.warp(block.timestamp + DELAY);
        _settle("");
        _same(clearing.claim(alice), 300);
    }

    function test_onlyTheGuardianVoids() public {
        _request(ALICE, 400);
        VM.expectRevert();
        VM.prank(SETTLER);
        clearing.voidWithdrawal(alice);
    }

    function test_attack_escapeDuringAnOutage() public {
        _settle("");
        VM.warp(block.timestamp + ESCAPE - 1);
        uint256 until = block.timestamp + 1;
        VM.expectRevert(abi.encodeWithSelector(PatClearing.NotSilent.selector, until));
        clearing.triggerEscape();
        VM.expectRevert(abi.encodeWithSelector(PatClearing.NotEscaped.selector));
        clearing.escapeWithdraw(alice);
        _settle("");
        VM.warp(block.timestamp + 1);
        VM.expectRevert();
        clearing.triggerEscape();
    }

    function test_escapePaysEveryBucketToItsOwnerOnce() public {
        _settle(bytes.concat(_row(alice, 0, -600), _row(alice, 1, 600)));
        _request(ALICE, 100);
        VM.prank(GUARDIAN);
        clearing.pause();
        VM.warp(block.timestamp + ESCAPE);
        clearing.triggerEscape();
        _same(clearing.escapeWithdraw(alice), 1_000);
        _same(clearing.escapeWithdraw(bob), 500);
        _same(pat.balanceOf(ALICE), 1_000 * UNIT);
        _same(pat.balanceOf(BOB), 500 * UNIT);
        _same(pat.balanceOf(address(clearing)), 0);
        _same(clearing.totalMicro(), 0);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.NothingStored.selector, alice));
        clearing.escapeWithdraw(alice);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.NothingPending.selector, alice));
        clearing.claim(alice);
    }

    function test_claimAfterEscapeLeavesTheRestToTheEscape() public {
        _request(ALICE, 400);
        VM.warp(block.timestamp + ESCAPE);
        clearing.triggerEscape();
        _same(clearing.claim(alice), 400);
        _same(clearing.escapeWithdraw(alice), 600);
    }

    function test_escapeEndsTheOperatorForGood() public {
        VM.warp(block.timestamp + ESCAPE);
        clearing.triggerEscape();
        _refused("", abi.encodeWithSelector(PatClearing.SettlementEscaped.selector));
        VM.expectRevert(abi.encodeWithSelector(PatClearing.SettlementEscaped.selector));
        clearing.triggerEscape();
        VM.expectRevert(abi.encodeWithSelector(PatClearing.SettlementEscaped.selector));
        VM.prank(GUARDIAN);
        clearing.voidWithdrawal(alice);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.SettlementEscaped.selector));
        VM.prank(ALICE);
        clearing.requestWithdrawal(1);
        VM.prank(ADMIN);
        clearing.unpause();
        _refused("", abi.encodeWithSelector(PatClearing.SettlementEscaped.selector));
    }

    /// @dev Heartbeats keep the escape away, but not from somebody whose request they pass over.
    function test_ignoringARequestIsSilence() public {
        _request(ALICE, 400);
        uint256 requested = block.timestamp;
        for (uint256 day = 1; day < 14; ++day) {
            VM.warp(requested + day * 1 days);
            PatClearing.Header memory header = _header("");
            header.requestSeq = 0;
            _settle(header, "");
        }
        _same(clearing.escapeAt(), requested + ESCAPE);
        VM.warp(requested + ESCAPE);
        clearing.triggerEscape();
        _same(clearing.escapeWithdraw(alice), 1_000);
    }

    function test_configurationsThatMakeNoSenseAreRefused() public {
        PatClearing.Config memory config = _config();
        config.voidWindowSeconds = uint32(DELAY);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.BadConfig.selector));
        new PatClearing(config);
        config = _config();
        config.settler = config.attestor;
        VM.expectRevert(abi.encodeWithSelector(PatClearing.SameKey.selector, config.attestor));
        new PatClearing(config);
    }

    function testFuzz_ownersClaimPaysTheLesserOfRequestedAndFree(uint64 requested, uint64 bought) public {
        requested = 1 + requested % 3_000;
        bought = bought % 1_000;
        _request(ALICE, requested);
        VM.warp(block.timestamp + DELAY);
        _settle(_payment(alice, bob, int64(bought)));
        uint256 free = 1_000 - bought;
        if (free < requested) {
            VM.expectRevert(abi.encodeWithSelector(PatClearing.ClaimShort.selector, requested, free));
            clearing.claim(alice);
        }
        VM.prank(ALICE);
        uint256 paid = clearing.claim(alice);
        _same(paid, requested < free ? requested : free);
        _same(pat.balanceOf(ALICE), paid * UNIT);
        _same(_free(alice), free - paid);
    }

    function _request(address owner, uint64 micro) private returns (uint64) {
        VM.prank(owner);
        return clearing.requestWithdrawal(micro);
    }
}
