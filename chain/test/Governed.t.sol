// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PatClearing} from "../contracts/PatClearing.sol";
import {PhaseController} from "../contracts/PhaseController.sol";
import {Venue} from "./support/Venue.sol";

/// @notice A venue whose timelock is in the hands of somebody who wants its PAT. It does everything a vote may do and names
/// its own keys for every role a vote gives; with them it does what they may. Settler and attestor go on honestly, and
/// owners pay each other, ask and are paid. What is everybody's is kept in books beside.
contract Governed is Venue {
    uint32 public constant OWNERS = 5;
    uint256 private constant EVIL_KEYS = 3;

    /// @notice What belongs to an owner: paid in, and moved by batches it took part in; less what it was paid.
    mapping(uint32 accountId => uint256) public belongs;
    mapping(uint32 accountId => uint256) public paid;
    /// @notice How often a vote's act was done, so that a run in which none was is seen.
    uint256 public acts;
    uint256 public stolenBatches;
    /// @notice Batches of the honest pair, to be sent again by others.
    PatClearing.Header[] private _headers;
    bytes[] private _rows;
    bytes[] private _signatures;
    uint32 private _evilAccount;

    constructor() {
        _open();
        for (uint32 index = 0; index < OWNERS; ++index) {
            uint32 id = _deposit(_owner(index + 1), 10_000);
            belongs[id] = 10_000;
            _batch(bytes.concat(_row(id, 0, -3_000), _row(id, 1, 3_000)));
        }
        _evilAccount = _register(evil(0));
    }

    function clearingOf() external view returns (PatClearing) {
        return clearing;
    }

    function evil(uint256 seed) public pure returns (address) {
        return VM.addr(_evilKey(seed));
    }

    // ------------------------------------------------------------------------------------------------ what goes on

    function trade(uint256 seed, uint64 micro) external {
        uint32 from = uint32(1 + seed % OWNERS);
        uint32 to = uint32(1 + (seed >> 32) % OWNERS);
        (,,,, bool paused, bool escaped) = clearing.progress();
        (uint96 cap,) = clearing.limits();
        if (from == to || paused || escaped) return;
        uint256 free = _free(from);
        uint64 amount = uint64(micro % (free + 1));
        if (amount > cap) return;
        if (_batch(_payment(from, to, int64(amount)))) {
            belongs[from] -= amount;
            belongs[to] += amount;
        }
    }

    function request(uint256 seed, uint64 micro) external {
        VM.prank(_owner(uint32(1 + seed % OWNERS)));
        try clearing.requestWithdrawal(1 + micro % 20_000) {} catch {}
    }

    function claim(uint256 seed) external {
        uint32 id = uint32(1 + seed % OWNERS);
        VM.prank(seed % 2 == 0 ? _owner(id) : evil(seed));
        try clearing.claim(id) returns (uint64 micro) {
            paid[id] += micro;
        } catch {}
    }

    function wait_(uint32 time) external {
        VM.warp(block.timestamp + time % 5 days);
        try clearing.triggerEscape() {} catch {}
    }

    // ------------------------------------------------------------------------------------------------ what a vote may

    function voteForKeys(uint256 seed) external {
        address next = evil(seed >> 8);
        VM.prank(ADMIN);
        if (seed % 4 == 0) clearing.setGuardian(next);
        else if (seed % 4 == 1) clearing.setRegistrar(next);
        else if (seed % 4 == 2) phases.setGuardian(next);
        else phases.setQualifier(next);
        ++acts;
    }

    function voteForLimits(uint96 batchMicro, uint96 epochMicro, uint64 leastMicro) external {
        VM.prank(ADMIN);
        try clearing.setLimits(PatClearing.Limits(batchMicro, epochMicro)) {
            ++acts;
        } catch {}
        VM.prank(ADMIN);
        try clearing.setLeastDeposit(leastMicro % 2e9) {} catch {}
    }

    function voteToGoOn() external {
        VM.prank(ADMIN);
        clearing.unpause();
        ++acts;
    }

    function voteForAPhase(uint8 next) external {
        VM.prank(ADMIN);
        try phases.raisePhase(next % 6) {
            ++acts;
        } catch {}
    }

    /// @dev With a consent by a key of its own, or with a signature the honest keys gave for a batch.
    function voteForASuccessor(uint256 seed) external {
        PatClearing.Part part = PatClearing.Part(seed % 2);
        uint64 deadline = uint64(block.timestamp + 30 days);
        bytes memory consent = seed % 8 == 0
            ? _signatures[(seed >> 16) % _signatures.length]
            : _consent(part, evil(seed >> 16), deadline, _evilKey(seed >> 32));
        VM.prank(ADMIN);
        try clearing.nameSuccessor(part, evil(seed >> 16), deadline, consent) {
            ++stolenBatches;
        } catch {}
        if (seed >> 255 == 0) {
            VM.prank(ADMIN);
            try clearing.cancelSuccession() {} catch {}
        }
        try clearing.succeed() {} catch {}
    }

    /// @dev Any call to any of the contracts, as a proposal may hold it; also those nobody thought of.
    function voteForAnything(bytes4 selector, uint256 which, uint256 one, uint256 two) external {
        address target = which % 4 == 0 ? address(pat) : which % 4 == 1 ? address(phases) : address(clearing);
        if (which % 3 == 0) one = uint160(evil(one));
        if (which % 5 == 0) selector = _known(which >> 8);
        VM.prank(ADMIN);
        (bool done,) = target.call(abi.encodeWithSelector(selector, one, two, two));
        if (done) ++acts;
    }

    // ------------------------------------------------------------------------------------------------ what its keys may

    function guard(uint256 seed) external {
        address guardian = clearing.guardian();
        VM.prank(guardian);
        if (seed % 3 == 0) clearing.pause();
        else if (seed % 3 == 1) try clearing.voidWithdrawal(uint32(1 + (seed >> 8) % OWNERS)) {} catch {}
        else try clearing.lowerLimits(PatClearing.Limits(uint96(seed >> 16) % 9_000, uint96(seed >> 16) % 9_000)) {} catch {}
    }

    function steal(uint256 seed, uint64 micro) external {
        uint32 from = uint32(1 + seed % OWNERS);
        int64 amount = int64(uint64(micro % (_free(from) + 1)));
        bytes memory rows = _payment(from, _evilAccount, amount);
        PatClearing.Header memory header = _header(rows);
        bytes memory sig = _sign(clearing.digestOf(header), _evilKey(seed >> 8));
        VM.prank(seed >> 255 == 0 ? SETTLER : evil(seed >> 16));
        try clearing.settle(header, rows, sig) {
            ++stolenBatches;
        } catch {}
        uint256 old = (seed >> 32) % _headers.length;
        VM.prank(evil(seed >> 16));
        try clearing.settle(_headers[old], _rows[old], _signatures[old]) {
            ++stolenBatches;
        } catch {}
    }

    function take(uint256 seed, uint64 micro) external {
        VM.prank(evil(seed));
        try clearing.requestWithdrawal(micro) {} catch {}
        try clearing.claim(_evilAccount) {} catch {}
        try clearing.escapeWithdraw(_evilAccount) {} catch {}
    }

    // ------------------------------------------------------------------------------------------------ the end

    /// @notice Every owner leaves with all that belongs to it, whatever was voted before: by its request where batches go on,
    /// by the escape where they do not.
    function everybodyLeaves() external {
        (,,,, bool paused, bool escaped) = clearing.progress();
        if (!paused && !escaped) _everybodyIsPaid();
        (,,,,, escaped) = clearing.progress();
        if (!escaped) {
            VM.warp(clearing.escapeAt());
            clearing.triggerEscape();
        }
        for (uint32 id = 1; id <= OWNERS; ++id) {
            try clearing.escapeWithdraw(id) returns (uint64 micro) {
                paid[id] += micro;
            } catch {}
        }
    }

    function _everybodyIsPaid() private {
        for (uint32 id = 1; id <= OWNERS; ++id) {
            uint256 locked = clearing.accountAt(id).lockedMicro;
            _batch(bytes.concat(_row(id, 0, int64(uint64(locked))), _row(id, 1, -int64(uint64(locked)))));
        }
        // The guardian voids whom it may: not twice. An open request may be an older one: the second takes the rest.
        for (uint256 round = 0; round < 3; ++round) {
            for (uint32 id = 1; id <= OWNERS; ++id) {
                VM.prank(_owner(id));
                try clearing.requestWithdrawal(60_000) {} catch {}
                address guardian = clearing.guardian();
                VM.prank(guardian);
                try clearing.voidWithdrawal(id) {} catch {}
            }
            _batch("");
            VM.warp(block.timestamp + DELAY);
            for (uint32 id = 1; id <= OWNERS; ++id) {
                VM.prank(_owner(id));
                try clearing.claim(id) returns (uint64 micro) {
                    paid[id] += micro;
                } catch {}
            }
        }
        for (uint32 id = 1; id <= OWNERS; ++id) _same(_free(id), 0);
    }

    function _batch(bytes memory rows) private returns (bool done) {
        PatClearing.Header memory header = _header(rows);
        bytes memory sig = _sign(clearing.digestOf(header), ATTESTOR_KEY);
        VM.prank(SETTLER);
        try clearing.settle(header, rows, sig) {
            done = true;
        } catch {}
        _headers.push(header);
        _rows.push(rows);
        _signatures.push(sig);
    }

    function _known(uint256 seed) private pure returns (bytes4) {
        bytes4[14] memory selectors = [
            PatClearing.settle.selector,
            PatClearing.settleMargin.selector,
            PatClearing.registerAccount.selector,
            PatClearing.requestWithdrawal.selector,
            PatClearing.claim.selector,
            PatClearing.voidWithdrawal.selector,
            PatClearing.escapeWithdraw.selector,
            PatClearing.triggerEscape.selector,
            PatClearing.succeed.selector,
            PatClearing.deposit.selector,
            bytes4(keccak256("transfer(address,uint256)")),
            bytes4(keccak256("transferFrom(address,address,uint256)")),
            bytes4(keccak256("grantRole(bytes32,address)")),
            PhaseController.lowerPhase.selector
        ];
        return selectors[seed % selectors.length];
    }

    function _evilKey(uint256 seed) private pure returns (uint256) {
        return 0xE0 + seed % EVIL_KEYS;
    }

    function _owner(uint32 id) private pure returns (address) {
        return address(uint160(0x3000 + id));
    }
}

/// @notice Would catch any sequence of votes, and of acts by roles that votes name, after which PAT in custody is anybody's
/// but its owner's, after which the pair that makes batches is another one, or from which an owner cannot leave with all it has.
contract GovernedTest is Venue {
    Governed private governed;
    PatClearing private target;
    address private firstAttestor;

    function setUp() public {
        governed = new Governed();
        target = governed.clearingOf();
        firstAttestor = VM.addr(ATTESTOR_KEY);
    }

    /// @notice Only the handler is called, not the contracts behind it.
    function targetContracts() external view returns (address[] memory list) {
        list = new address[](1);
        list[0] = address(governed);
    }

    function invariant_whatBelongsToAnOwnerIsStoredOrPaidToIt() public view {
        for (uint32 id = 1; id <= governed.OWNERS(); ++id) {
            PatClearing.Account memory one = target.accountAt(id);
            _same(one.freeMicro + one.lockedMicro + one.marginMicro + governed.paid(id), governed.belongs(id));
            _same(target.TOKEN().balanceOf(target.ownerOf(id)), governed.paid(id) * UNIT);
        }
    }

    function invariant_noVoteNamesWhoMakesBatches() public view {
        require(target.settler() == SETTLER && target.attestor() == firstAttestor, "another pair");
        _same(governed.stolenBatches(), 0);
    }

    function invariant_nothingIsTheirsThatVote() public view {
        for (uint256 index = 0; index < 3; ++index) {
            address one = governed.evil(index);
            _same(target.TOKEN().balanceOf(one), 0);
            uint32 id = target.accountOf(one);
            if (id == 0) continue;
            _same(target.accountAt(id).freeMicro + target.accountAt(id).lockedMicro, 0);
        }
        _same(target.TOKEN().balanceOf(ADMIN), 0);
    }

    /// @notice After every run.
    function afterInvariant() public {
        governed.everybodyLeaves();
        for (uint32 id = 1; id <= governed.OWNERS(); ++id) _same(governed.paid(id), governed.belongs(id));
    }

    function test_aVoteThatActsIsAmongThem() public {
        governed.voteForKeys(0);
        governed.voteForLimits(1, 1, 1);
        governed.voteForASuccessor(1);
        governed.guard(0);
        _same(governed.acts(), 2);
        governed.everybodyLeaves();
        for (uint32 id = 1; id <= governed.OWNERS(); ++id) _same(governed.paid(id), governed.belongs(id));
    }
}
