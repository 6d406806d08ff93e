/** A passkey in software, for tests: registers and answers challenges as an authenticator with user verification does. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest();
const url64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** CBOR of what an attestation needs: integers, bytes, texts and maps. */
function cbor(value: number | string | Uint8Array | Map<number | string, unknown>): Buffer {
  const head = (major: number, count: number): Buffer => {
    if (count < 24) return Buffer.from([(major << 5) | count]);
    if (count < 256) return Buffer.from([(major << 5) | 24, count]);
    return Buffer.from([(major << 5) | 25, count >> 8, count & 255]);
  };
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, value.length), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, one]) => [cbor(key), cbor(one as never)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

export class Authenticator {
  readonly id = randomBytes(32);
  private readonly privateKey: KeyObject;
  private readonly cose: Buffer;
  private readonly rpId: string;
  private readonly origin: string;
  /** Whether the person was verified. */
  isVerified = true;

  constructor(origin: string) {
    this.origin = origin;
    this.rpId = new URL(origin).hostname;
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.privateKey = privateKey;
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const point = (text: string): Buffer => Buffer.from(text, 'base64url');
    const key = new Map<number, unknown>([
      ...([
        [1, 2],
        [3, -7],
        [-1, 1],
      ] as const),
      ...([
        [-2, point(x)],
        [-3, point(y)],
      ] as const),
    ]);
    this.cose = cbor(key);
  }

  create(challenge: string): object {
    const clientData = this.clientData('webauthn.create', challenge);
    const length = Buffer.from([0, this.id.length]);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.cose]);
    const authData = Buffer.concat([this.authData(0x40), attested]);
    const attestation = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    );
    return this.credential({
      ...{ clientDataJSON: url64(clientData), attestationObject: url64(attestation) },
      transports: ['internal'],
    });
  }

  get(challenge: string): object {
    const clientData = this.clientData('webauthn.get', challenge);
    const authData = this.authData(0);
    const signature = sign(
      'sha256',
      Buffer.concat([authData, sha256(clientData)]),
      this.privateKey,
    );
    return this.credential({
      ...{ clientDataJSON: url64(clientData), authenticatorData: url64(authData) },
      signature: url64(signature),
    });
  }

  private credential(response: object): object {
    const id = url64(this.id);
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }

  private clientData(type: string, challenge: string): Buffer {
    return Buffer.from(
      JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }),
    );
  }

  private authData(more: number): Buffer {
    const flags = 0x01 | (this.isVerified ? 0x04 : 0) | more;
    return Buffer.concat([sha256(this.rpId), Buffer.from([flags]), Buffer.alloc(4)]);
  }
}
