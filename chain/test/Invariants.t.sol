// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PatClearing} from "../contracts/PatClearing.sol";
import {Venue} from "./support/Venue.sol";

/// @notice Makes every call anyone can make, in any order, well formed and not, and keeps its own books beside.
contract Handler is Venue {
    uint32 private constant OWNERS = 6;

    uint64 public batchesApplied;
    uint64 public refusedThatShouldPass;
    uint64 public appliedThatShouldNot;
    bool public wentBackwards;
    bool public escapeLeftSomething;
    uint256 public paidIn;
    uint256 public paidOut;
    uint256 public escapesPaid;
    mapping(uint32 accountId => uint256) public freeOf;
    mapping(uint32 accountId => uint256) public lockedOf;
    mapping(uint32 accountId => uint256) public requestedOf;

    constructor() {
        _open();
        for (uint32 index = 0; index < OWNERS; ++index) {
            _put(index, 10_000);
            _settle(bytes.concat(_row(index + 1, 0, -4_000), _row(index + 1, 1, 4_000)));
            ++batchesApplied;
            freeOf[index + 1] -= 4_000;
            lockedOf[index + 1] += 4_000;
        }
    }

    function clearingOf() external view returns (PatClearing) {
        return clearing;
    }

    function backing() external view returns (uint256) {
        return pat.balanceOf(address(clearing));
    }

    function deposit(uint256 seed, uint64 micro) external {
        (,,,,, bool escaped) = clearing.progress();
        if (escaped) return;
        _put(uint32(seed % OWNERS), 1 + micro % 50_000);
    }

    function donate(uint64 units) external {
        pat.mint(address(clearing), units);
    }

    function settle(uint256 seed, uint64 micro, uint8 flaw) external {
        uint32 from = uint32(1 + seed % OWNERS);
        uint32 to = uint32(1 + (seed >> 32) % OWNERS);
        int64 amount = int64(micro % 30_000);
        bytes memory rows;
        if (from == to) {
            (uint256 free, uint256 locked) = (_free(from), clearing.accountAt(from).lockedMicro);
            if (seed >> 255 == 1) amount = amount > int64(uint64(locked)) ? -int64(uint64(locked)) : -amount;
            else if (uint64(amount) > free) amount = int64(uint64(free));
            rows = bytes.concat(_row(from, 0, -amount), _row(from, 1, amount));
        } else {
            rows = _payment(from, to, amount);
        }
        PatClearing.Header memory header = _header(rows);
        uint256 key = ATTESTOR_KEY;
        flaw = flaw % 12;
        if (flaw == 1) header.id += 1;
        if (flaw == 2) header.id -= 1;
        if (flaw == 3) header.prevHash = keccak256("no");
        if (flaw == 4) (rows = bytes.concat(rows, _row(OWNERS + 1, 0, 1)), header.payloadHash = keccak256(rows));
        if (flaw == 7) (rows = _row(from, 0, 1), header.payloadHash = keccak256(rows));
        if (flaw == 5) key = 0xBAD;
        if (flaw == 6) header.requestSeq += 1;
        bool isFlawed = flaw >= 1 && flaw <= 7;
        (,,,, bool paused, bool escaped) = clearing.progress();
        bool isPayable = from == to || uint64(amount) <= _free(from);
        (uint64 before,,,,,) = clearing.progress();
        bytes memory sig = _sign(clearing.digestOf(header), key);
        VM.prank(SETTLER);
        try clearing.settle(header, rows, sig) {
            ++batchesApplied;
            freeOf[from] = uint256(int256(freeOf[from]) - amount);
            if (from == to) lockedOf[from] = uint256(int256(lockedOf[from]) + amount);
            else freeOf[to] = uint256(int256(freeOf[to]) + amount);
            if (isFlawed || paused || escaped || !isPayable) ++appliedThatShouldNot;
            (uint64 last,,,,,) = clearing.progress();
            if (last != before + 1 || clearing.batchHash(last) == 0) wentBackwards = true;
        } catch {
            if (!isFlawed && !paused && !escaped && amount == 0) ++refusedThatShouldPass;
        }
    }

    function request(uint256 seed, uint64 micro) external {
        VM.prank(_owner(uint32(seed % OWNERS)));
        try clearing.requestWithdrawal(micro % 60_000) {
            requestedOf[uint32(1 + seed % OWNERS)] = micro % 60_000;
        } catch {}
    }

    function claim(uint256 seed) external {
        if (seed % 2 == 0) VM.prank(_owner(uint32(seed / 2 % OWNERS)));
        uint32 id = uint32(1 + seed / 2 % OWNERS);
        try clearing.claim(id) returns (uint64 paid) {
            paidOut += paid;
            freeOf[id] -= paid;
            requestedOf[id] = 0;
        } catch {}
    }

    function void_(uint256 seed) external {
        VM.prank(GUARDIAN);
        try clearing.voidWithdrawal(uint32(1 + seed % OWNERS)) {
            requestedOf[uint32(1 + seed % OWNERS)] = 0;
        } catch {}
    }

    function pause(bool on) external {
        VM.prank(on ? GUARDIAN : ADMIN);
        if (on) clearing.pause();
        else clearing.unpause();
    }

    function wait_(uint32 time) external {
        VM.warp(block.timestamp + time % 3 days);
    }

    function silence(uint8 chance) external {
        if (chance < 225) return;
        VM.warp(block.timestamp + ESCAPE);
        try clearing.triggerEscape() {} catch {}
    }

    function escape(uint256 seed) external {
        uint32 id = uint32(1 + seed % OWNERS);
        PatClearing.Account memory stored = clearing.accountAt(id);
        uint256 expected = stored.freeMicro + stored.lockedMicro + stored.marginMicro;
        address owner = clearing.ownerOf(id);
        uint256 had = pat.balanceOf(owner);
        (,,,,, bool escaped) = clearing.progress();
        try clearing.escapeWithdraw(id) returns (uint64 paid) {
            if (!escaped || paid != expected || pat.balanceOf(owner) != had + expected * UNIT) {
                escapeLeftSomething = true;
            }
            paidOut += paid;
            ++escapesPaid;
            (freeOf[id], lockedOf[id], requestedOf[id]) = (0, 0, 0);
        } catch {
            if (escaped && expected != 0) escapeLeftSomething = true;
        }
    }

    function _put(uint32 index, uint64 micro) private {
        (,,,, bool paused,) = clearing.progress();
        if (paused) return;
        freeOf[_deposit(_owner(index), micro)] += micro;
        paidIn += micro;
    }

    function _owner(uint32 index) private pure returns (address) {
        return address(uint160(0x3000 + index));
    }
}

/// @notice Would catch any sequence of calls after which the tokens do not cover the accounts, money was made or lost, a
/// batch went back, an escape paid less than was stored, or an account has what another one should.
contract InvariantTest is Venue {
    Handler private handler;
    PatClearing private target;

    function setUp() public {
        handler = new Handler();
        target = handler.clearingOf();
    }

    /// @notice Only the handler is called, not the contracts behind it.
    function targetContracts() external view returns (address[] memory list) {
        list = new address[](1);
        list[0] = address(handler);
    }

    function invariant_tokensCoverAccounts() public view {
        uint256 sum = 0;
        for (uint32 id = 1; id <= target.accountCount(); ++id) {
            PatClearing.Account memory one = target.accountAt(id);
            sum += one.freeMicro + one.lockedMicro + one.marginMicro;
        }
        _same(sum, target.totalMicro());
        require(handler.backing() >= sum * UNIT, "tokens do not cover accounts");
    }

    function invariant_depositsLessPaymentsIsWhatIsStored() public view {
        _same(handler.paidIn() - handler.paidOut(), target.totalMicro());
    }

    function invariant_everyAccountIsWhatItsBooksSay() public view {
        for (uint32 id = 1; id <= target.accountCount(); ++id) {
            PatClearing.Account memory one = target.accountAt(id);
            _same(one.freeMicro, handler.freeOf(id));
            _same(one.lockedMicro, handler.lockedOf(id));
            _same(one.marginMicro, 0);
            _same(one.pendingOutMicro, handler.requestedOf(id));
        }
    }

    function invariant_batchesOnlyGoOn() public view {
        (uint64 last,,,,,) = target.progress();
        _same(last, handler.batchesApplied());
        require(!handler.wentBackwards(), "a batch went back");
        require(target.batchHash(last + 1) == 0, "a batch from the future");
    }

    function invariant_noFlawedBatchIsApplied() public view {
        _same(handler.appliedThatShouldNot(), 0);
        _same(handler.refusedThatShouldPass(), 0);
    }

    function invariant_escapePaysAllThatIsStored() public view {
        require(!handler.escapeLeftSomething(), "an escape paid something else than was stored");
    }
}
