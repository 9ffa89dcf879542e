import { dataFrame, decodeFrames, encodeFrames, type Frame, jsonFrame } from './frames.js';

async function* of<T>(items: T[]): AsyncGenerator<T> {
  yield* items;
}
async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const FRAMES: Frame[] = [jsonFrame('H', { a: 1 }), dataFrame(Buffer.alloc(0)), dataFrame(Buffer.from('một\thai\n'))];
const encoded = async (): Promise<Buffer> => Buffer.concat(await all(encodeFrames(of(FRAMES))));
const inPieces = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));

test.each([1, 3, 7, 4096])('frames come back however the bytes are cut (%i at a time)', async (size) => {
  expect(await all(decodeFrames(of(inPieces(await encoded(), size))))).toEqual(FRAMES);
});

test('every changed bit and every missing end is found', async () => {
  const bytes = await encoded();
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    await expect(all(decodeFrames(of([changed])))).rejects.toThrow();
    await expect(all(decodeFrames(of([bytes.subarray(0, at)])))).rejects.toThrow(/damaged or cut short/);
  }
});
