// Goal: catch pictures and a parameter table in the documents that no longer show what the code does.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pricingDocuments } from '../../scripts/plot-pricing.mjs';
import * as quoting from '../../src/quoting/index.js';

describe('the pricing documents', () => {
  it.each(pricingDocuments(quoting))('%s is what the code draws', (name, text) => {
    const committed = readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
    expect(committed).toBe(text);
  });
});
