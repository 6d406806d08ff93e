// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {PatClearing} from "./PatClearing.sol";

/**
 * @title AccessRights: who owns which rights to which segments
 * @notice An id is the hash of segment, window, band and start; its licence hash never changes. Rights move only by
 * settlement, after the money of the same ledger range has moved. Holders cannot transfer: there is no secondary
 * trading. A right ends when it is exercised or lapses, and both are counted.
 * @dev What always holds, per series: minted - exercised - lapsed = the sum over holders; minted never passes the series'
 * cap, and none of the three ever falls; batches follow each other; nothing moves after PatClearing's escape or while it
 * is paused. Keys and accounts are PatClearing's.
 */
contract AccessRights is ERC1155, EIP712 {
    /// @notice What is sold: a segment's data of a window of time, at a confidence band, from a start.
    struct Series {
        bytes32 segment;
        uint32 windowSeconds;
        uint16 band;
        uint64 start;
    }

    /// @notice A series that a batch brings: its number is the ledger's, its licence and cap are for good.
    struct NewSeries {
        uint32 number;
        Series key;
        bytes32 licenceHash;
        uint64 mintCapLots;
    }

    struct SeriesState {
        uint256 id;
        bytes32 licenceHash;
        uint64 mintCapLots;
        uint64 mintedLots;
        uint64 exercisedLots;
        uint64 lapsedLots;
    }

    /// @notice What an attestor signs for a batch of rights.
    struct RightsHeader {
        uint64 id;
        bytes32 prevHash;
        uint64 ledgerSeq;
        bytes32 payloadHash;
    }

    bytes32 public constant RIGHTS_TYPEHASH =
        keccak256("RightsHeader(uint64 id,bytes32 prevHash,uint64 ledgerSeq,bytes32 payloadHash)");
    uint256 public constant ROWS_MAX = 500;
    /// @notice In rows: where rights come from when minted.
    uint32 public constant MINTED = 0;
    /// @notice In rows: where rights go to that lapse, or that their provider takes back.
    uint32 public constant LAPSED = type(uint32).max - 1;
    /// @notice In rows: where rights go to that are exercised.
    uint32 public constant EXERCISED = type(uint32).max;
    uint256 private constant ROW_BYTES = 16;

    PatClearing public immutable CLEARING;

    /// @notice The last batch of rights.
    uint64 public lastBatchId;
    uint64 public lastLedgerSeq;
    mapping(uint64 batchId => bytes32 digest) public batchHash;
    mapping(uint256 id => uint32 series) public seriesOf;
    mapping(uint32 series => SeriesState) private _series;

    event SeriesRegistered(
        uint32 indexed series,
        uint256 indexed id,
        bytes32 indexed segment,
        uint32 windowSeconds,
        uint16 band,
        uint64 start,
        bytes32 licenceHash,
        uint64 mintCapLots
    );
    event RightsSettled(uint64 indexed batchId, bytes32 batchHash, uint64 ledgerSeq);
    event SupplyChanged(uint32 indexed series, uint64 mintedLots, uint64 exercisedLots, uint64 lapsedLots);

    error NotSettler(address caller);
    error SettlementPaused();
    error SettlementEscaped();
    error TransfersDisabled(address from, address to);
    error SeriesExists(uint256 series);
    error UnknownSeries(uint256 series);
    error UnknownAccount(uint256 accountId);
    error EmptySeries();
    error WrongBatchId(uint64 given, uint64 expected);
    error WrongPrevHash(bytes32 given, bytes32 expected);
    error LedgerSeqBackwards(uint64 given, uint64 last);
    error PaymentBehind(uint64 ledgerSeq, uint64 settledSeq);
    error WrongPayload(bytes32 given, bytes32 expected);
    error WrongSigner(address signer, address attestor);
    error SameKey(address key);
    error MalformedRows(uint256 length);
    error Unsorted(uint256 key, uint256 previous);
    error Unbalanced(uint256 series, int256 sumLots);
    error WrongWay(uint256 series, uint256 accountId, int256 deltaLots);
    error RightsOverdraft(uint256 series, uint256 accountId, uint256 heldLots, int256 deltaLots);
    error MintCap(uint256 series, uint256 mintedLots, uint256 capLots);

    /// @param clearing whose keys, accounts and progress count here
    constructor(PatClearing clearing) ERC1155("") EIP712("AccessRights", "1") {
        CLEARING = clearing;
    }

    /// @notice The token id of a series.
    function idOf(Series calldata one) public pure returns (uint256) {
        return uint256(keccak256(abi.encode(one.segment, one.windowSeconds, one.band, one.start)));
    }

    /// @notice What is known of a series.
    function seriesAt(uint32 series) external view returns (SeriesState memory) {
        return _series[series];
    }

    /// @notice What is known of several series, for reconciliation; those that do not exist read as zero.
    function seriesAtMany(uint32[] calldata series) external view returns (SeriesState[] memory states) {
        states = new SeriesState[](series.length);
        for (uint256 index = 0; index < series.length; ++index) states[index] = _series[series[index]];
    }

    /// @notice Lots of a series that are held by anybody.
    function outstandingOf(uint32 series) external view returns (uint64) {
        SeriesState storage state = _series[series];
        return state.mintedLots - state.exercisedLots - state.lapsedLots;
    }

    /// @notice The EIP-712 domain separator, so that a wrong chain or contract is found before signing.
    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @notice Applies a netted batch of rights.
    /// @param header attested by PatClearing's attestor
    /// @param newSeries series that rows of this batch or of a later one name
    /// @param rows 16 bytes each: u32 series, u32 account, i64 delta in lots; strictly ascending. Rights are minted out
    /// of MINTED (never positive) and end in LAPSED and EXERCISED (never negative), so every series sums to zero.
    /// @param attestorSig 65 bytes over the header's EIP-712 digest
    function settleRights(
        RightsHeader calldata header,
        NewSeries[] calldata newSeries,
        bytes calldata rows,
        bytes calldata attestorSig
    ) external {
        if (msg.sender != CLEARING.settler()) revert NotSettler(msg.sender);
        bytes32 digest = _checkBatch(header, keccak256(abi.encode(newSeries, rows)), attestorSig);
        lastBatchId = header.id;
        lastLedgerSeq = header.ledgerSeq;
        batchHash[header.id] = digest;
        for (uint256 index = 0; index < newSeries.length; ++index) _register(newSeries[index]);
        _apply(rows);
        emit RightsSettled(header.id, digest, header.ledgerSeq);
    }

    /// @notice The digest an attestor signs for a batch of rights; also the batch's hash.
    function digestOf(RightsHeader calldata header) external view returns (bytes32) {
        return _digest(header);
    }

    function _digest(RightsHeader calldata header) private view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(RIGHTS_TYPEHASH, header)));
    }

    function _checkBatch(RightsHeader calldata header, bytes32 payload, bytes calldata sig)
        private
        view
        returns (bytes32 digest)
    {
        (, uint64 settledSeq,,, bool paused, bool escaped) = CLEARING.progress();
        if (escaped) revert SettlementEscaped();
        if (paused) revert SettlementPaused();
        if (header.id != lastBatchId + 1) revert WrongBatchId(header.id, lastBatchId + 1);
        bytes32 expectedPrev = batchHash[lastBatchId];
        if (header.prevHash != expectedPrev) revert WrongPrevHash(header.prevHash, expectedPrev);
        if (header.ledgerSeq < lastLedgerSeq) revert LedgerSeqBackwards(header.ledgerSeq, lastLedgerSeq);
        if (settledSeq < header.ledgerSeq) revert PaymentBehind(header.ledgerSeq, settledSeq);
        if (header.payloadHash != payload) revert WrongPayload(header.payloadHash, payload);
        digest = _digest(header);
        address signer = ECDSA.recover(digest, sig);
        address attestor = CLEARING.attestor();
        if (signer != attestor) revert WrongSigner(signer, attestor);
        if (signer == msg.sender) revert SameKey(signer);
    }

    function _register(NewSeries calldata one) private {
        uint32 number = one.number;
        if (number == 0 || one.key.segment == 0 || one.mintCapLots == 0) revert EmptySeries();
        uint256 id = idOf(one.key);
        if (seriesOf[id] != 0) revert SeriesExists(seriesOf[id]);
        if (_series[number].id != 0) revert SeriesExists(number);
        seriesOf[id] = number;
        _series[number] = SeriesState(id, one.licenceHash, one.mintCapLots, 0, 0, 0);
        emit SeriesRegistered(
            number,
            id,
            one.key.segment,
            one.key.windowSeconds,
            one.key.band,
            one.key.start,
            one.licenceHash,
            one.mintCapLots
        );
    }

    function _apply(bytes calldata rows) private {
        if (rows.length % ROW_BYTES != 0 || rows.length > ROWS_MAX * ROW_BYTES) revert MalformedRows(rows.length);
        uint256 previous = 0;
        uint32 number = 0;
        uint256 id = 0;
        int256 sum = 0;
        for (uint256 offset = 0; offset < rows.length; offset += ROW_BYTES) {
            uint64 key = uint64(bytes8(rows[offset:offset + 8]));
            int256 delta = int64(uint64(bytes8(rows[offset + 8:offset + ROW_BYTES])));
            if (key <= previous) revert Unsorted(key, previous);
            previous = key;
            uint32 series = uint32(key >> 32);
            if (series != number) {
                if (sum != 0) revert Unbalanced(number, sum);
                number = series;
                id = _series[series].id;
                if (id == 0) revert UnknownSeries(series);
            }
            sum += delta;
            uint32 accountId = uint32(key);
            if (accountId == MINTED || accountId >= LAPSED) _changeSupply(series, accountId, delta);
            else _move(series, id, accountId, delta);
        }
        if (sum != 0) revert Unbalanced(number, sum);
    }

    /// @dev Counts what was minted, exercised and lapsed. What ends is covered by what holders give: overdraft and
    /// balance are checked for them.
    function _changeSupply(uint32 number, uint32 accountId, int256 delta) private {
        if (accountId == MINTED ? delta > 0 : delta < 0) revert WrongWay(number, accountId, delta);
        SeriesState storage series = _series[number];
        if (accountId == MINTED) {
            uint256 minted = series.mintedLots + uint256(-delta);
            if (minted > series.mintCapLots) revert MintCap(number, minted, series.mintCapLots);
            series.mintedLots = uint64(minted);
        } else if (accountId == EXERCISED) {
            series.exercisedLots += uint64(uint256(delta));
        } else {
            series.lapsedLots += uint64(uint256(delta));
        }
        emit SupplyChanged(number, series.mintedLots, series.exercisedLots, series.lapsedLots);
    }

    /// @dev Netted rows pair no giver with a taker, so they show as burns and mints of ERC-1155. No receiver is asked:
    /// an account that could refuse would hold up everybody else's batch.
    function _move(uint32 series, uint256 id, uint32 accountId, int256 delta) private {
        address holder = CLEARING.ownerOf(accountId);
        if (holder == address(0)) revert UnknownAccount(accountId);
        uint256[] memory ids = new uint256[](1);
        uint256[] memory lots = new uint256[](1);
        ids[0] = id;
        if (delta >= 0) {
            lots[0] = uint256(delta);
            _update(address(0), holder, ids, lots);
        } else {
            lots[0] = uint256(-delta);
            uint256 held = balanceOf(holder, id);
            if (held < lots[0]) revert RightsOverdraft(series, accountId, held, delta);
            _update(holder, address(0), ids, lots);
        }
    }

    /// @dev Every way OpenZeppelin has to transfer ends here; only minting and burning pass.
    function _update(address from, address to, uint256[] memory ids, uint256[] memory values) internal override {
        if (from != address(0) && to != address(0)) revert TransfersDisabled(from, to);
        super._update(from, to, ids, values);
    }
}
