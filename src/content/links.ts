/**
 * Short-lived links: what an account may fetch, of which revision, until when, sealed with a secret of this venue. A link opens
 * nothing by itself: whoever uses it is decided on again with every range.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { ContentError } from './content-error.js';
import type { StoreAccount } from './store-commands.js';

export interface Link {
  readonly accountId: number;
  readonly listingId: number;
  readonly revision: number;
  /** What of the revision: the file as it was uploaded, or its rendition in Parquet. */
  readonly form: 'file' | 'parquet';
  readonly expiresMs: number;
}

/** A link lives so long at most. */
export const LINK_MS_MAX = 3_600_000;
const PROFILE = /^ds\.(\d{1,10})\.(\d{1,10})\.(\d{1,15})\.([0-9A-Za-z_-]{43})$/;
const LINK = /^(\d{1,10})\.(\d{1,7})\.(\d{1,7})\.([fp])\.(\d{1,15})\.([0-9A-Za-z_-]{43})$/;

export class Links {
  private readonly secret: string;

  constructor(secret: string) {
    this.secret = secret;
  }

  seal(link: Link): string {
    const text = textOf(link);
    return `${text}.${this.mac(text)}`;
  }

  /** What a link says; fails with ContentError BAD_LINK. */
  open(value: string, nowMs: number): Link {
    const [, account, listing, revision, form, expires, seal = ''] = LINK.exec(value) ?? [];
    const link: Link = {
      ...{ accountId: Number(account), listingId: Number(listing), revision: Number(revision) },
      ...{ form: form === 'p' ? 'parquet' : 'file', expiresMs: Number(expires) },
    };
    const wanted = Buffer.from(this.mac(textOf(link)));
    const given = Buffer.from(seal);
    const isOurs = given.length === wanted.length && timingSafeEqual(given, wanted);
    if (!isOurs) throw new ContentError('BAD_LINK', 'it is none of this venue', 'link');
    if (link.expiresMs < nowMs) throw new ContentError('BAD_LINK', 'its time is over', 'link');
    return link;
  }

  sealProfile({ accountId, keyId }: StoreAccount, expiresMs: number): string {
    const text = `ds.${accountId}.${keyId}.${expiresMs}`;
    return `${text}.${this.mac(text)}`;
  }

  /** Whose a profile's token is; undefined: nobody's, or its time is over. */
  profileOwner(token: string, nowMs: number): StoreAccount | undefined {
    const [, account, key, expires, seal = ''] = PROFILE.exec(token) ?? [];
    const wanted = Buffer.from(this.mac(`ds.${account}.${key}.${expires}`));
    const given = Buffer.from(seal);
    const isOurs = given.length === wanted.length && timingSafeEqual(given, wanted);
    if (!isOurs || Number(expires) < nowMs) return undefined;
    return { accountId: Number(account), keyId: Number(key) };
  }

  private mac(text: string): string {
    return createHmac('sha256', this.secret).update(`link ${text}`).digest('base64url');
  }
}

const textOf = ({ accountId, listingId, revision, form, expiresMs }: Link): string =>
  `${accountId}.${listingId}.${revision}.${form === 'file' ? 'f' : 'p'}.${expiresMs}`;
