// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessRights} from "../../contracts/AccessRights.sol";
import {DevPAT} from "../../contracts/DevPAT.sol";
import {PatClearing} from "../../contracts/PatClearing.sol";
import {PhaseController} from "../../contracts/PhaseController.sol";
import {Vm} from "./Vm.sol";

/// @notice The contracts with their keys, and the ways tests speak to them.
abstract contract Venue {
    Vm internal constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint256 internal constant ATTESTOR_KEY = 0xA77E57;
    uint256 internal constant SETTLER_KEY = 0x5E771E;
    uint256 internal constant REGISTRAR_KEY = 0x4E6;
    address internal constant ADMIN = address(0xAD);
    address internal immutable SETTLER = VM.addr(SETTLER_KEY);
    address internal constant GUARDIAN = address(0x6A);
    address internal constant ALICE = address(0xA11CE);
    address internal constant BOB = address(0xB0B);
    uint256 internal constant UNIT = 1e12;
    uint256 internal constant DELAY = 2 days;
    uint256 internal constant ESCAPE = 14 days;
    uint256 internal constant SUCCESSION = 4 days;
    uint96 internal constant BATCH_CAP = 1_000_000;
    uint96 internal constant EPOCH_CAP = 2_500_000;

    DevPAT internal pat;
    PhaseController internal phases;
    PatClearing internal clearing;
    AccessRights internal rights;

    function _open() internal {
        VM.warp(1_800_000_000);
        pat = new DevPAT();
        phases = new PhaseController(ADMIN, GUARDIAN, GUARDIAN);
        clearing = new PatClearing(_config());
        rights = new AccessRights(clearing);
    }

    function _config() internal view returns (PatClearing.Config memory) {
        return PatClearing.Config({
            token: pat,
            marginGate: phases,
            admin: ADMIN,
            settler: SETTLER,
            attestor: VM.addr(ATTESTOR_KEY),
            guardian: GUARDIAN,
            registrar: VM.addr(REGISTRAR_KEY),
            owners: new address[](0),
            limits: PatClearing.Limits(BATCH_CAP, EPOCH_CAP),
            leastDepositMicro: 1,
            epochSeconds: 1 days,
            withdrawalDelaySeconds: uint32(DELAY),
            voidWindowSeconds: 1 days,
            voidCooldownSeconds: 30 days,
            escapeDelaySeconds: uint32(ESCAPE),
            successionDelaySeconds: uint32(SUCCESSION)
        });
    }

    function _deposit(address who, uint256 micro) internal returns (uint32) {
        pat.mint(who, micro * UNIT);
        VM.prank(who);
        pat.approve(address(clearing), micro * UNIT);
        VM.prank(who);
        return clearing.deposit(micro * UNIT);
    }

    /// @dev Gives an owner an account, as the registrar allows.
    function _register(address owner) internal returns (uint32) {
        return clearing.registerAccount(owner, type(uint64).max, _permit(owner, type(uint64).max, REGISTRAR_KEY));
    }

    function _permit(address owner, uint64 deadline, uint256 key) internal view returns (bytes memory) {
        return _sign(_typed(keccak256(abi.encode(clearing.REGISTRATION_TYPEHASH(), owner, deadline))), key);
    }

    /// @dev What the key of the other part signs for the next succession.
    function _consent(PatClearing.Part part, address next, uint64 deadline, uint256 key)
        internal
        view
        returns (bytes memory)
    {
        uint64 number = clearing.successionCount() + 1;
        bytes32 inner =
            keccak256(abi.encode(clearing.SUCCESSION_TYPEHASH(), uint8(part), next, number, deadline));
        return _sign(_typed(inner), key);
    }

    function _typed(bytes32 inner) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", clearing.domainSeparator(), inner));
    }

    function _row(uint32 accountId, uint8 bucket, int64 delta) internal pure returns (bytes memory) {
        return abi.encodePacked(accountId * 4 + bucket, delta);
    }

    /// @dev `from` pays `to`, whichever id is the lower.
    function _payment(uint32 from, uint32 to, int64 micro) internal pure returns (bytes memory) {
        bytes memory debit = _row(from, 0, -micro);
        bytes memory credit = _row(to, 0, micro);
        return from < to ? bytes.concat(debit, credit) : bytes.concat(credit, debit);
    }

    /// @dev A header that would be accepted next, acknowledging every withdrawal request so far.
    function _header(bytes memory rows) internal view returns (PatClearing.Header memory) {
        (uint64 last, uint64 ledgerSeq,,,,) = clearing.progress();
        return PatClearing.Header({
            id: last + 1,
            prevHash: clearing.batchHash(last),
            tradesRoot: keccak256("trades"),
            liabilitiesRoot: keccak256("liabilities"),
            liabilitiesSum: clearing.totalMicro(),
            ledgerSeq: ledgerSeq + 10,
            requestSeq: clearing.requestSeq(),
            payloadHash: keccak256(rows)
        });
    }

    function _sign(bytes32 digest, uint256 key) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function _settle(bytes memory rows) internal {
        _settle(_header(rows), rows);
    }

    function _settle(PatClearing.Header memory header, bytes memory rows) internal {
        bytes memory sig = _sign(clearing.digestOf(header), ATTESTOR_KEY);
        VM.prank(SETTLER);
        clearing.settle(header, rows, sig);
    }

    /// @dev The batch must be refused with exactly this error.
    function _refused(PatClearing.Header memory header, bytes memory rows, bytes memory refusal) internal {
        bytes memory sig = _sign(clearing.digestOf(header), ATTESTOR_KEY);
        VM.expectRevert(refusal);
        VM.prank(SETTLER);
        clearing.settle(header, rows, sig);
    }

    function _refused(bytes memory rows, bytes memory refusal) internal {
        _refused(_header(rows), rows, refusal);
    }

    function _free(uint32 accountId) internal view returns (uint256) {
        return clearing.accountAt(accountId).freeMicro;
    }

    function _same(uint256 one, uint256 other) internal pure {
        require(one == other, string.concat("not equal: ", _text(one), " and ", _text(other)));
    }

    function _text(uint256 value) private pure returns (string memory) {
        bytes memory digits = new bytes(78);
        uint256 at_ = 78;
        do {
            digits[--at_] = bytes1(uint8(48 + value % 10));
            value /= 10;
        } while (value != 0);
        bytes memory text = new bytes(78 - at_);
        for (uint256 index = 0; index < text.length; ++index) text[index] = digits[at_ + index];
        return string(text);
    }
}
