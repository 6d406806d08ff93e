/** The API's own description: the OpenAPI document, a reference made from it, and a page for language models. */

import type { Api } from '../context.js';
import { documentOf } from './document.js';
import { llmsText } from './llms-text.js';
import { PAGE_POLICY, referencePage } from './reference-page.js';

/** What describes nothing but itself needs no reader. */
export function addDocumentRoutes(api: Api): void {
  let text: string | undefined;
  let page: string | undefined;
  api.get('/openapi.json', (c) => {
    text ??= JSON.stringify(documentOf(api));
    return c.body(text, 200, { 'content-type': 'application/json' });
  });
  api.get('/docs', (c) => {
    page ??= referencePage(documentOf(api));
    return c.html(page, 200, { 'content-security-policy': PAGE_POLICY });
  });
  api.get('/llms.txt', (c) => c.text(llmsText(documentOf(api))));
}
