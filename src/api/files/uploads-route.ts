/**
 * Where providers upload: tus 1.0, beside the operations, since bodies are files and go to the store as they come. Who uploads
 * signs the request, sends a token, or is a page's session.
 */
import type { Content } from '../../content/index.js';
import { AccountView, type HistoryReader } from '../../reader/index.js';
import { ACCOUNT_ROLE, KEY_SCOPE } from '../../values/index.js';
import type { Access, Caller } from '../auth/access.js';
import type { Api } from '../context.js';
import { Problem } from '../problem.js';

export const UPLOADS = '/market/uploads';

const NO_STORE = 'this reader has no store of files';

export function addUploads(
  api: Api,
  parts: {
    readonly content: (() => Content | undefined) | undefined;
    readonly access: Access;
    readonly reader: () => HistoryReader | undefined;
    readonly refuseCrossSite: (request: Request) => void;
  },
): void {
  const { access, content, reader, refuseCrossSite } = parts;
  for (const path of [UPLOADS, `${UPLOADS}/*`]) {
    api.all(path, async (c) => {
      const request = c.req.raw;
      refuseCrossSite(request);
      const [store, source] = [content?.(), reader()];
      if (store === undefined || source === undefined) throw new Problem('NOT_READY', NO_STORE);
      const caller = access.caller(request, new AccountView(source.core));
      if (caller !== undefined) requireProvider(caller);
      return await store.upload(request, caller?.accountId);
    });
  }
}

/** Who has files, and with a key that may change them. */
export function requireProvider(caller: Caller): Caller {
  const { PROVIDER, CREATOR } = ACCOUNT_ROLE;
  if (caller.role !== PROVIDER && caller.role !== CREATOR) {
    throw new Problem('ROLE', 'files are of providers and creators');
  }
  if (caller.scopes.includes(KEY_SCOPE.PROVIDE)) return caller;
  throw new Problem('SCOPE', 'the key has no scope PROVIDE');
}
