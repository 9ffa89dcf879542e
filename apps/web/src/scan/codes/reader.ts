/** Finds QR codes in a picture of the camera. */
export type ReadCodes = (video: HTMLVideoElement) => Promise<string[]>;

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: ['qr_code'] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** The browser's own reader where it has one that knows QR codes, else the one that we serve. */
export async function loadReader(): Promise<ReadCodes> {
  const own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const knowsQr = (await own?.getSupportedFormats())?.includes('qr_code') ?? false;
  const Reader = knowsQr ? own! : (await import('./served-reader')).ServedDetector;
  const detector: Detector = new Reader({ formats: ['qr_code'] });
  return async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue).filter((text) => text !== '');
}
