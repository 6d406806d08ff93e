// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessRights} from "../contracts/AccessRights.sol";
import {Venue} from "./support/Venue.sol";

/// @notice Would catch rights that appear, move or vanish other than by an attested batch after its payment: transfers
/// between holders, mints past the cap, ends that are not counted, a licence that changes.
contract RightsTest is Venue {
    bytes32 private constant LICENCE = keccak256("licence");
    uint32 private constant LAPSED = type(uint32).max - 1;
    uint32 private constant EXERCISED = type(uint32).max;
    uint32 private alice;
    uint32 private bob;
    uint32 private series;
    uint256 private id;

    function setUp() public {
        _open();
        alice = _deposit(ALICE, 1_000);
        bob = _deposit(BOB, 500);
        _settle("");
        series = 7;
        _settleRights(_newSeries(series, _series(), 100), "");
        id = rights.idOf(_series());
    }

    function test_aSeriesIsRegisteredOnceWithItsLicence() public {
        require(id == uint256(keccak256(abi.encode(bytes32("segment"), 60, 2, 1_800_000_000))), "id");
        require(rights.seriesAt(series).licenceHash == LICENCE, "licence");
        _same(rights.seriesOf(id), series);
        AccessRights.NewSeries[] memory again = _newSeries(8, _series(), 100);
        again[0].licenceHash = keccak256("another");
        _refusedRights(again, "", abi.encodeWithSelector(AccessRights.SeriesExists.selector, series));
        AccessRights.Series memory other = _series();
        other.start += 60;
        bytes memory taken = abi.encodeWithSelector(AccessRights.SeriesExists.selector, series);
        _refusedRights(_newSeries(series, other, 100), "", taken);
        bytes memory empty = abi.encodeWithSelector(AccessRights.EmptySeries.selector);
        _refusedRights(_newSeries(0, other, 100), "", empty);
        _refusedRights(_newSeries(8, other, 0), "", empty);
        other.segment = 0;
        _refusedRights(_newSeries(8, other, 100), "", empty);
    }

    function test_theSettlerAloneSendsBatches() public {
        AccessRights.NewSeries[] memory none = _none();
        AccessRights.RightsHeader memory header = _rightsHeader(none, "");
        bytes memory sig = _sign(rights.digestOf(header), ATTESTOR_KEY);
        VM.expectRevert(abi.encodeWithSelector(AccessRights.NotSettler.selector, ALICE));
        VM.prank(ALICE);
        rights.settleRights(header, none, "", sig);
    }

    function test_mintsMovesLapsesAndExercises() public {
        _settleRights(bytes.concat(_lots(0, -60), _lots(alice, 60)));
        _same(rights.balanceOf(ALICE, id), 60);
        _settleRights(bytes.concat(_lots(alice, -50), _lots(bob, 50)));
        _settleRights(bytes.concat(_lots(alice, -10), _lots(LAPSED, 10)));
        _same(rights.balanceOf(ALICE, id), 0);
        _same(rights.balanceOf(BOB, id), 50);
        // All at once: 5 more are minted and sold to Bob, who uses 20.
        _settleRights(bytes.concat(_lots(0, -5), _lots(bob, -15), _lots(EXERCISED, 20)));
        _same(rights.balanceOf(BOB, id), 35);
        AccessRights.SeriesState memory state = rights.seriesAt(series);
        _same(state.mintedLots, 65);
        _same(state.exercisedLots, 20);
        _same(state.lapsedLots, 10);
        _same(rights.outstandingOf(series), 35);
        uint32[] memory numbers = new uint32[](2);
        (numbers[0], numbers[1]) = (series, 8);
        AccessRights.SeriesState[] memory states = rights.seriesAtMany(numbers);
        _same(states[0].mintedLots, 65);
        _same(states[1].id, 0);
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
        AccessRights.RightsHeader memory header = _rightsHeader(_none(), rows);
        header.ledgerSeq = 11;
        _refusedHeader(header, rows, abi.encodeWithSelector(AccessRights.PaymentBehind.selector, 11, 10));
    }

    function test_refusesReplayGapAnotherHistoryAndGoingBack() public {
        bytes memory rows = bytes.concat(_lots(0, -6), _lots(alice, 6));
        AccessRights.RightsHeader memory header = _rightsHeader(_none(), rows);
        _settleRights(rows);
        _refusedHeader(header, rows, abi.encodeWithSelector(AccessRights.WrongBatchId.selector, 2, 3));
        header = _rightsHeader(_none(), rows);
        header.id = 4;
        _refusedHeader(header, rows, abi.encodeWithSelector(AccessRights.WrongBatchId.selector, 4, 3));
        header = _rightsHeader(_none(), rows);
        header.prevHash = 0;
        _refusedHeader(
            header, rows, abi.encodeWithSelector(AccessRights.WrongPrevHash.selector, 0, rights.batchHash(2))
        );
        header = _rightsHeader(_none(), rows);
        header.ledgerSeq = 9;
        _refusedHeader(header, rows, abi.encodeWithSelector(AccessRights.LedgerSeqBackwards.selector, 9, 10));
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
        _refusedRows(new bytes(501 * 16), abi.encodeWithSelector(AccessRights.MalformedRows.selector, 8_016));
        _refusedRows(
            abi.encodePacked(uint32(8), uint32(0), int64(0)),
            abi.encodeWithSelector(AccessRights.UnknownSeries.selector, 8)
        );
    }

    function test_rightsAreNotMintedOutOfTheirEndNorEndWhereTheyBegin() public {
        _settleRights(bytes.concat(_lots(0, -60), _lots(alice, 60)));
        _refusedRows(bytes.concat(_lots(0, 6), _lots(alice, -6)), _wrongWay(0, 6));
        _refusedRows(bytes.concat(_lots(alice, 6), _lots(LAPSED, -6)), _wrongWay(LAPSED, -6));
        _refusedRows(bytes.concat(_lots(alice, 6), _lots(EXERCISED, -6)), _wrongWay(EXERCISED, -6));
    }

    function test_refusesAnotherSignerAndTamperedRows() public {
        bytes memory rows = bytes.concat(_lots(0, -6), _lots(alice, 6));
        AccessRights.NewSeries[] memory none = _none();
        AccessRights.RightsHeader memory header = _rightsHeader(none, rows);
        bytes memory sig = _sign(rights.digestOf(header), 0xBAD);
        VM.expectRevert(
            abi.encodeWithSelector(AccessRights.WrongSigner.selector, VM.addr(0xBAD), VM.addr(ATTESTOR_KEY))
        );
        VM.prank(SETTLER);
        rights.settleRights(header, none, rows, sig);
        bytes memory other = bytes.concat(_lots(0, -6), _lots(bob, 6));
        _refusedHeader(
            header,
            other,
            abi.encodeWithSelector(
                AccessRights.WrongPayload.selector, header.payloadHash, keccak256(abi.encode(none, other))
            )
        );
    }

    function test_refusesATamperedLicence() public {
        AccessRights.Series memory next = _series();
        next.start += 60;
        AccessRights.NewSeries[] memory list = _newSeries(8, next, 100);
        AccessRights.RightsHeader memory header = _rightsHeader(list, "");
        bytes memory sig = _sign(rights.digestOf(header), ATTESTOR_KEY);
        list[0].licenceHash = keccak256("another");
        VM.expectRevert(
            abi.encodeWithSelector(
                AccessRights.WrongPayload.selector, header.payloadHash, keccak256(abi.encode(list, bytes("")))
            )
        );
        VM.prank(SETTLER);
        rights.settleRights(header, list, "", sig);
    }

    function test_waitsWhileSettlementIsPaused() public {
        VM.prank(GUARDIAN);
        clearing.pause();
        bytes memory rows = bytes.concat(_lots(0, -6), _lots(alice, 6));
        _refusedRows(rows, abi.encodeWithSelector(AccessRights.SettlementPaused.selector));
        VM.prank(ADMIN);
        clearing.unpause();
        _settleRights(rows);
        _same(rights.balanceOf(ALICE, id), 6);
    }

    function test_nothingMovesAfterTheEscape() public {
        VM.warp(block.timestamp + ESCAPE);
        clearing.triggerEscape();
        _refusedRows(
            bytes.concat(_lots(0, -6), _lots(alice, 6)),
            abi.encodeWithSelector(AccessRights.SettlementEscaped.selector)
        );
    }

    function testFuzz_outstandingIsTheSumOfHolders(int64[6] memory moves) public {
        _settleRights(bytes.concat(_lots(0, -100), _lots(alice, 100)));
        for (uint256 index = 0; index < moves.length; ++index) {
            int64 lots = moves[index] % 120;
            bytes memory rows = bytes.concat(_lots(alice, -lots), _lots(bob, lots));
            AccessRights.NewSeries[] memory none = _none();
            AccessRights.RightsHeader memory header = _rightsHeader(none, rows);
            bytes memory sig = _sign(rights.digestOf(header), ATTESTOR_KEY);
            uint256 giver = lots > 0 ? rights.balanceOf(ALICE, id) : rights.balanceOf(BOB, id);
            uint256 size = uint256(int256(lots > 0 ? lots : -lots));
            bool isApplied = true;
            VM.prank(SETTLER);
            try rights.settleRights(header, none, rows, sig) {}
            catch {
                isApplied = false;
            }
            require(isApplied == (size <= giver), "applied or refused wrongly");
            _same(
                rights.balanceOf(ALICE, id) + rights.balanceOf(BOB, id),
                rights.outstandingOf(series)
            );
        }
    }

    function _series() private pure returns (AccessRights.Series memory) {
        return AccessRights.Series("segment", 60, 2, 1_800_000_000);
    }

    function _lots(uint32 accountId, int64 delta) private view returns (bytes memory) {
        return abi.encodePacked(series, accountId, delta);
    }

    function _wrongWay(uint32 accountId, int256 delta) private view returns (bytes memory) {
        return abi.encodeWithSelector(AccessRights.WrongWay.selector, series, accountId, delta);
    }

    function _none() private pure returns (AccessRights.NewSeries[] memory) {
        return new AccessRights.NewSeries[](0);
    }

    function _newSeries(uint32 number, AccessRights.Series memory key, uint64 cap)
        private
        pure
        returns (AccessRights.NewSeries[] memory list)
    {
        list = new AccessRights.NewSeries[](1);
        list[0] = AccessRights.NewSeries(number, key, LICENCE, cap);
    }

    function _rightsHeader(AccessRights.NewSeries[] memory list, bytes memory rows)
        private
        view
        returns (AccessRights.RightsHeader memory)
    {
        uint64 last = rights.lastBatchId();
        return AccessRights.RightsHeader(last + 1, rights.batchHash(last), 10, keccak256(abi.encode(list, rows)));
    }

    function _settleRights(bytes memory rows) private {
        _settleRights(_none(), rows);
    }

    function _settleRights(AccessRights.NewSeries[] memory list, bytes memory rows) private {
        AccessRights.RightsHeader memory header = _rightsHeader(list, rows);
        bytes memory sig = _sign(rights.digestOf(header), ATTESTOR_KEY);
        VM.prank(SETTLER);
        rights.settleRights(header, list, rows, sig);
    }

    function _refusedRows(bytes memory rows, bytes memory refusal) private {
        _refusedHeader(_rightsHeader(_none(), rows), rows, refusal);
    }

    function _refusedHeader(AccessRights.RightsHeader memory header, bytes memory rows, bytes memory refusal)
        private
    {
        _refused(header, _none(), rows, refusal);
    }

    function _refusedRights(AccessRights.NewSeries[] memory list, bytes memory rows, bytes memory refusal) private {
        _refused(_rightsHeader(list, rows), list, rows, refusal);
    }

    function _refused(
        AccessRights.RightsHeader memory header,
        AccessRights.NewSeries[] memory list,
        bytes memory rows,
        bytes memory refusal
    ) private {
        bytes memory sig = _sign(rights.digestOf(header), ATTESTOR_KEY);
        VM.expectRevert(refusal);
        VM.prank(SETTLER);
        rights.settleRights(header, list, rows, sig);
    }
}
