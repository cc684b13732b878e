import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { PiyaError } from '@piyakast/sdk';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals texts so that a copy of the database shows nothing (AES-256-GCM). */
export interface SecretBox {
  /** `context` names the place of the text; a sealed text moved elsewhere does not open. */
  seal(plain: string, context: string): string;
  /** @throws {@link PiyaError} `config/invalid-option` when the text was sealed with another secret, or changed. */
  open(sealed: string, context: string): string;
}

/** A key of 32 bytes for one purpose, derived from the server's secret (HKDF, RFC 5869). */
export function deriveKey(secret: string, purpose: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdfSync('sha256', secret, '', `piyakast/${purpose}`, 32));
}

export function createSecretBox(secret: string): SecretBox {
  const key = deriveKey(secret, 'secret-box');
  return {
    seal(plain, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
      const bytes = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${bytes.toString('base64url')}`;
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed.slice(VERSION.length + 1), 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
          .setAAD(Buffer.from(context))
          .setAuthTag(bytes.subarray(-TAG_BYTES));
        return decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        const message = 'A secret in the database was sealed with another SERVER_SECRET; set the one it was made with.';
        throw new PiyaError(message, { code: 'config/invalid-option', cause });
      }
    },
  };
}
