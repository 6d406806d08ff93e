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
 * trading. Exercise burns and leaves the receipt's hash.
 * @dev What always holds: outstanding = minted - lapsed - exercised = the sum over holders, per series; minted never
 * passes the series' cap; nothing moves after PatClearing's escape. Keys and accounts are PatClearing's.
 */
contract AccessRights is ERC1155, EIP712 {
    /// @notice What is sold: a segment's data of a window of time, at a confidence band, from a start.
    struct Series {
        bytes32 segment;
        uint32 windowSeconds;
        uint16 band;
        uint64 start;
    }

    struct SeriesState {
        uint256 id;
        bytes32 licenceHash;
        uint64 mintCapLots;
        uint64 mintedLots;
        uint64 outstandingLots;
    }

    /// @notice What an attestor signs for a batch of rights.
    struct RightsHeader {
        uint64 id;
        bytes32 prevHash;
        uint64 ledgerSeq;
        bytes32 payloadHash;
    }

    /// @notice One delivery that was accepted: a ticket used up, with the hash of its receipt.
    struct Exercise {
        uint32 series;
        uint32 accountId;
        uint64 lots;
        bytes32 nonce;
        bytes32 receiptHash;
    }

    bytes32 public constant RIGHTS_TYPEHASH =
        keccak256("RightsHeader(uint64 id,bytes32 prevHash,uint64 ledgerSeq,bytes32 payloadHash)");
    bytes32 public constant EXERCISES_TYPEHASH = keccak256("Exercises(bytes32 payloadHash)");
    uint256 public constant ROWS_MAX = 1000;
    uint256 private constant ROW_BYTES = 16;

    PatClearing public immutable CLEARING;

    /// @notice Series so far; their numbers run from 1 to this.
    uint32 public seriesCount;
    /// @notice The last batch of rights.
    uint64 public lastBatchId;
    uint64 public lastLedgerSeq;
    mapping(uint64 batchId => bytes32 digest) public batchHash;
    mapping(uint256 id => uint32 series) public seriesOf;
    /// @notice The receipt a ticket was used up with; zero if it was not.
    mapping(bytes32 nonce => bytes32 receiptHash) public receiptOf;
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
    event SupplyChanged(uint32 indexed series, int256 deltaLots, uint64 outstandingLots);
    event Exercised(
        uint256 indexed id,
        address indexed holder,
        uint64 lots,
        bytes32 indexed nonce,
        bytes32 receiptHash
    );

    error NotSettler(address caller);
    error SettlementEscaped();
    error TransfersDisabled(address from, address to);
    error SeriesExists(uint32 series);
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
    error RightsOverdraft(uint256 series, uint256 accountId, uint256 heldLots, int256 deltaLots);
    error MintCap(uint256 series, uint256 mintedLots, uint256 capLots);
    error TicketUsed(bytes32 nonce);
    error NoReceipt(bytes32 nonce);

    modifier onlySettler() {
        if (!CLEARING.hasRole(CLEARING.SETTLER_ROLE(), msg.sender)) revert NotSettler(msg.sender);
        (,,,,, bool escaped) = CLEARING.progress();
        if (escaped) revert SettlementEscaped();
        _;
    }

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

    /// @notice Registers a series with its licence, both for good.
    /// @param mintCapLots no more than this will ever be minted
    function registerSeries(Series calldata one, bytes32 licenceHash, uint64 mintCapLots)
        external
        onlySettler
        returns (uint32 series)
    {
        if (one.segment == 0 || licenceHash == 0 || mintCapLots == 0) revert EmptySeries();
        uint256 id = idOf(one);
        if (seriesOf[id] != 0) revert SeriesExists(seriesOf[id]);
        series = ++seriesCount;
        seriesOf[id] = series;
        _series[series] = SeriesState(id, licenceHash, mintCapLots, 0, 0);
        emit SeriesRegistered(
            series, id, one.segment, one.windowSeconds, one.band, one.start, licenceHash, mintCapLots
        );
    }

    /// @notice Applies a netted batch of rights.
    /// @param header attested by PatClearing's attestor
    /// @param rows 16 bytes each: u32 series, u32 account, i64 delta in lots; strictly ascending. Account 0 is where
    /// rights come from when minted (negative) and go to when they lapse (positive), so every series sums to zero.
    /// @param attestorSig 65 bytes over the header's EIP-712 digest
    function settleRights(RightsHeader calldata header, bytes calldata rows, bytes calldata attestorSig)
        external
        onlySettler
    {
        if (header.id != lastBatchId + 1) revert WrongBatchId(header.id, lastBatchId + 1);
        bytes32 expectedPrev = batchHash[lastBatchId];
        if (header.prevHash != expectedPrev) revert WrongPrevHash(header.prevHash, expectedPrev);
        if (header.ledgerSeq < lastLedgerSeq) revert LedgerSeqBackwards(header.ledgerSeq, lastLedgerSeq);
        (, uint64 settledSeq,,,,) = CLEARING.progress();
        if (settledSeq < header.ledgerSeq) revert PaymentBehind(header.ledgerSeq, settledSeq);
        bytes32 payload = keccak256(rows);
        if (header.payloadHash != payload) revert WrongPayload(header.payloadHash, payload);
        bytes32 digest = _digest(header);
        _checkSigner(digest, attestorSig);
        lastBatchId = header.id;
        lastLedgerSeq = header.ledgerSeq;
        batchHash[header.id] = digest;
        _apply(rows);
        emit RightsSettled(header.id, digest, header.ledgerSeq);
    }

    /// @notice Burns the rights of accepted deliveries. A ticket's nonce is used up, so none burns twice.
    /// @param attestorSig 65 bytes over the EIP-712 digest of keccak256(abi.encode(items))
    function exercise(Exercise[] calldata items, bytes calldata attestorSig) external onlySettler {
        bytes32 payload = keccak256(abi.encode(items));
        _checkSigner(_hashTypedDataV4(keccak256(abi.encode(EXERCISES_TYPEHASH, payload))), attestorSig);
        for (uint256 index = 0; index < items.length; ++index) {
            Exercise calldata one = items[index];
            if (one.receiptHash == 0) revert NoReceipt(one.nonce);
            if (receiptOf[one.nonce] != 0) revert TicketUsed(one.nonce);
            receiptOf[one.nonce] = one.receiptHash;
            SeriesState storage series = _seriesStored(one.series);
            address holder = _move(one.series, series.id, one.accountId, -int256(uint256(one.lots)));
            series.outstandingLots -= one.lots;
            emit Exercised(series.id, holder, one.lots, one.nonce, one.receiptHash);
        }
    }

    /// @notice The digest an attestor signs for a batch of rights.
    function digestOf(RightsHeader calldata header) external view returns (bytes32) {
        return _digest(header);
    }

    /// @notice The digest an attestor signs for exercises.
    function exercisesDigestOf(Exercise[] calldata items) external view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(EXERCISES_TYPEHASH, keccak256(abi.encode(items)))));
    }

    function _digest(RightsHeader calldata header) private view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(RIGHTS_TYPEHASH, header)));
    }

    function _checkSigner(bytes32 digest, bytes calldata sig) private view {
        address signer = ECDSA.recover(digest, sig);
        address attestor = CLEARING.attestor();
        if (signer != attestor) revert WrongSigner(signer, attestor);
        if (signer == msg.sender) revert SameKey(signer);
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
                id = _seriesStored(series).id;
            }
            sum += delta;
            uint32 accountId = uint32(key);
            if (accountId == 0) _changeSupply(series, -delta);
            else _move(series, id, accountId, delta);
        }
        if (sum != 0) revert Unbalanced(number, sum);
    }

    function _changeSupply(uint32 number, int256 delta) private {
        SeriesState storage series = _series[number];
        if (delta > 0) {
            uint256 minted = series.mintedLots + uint256(delta);
            if (minted > series.mintCapLots) revert MintCap(number, minted, series.mintCapLots);
            series.mintedLots = uint64(minted);
            series.outstandingLots += uint64(uint256(delta));
        } else {
            uint256 lapsed = uint256(-delta);
            if (lapsed > series.outstandingLots) revert RightsOverdraft(number, 0, series.outstandingLots, delta);
            series.outstandingLots -= uint64(lapsed);
        }
        emit SupplyChanged(number, delta, series.outstandingLots);
    }

    /// @dev Netted rows pair no giver with a taker, so they show as burns and mints of ERC-1155. No receiver is asked:
    /// an account that could refuse would hold up everybody else's batch.
    function _move(uint32 series, uint256 id, uint32 accountId, int256 delta) private returns (address holder) {
        holder = CLEARING.ownerOf(accountId);
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

    function _seriesStored(uint32 number) private view returns (SeriesState storage series) {
        series = _series[number];
        if (series.id == 0) revert UnknownSeries(number);
    }

    /// @dev Every way OpenZeppelin has to transfer ends here; only minting and burning pass.
    function _update(address from, address to, uint256[] memory ids, uint256[] memory values) internal override {
        if (from != address(0) && to != address(0)) revert TransfersDisabled(from, to);
        super._update(from, to, ids, values);
    }
}
