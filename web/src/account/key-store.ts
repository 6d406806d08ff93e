/** Keeps a page's session over reloads: the private key as the browser's own object, which no script can take out of it. */

export interface Kept {
  readonly accountId: number;
  readonly keyId: number;
  readonly scopes: readonly string[];
  readonly expiresMs: number;
  readonly privateKey: CryptoKey;
}

const NAME = 'patx';
const STORE = 'session';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const request = act(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

export const keep = async (session: Kept): Promise<void> =>
  void (await inStore('readwrite', (store) => store.put(session, STORE)));

export const forget = async (): Promise<void> =>
  void (await inStore('readwrite', (store) => store.delete(STORE)));

/** The session that was kept; undefined when there is none, or it is over. */
export async function kept(): Promise<Kept | undefined> {
  const session = (await inStore('readonly', (store) => store.get(STORE))) as Kept | undefined;
  return session !== undefined && session.expiresMs > Date.now() ? session : undefined;
}
