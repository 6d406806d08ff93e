/** A file on its way into the store of the venue: in pieces, from where the venue has it, with how far it is. */
import { csrf } from '../account/session.js';
import { ApiError, type Problem } from '../live/api.js';

const PIECE_BYTES = 4_194_304;
const TRIES = 5;
const WAIT_MS = 500;

/** Sends a file; resolves with the hash of its content. @param told how much of it the venue has */
export async function upload(file: File, told: (share: number) => void): Promise<string> {
  const begun = await tus('POST', '/market/uploads', { 'Upload-Length': String(file.size) });
  const path = begun.headers.get('location') ?? '';
  let offset = 0;
  for (let tries = 0; ; tries += 1) {
    try {
      const piece = file.slice(offset, offset + PIECE_BYTES);
      const answer = await tus(
        ...(['PATCH', path] as const),
        {
          'Upload-Offset': String(offset),
          'Content-Type': 'application/offset+octet-stream',
        },
        piece,
      );
      offset = Number(answer.headers.get('upload-offset'));
      told(file.size === 0 ? 1 : offset / file.size);
      tries = 0;
      const hash = answer.headers.get('patx-content-hash');
      if (hash !== null) return hash;
    } catch (error) {
      if (tries >= TRIES || error instanceof ApiError) throw error;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS * 2 ** tries));
      const head = await tus('HEAD', path);
      offset = Number(head.headers.get('upload-offset') ?? offset);
    }
  }
}

async function tus(
  method: string,
  path: string,
  more: Readonly<Record<string, string>> = {},
  body?: Blob,
): Promise<Response> {
  const headers = { 'Tus-Resumable': '1.0.0', 'x-csrf-token': csrf(), ...more };
  const answer = await fetch(path, { method, headers, ...(body === undefined ? {} : { body }) });
  if (answer.ok) return answer;
  const text = await answer.text();
  const said = { status: answer.status, name: 'UPLOAD', title: text, detail: text, field: '' };
  const problem: Problem = { ...said, remedy: 'Send it again.' };
  throw new ApiError(text.startsWith('{') ? { ...problem, ...JSON.parse(text) } : problem);
}
