import { TestEnvironment } from 'jest-environment-jsdom';

/** A document in which a page finds what every browser has and jsdom has not. */
export default class DomEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    const { global } = this;
    Object.assign(global, { Response, Headers, TextEncoder, TextDecoder, structuredClone });
    Object.assign(global.window, {
      matchMedia: (media: string) => ({ media, matches: false, addEventListener() {}, removeEventListener() {} }),
      ResizeObserver: class {
        observe(): void {}
        unobserve(): void {}
        disconnect(): void {}
      },
    });
    global.window.HTMLElement.prototype.scrollIntoView = () => {};
  }
}
