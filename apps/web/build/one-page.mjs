import { readFileSync } from 'node:fs';

/** Puts what is an entry's own (title, script) into the head of the page that all entries share; a whole page stays. */
export const onePage = (template) => ({
  name: 'one-page',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) =>
      /^\s*<!doctype/i.test(html)
        ? html
        : readFileSync(template, 'utf8').replace('<!-- entry -->', () => html.trim().replaceAll('\n', '\n    ')),
  },
});
