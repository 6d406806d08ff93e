// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarginGate} from "./IMarginGate.sol";
import {Buckets} from "./Buckets.sol";

/**
 * @title PhaseController: which products the market is ripe for
 * @notice 1 utility spot, 2 forwards, 3 cash settlement for qualified accounts, 4 cash settlement for all. The phase
 * rises one step at a time and only by the timelock, which only the governor's votes reach. The guardian may lower it.
 * @dev What always holds: 1 <= phase <= 4; whatever the guardian does reduces what is allowed.
 */
contract PhaseController is IMarginGate {
    uint8 public constant FIRST_PHASE = 1;
    uint8 public constant LAST_PHASE = 4;
    /// @notice From here on qualified accounts settle in cash.
    uint8 public constant CASH_PHASE = 3;
    /// @notice From here on everyone does.
    uint8 public constant OPEN_PHASE = 4;
    uint256 private constant ROW_BYTES = 12;

    address public immutable TIMELOCK;
    /// @notice May lower the phase and take qualifications away.
    address public guardian;
    /// @notice May qualify accounts and take it away again.
    address public qualifier;
    uint8 public phase = FIRST_PHASE;
    mapping(uint32 accountId => bool) public isQualified;

    event PhaseRaised(uint8 phase);
    event PhaseLowered(uint8 phase, address indexed by);
    event QualificationSet(uint32 indexed accountId, bool qualified, address indexed by);
    event GuardianSet(address guardian);
    event QualifierSet(address qualifier);

    error NotTimelock(address caller);
    error NotGuardian(address caller);
    error NotQualifier(address caller);
    error NotNextPhase(uint8 given, uint8 present);
    error NotLower(uint8 given, uint8 present);
    error PhaseTooLow(uint8 present, uint8 needed);
    error NotQualified(uint32 accountId);
    error ZeroAddress();

    modifier onlyTimelock() {
        if (msg.sender != TIMELOCK) revert NotTimelock(msg.sender);
        _;
    }

    constructor(address timelock, address firstGuardian, address firstQualifier) {
        if (timelock == address(0)) revert ZeroAddress();
        TIMELOCK = timelock;
        _setGuardian(firstGuardian);
        _setQualifier(firstQualifier);
    }

    /// @notice Raises the phase by one.
    /// @param next the phase after this one; said so that a vote made twice cannot raise it twice
    function raisePhase(uint8 next) external onlyTimelock {
        if (next != phase + 1 || next > LAST_PHASE) revert NotNextPhase(next, phase);
        phase = next;
        emit PhaseRaised(next);
    }

    /// @notice Lowers the phase, at once and by as much as is needed.
    function lowerPhase(uint8 next) external {
        if (msg.sender != guardian && msg.sender != TIMELOCK) revert NotGuardian(msg.sender);
        if (next >= phase || next < FIRST_PHASE) revert NotLower(next, phase);
        phase = next;
        emit PhaseLowered(next, msg.sender);
    }

    /// @notice Qualifies an account for cash settlement in phase 3.
    function qualify(uint32 accountId) external {
        if (msg.sender != qualifier) revert NotQualifier(msg.sender);
        isQualified[accountId] = true;
        emit QualificationSet(accountId, true, msg.sender);
    }

    /// @notice Takes a qualification away; the account's margin can then only shrink.
    function disqualify(uint32 accountId) external {
        if (msg.sender != qualifier && msg.sender != guardian) revert NotGuardian(msg.sender);
        isQualified[accountId] = false;
        emit QualificationSet(accountId, false, msg.sender);
    }

    /// @notice Changes the guardian.
    function setGuardian(address next) external onlyTimelock {
        _setGuardian(next);
    }

    /// @notice Changes the qualifier.
    function setQualifier(address next) external onlyTimelock {
        _setQualifier(next);
    }

    /// @inheritdoc IMarginGate
    /// @dev Only raised margin is risk taken on. Lowering it closes positions, which a lowered phase must allow.
    function checkMargin(bytes calldata rows) external view {
        uint8 present = phase;
        for (uint256 offset = 0; offset + ROW_BYTES <= rows.length; offset += ROW_BYTES) {
            uint32 key = uint32(bytes4(rows[offset:offset + 4]));
            int64 delta = int64(uint64(bytes8(rows[offset + 4:offset + ROW_BYTES])));
            if (key & 3 != Buckets.MARGIN || delta <= 0) continue;
            if (present < CASH_PHASE) revert PhaseTooLow(present, CASH_PHASE);
            if (present < OPEN_PHASE && !isQualified[key >> 2]) revert NotQualified(key >> 2);
        }
    }

    function _setGuardian(address next) private {
        if (next == address(0)) revert ZeroAddress();
        guardian = next;
        emit GuardianSet(next);
    }

    function _setQualifier(address next) private {
        if (next == address(0)) revert ZeroAddress();
        qualifier = next;
        emit QualifierSet(next);
    }
}
