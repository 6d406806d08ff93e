/** The door of the venue's own accounts: how a part of the venue signs and sends the commands of its account. */
export { OwnAccount, type OwnAccountParts, type OwnKey } from './own-account.js';
