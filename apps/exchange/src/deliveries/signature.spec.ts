import { contentDigest, signatureBase, signatureHeaders } from './signature.js';

const signed = {
  targetUri: 'https://centre.example/inbox?x=1',
  contentDigest: contentDigest('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'),
  manifest: 'e30=',
};

it('the digest of nothing is the one that everybody knows', () => {
  expect(signed.contentDigest).toBe('sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:');
});

it('the base is a line a component, the parameters last', () => {
  expect(signatureBase(signed, '(…);created=1')).toBe(
    '"@method": POST\n' +
      '"@target-uri": https://centre.example/inbox?x=1\n' +
      '"content-digest": sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:\n' +
      '"truyvet-manifest": e30=\n' +
      '"@signature-params": (…);created=1',
  );
});

it('names what is covered, when and with which nonce', () => {
  const headers = signatureHeaders(signed, { created: 1618884473, nonce: 'n-1', keyId: 'd-1' }, 'a shared secret!');
  expect(headers['signature-input']).toBe(
    'truyvet=("@method" "@target-uri" "content-digest" "truyvet-manifest")' +
      ';created=1618884473;nonce="n-1";alg="hmac-sha256";keyid="d-1"',
  );
  expect(headers.signature).toMatch(/^truyvet=:[A-Za-z0-9+/]{43}=:$/);
});
