// Catches columns that overlap, that a snapshot would miss, or that are taken twice.
import { describe, expect, it } from 'vitest';
import { Columns } from '../../src/engine/core/kernel/columns.js';

describe('the columns', () => {
  it('are listed in the order they were taken, with the bytes in use', () => {
    const columns = new Columns();
    let used = 0;
    const first = columns.i32('first', 4, () => used);
    const second = columns.records('second', 2, 16);
    columns.f64('third', 1);
    columns.u32('fourth', 1);
    used = 3;
    const listed = columns.list().map(({ name, usedBytes }) => [name, usedBytes()]);
    expect(listed).toEqual([
      ['first', 12],
      ['second', 32],
      ['third', 8],
      ['fourth', 4],
    ]);
    expect(columns.totalBytes()).toBe(16 + 32 + 8 + 4);
    first[0] = 1;
    second.i32[4] = 1;
    expect(columns.list()[0]?.bytes[0]).toBe(1);
    expect(columns.list()[1]?.bytes[16]).toBe(1);
    expect(second.f64.length).toBe(4);
  });

  it('are taken once, with a whole length and whole records', () => {
    const columns = new Columns();
    columns.i32('a', 1);
    expect(() => columns.f64('a', 1)).toThrow('a is taken twice');
    expect(() => columns.i32('b', -1)).toThrow('length -1');
    expect(() => columns.i32('c', 1.5)).toThrow('length 1.5');
    expect(() => columns.records('d', 1, 12)).toThrow('records of 12 bytes');
  });

  it('share blocks without sharing a byte, each at the start of a cache line of its block', () => {
    const columns = new Columns();
    const lengths = [1, 7, 100, 70_000, 3, 200_000, 1_000, 2];
    const taken = lengths.map((length, index) => columns.i32(`c${index}`, length));
    for (const [index, column] of taken.entries()) column.fill(index + 1);
    for (const [index, column] of taken.entries()) {
      expect(column.length).toBe(lengths[index]);
      expect(column.every((value) => value === index + 1)).toBe(true);
      expect(column.byteOffset % 64).toBe(48);
    }
    expect(new Set(taken.map(({ buffer }) => buffer)).size).toBeLessThan(lengths.length);
  });
});
