/**
 * Dates and times as texts: `2026-11-24`, `2026/11/24`, and ISO 8601 times with a space or T, to nanoseconds, with a zone or in UTC.
 * What is no day of the calendar is none. Pure; never fails.
 */

export interface TimeValue {
  readonly ms: number;
  readonly isDate: boolean;
}

const TIME =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/;
const MINUTE_MS = 60_000;

export function timeOf(text: string): TimeValue | undefined {
  if (text.length < 8 || text.length > 40) return undefined;
  const parts = TIME.exec(text);
  if (parts === null) return undefined;
  const [, year, , month, day, hour = '0', minute = '0', second = '0', fraction = ''] = parts;
  const zone = parts[9];
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const days = Date.UTC(y, m - 1, d);
  const date = new Date(days);
  if (y < 100 || date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return undefined;
  const [h, min, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 24 || min > 59 || s > 60) return undefined;
  const millis = fraction === '' ? 0 : Number(`0.${fraction}`) * 1_000;
  const ms = days + h * 3_600_000 + min * MINUTE_MS + s * 1_000 + Math.floor(millis);
  return { ms: ms - zoneMinutes(zone) * MINUTE_MS, isDate: parts[5] === undefined };
}

function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const digits = zone.replace(':', '');
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5));
  return digits.startsWith('-') ? -minutes : minutes;
}

/** How the event-time column says its times. */
export const EVENT_TIME_FORMATS = ['iso', 'epoch-s', 'epoch-ms', 'year', 'month-day-year'] as const;
export type EventTimeFormat = (typeof EVENT_TIME_FORMATS)[number];

const MONTH_DAY_YEAR = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2}))?$/;
const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
const MONTH_NAME_DAY_YEAR = /^([A-Za-z]{3})[a-z]* (\d{1,2}),? (\d{4})$/;

/** A time in one of the other formats; NaN when it is none. `number` is the cell's, if it is a number. */
export function eventTimeOf(format: EventTimeFormat, text: string, number: number): number {
  switch (format) {
    case 'epoch-s':
      return number * 1_000;
    case 'epoch-ms':
      return number;
    case 'year':
      return Number.isInteger(number) && number >= 1_000 && number <= 9_999
        ? Date.UTC(number, 0, 1)
        : Number.NaN;
    case 'month-day-year':
      return monthDayYear(text);
    default:
      return timeOf(text)?.ms ?? Number.NaN;
  }
}

function monthDayYear(text: string): number {
  const figures = MONTH_DAY_YEAR.exec(text);
  if (figures !== null) {
    const [, month = '', day = '', year = '', hour = '0', minute = '0'] = figures;
    const iso = `${year}-${month}-${day} ${hour.padStart(2, '0')}:${minute}`;
    return timeOf(iso)?.ms ?? Number.NaN;
  }
  const [, name = '', day = '', year = ''] = MONTH_NAME_DAY_YEAR.exec(text) ?? [];
  const month = MONTHS.indexOf(name.toLowerCase());
  if (name === '' || month < 0 || month % 3 !== 0) return Number.NaN;
  return timeOf(`${year}-${month / 3 + 1}-${day}`)?.ms ?? Number.NaN;
}
