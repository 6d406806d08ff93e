/**
 * Reads protobuf's scalar encodings out of bytes anyone may have sent. Reused, allocates nothing on good input.
 *
 * Invariants: never throws, never reads outside [at, end), always moves forward. The first thing that is wrong sets
 * `fault` and ends the input, so that a loop `while (reader.at < reader.end)` stops; what was read until then is to be
 * thrown away. A value too large for its field is a fault too: it is refused, not cut.
 */
import type { AnyShape } from '../shape/field.js';
import { fractionalMs, TIME_BYTES, wholeMs } from './time.js';

export const FAULT = {
  NONE: 0,
  /** Truncated, an endless varint, or a tag that cannot be. */
  MALFORMED: 1,
  /** A value its field cannot hold; `faultScope`, `faultField`, `faultLow`, `faultHigh` tell which. */
  OUT_OF_RANGE: 2,
} as const;

export const WIRE_TYPE = { VARINT: 0, FIXED64: 1, BYTES: 2, FIXED32: 5 } as const;

const TWO_32 = 4_294_967_296;
const TWO_31 = 2_147_483_648;
const SAFE_HIGH_MAX = 0x1f_ffff;
/** Bytes of a varint below 2^28. */
const SMALL_BYTES = 4;
const EMPTY = new Uint8Array(0);
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class WireReader {
  at = 0;
  end = 0;
  fault = 0;
  /** Number of the field a fault of range was found in. */
  faultField = 0;
  faultLow = 0;
  faultHigh = 0;
  /** The message whose fields are being read; readers of messages set it. */
  scope: AnyShape | undefined;
  /** The message a fault of range was found in. */
  faultScope: AnyShape | undefined;
  private bytes: Uint8Array = EMPTY;
  private field = 0;
  private low = 0;
  private high = 0;

  /** Starts over with [start, end) of the bytes. */
  reset(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.fault = FAULT.NONE;
  }

  /** Field number × 8 + wire type. */
  tag(): number {
    const tag = this.uint32();
    this.field = tag >>> 3;
    if (this.field === 0) this.fail();
    return tag;
  }

  uint32(): number {
    const small = this.small();
    if (small >= 0) return small;
    if (!this.long()) return 0;
    return this.high === 0 ? this.low : this.outOfRange();
  }

  /** An unsigned integer up to 2^53-1. */
  uint64(): number {
    const small = this.small();
    if (small >= 0) return small;
    if (!this.long()) return 0;
    return this.high > SAFE_HIGH_MAX ? this.outOfRange() : this.high * TWO_32 + this.low;
  }

  /** A zigzag integer of ±(2^53-1). */
  sint64(): number {
    const small = this.small();
    if (small >= 0) return (small >>> 1) ^ -(small & 1);
    if (!this.long()) return 0;
    const { low, high } = this;
    if (high === 0) {
      const half = low >>> 1;
      return low & 1 ? -half - 1 : half;
    }
    const half = high * TWO_31 + (low >>> 1);
    const value = low & 1 ? -half - 1 : half;
    return Number.isSafeInteger(value) ? value : this.outOfRange();
  }

  bool(): boolean {
    return this.long() && (this.low !== 0 || this.high !== 0);
  }

  fixed32(): number {
    const { at } = this;
    if (this.end - at < 4) {
      this.fail();
      return 0;
    }
    this.at = at + 4;
    return this.half(at);
  }

  /** A time in whole milliseconds, rounded down. */
  timeWholeMs(): number {
    return this.fixed64() ? wholeMs(this.low, this.high) : 0;
  }

  /** A time in milliseconds with its fraction. */
  timeMs(): number {
    return this.fixed64() ? fractionalMs(this.low, this.high) : 0;
  }

  text(): string {
    const end = this.length();
    const { at } = this;
    this.at = end;
    return at === end ? '' : decoder.decode(this.bytes.subarray(at, end));
  }

  /** Reads a length and returns where what it measures ends; the end of the input after a fault. */
  length(): number {
    const length = this.uint32();
    if (length > this.end - this.at) this.fail();
    return this.fault === FAULT.NONE ? this.at + length : this.end;
  }

  /** Narrows the input to a nested message and returns the end to give back to `leave`. */
  enter(): number {
    const outer = this.end;
    this.end = this.length();
    return outer;
  }

  /** Widens the input again after a nested message has been read to its end. */
  leave(outer: number): void {
    this.end = outer;
    if (this.fault !== FAULT.NONE) this.at = outer;
  }

  /** Steps over the value of a field with this tag. Groups are not part of the schema's syntax. */
  skip(tag: number): void {
    switch (tag & 7) {
      case WIRE_TYPE.VARINT:
        this.long();
        break;
      case WIRE_TYPE.FIXED64:
        this.fixed64();
        break;
      case WIRE_TYPE.BYTES:
        this.at = this.length();
        break;
      case WIRE_TYPE.FIXED32:
        this.fixed32();
        break;
      default:
        this.fail();
    }
  }

  /** Notes that the bytes are not of the schema and ends the input. */
  fail(): void {
    this.at = this.end;
    if (this.fault === FAULT.NONE) this.fault = FAULT.MALFORMED;
  }

  /**
   * Reads a varint of up to four bytes; -1, and nothing is read, if it is longer or cut off. Apart from `long`, whose
   * halves are doubles to V8: a number that comes from here stays the small integer that places in arrays are made of.
   */
  private small(): number {
    const { bytes, at } = this;
    const left = this.end - at;
    if (left < 1) return -1;
    let byte = bytes[at] as number;
    if (byte < 0x80) {
      this.at = at + 1;
      return byte;
    }
    const length = Math.min(left, SMALL_BYTES);
    let value = byte & 0x7f;
    for (let i = 1; i < length; i += 1) {
      byte = bytes[at + i] as number;
      value |= (byte & 0x7f) << (7 * i);
      if (byte < 0x80) {
        this.at = at + i + 1;
        return value;
      }
    }
    return -1;
  }

  /** Reads a varint of up to ten bytes into the two halves. */
  private long(): boolean {
    const { bytes, end } = this;
    let { at } = this;
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      if (at >= end) return this.broken();
      const byte = bytes[at] as number;
      at += 1;
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.at = at;
        this.low = low;
        this.high = 0;
        return true;
      }
    }
    if (at >= end) return this.broken();
    let byte = bytes[at] as number;
    at += 1;
    this.low = (low | (byte << 28)) >>> 0;
    let high = (byte & 0x7f) >>> 4;
    for (let shift = 3; byte >= 0x80; shift += 7) {
      if (at >= end || shift > 31) return this.broken();
      byte = bytes[at] as number;
      at += 1;
      high |= (byte & 0x7f) << shift;
    }
    this.high = high >>> 0;
    this.at = at;
    return true;
  }

  private fixed64(): boolean {
    const { at } = this;
    if (this.end - at < TIME_BYTES) return this.broken();
    this.low = this.half(at);
    this.high = this.half(at + 4);
    this.at = at + TIME_BYTES;
    return true;
  }

  private half(at: number): number {
    const { bytes } = this;
    return (
      ((bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24)) >>>
      0
    );
  }

  private broken(): false {
    this.fail();
    return false;
  }

  private outOfRange(): number {
    this.at = this.end;
    if (this.fault === FAULT.NONE) {
      this.fault = FAULT.OUT_OF_RANGE;
      this.faultScope = this.scope;
      this.faultField = this.field;
      this.faultLow = this.low;
      this.faultHigh = this.high;
    }
    return 0;
  }
}
