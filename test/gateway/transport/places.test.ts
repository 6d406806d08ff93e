/** Catches an attacker counted as many because his addresses are written or chosen differently, and a proxy believed unasked. */
import { expect, test } from 'vitest';
import { Arrivals, clientAddress } from '../../../src/gateway/transport/places.js';
import { placeOf } from '../../../src/values/index.js';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['0000:0000:0000:0000:0000:ffff:cb00:7107', '203.0.113.7'],
  ['::ffff:cb00:7107', '203.0.113.7'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', ''],
  ['nonsense', 'nonsense'],
  ['1:2:3', '1:2:3'],
])('%s is of %s', (address, place) => {
  expect(placeOf(address)).toBe(place);
});

test('only a trusted proxy says for whom it speaks, and only its nearest hop counts', () => {
  const proxies = new Set([placeOf('10.0.0.1'), placeOf('10.0.0.2')]);
  expect(clientAddress('198.51.100.9', '203.0.113.7', proxies)).toBe('198.51.100.9');
  expect(clientAddress('10.0.0.1', '203.0.113.7', new Set())).toBe('10.0.0.1');
  expect(clientAddress('10.0.0.1', '192.0.2.1, 203.0.113.7, 10.0.0.2', proxies)).toBe(
    '203.0.113.7',
  );
  expect(clientAddress('::ffff:10.0.0.1', '203.0.113.7', proxies)).toBe('203.0.113.7');
  expect(clientAddress('10.0.0.1', '', proxies)).toBe('10.0.0.1');
});

test('a place may open so many at once and so many a second, whatever others do', () => {
  const arrivals = new Arrivals(10, 3);
  const many = (place: string, nowMs: number) =>
    Array.from({ length: 20 }, () => arrivals.admit(place, nowMs)).filter(Boolean).length;
  expect(many('a', 0)).toBe(3);
  expect(many('b', 0)).toBe(3);
  expect(many('a', 100)).toBe(1);
  expect(many('a', 1_000_000)).toBe(3);
  // A clock that went back earns nothing, and takes nothing.
  expect(many('a', 500_000)).toBe(0);
  for (let i = 0; i < 70_000; i += 1) arrivals.admit(String(i), 1_000_001);
  expect(many('a', 1_000_002)).toBe(3);
});
