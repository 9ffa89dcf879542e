import { type VerifyEd25519, verifyByWebCrypto } from '@app/contracts';

/** By Web Crypto, or by a small library of ours where the browser has no Ed25519 (decision 0023 says which have it). */
export const verifyEd25519: VerifyEd25519 = async (signature, content, publicKey) => {
  try {
    return await verifyByWebCrypto(signature, content, publicKey);
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'NotSupportedError') throw error;
    const { verifyAsync } = await import('@noble/ed25519');
    return verifyAsync(signature, content, publicKey);
  }
};
