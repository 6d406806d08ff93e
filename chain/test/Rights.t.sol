// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessRights} from "../contracts/AccessRights.sol";
import {Venue} from "./support/Venue.sol";

/// @notice Would catch rights that appear, move or vanish other than by an attested batch after its payment: transfers
/// between holders, mints past the cap, tickets used twice, a licence that changes.
contract RightsTest is Venue {
    bytes32 private constant LICENCE = keccak256("licence");
    uint32 private alice;
    uint32 private bob;
    uint32 private series;
    uint256 private id;

    function setUp() public {
        _open();
        alice = _deposit(ALICE, 1_000);
        bob = _deposit(BOB, 500);
        _settle("");
        VM.prank(SETTLER);
        series = rights.registerSeries(_series(), LICENCE, 100);
        id = rights.idOf(_series());
    }

    function test_aSeriesIsRegisteredOnceWithItsLicence() public {
        require(id == uint256(keccak256(abi.encode(bytes32("segment"), 60, 2, 1_800_000_000))), "id");
        require(rights.seriesAt(series).licenceHash == LICENCE, "licence");
        _same(rights.seriesOf(id), series);
        VM.expectRevert(abi.encodeWithSelector(AccessRights.SeriesExists.selector, series));
        VM.prank(SETTLER);
        rights.registerSeries(_series(), keccak256("another"), 100);
        VM.expectRevert(abi.encodeWithSelector(AccessRights.NotSettler.selector, ALICE));
        VM.prank(ALICE);
        rights.registerSeries(_series(), LICENCE, 100);
    }

    function test_mintsMovesAndLapses() public {
        _settleRights(bytes.concat(_lots(0, -60), _lots(alice, 60)));
        _same(rights.balanceOf(ALICE, id), 60);
        _settleRights(bytes.concat(_lots(alice, -50), _lots(bob, 50)));
        _settleRights(bytes.concat(_lots(0, 10), _lots(alice, -10)));
        _same(rights.balanceOf(ALICE, id), 0);
        _same(rights.balanceOf(BOB, id), 50);
        _same(rights.seriesAt(series).mintedLots, 60);
        _same(rights.seriesAt(series).outstandingLots, 50);
    }

    function test_attack_transferInPhaseOne() public {
        _settleRights(bytes.concat(_lots(0, -60), _lots(alice, 60)));
        VM.expectRevert(abi.encodeWithSelector(AccessRights.TransfersDisabled.selector, ALICE, BOB));
        VM.prank(ALICE);
        rights.safeTransferFrom(ALICE, BOB, id, 1, "");
        uint256[] memory ids = new uint256[](1);
        uint256[] memory lots = new uint256[](1);
        (ids[0], lots[0]) = (id, 1);
        VM.prank(ALICE);
        rights.setApprovalForAll(BOB, true);
        VM.expectRevert(abi.encodeWithSelector(AccessRights.TransfersDisabled.selector, ALICE, BOB));
        VM.prank(BOB);
        rights.safeBatchTransferFrom(ALICE, BOB, ids, lots, "");
        _same(rights.balanceOf(ALICE, id), 60);
    }

    function test_rightsWaitForTheirPayment() public {
        bytes memory rows = bytes.concat(_lots(0, -60), _lots(alice, 60));
        AccessRights.RightsHeader memory header = _rightsHeader(rows);
        header.ledgerSeq = 11;
        _refusedRights(header, rows, abi.encodeWithSelector(AccessRights.PaymentBehind.selector, 11, 10));
    }

    function test_refusesReplayGapAnotherHistoryAndGoingBack() public {
        bytes memory rows = bytes.concat(_lots(0, -6), _lots(alice, 6));
        AccessRights.RightsHeader memory header = _rightsHeader(rows);
        _settleRights(rows);
        _refusedRights(header, rows, abi.encodeWithSelector(AccessRights.WrongBatchId.selector, 1, 2));
        header = _rightsHeader(rows);
        header.id = 3;
        _refusedRights(header, rows, abi.encodeWithSelector(AccessRights.WrongBatchId.selector, 3, 2));
        header = _rightsHeader(rows);
        header.prevHash = 0;
        _refusedRights(
            header, rows, abi.encodeWithSelector(AccessRights.WrongPrevHash.selector, 0, rights.batchHash(1))
        );
        header = _rightsHeader(rows);
        header.ledgerSeq = 9;
        _refusedRights(header, rows, abi.encodeWithSelector(AccessRights.LedgerSeqBackwards.selector, 9, 10));
        _same(rights.balanceOf(ALICE, id), 6);
    }

    function test_refusesWhatDoesNotAddUp() public {
        _refusedRows(
            bytes.concat(_lots(0, -6), _lots(alice, 7)),
            abi.encodeWithSelector(AccessRights.Unbalanced.selector, series, int256(1))
        );
        _refusedRows(
            bytes.concat(_lots(alice, -1), _lots(bob, 1)),
            abi.encodeWithSelector(AccessRights.RightsOverdraft.selector, series, alice, 0, int256(-1))
        );
        _refusedRows(
            bytes.concat(_lots(0, -101), _lots(alice, 101)),
            abi.encodeWithSelector(AccessRights.MintCap.selector, series, 101, 100)
        );
        _refusedRows(
            bytes.concat(_lots(alice, 1), _lots(0, -1)),
            abi.encodeWithSelector(
                AccessRights.Unsorted.selector, uint256(series) << 32, (uint256(series) << 32) + alice
            )
        );
        _refusedRows(
            bytes.concat(_lots(0, -1), _lots(9, 1)),
            abi.encodeWithSelector(AccessRights.UnknownAccount.selector, 9)
        );
        _refusedRows(hex"00", abi.encodeWithSelector(AccessRights.MalformedRows.selector, 1));
        _refusedRows(
            abi.encodePacked(uint32(7), uint32(0), int64(0)),
            abi.encodeWithSelector(AccessRights.UnknownSeries.selector, 7)
        );
    }

    function test_refusesAnotherSignerAndTamperedRows() public {
        bytes memory rows = bytes.concat(_lots(0, -6), _lots(alice, 6));
        AccessRights.RightsHeader memory header = _rightsHeader(rows);
        bytes memory sig = _sign(rights.digestOf(header), 0xBAD);
        VM.expectRevert(
            abi.encodeWithSelector(AccessRights.WrongSigner.selector, VM.addr(0xBAD), VM.addr(ATTESTOR_KEY))
        );
        VM.prank(SETTLER);
        rights.settleRights(header, rows, sig);
        bytes memory other = bytes.concat(_lots(0, -6), _lots(bob, 6));
        _refusedRights(
            header,
            other,
            abi.encodeWithSelector(AccessRights.WrongPayload.selector, header.payloadHash, keccak256(other))
        );
    }

    function test_exerciseBurnsAndATicketIsUsedOnce() public {
        _settleRights(bytes.concat(_lots(0, -60), _lots(alice, 60)));
        _exercise(_items(alice, 20, "ticket", "receipt"), "");
        _same(rights.balanceOf(ALICE, id), 40);
        _same(rights.seriesAt(series).outstandingLots, 40);
        require(rights.receiptOf("ticket") == "receipt", "receipt");
        bytes memory used = abi.encodeWithSelector(AccessRights.TicketUsed.selector, bytes32("ticket"));
        _exercise(_items(alice, 20, "ticket", "receipt"), used);
        bytes memory none = abi.encodeWithSelector(AccessRights.NoReceipt.selector, bytes32("next"));
        _exercise(_items(alice, 20, "next", 0), none);
        bytes memory over =
            abi.encodeWithSelector(AccessRights.RightsOverdraft.selector, series, alice, 40, int256(-41));
        _exercise(_items(alice, 41, "next", "receipt"), over);
    }

    function test_nothingMovesAfterTheEscape() public {
        VM.warp(block.timestamp + ESCAPE);
        clearing.triggerEscape();
        _refusedRows(
            bytes.concat(_lots(0, -6), _lots(alice, 6)),
            abi.encodeWithSelector(AccessRights.SettlementEscaped.selector)
        );
        _exercise(
            _items(alice, 1, "t", "r"), abi.encodeWithSelector(AccessRights.SettlementEscaped.selector)
        );
    }

    function testFuzz_outstandingIsTheSumOfHolders(int64[6] memory moves) public {
        _settleRights(bytes.concat(_lots(0, -100), _lots(alice, 100)));
        for (uint256 index = 0; index < moves.length; ++index) {
            int64 lots = moves[index] % 120;
            bytes memory rows = bytes.concat(_lots(alice, -lots), _lots(bob, lots));
            AccessRights.RightsHeader memory header = _rightsHeader(rows);
            bytes memory sig = _sign(rights.digestOf(header), ATTESTOR_KEY);
            uint256 giver = lots > 0 ? rights.balanceOf(ALICE, id) : rights.balanceOf(BOB, id);
            uint256 size = uint256(int256(lots > 0 ? lots : -lots));
            bool isApplied = true;
            VM.prank(SETTLER);
            try rights.settleRights(header, rows, sig) {}
            catch {
                isApplied = false;
            }
            require(isApplied == (size <= giver), "applied or refused wrongly");
            _same(
                rights.balanceOf(ALICE, id) + rights.balanceOf(BOB, id),
                rights.seriesAt(series).outstandingLots
            );
        }
    }

    function _series() private pure returns (AccessRights.Series memory) {
        return AccessRights.Series("segment", 60, 2, 1_800_000_000);
    }

    function _lots(uint32 accountId, int64 delta) private view returns (bytes memory) {
        return abi.encodePacked(series, accountId, delta);
    }

    function _rightsHeader(bytes memory rows) private view returns (AccessRights.RightsHeader memory) {
        uint64 last = rights.lastBatchId();
        return AccessRights.RightsHeader(last + 1, rights.batchHash(last), 10, keccak256(rows));
    }

    function _settleRights(bytes memory rows) private {
        AccessRights.RightsHeader memory header = _rightsHeader(rows);
        bytes memory sig = _sign(rights.digestOf(header), ATTESTOR_KEY);
        VM.prank(SETTLER);
        rights.settleRights(header, rows, sig);
    }

    function _refusedRows(bytes memory rows, bytes memory refusal) private {
        _refusedRights(_rightsHeader(rows), rows, refusal);
    }

    function _refusedRights(AccessRights.RightsHeader memory header, bytes memory rows, bytes memory refusal)
        private
    {
        bytes memory sig = _sign(rights.digestOf(header), ATTESTOR_KEY);
        VM.expectRevert(refusal);
        VM.prank(SETTLER);
        rights.settleRights(header, rows, sig);
    }

    function _items(uint32 accountId, uint64 lots, bytes32 nonce, bytes32 receipt)
        private
        view
        returns (AccessRights.Exercise[] memory items)
    {
        items = new AccessRights.Exercise[](1);
        items[0] = AccessRights.Exercise(series, accountId, lots, nonce, receipt);
    }

    /// @dev Must be refused with this error, or pass if there is none.
    function _exercise(AccessRights.Exercise[] memory items, bytes memory refusal) private {
        bytes memory sig = _sign(rights.exercisesDigestOf(items), ATTESTOR_KEY);
        if (refusal.length > 0) VM.expectRevert(refusal);
        VM.prank(SETTLER);
        rights.exercise(items, sig);
    }
}
