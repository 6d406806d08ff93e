// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PatClearing} from "../contracts/PatClearing.sol";
import {Venue} from "./support/Venue.sol";

/// @notice Would catch a batch that is accepted and should not be, one that is refused by another rule than the one it
/// breaks, and a batch that moves anything but what its rows say.
contract SettleTest is Venue {
    uint32 internal alice;
    uint32 internal bob;

    function setUp() public {
        _open();
        alice = _deposit(ALICE, 1_000_000);
        bob = _deposit(BOB, 500_000);
    }

    function test_paysAsTheRowsSay() public {
        bytes memory rows = bytes.concat(
            _row(alice, 0, -300), _row(alice, 1, 100), _row(bob, 0, 200)
        );
        PatClearing.Header memory header = _header(rows);
        bytes32 digest = clearing.digestOf(header);
        _settle(header, rows);
        _same(_free(alice), 999_700);
        _same(clearing.accountAt(alice).lockedMicro, 100);
        _same(_free(bob), 500_200);
        require(clearing.batchHash(1) == digest, "hash of the batch");
        (uint64 last, uint64 ledgerSeq,, uint40 settledAt,,) = clearing.progress();
        _same(last, 1);
        _same(ledgerSeq, 10);
        _same(settledAt, block.timestamp);
    }

    function test_heartbeatMovesNothing() public {
        _settle("");
        _same(_free(alice), 1_000_000);
        _same(_free(bob), 500_000);
    }

    function test_refusesReplay() public {
        bytes memory rows = _payment(alice, bob, 5);
        PatClearing.Header memory header = _header(rows);
        _settle(header, rows);
        _refused(header, rows, abi.encodeWithSelector(PatClearing.WrongBatchId.selector, 1, 2));
    }

    function test_refusesGap() public {
        PatClearing.Header memory header = _header("");
        header.id = 2;
        _refused(header, "", abi.encodeWithSelector(PatClearing.WrongBatchId.selector, 2, 1));
    }

    function test_refusesAnotherHistory() public {
        _settle("");
        PatClearing.Header memory header = _header("");
        bytes32 expected = header.prevHash;
        header.prevHash = keccak256("another");
        _refused(
            header, "", abi.encodeWithSelector(PatClearing.WrongPrevHash.selector, header.prevHash, expected)
        );
    }

    function test_refusesLedgerGoingBack() public {
        _settle("");
        PatClearing.Header memory header = _header("");
        header.ledgerSeq = 9;
        _refused(header, "", abi.encodeWithSelector(PatClearing.LedgerSeqBackwards.selector, 9, 10));
    }

    function test_refusesRequestsNobodyMade() public {
        PatClearing.Header memory header = _header("");
        header.requestSeq = 1;
        _refused(header, "", abi.encodeWithSelector(PatClearing.RequestSeqOutOfRange.selector, 1, 0, 0));
    }

    function test_refusesUnbalanced() public {
        bytes memory rows = bytes.concat(_row(alice, 0, -5), _row(bob, 0, 6));
        _refused(rows, abi.encodeWithSelector(PatClearing.Unbalanced.selector, int256(1)));
    }

    function test_refusesOverdraftOfEveryBucket() public {
        bytes memory rows = _payment(bob, alice, 500_001);
        _refused(
            rows,
            abi.encodeWithSelector(PatClearing.Overdraft.selector, bob * 4, 500_000, int256(-500_001))
        );
        rows = bytes.concat(_row(alice, 0, 1), _row(alice, 1, -1));
        _refused(rows, abi.encodeWithSelector(PatClearing.Overdraft.selector, alice * 4 + 1, 0, int256(-1)));
    }

    function test_refusesACreditPastTheField() public {
        int64 huge = type(int64).max;
        bytes memory rows = bytes.concat(_row(alice, 0, huge), _row(bob, 0, -huge));
        _refused(
            rows,
            abi.encodeWithSelector(PatClearing.BucketOverflow.selector, alice * 4, 1_000_000, int256(huge))
        );
    }

    function test_refusesTamperedRows() public {
        PatClearing.Header memory header = _header(_payment(alice, bob, 5));
        bytes memory rows = _payment(alice, bob, 50);
        _refused(
            header,
            rows,
            abi.encodeWithSelector(PatClearing.WrongPayload.selector, header.payloadHash, keccak256(rows))
        );
    }

    function test_refusesATamperedHeader() public {
        PatClearing.Header memory header = _header("");
        bytes memory sig = _sign(clearing.digestOf(header), ATTESTOR_KEY);
        header.liabilitiesSum += 1;
        VM.expectRevert();
        VM.prank(SETTLER);
        clearing.settle(header, "", sig);
        (uint64 last,,,,,) = clearing.progress();
        _same(last, 0);
    }

    function test_refusesAnotherSigner() public {
        PatClearing.Header memory header = _header("");
        bytes memory sig = _sign(clearing.digestOf(header), 0xBAD);
        VM.expectRevert(
            abi.encodeWithSelector(PatClearing.WrongSigner.selector, VM.addr(0xBAD), VM.addr(ATTESTOR_KEY))
        );
        VM.prank(SETTLER);
        clearing.settle(header, "", sig);
    }

    function test_refusesASignatureForAnotherContract() public {
        PatClearing other = new PatClearing(_config());
        PatClearing.Header memory header = _header("");
        bytes memory sig = _sign(other.digestOf(header), ATTESTOR_KEY);
        VM.expectRevert();
        VM.prank(SETTLER);
        clearing.settle(header, "", sig);
    }

    function test_refusesASignatureForAnotherChain() public {
        PatClearing.Header memory header = _header("");
        bytes memory sig = _sign(clearing.digestOf(header), ATTESTOR_KEY);
        VM.chainId(1);
        VM.expectRevert();
        VM.prank(SETTLER);
        clearing.settle(header, "", sig);
    }

    function test_refusesEverySenderButTheSettler() public {
        PatClearing.Header memory header = _header("");
        bytes memory sig = _sign(clearing.digestOf(header), ATTESTOR_KEY);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.NotSettler.selector, ALICE));
        VM.prank(ALICE);
        clearing.settle(header, "", sig);
    }

    function test_refusesOneKeyForBothParts() public {
        address attestor = VM.addr(ATTESTOR_KEY);
        bytes memory consent = _consent(PatClearing.Part.SETTLER, attestor, type(uint64).max, ATTESTOR_KEY);
        VM.expectRevert(abi.encodeWithSelector(PatClearing.SameKey.selector, attestor));
        VM.prank(ADMIN);
        clearing.nameSuccessor(PatClearing.Part.SETTLER, attestor, type(uint64).max, consent);
        PatClearing.Config memory config = _config();
        config.settler = config.attestor;
        VM.expectRevert(abi.encodeWithSelector(PatClearing.SameKey.selector, attestor));
        new PatClearing(config);
    }

    function test_refusesUnsortedAndDoubled() public {
        bytes memory rows = bytes.concat(_row(bob, 0, 5), _row(alice, 0, -5));
        _refused(rows, abi.encodeWithSelector(PatClearing.Unsorted.selector, alice * 4, bob * 4));
        rows = bytes.concat(_row(alice, 0, 5), _row(alice, 0, -5));
        _refused(rows, abi.encodeWithSelector(PatClearing.Unsorted.selector, alice * 4, alice * 4));
    }

    function test_refusesAccountZeroAndAccountsNobodyHas() public {
        bytes memory rows = bytes.concat(_row(0, 1, 5), _row(alice, 0, -5));
        _refused(rows, abi.encodeWithSelector(PatClearing.Unsorted.selector, 1, 3));
        rows = bytes.concat(_row(alice, 0, -5), _row(3, 0, 5));
        _refused(rows, abi.encodeWithSelector(PatClearing.UnknownAccount.selector, 3));
    }

    function test_refusesBucketsThatAreNotItsOwn() public {
        bytes memory rows = bytes.concat(_row(alice, 0, -5), _row(alice, 2, 5));
        _refused(rows, abi.encodeWithSelector(PatClearing.MarginBucket.selector, alice * 4 + 2));
        rows = bytes.concat(_row(alice, 0, -5), _row(alice, 3, 5));
        _refused(rows, abi.encodeWithSelector(PatClearing.BadBucket.selector, alice * 4 + 3));
    }

    function test_refusesHalfARow() public {
        bytes memory rows = abi.encodePacked(_payment(alice, bob, 5), uint8(0));
        _refused(rows, abi.encodeWithSelector(PatClearing.MalformedRows.selector, 25));
    }

    function test_refusesMoreThanAThousandAccounts() public {
        for (uint160 index = 0; index < 1_000; ++index) _register(address(0x10000 + index));
        bytes memory rows;
        for (uint32 id = 1; id <= 1_000; ++id) rows = bytes.concat(rows, _row(id, 0, 0));
        _settle(rows);
        rows = bytes.concat(rows, _row(1_001, 0, 0));
        _refused(rows, abi.encodeWithSelector(PatClearing.TooManyAccounts.selector, 1_001));
    }

    function test_refusesADebitAboveTheCapOfABatch() public {
        _deposit(ALICE, 1_000_000);
        bytes memory rows = _payment(alice, bob, 1_000_001);
        _refused(rows, abi.encodeWithSelector(PatClearing.BatchDebitCap.selector, 1_000_001, BATCH_CAP));
        _settle(_payment(alice, bob, 1_000_000));
    }

    function test_lockingOnesOwnMoneyIsNoDebit() public {
        _deposit(ALICE, 1_000_000);
        _settle(bytes.concat(_row(alice, 0, -1_500_000), _row(alice, 1, 1_500_000)));
        _same(clearing.accountAt(alice).lockedMicro, 1_500_000);
    }

    function test_noWindowOfOneEpochPassesItsCap() public {
        _deposit(ALICE, 3_000_000);
        _settle(_payment(alice, bob, 1_000_000));
        VM.warp(block.timestamp + 12 hours);
        _settle(_payment(alice, bob, 1_000_000));
        VM.warp(block.timestamp + 11 hours);
        bytes memory rows = _payment(alice, bob, 500_001);
        _refused(rows, abi.encodeWithSelector(PatClearing.EpochDebitCap.selector, 2_500_001, EPOCH_CAP));
        VM.warp(block.timestamp + 2 days);
        _settle(rows);
    }

    function test_guardianPausesOnlyAdminGoesOn() public {
        VM.prank(GUARDIAN);
        clearing.pause();
        _refused("", abi.encodeWithSelector(PatClearing.SettlementPaused.selector));
        VM.expectRevert();
        VM.prank(GUARDIAN);
        clearing.unpause();
        VM.prank(ADMIN);
        clearing.unpause();
        _settle("");
    }

    function test_guardianLowersLimitsAndNeverRaisesThem() public {
        VM.prank(GUARDIAN);
        clearing.lowerLimits(PatClearing.Limits(10, 20));
        _refused(_payment(alice, bob, 11), abi.encodeWithSelector(PatClearing.BatchDebitCap.selector, 11, 10));
        VM.expectRevert(abi.encodeWithSelector(PatClearing.LimitRaised.selector));
        VM.prank(GUARDIAN);
        clearing.lowerLimits(PatClearing.Limits(11, 20));
        VM.expectRevert();
        VM.prank(GUARDIAN);
        clearing.setLimits(PatClearing.Limits(11, 20));
        VM.prank(ADMIN);
        clearing.setLimits(PatClearing.Limits(11, 20));
        _settle(_payment(alice, bob, 11));
    }

    /// @dev Whatever seven accounts get or give, the eighth makes it zero; it fails only if somebody cannot pay.
    function testFuzz_appliesExactlyOrNotAtAll(uint32[7] memory seeds) public {
        int64[8] memory deltas;
        bytes memory rows;
        bool isPayable = true;
        uint256 debit = 0;
        for (uint32 index = 0; index < 8; ++index) {
            uint32 id = _deposit(address(uint160(0x2000 + index)), 100_000);
            if (index < 7) {
                deltas[index] = int64(uint64(seeds[index] % 250_000)) - 110_000;
                deltas[7] -= deltas[index];
            }
            if (deltas[index] < -100_000) isPayable = false;
            if (deltas[index] < 0) debit += uint256(-int256(deltas[index]));
            rows = bytes.concat(rows, _row(id, 0, deltas[index]));
        }
        PatClearing.Header memory header = _header(rows);
        bytes memory sig = _sign(clearing.digestOf(header), ATTESTOR_KEY);
        VM.prank(SETTLER);
        bool isApplied = true;
        try clearing.settle(header, rows, sig) {}
        catch {
            isApplied = false;
        }
        require(isApplied == (isPayable && debit <= BATCH_CAP), "applied or refused wrongly");
        for (uint32 index = 0; index < 8; ++index) {
            int256 expected = int256(100_000) + (isApplied ? int256(deltas[index]) : int256(0));
            _same(_free(3 + index), uint256(expected));
        }
    }

    /// @dev Every second account locks what it is told to, and gives part of it free again: those between keep their own.
    function testFuzz_neighboursInAWordKeepTheirOwn(uint32[4] memory seeds, bool areOdd) public {
        uint32 first = 4;
        bytes memory locking;
        bytes memory unlocking;
        int64[8] memory locked;
        _deposit(address(0x2FFF), 1);
        for (uint32 index = 0; index < 8; ++index) {
            _same(_deposit(address(uint160(0x2000 + index)), 100_000), first + index);
            if (index % 2 == (areOdd ? 1 : 0)) continue;
            int64 amount = int64(uint64(seeds[index / 2] % 100_001));
            locked[index] = amount - amount / 3;
            locking = bytes.concat(locking, _row(first + index, 0, -amount), _row(first + index, 1, amount));
            unlocking =
                bytes.concat(unlocking, _row(first + index, 0, amount / 3), _row(first + index, 1, -(amount / 3)));
        }
        _settle(locking);
        _settle(unlocking);
        for (uint32 index = 0; index < 8; ++index) {
            PatClearing.Account memory one = clearing.accountAt(first + index);
            _same(one.lockedMicro, uint64(locked[index]));
            _same(one.freeMicro, 100_000 - uint64(locked[index]));
            _same(one.marginMicro + one.pendingOutMicro, 0);
        }
    }

    /// @dev Any one bit of rows or signature changed, and the batch is refused.
    function testFuzz_refusesAFlippedBit(uint256 seed, bool inSignature) public {
        bytes memory rows = _payment(alice, bob, 777);
        PatClearing.Header memory header = _header(rows);
        bytes memory sig = _sign(clearing.digestOf(header), ATTESTOR_KEY);
        bytes memory target = inSignature ? sig : rows;
        uint256 bit = seed % (target.length * 8);
        target[bit / 8] = bytes1(uint8(target[bit / 8]) ^ uint8(1 << (bit % 8)));
        VM.expectRevert();
        VM.prank(SETTLER);
        clearing.settle(header, rows, sig);
    }
}
