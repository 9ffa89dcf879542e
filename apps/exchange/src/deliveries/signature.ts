import { createHmac } from 'node:crypto';

/** What is signed of a request, beside its method (POST). */
export interface Signed {
  targetUri: string;
  contentDigest: string;
  manifest: string;
}

export interface SignatureParameters {
  /** Epoch seconds. */
  created: number;
  nonce: string;
  keyId: string;
}

const LABEL = 'truyvet';
const COMPONENTS = '("@method" "@target-uri" "content-digest" "truyvet-manifest")';

/** The signature base of RFC 9421, section 2.5: a line a component, the parameters last, no newline at the end. */
export function signatureBase({ targetUri, contentDigest, manifest }: Signed, parameters: string): string {
  return [
    '"@method": POST',
    `"@target-uri": ${targetUri}`,
    `"content-digest": ${contentDigest}`,
    `"truyvet-manifest": ${manifest}`,
    `"@signature-params": ${parameters}`,
  ].join('\n');
}

/** `Signature-Input` and `Signature` of a delivery (RFC 9421, section 3.3.3: hmac-sha256). */
export function signatureHeaders(
  signed: Signed,
  { created, nonce, keyId }: SignatureParameters,
  secret: string,
): Record<'signature-input' | 'signature', string> {
  const parameters = `${COMPONENTS};created=${created};nonce="${nonce}";alg="hmac-sha256";keyid="${keyId}"`;
  const mac = createHmac('sha256', secret).update(signatureBase(signed, parameters)).digest('base64');
  return { 'signature-input': `${LABEL}=${parameters}`, signature: `${LABEL}=:${mac}:` };
}

/** `Content-Digest` (RFC 9530) of a SHA-256 in hexadecimal. */
export const contentDigest = (sha256: string): string => `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
