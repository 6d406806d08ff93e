// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/**
 * @title PatTimelock: what a vote has decided happens after a delay that no vote changes
 * @notice OpenZeppelin's timelock with its delay fixed, and its roles fixed once whoever deployed it has renounced: the
 * governor alone proposes and cancels, anyone executes.
 * @dev What always holds once it is sealed: nobody joins or leaves a role, so no vote hands its power to a key, takes
 * everybody's away, or shortens the notice the others have.
 */
contract PatTimelock is TimelockController {
    /// @notice Whether roles are fixed.
    bool public isSealed;

    error RolesFixed();
    error DelayFixed();

    /// @param delaySeconds from a vote's end to its deed
    /// @param deployer gives the governor its roles, then renounces
    constructor(uint256 delaySeconds, address deployer)
        TimelockController(delaySeconds, new address[](0), _anyone(), deployer)
    {}

    /// @notice Refuses: the delay is for good.
    function updateDelay(uint256) public pure override {
        revert DelayFixed();
    }

    function _grantRole(bytes32 role, address account) internal override returns (bool) {
        if (isSealed) revert RolesFixed();
        return super._grantRole(role, account);
    }

    function _revokeRole(bytes32 role, address account) internal override returns (bool) {
        if (isSealed) revert RolesFixed();
        if (role == DEFAULT_ADMIN_ROLE) isSealed = true;
        return super._revokeRole(role, account);
    }

    function _anyone() private pure returns (address[] memory executors) {
        executors = new address[](1);
    }
}
