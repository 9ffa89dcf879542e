import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

// by itself it would fetch the program from a server of others
prepareZXingModule({ overrides: { locateFile: () => wasm } });

// once more through the service worker, which was perhaps not there yet: it keeps it for the time without a network
if ('serviceWorker' in navigator) void navigator.serviceWorker.ready.then(() => fetch(wasm)).catch(() => undefined);

export { BarcodeDetector as ServedDetector };
