// Catches keys that other tools cannot read, and signatures that are not those of RFC 8032.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  fromHex,
  generateKeyPair,
  keyPairOf,
  privateKeyPem,
  publicKeyPem,
  readPrivateKey,
  readPublicKey,
  signerOf,
  toHex,
  verifySignature,
} from '../../src/client/keys.js';

/** RFC 8032, section 7.1, test 3. */
const SEED = 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7';
const PUBLIC = 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025';
const SIGNATURE =
  '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac' +
  '18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a';

describe('keys', () => {
  it('sign as RFC 8032 says', async () => {
    const { publicKey } = await keyPairOf(fromHex(SEED));
    expect(toHex(publicKey)).toBe(PUBLIC);
    const message = fromHex('af82');
    for (const form of [fromHex(SEED), SEED, privateKeyPem(fromHex(SEED))]) {
      expect(toHex(await (await signerOf(form))(message))).toBe(SIGNATURE);
    }
    expect(await verifySignature(publicKey, fromHex(SIGNATURE), message)).toBe(true);
    expect(await verifySignature(publicKey, fromHex(SIGNATURE), fromHex('af83'))).toBe(false);
  });

  it('are PEM that node:crypto reads and writes alike', async () => {
    const { privateKey, publicKey } = await generateKeyPair();
    const pem = createPrivateKey(privateKeyPem(privateKey));
    expect(pem.asymmetricKeyType).toBe('ed25519');
    expect(pem.export({ type: 'pkcs8', format: 'pem' })).toBe(privateKeyPem(privateKey));
    const publicPem = createPublicKey(pem).export({ type: 'spki', format: 'pem' });
    expect(publicPem).toBe(publicKeyPem(publicKey));
    expect(readPrivateKey(privateKeyPem(privateKey))).toEqual(privateKey);
    expect(readPublicKey(publicPem as string)).toEqual(publicKey);
    expect(readPublicKey(` ${toHex(publicKey)}\n`)).toEqual(publicKey);
  });

  it('refuse what is none', async () => {
    expect(() => readPrivateKey('secret')).toThrow(TypeError);
    expect(() => readPrivateKey(publicKeyPem(new Uint8Array(32)))).toThrow(TypeError);
    expect(() => privateKeyPem(new Uint8Array(31))).toThrow(TypeError);
    expect(() => fromHex('0g')).toThrow(TypeError);
    await expect(signerOf(new Uint8Array(0))).rejects.toThrow('32 bytes');
  });
});
