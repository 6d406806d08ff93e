// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

/**
 * @title DevPAT: the PAT of local chains
 * @notice Anyone may mint, so it deploys on local development chains only and is worth nothing.
 */
contract DevPAT is ERC20, ERC20Permit, ERC20Votes {
    error NotLocalChain(uint256 chainId);

    constructor() ERC20("Development PAT", "devPAT") ERC20Permit("Development PAT") {
        // anvil and hardhat, ganache, and the local nodes of zkSync Era
        if (block.chainid != 31337 && block.chainid != 1337 && block.chainid != 260 && block.chainid != 270) {
            revert NotLocalChain(block.chainid);
        }
    }

    /// @notice Makes PAT out of nothing.
    /// @param to who gets it
    /// @param amount in units of 1e-18 PAT
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// @notice Votes are counted by time, as blocks come at no fixed pace.
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @notice How clock() is to be read (ERC-6372).
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @inheritdoc ERC20Permit
    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
    }
}
