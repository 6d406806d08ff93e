// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {Buckets} from "./Buckets.sol";
import {IMarginGate} from "./IMarginGate.sol";

/**
 * @title PatClearing: custody of the PAT an exchange trades with, and the clearing of its ledger
 * @notice Deposits come in, netted batches of ledger movements move balances, withdrawals go out without asking
 * anyone. Not upgradeable. Nothing here mints or moves PAT but deposit, claim and escapeWithdraw.
 * @dev What always holds: the token balance covers the sum of all buckets of all accounts (`totalMicro` is that sum);
 * a batch is zero-sum, overdraws nobody, follows the batch before it, is attested by a key apart from the sender's and
 * stays below the debit caps; no pause reaches claim, triggerEscape or escapeWithdraw. Nobody becomes settler or attestor
 * by the admin's word alone: the other of the two keys consents, and the successor waits. Every refusal is a typed error.
 *
 * Amounts are micro-PAT (1e-6) but for deposits, which are in the token's own units and must be whole micro-PAT.
 */
contract PatClearing is EIP712, ReentrancyGuard {
    using SafeERC20 for IERC20;

    /// @notice What an attestor signs (EIP-712). Its digest is the batch's hash, so chain and contract are in it.
    struct Header {
        uint64 id;
        bytes32 prevHash;
        bytes32 tradesRoot;
        bytes32 liabilitiesRoot;
        uint128 liabilitiesSum;
        uint64 ledgerSeq;
        uint64 requestSeq;
        bytes32 payloadHash;
    }

    /// @notice Money that may leave accounts, in micro-PAT: by one batch, and in any window of `epochSeconds`.
    struct Limits {
        uint96 batchDebitMicro;
        uint96 epochDebitMicro;
    }

    struct Config {
        IERC20Metadata token;
        IMarginGate marginGate;
        address admin;
        address settler;
        address attestor;
        address guardian;
        address registrar;
        address[] owners;
        Limits limits;
        uint64 leastDepositMicro;
        uint32 epochSeconds;
        uint32 withdrawalDelaySeconds;
        uint32 voidWindowSeconds;
        uint32 voidCooldownSeconds;
        uint32 escapeDelaySeconds;
        uint32 successionDelaySeconds;
    }

    /// @notice The two keys that make a batch together.
    enum Part {
        SETTLER,
        ATTESTOR
    }

    /// @notice Who is to take a part over, and from when it may; nobody where next is zero.
    struct Succession {
        address next;
        Part part;
        uint64 effectiveAt;
    }

    struct Progress {
        uint64 batchId;
        uint64 ledgerSeq;
        uint64 requestSeq;
        uint40 settledAt;
        bool paused;
        bool escaped;
    }

    struct Epoch {
        uint64 index;
        uint96 currentMicro;
        uint96 previousMicro;
    }

    struct Account {
        uint256 freeMicro;
        uint256 lockedMicro;
        uint256 marginMicro;
        uint256 pendingOutMicro;
        uint256 pendingAt;
    }

    bytes32 public constant SUCCESSION_TYPEHASH =
        keccak256("Succession(uint8 part,address next,uint64 number,uint64 deadline)");
    bytes32 public constant REGISTRATION_TYPEHASH = keccak256("Registration(address owner,uint64 deadline)");
    bytes32 public constant HEADER_TYPEHASH = keccak256(
        "Header(uint64 id,bytes32 prevHash,bytes32 tradesRoot,bytes32 liabilitiesRoot,uint128 liabilitiesSum,uint64 ledgerSeq,uint64 requestSeq,bytes32 payloadHash)"
    );
    /// @notice All PAT together stays below 2^53 micro-PAT, as in the ledger.
    uint256 public constant TOTAL_MICRO_MAX = 2 ** 53 - 1;
    uint256 public constant ACCOUNTS_PER_BATCH_MAX = 1000;
    uint256 public constant ACCOUNTS_MAX = 2 ** 30 - 1;
    /// @notice The most that a first deposit may be asked to be: a thousand PAT.
    uint64 public constant LEAST_DEPOSIT_MICRO_MAX = 1e9;
    uint256 private constant ROW_BYTES = 12;

    IERC20 public immutable TOKEN;
    IMarginGate public immutable MARGIN_GATE;
    /// @notice Token units in one micro-PAT.
    uint256 public immutable QUANTUM;
    uint256 public immutable EPOCH_SECONDS;
    uint256 public immutable WITHDRAWAL_DELAY_SECONDS;
    uint256 public immutable VOID_WINDOW_SECONDS;
    uint256 public immutable VOID_COOLDOWN_SECONDS;
    uint256 public immutable ESCAPE_DELAY_SECONDS;
    uint256 public immutable SUCCESSION_DELAY_SECONDS;
    /// @notice The timelock, for good: unpauses, sets caps, guardian and registrar, names successors.
    address public immutable ADMIN;

    /// @notice Where settlement stands.
    Progress public progress;
    Epoch public epoch;
    Limits public limits;
    /// @notice The key that sends batches.
    address public settler;
    /// @notice The key that attests batches; never the key that sends them.
    address public attestor;
    /// @notice May stop and lower, and raise or move nothing.
    address public guardian;
    /// @notice Signs permits for accounts without a deposit.
    address public registrar;
    /// @notice What a deposit that makes an account is at least: places in the ledger are not for nothing.
    uint64 public leastDepositMicro;
    /// @notice Who is about to take a part over.
    Succession public succession;
    /// @notice Successions named so far; a consent is for the next one alone.
    uint64 public successionCount;
    /// @notice Accounts given so far; ids run from 1 to this.
    uint32 public accountCount;
    /// @notice Deposits made so far; each names its number, without gaps.
    uint64 public depositSeq;
    /// @notice Withdrawal requests made so far.
    uint64 public requestSeq;
    /// @notice The sum of all buckets of all accounts.
    uint64 public totalMicro;

    mapping(uint64 batchId => bytes32 digest) public batchHash;
    mapping(address owner => uint32 accountId) public accountOf;
    mapping(uint32 accountId => address owner) public ownerOf;
    mapping(uint64 seq => uint64 time) public requestedAt;
    mapping(uint32 accountId => uint64 time) public voidedAt;
    /// @dev Free and locked of accounts 2n and 2n + 1, at a place known without hashing; see Buckets.
    uint256[ACCOUNTS_MAX / 2 + 1] private _pairs;
    /// @dev Margin and the open withdrawal of an account; see Buckets.
    uint256[ACCOUNTS_MAX + 1] private _beside;

    event AccountRegistered(uint32 indexed accountId, address indexed owner);
    event Deposited(uint64 indexed depositSeq, uint32 indexed accountId, address indexed owner, uint64 amountMicro);
    event BatchSettled(uint64 indexed batchId, bytes32 batchHash, Header header, uint256 debitMicro);
    event WithdrawalRequested(
        uint64 indexed requestSeq,
        uint32 indexed accountId,
        uint64 amountMicro,
        uint256 claimableAt
    );
    event WithdrawalClaimed(uint32 indexed accountId, address indexed owner, uint64 requestedMicro, uint64 paidMicro);
    event WithdrawalVoided(uint32 indexed accountId, uint64 amountMicro, address guardian);
    event EscapeTriggered(address indexed by, uint64 lastBatchId);
    event Escaped(
        uint32 indexed accountId,
        address indexed owner,
        uint256 freeMicro,
        uint256 lockedMicro,
        uint256 marginMicro
    );
    event PausedSet(bool paused, address by);
    event LimitsSet(uint96 batchDebitMicro, uint96 epochDebitMicro, address by);
    event PartSet(Part indexed part, address key);
    event SuccessionNamed(Part indexed part, address next, uint256 effectiveAt);
    event SuccessionCancelled(Part indexed part, address next, address by);
    event GuardianSet(address guardian);
    event RegistrarSet(address registrar);
    event LeastDepositSet(uint64 leastDepositMicro);

    error BadConfig();
    error NotAdmin(address caller);
    error NotSettler(address caller);
    error NotGuardian(address caller);
    error NotRegistrar(address signer);
    error DeadlineOver(uint256 deadline);
    error AccountExists(uint32 accountId);
    error DepositTooSmall(uint256 amountMicro, uint256 leastMicro);
    error NoConsent(address signer, address other);
    error SuccessionPending(address next);
    error NoSuccession();
    error OffQuantum(uint256 amount, uint256 quantum);
    error ZeroAmount();
    error TransferShort(uint256 received, uint256 expected);
    error TotalExceeded(uint256 totalMicro);
    error AccountsExhausted();
    error NoAccount(address owner);
    error UnknownAccount(uint256 accountId);
    error SettlementPaused();
    error SettlementEscaped();
    error NotEscaped();
    error WrongBatchId(uint64 given, uint64 expected);
    error WrongPrevHash(bytes32 given, bytes32 expected);
    error LedgerSeqBackwards(uint64 given, uint64 last);
    error RequestSeqOutOfRange(uint64 given, uint64 last, uint64 made);
    error WrongPayload(bytes32 given, bytes32 expected);
    error WrongSigner(address signer, address attestor);
    error SameKey(address key);
    error MalformedRows(uint256 length);
    error TooManyAccounts(uint256 count);
    error Unsorted(uint256 key, uint256 previous);
    error BadBucket(uint256 key);
    error MarginBucket(uint256 key);
    error Overdraft(uint256 key, uint256 balanceMicro, int256 deltaMicro);
    error BucketOverflow(uint256 key, uint256 balanceMicro, int256 deltaMicro);
    error Unbalanced(int256 sumMicro);
    error BatchDebitCap(uint256 debitMicro, uint256 capMicro);
    error EpochDebitCap(uint256 debitMicro, uint256 capMicro);
    error WithdrawalPending(uint32 accountId);
    error NothingPending(uint32 accountId);
    error ClaimShort(uint256 requestedMicro, uint256 freeMicro);
    error TooEarly(uint256 claimableAt);
    error RequestNotSettled(uint64 requestSeq, uint64 settledSeq);
    error VoidWindowOver(uint256 until);
    error VoidCooldown(uint256 until);
    error NotSilent(uint256 until);
    error NothingStored(uint32 accountId);
    error LimitRaised();

    modifier onlyAdmin() {
        if (msg.sender != ADMIN) revert NotAdmin(msg.sender);
        _;
    }

    modifier onlyGuardian() {
        if (msg.sender != guardian) revert NotGuardian(msg.sender);
        _;
    }

    /// @param config keys, limits and times; they must make sense together or deployment fails. `owners` get the first
    /// accounts, in order
    constructor(Config memory config) EIP712("PatClearing", "3") {
        if (
            address(config.token) == address(0) || address(config.marginGate) == address(0)
                || config.admin == address(0) || config.settler == address(0) || config.attestor == address(0)
                || config.epochSeconds == 0 || config.voidWindowSeconds == 0
                || config.voidWindowSeconds >= config.withdrawalDelaySeconds
                || config.voidCooldownSeconds < config.withdrawalDelaySeconds
                || config.successionDelaySeconds < 2 * uint256(config.withdrawalDelaySeconds)
                || config.successionDelaySeconds >= config.escapeDelaySeconds
        ) revert BadConfig();
        uint8 decimals = config.token.decimals();
        if (decimals < 6 || decimals > 36) revert BadConfig();
        TOKEN = config.token;
        MARGIN_GATE = config.marginGate;
        ADMIN = config.admin;
        QUANTUM = 10 ** (decimals - 6);
        EPOCH_SECONDS = config.epochSeconds;
        WITHDRAWAL_DELAY_SECONDS = config.withdrawalDelaySeconds;
        VOID_WINDOW_SECONDS = config.voidWindowSeconds;
        VOID_COOLDOWN_SECONDS = config.voidCooldownSeconds;
        ESCAPE_DELAY_SECONDS = config.escapeDelaySeconds;
        SUCCESSION_DELAY_SECONDS = config.successionDelaySeconds;
        progress.settledAt = uint40(block.timestamp);
        _setPart(Part.SETTLER, config.settler);
        _setPart(Part.ATTESTOR, config.attestor);
        _setGuardian(config.guardian);
        _setRegistrar(config.registrar);
        _setLimits(config.limits);
        _setLeastDeposit(config.leastDepositMicro);
        for (uint256 index = 0; index < config.owners.length; ++index) {
            _register(config.owners[index]);
        }
    }

    // ------------------------------------------------------------------------------------------------ accounts

    /// @notice Makes the account of an owner who pays nothing in, by the registrar's permit. Anyone may send it; it gives
    /// nobody power over the account.
    /// @dev An owner has one account, so a permit is good once.
    /// @param owner who claims and escapes are paid to, for good
    /// @param deadline last second at which the permit is good
    /// @param permit 65 bytes of the registrar over owner and deadline (EIP-712)
    /// @return accountId the owner's only account
    function registerAccount(address owner, uint64 deadline, bytes calldata permit)
        external
        returns (uint32 accountId)
    {
        if (block.timestamp > deadline) revert DeadlineOver(deadline);
        address signer =
            ECDSA.recover(_hashTypedDataV4(keccak256(abi.encode(REGISTRATION_TYPEHASH, owner, deadline))), permit);
        if (signer != registrar) revert NotRegistrar(signer);
        accountId = accountOf[owner];
        if (accountId != 0) revert AccountExists(accountId);
        return _register(owner);
    }

    /// @notice An account's buckets and its open withdrawal.
    /// @param accountId an account that exists
    function accountAt(uint32 accountId) external view returns (Account memory) {
        (uint256 free, uint256 locked) = _balancesOf(accountId);
        uint256 beside = _beside[accountId];
        return Account({
            freeMicro: free,
            lockedMicro: locked,
            marginMicro: Buckets.margin(beside),
            pendingOutMicro: Buckets.pendingOut(beside),
            pendingAt: Buckets.pendingAt(beside)
        });
    }

    /// @notice Number of the last withdrawal an account asked for.
    /// @param accountId any account id
    function requestSeqOf(uint32 accountId) external view returns (uint64 seq) {
        return Buckets.requestSeq(_beside[accountId]);
    }

    /// @notice A range of accounts, for reconciliation: free, locked, margin and pendingOut of each, 64 bits each from the
    /// low end.
    /// @param from first account id
    /// @param count how many; ids that do not exist read as zero
    function slotsOf(uint32 from, uint32 count) external view returns (uint256[] memory slots) {
        slots = new uint256[](count);
        for (uint256 index = 0; index < count; ++index) {
            uint256 accountId = from + index;
            uint256 balances = (_pairs[accountId >> 1] >> ((accountId & 1) << 7)) & type(uint128).max;
            slots[index] = balances | (_beside[accountId] << 128);
        }
    }

    // ------------------------------------------------------------------------------------------------ deposits

    /// @notice Takes PAT from the caller into the free bucket of its account, which the first deposit makes: that one has
    /// to be leastDepositMicro.
    /// @param amount in the token's units, whole micro-PAT
    function deposit(uint256 amount) external nonReentrant returns (uint32 accountId) {
        return _deposit(amount);
    }

    /// @notice Like deposit, with the allowance signed instead of sent.
    /// @dev A permit somebody else has already sent is no reason to fail: the allowance is then there.
    function depositWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
        nonReentrant
        returns (uint32 accountId)
    {
        // solhint-disable-next-line no-empty-blocks
        try IERC20Permit(address(TOKEN)).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        return _deposit(amount);
    }

    // ------------------------------------------------------------------------------------------------ settlement

    /// @notice Applies one netted batch. Without rows it is a heartbeat.
    /// @param header attested by the attestor's signature
    /// @param rows 12 bytes each: u32 key (account id * 4 + bucket), i64 delta in micro-PAT; keys strictly ascending
    /// @param attestorSig 65 bytes over the header's EIP-712 digest
    function settle(Header calldata header, bytes calldata rows, bytes calldata attestorSig)
        external
    {
        _settle(header, rows, attestorSig, false);
    }

    /// @notice Like settle, and may move the margin bucket, which only cash-settled contracts use.
    /// @dev The gate reverts unless every row that raises margin is allowed by the phase and the account's
    /// qualification. Rows that lower margin always pass, so a lowered phase traps nobody's money.
    function settleMargin(Header calldata header, bytes calldata rows, bytes calldata attestorSig)
        external
    {
        MARGIN_GATE.checkMargin(rows);
        _settle(header, rows, attestorSig, true);
    }

    // ------------------------------------------------------------------------------------------------ withdrawals

    /// @notice Asks for PAT. Nothing moves yet: the ledger sees the request and sets the amount aside.
    /// @param amountMicro at most what should be paid; the owner's claim pays this or the free balance, whichever is less
    function requestWithdrawal(uint64 amountMicro) external returns (uint64 seq) {
        if (progress.escaped) revert SettlementEscaped();
        uint32 accountId = accountOf[msg.sender];
        if (accountId == 0) revert NoAccount(msg.sender);
        if (amountMicro == 0) revert ZeroAmount();
        if (amountMicro > TOTAL_MICRO_MAX) revert TotalExceeded(amountMicro);
        uint256 beside = _beside[accountId];
        if (Buckets.pendingOut(beside) != 0) revert WithdrawalPending(accountId);
        seq = ++requestSeq;
        requestedAt[seq] = uint64(block.timestamp);
        _beside[accountId] = Buckets.withRequest(beside, amountMicro, block.timestamp, seq);
        emit WithdrawalRequested(seq, accountId, amountMicro, block.timestamp + WITHDRAWAL_DELAY_SECONDS);
    }

    /// @notice Pays a requested withdrawal to the account's owner. Anyone may send it, nobody can stop it. Less than was
    /// requested is paid only when the owner itself asks, since that ends the request; nothing is paid to nobody.
    /// @dev Waits for the delay and for a batch that says the ledger has set the amount aside: without the second a
    /// buyer could take both the rights and the PAT while settlement is down. After an escape neither is waited for.
    function claim(uint32 accountId) external nonReentrant returns (uint64 paidMicro) {
        (uint256 free,) = _balancesOf(accountId);
        uint256 beside = _beside[accountId];
        uint256 requested = Buckets.pendingOut(beside);
        if (requested == 0) revert NothingPending(accountId);
        if (!progress.escaped) {
            uint256 claimableAt = Buckets.pendingAt(beside) + WITHDRAWAL_DELAY_SECONDS;
            if (block.timestamp < claimableAt) revert TooEarly(claimableAt);
            uint64 seq = Buckets.requestSeq(beside);
            uint64 settledSeq = progress.requestSeq;
            if (settledSeq < seq) revert RequestNotSettled(seq, settledSeq);
        }
        address owner = ownerOf[accountId];
        if (free == 0 || (free < requested && msg.sender != owner)) revert ClaimShort(requested, free);
        uint256 paid = requested < free ? requested : free;
        _add(accountId, Buckets.FREE, -int256(paid));
        _beside[accountId] = Buckets.withoutRequest(beside);
        paidMicro = uint64(paid);
        emit WithdrawalClaimed(accountId, owner, uint64(requested), paidMicro);
        _pay(owner, paid);
    }

    /// @notice Voids a withdrawal that was requested with a stolen key, say: early in its delay, and not the next one
    /// of the same account, so that it can never be a way to hold money.
    function voidWithdrawal(uint32 accountId) external onlyGuardian {
        if (progress.escaped) revert SettlementEscaped();
        // Until a successor is in its part, whoever asks to be paid is.
        if (succession.next != address(0)) revert SuccessionPending(succession.next);
        _mustExist(accountId);
        uint256 beside = _beside[accountId];
        uint256 requested = Buckets.pendingOut(beside);
        if (requested == 0) revert NothingPending(accountId);
        uint256 until = Buckets.pendingAt(beside) + VOID_WINDOW_SECONDS;
        if (block.timestamp >= until) revert VoidWindowOver(until);
        uint256 last = voidedAt[accountId];
        if (last != 0 && block.timestamp < last + VOID_COOLDOWN_SECONDS) {
            revert VoidCooldown(last + VOID_COOLDOWN_SECONDS);
        }
        voidedAt[accountId] = uint64(block.timestamp);
        _beside[accountId] = Buckets.withoutRequest(beside);
        emit WithdrawalVoided(accountId, uint64(requested), msg.sender);
    }

    // ------------------------------------------------------------------------------------------------ escape

    /// @notice When the operator has been silent long enough for anyone to trigger the escape.
    /// @return time no batch until then, or a withdrawal request no batch has acknowledged by then
    function escapeAt() public view returns (uint256 time) {
        uint256 since = progress.settledAt;
        uint64 acknowledged = progress.requestSeq;
        if (acknowledged < requestSeq) {
            uint256 oldest = requestedAt[acknowledged + 1];
            if (oldest < since) since = oldest;
        }
        return since + ESCAPE_DELAY_SECONDS;
    }

    /// @notice Ends the operator's authority for good once it has been silent for the escape delay.
    /// @dev Silence is either no batch at all, or a withdrawal request passed over: an operator that sends heartbeats
    /// and ignores somebody's request is silent to that somebody. No pause reaches this.
    function triggerEscape() external {
        if (progress.escaped) revert SettlementEscaped();
        uint256 until = escapeAt();
        if (block.timestamp < until) revert NotSilent(until);
        progress.escaped = true;
        emit EscapeTriggered(msg.sender, progress.batchId);
    }

    /// @notice After an escape, pays everything stored in an account to its owner. Anyone may send it.
    /// @dev Free, margin and locked (own escrow and collateral, and what the owner owes others pending delivery) all
    /// go to the account's owner: what was not handed over by a batch goes back to whoever paid it in.
    function escapeWithdraw(uint32 accountId) external nonReentrant returns (uint64 paidMicro) {
        if (!progress.escaped) revert NotEscaped();
        (uint256 free, uint256 locked) = _balancesOf(accountId);
        uint256 margin = Buckets.margin(_beside[accountId]);
        uint256 paid = free + locked + margin;
        if (paid == 0) revert NothingStored(accountId);
        _add(accountId, Buckets.FREE, -int256(free));
        _add(accountId, Buckets.LOCKED, -int256(locked));
        _beside[accountId] = 0;
        address owner = ownerOf[accountId];
        paidMicro = uint64(paid);
        emit Escaped(accountId, owner, free, locked, margin);
        _pay(owner, paid);
    }

    // ------------------------------------------------------------------------------------------------ keys, limits

    /// @notice Stops deposits and batches. The guardian may only do this; going on takes the admin.
    function pause() external onlyGuardian {
        progress.paused = true;
        emit PausedSet(true, msg.sender);
    }

    /// @notice Lets deposits and batches go on.
    function unpause() external onlyAdmin {
        progress.paused = false;
        emit PausedSet(false, msg.sender);
    }

    /// @notice Sets the debit caps.
    function setLimits(Limits calldata next) external onlyAdmin {
        _setLimits(next);
    }

    /// @notice Lowers the debit caps; the guardian may not raise either.
    function lowerLimits(Limits calldata next) external onlyGuardian {
        Limits memory present = limits;
        if (next.batchDebitMicro > present.batchDebitMicro || next.epochDebitMicro > present.epochDebitMicro) {
            revert LimitRaised();
        }
        _setLimits(next);
    }

    /// @notice Changes the guardian.
    function setGuardian(address next) external onlyAdmin {
        _setGuardian(next);
    }

    /// @notice Changes the registrar.
    function setRegistrar(address next) external onlyAdmin {
        _setRegistrar(next);
    }

    /// @notice Sets what the deposit that makes an account is at least.
    function setLeastDeposit(uint64 nextMicro) external onlyAdmin {
        _setLeastDeposit(nextMicro);
    }

    // ------------------------------------------------------------------------------------------------ succession

    /// @notice Names who takes over as settler or attestor: by the admin and the key of the other part together, so that a
    /// vote alone never reaches what batches move.
    /// @dev The successor waits for SUCCESSION_DELAY_SECONDS, at least twice the delay of a withdrawal, and meanwhile no
    /// withdrawal is voided: whoever does not agree is paid out before.
    /// @param part to take over
    /// @param next its new key
    /// @param deadline last second at which the consent is good
    /// @param consent 65 bytes of the other part's key over part, next, number of the succession and deadline (EIP-712)
    function nameSuccessor(Part part, address next, uint64 deadline, bytes calldata consent) external onlyAdmin {
        if (block.timestamp > deadline) revert DeadlineOver(deadline);
        if (succession.next != address(0)) revert SuccessionPending(succession.next);
        uint64 number = ++successionCount;
        bytes32 digest =
            _hashTypedDataV4(keccak256(abi.encode(SUCCESSION_TYPEHASH, uint8(part), next, number, deadline)));
        address signer = ECDSA.recover(digest, consent);
        address other = part == Part.SETTLER ? attestor : settler;
        if (signer != other) revert NoConsent(signer, other);
        if (next == address(0)) revert BadConfig();
        if (next == other) revert SameKey(next);
        uint256 effectiveAt = block.timestamp + SUCCESSION_DELAY_SECONDS;
        succession = Succession(next, part, uint64(effectiveAt));
        emit SuccessionNamed(part, next, effectiveAt);
    }

    /// @notice Takes a successor back before it is in its part: the admin, or whose consent it was.
    function cancelSuccession() external {
        Succession memory named = succession;
        if (named.next == address(0)) revert NoSuccession();
        if (msg.sender != ADMIN && msg.sender != (named.part == Part.SETTLER ? attestor : settler)) {
            revert NotAdmin(msg.sender);
        }
        delete succession;
        emit SuccessionCancelled(named.part, named.next, msg.sender);
    }

    /// @notice Puts the successor into its part, once its time has come. Anyone may send it.
    function succeed() external {
        Succession memory named = succession;
        if (named.next == address(0)) revert NoSuccession();
        if (block.timestamp < named.effectiveAt) revert TooEarly(named.effectiveAt);
        delete succession;
        _setPart(named.part, named.next);
    }

    // ------------------------------------------------------------------------------------------------ views

    /// @notice The digest an attestor signs for a header on this chain and contract; also the batch's hash.
    function digestOf(Header calldata header) external view returns (bytes32) {
        return _digest(header);
    }

    /// @notice The EIP-712 domain separator, so that a wrong chain or contract is found before signing.
    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    // ------------------------------------------------------------------------------------------------ inside

    function _settle(Header calldata header, bytes calldata rows, bytes calldata sig, bool mayMoveMargin) private {
        if (msg.sender != settler) revert NotSettler(msg.sender);
        bytes32 digest = _checkBatch(header, rows, sig);
        uint256 debit = _apply(rows, mayMoveMargin);
        if (debit > 0) _countDebit(debit);

        progress = Progress({
            batchId: header.id,
            ledgerSeq: header.ledgerSeq,
            requestSeq: header.requestSeq,
            settledAt: uint40(block.timestamp),
            paused: false,
            escaped: false
        });
        batchHash[header.id] = digest;
        emit BatchSettled(header.id, digest, header, debit);
    }

    function _checkBatch(Header calldata header, bytes calldata rows, bytes calldata sig)
        private
        view
        returns (bytes32 digest)
    {
        Progress memory last = progress;
        if (last.escaped) revert SettlementEscaped();
        if (last.paused) revert SettlementPaused();
        if (header.id != last.batchId + 1) revert WrongBatchId(header.id, last.batchId + 1);
        bytes32 expectedPrev = batchHash[last.batchId];
        if (header.prevHash != expectedPrev) revert WrongPrevHash(header.prevHash, expectedPrev);
        if (header.ledgerSeq < last.ledgerSeq) revert LedgerSeqBackwards(header.ledgerSeq, last.ledgerSeq);
        if (header.requestSeq < last.requestSeq || header.requestSeq > requestSeq) {
            revert RequestSeqOutOfRange(header.requestSeq, last.requestSeq, requestSeq);
        }
        bytes32 payload = keccak256(rows);
        if (header.payloadHash != payload) revert WrongPayload(header.payloadHash, payload);
        digest = _digest(header);
        address signer = ECDSA.recover(digest, sig);
        if (signer != attestor) revert WrongSigner(signer, attestor);
    }

    /// @dev The hot loop. Rows of one account are neighbours, and so are accounts that share a word, so a word is read and
    /// written once. A balance is in range if it is neither negative nor above the most: as an unsigned number one
    /// comparison says both. What left accounts and what came into others must be the same.
    /// @return debit the money that left accounts, each taken net over its buckets
    function _apply(bytes calldata rows, bool mayMoveMargin) private returns (uint256 debit) {
        if (rows.length % ROW_BYTES != 0) revert MalformedRows(rows.length);
        uint256 accounts = 0;
        int256 net = 0;
        int256 sum = 0;
        // Ids begin at 1, so the first key there can be is 4.
        uint256 previous = 3;
        uint256 pair = 0;
        // Every count below is bounded by the rows, every delta by 64 bits.
        unchecked {
            for (uint256 offset = 0; offset < rows.length; offset += ROW_BYTES) {
                uint256 key;
                int256 delta;
                assembly ("memory-safe") {
                    let word := calldataload(add(rows.offset, offset))
                    key := shr(224, word)
                    delta := sar(192, shl(32, word))
                }
                if (key <= previous) revert Unsorted(key, previous);
                if ((key ^ previous) > 3) {
                    if (net < 0) debit += uint256(-net);
                    net = 0;
                    ++accounts;
                    if (accounts == 1) {
                        pair = _loadPair(key);
                    } else if ((key ^ previous) > 7) {
                        _storePair(previous, pair);
                        pair = _loadPair(key);
                    }
                }
                previous = key;
                net += delta;
                sum += delta;
                if (key & 2 != 0) {
                    _addMargin(key, delta, mayMoveMargin);
                    continue;
                }
                uint256 shift = Buckets.shiftOf(key);
                uint256 held = (pair >> shift) & Buckets.FIELD;
                if (uint256(int256(held) + delta) > Buckets.MAX) _outOfRange(key, held, delta);
                pair += uint256(delta) << shift;
            }
            if (accounts > 0) _storePair(previous, pair);
            if (net < 0) debit += uint256(-net);
        }
        // Keys ascend: if the last account is known, all are.
        if (previous >> 2 > accountCount) revert UnknownAccount(previous >> 2);
        if (sum != 0) revert Unbalanced(sum);
        if (accounts > ACCOUNTS_PER_BATCH_MAX) revert TooManyAccounts(accounts);
    }

    /// @dev The word that the account of a key shares. Keys are of 32 bits, so all are within the array.
    function _loadPair(uint256 key) private view returns (uint256 pair) {
        assembly ("memory-safe") {
            pair := sload(add(_pairs.slot, shr(3, key)))
        }
    }

    function _storePair(uint256 key, uint256 pair) private {
        assembly ("memory-safe") {
            sstore(add(_pairs.slot, shr(3, key)), pair)
        }
    }

    function _addMargin(uint256 key, int256 delta, bool mayMoveMargin) private {
        if (key & 3 != Buckets.MARGIN) revert BadBucket(key);
        if (!mayMoveMargin) revert MarginBucket(key);
        uint256 beside = _beside[key >> 2];
        uint256 held = Buckets.margin(beside);
        uint256 next;
        unchecked {
            next = uint256(int256(held) + delta);
        }
        if (next > Buckets.MAX) _outOfRange(key, held, delta);
        _beside[key >> 2] = Buckets.withMargin(beside, next);
    }

    function _outOfRange(uint256 key, uint256 held, int256 delta) private pure {
        if (delta < 0) revert Overdraft(key, held, delta);
        revert BucketOverflow(key, held, delta);
    }

    /// @dev Two neighbouring fixed epochs together stay below the cap, so every window of one epoch's length does.
    function _countDebit(uint256 debit) private {
        Limits memory cap = limits;
        if (debit > cap.batchDebitMicro) revert BatchDebitCap(debit, cap.batchDebitMicro);
        Epoch memory now_ = epoch;
        uint64 index = uint64(block.timestamp / EPOCH_SECONDS);
        if (index != now_.index) {
            now_.previousMicro = index == now_.index + 1 ? now_.currentMicro : 0;
            now_.currentMicro = 0;
            now_.index = index;
        }
        uint256 used = uint256(now_.currentMicro) + now_.previousMicro + debit;
        if (used > cap.epochDebitMicro) revert EpochDebitCap(used, cap.epochDebitMicro);
        now_.currentMicro += uint96(debit);
        epoch = now_;
    }

    function _deposit(uint256 amount) private returns (uint32 accountId) {
        Progress memory state = progress;
        if (state.escaped) revert SettlementEscaped();
        if (state.paused) revert SettlementPaused();
        if (amount == 0) revert ZeroAmount();
        uint256 micro = amount / QUANTUM;
        if (micro * QUANTUM != amount) revert OffQuantum(amount, QUANTUM);
        uint256 total = micro + totalMicro;
        if (micro > TOTAL_MICRO_MAX || total > TOTAL_MICRO_MAX) revert TotalExceeded(total);
        accountId = accountOf[msg.sender];
        if (accountId == 0) {
            if (micro < leastDepositMicro) revert DepositTooSmall(micro, leastDepositMicro);
            accountId = _register(msg.sender);
        }
        totalMicro = uint64(total);
        _add(accountId, Buckets.FREE, int256(micro));
        uint64 seq = ++depositSeq;
        emit Deposited(seq, accountId, msg.sender, uint64(micro));
        uint256 before = TOKEN.balanceOf(address(this));
        TOKEN.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = TOKEN.balanceOf(address(this)) - before;
        if (received != amount) revert TransferShort(received, amount);
    }

    function _register(address owner) private returns (uint32 accountId) {
        if (owner == address(0) || owner == address(this)) revert NoAccount(owner);
        if (accountCount >= ACCOUNTS_MAX) revert AccountsExhausted();
        accountId = ++accountCount;
        accountOf[owner] = accountId;
        ownerOf[accountId] = owner;
        emit AccountRegistered(accountId, owner);
    }

    function _pay(address owner, uint256 micro) private {
        totalMicro -= uint64(micro);
        if (micro != 0) TOKEN.safeTransfer(owner, micro * QUANTUM);
    }

    function _setPart(Part part, address next) private {
        if (next == (part == Part.SETTLER ? attestor : settler)) revert SameKey(next);
        if (part == Part.SETTLER) settler = next;
        else attestor = next;
        emit PartSet(part, next);
    }

    function _setGuardian(address next) private {
        if (next == address(0)) revert BadConfig();
        guardian = next;
        emit GuardianSet(next);
    }

    function _setRegistrar(address next) private {
        if (next == address(0)) revert BadConfig();
        registrar = next;
        emit RegistrarSet(next);
    }

    function _setLeastDeposit(uint64 nextMicro) private {
        if (nextMicro == 0 || nextMicro > LEAST_DEPOSIT_MICRO_MAX) revert BadConfig();
        leastDepositMicro = nextMicro;
        emit LeastDepositSet(nextMicro);
    }

    function _setLimits(Limits memory next) private {
        if (next.epochDebitMicro < next.batchDebitMicro) revert BadConfig();
        limits = next;
        emit LimitsSet(next.batchDebitMicro, next.epochDebitMicro, msg.sender);
    }

    function _mustExist(uint32 accountId) private view {
        if (accountId == 0 || accountId > accountCount) revert UnknownAccount(accountId);
    }

    function _balancesOf(uint32 accountId) private view returns (uint256 free, uint256 locked) {
        _mustExist(accountId);
        uint256 pair = _pairs[accountId >> 1];
        free = Buckets.balance(pair, Buckets.keyOf(accountId, Buckets.FREE));
        locked = Buckets.balance(pair, Buckets.keyOf(accountId, Buckets.LOCKED));
    }

    /// @dev The caller has checked that the bucket, free or locked, stays within its bounds.
    function _add(uint32 accountId, uint256 bucket, int256 delta) private {
        _pairs[accountId >> 1] = Buckets.added(_pairs[accountId >> 1], Buckets.keyOf(accountId, bucket), delta);
    }

    function _digest(Header calldata header) private view returns (bytes32) {
        // A struct of fixed-size fields is encoded in place: the same bytes as its fields one by one.
        return _hashTypedDataV4(keccak256(abi.encode(HEADER_TYPEHASH, header)));
    }
}
