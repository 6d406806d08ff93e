/** Figures as people read them. A price keeps its decimals, so that columns align and nothing jumps. */

const MICRO = 1_000_000;
const PPM = 1_000_000;
/** A thin space between thousands reads in every language, and is no decimal point in any. */
const NONE = '–';

const grouped = (text: string): string => text.replace(/\B(?=(\d{3})+(?!\d))/g, ' ');

export const count = (value: number): string => grouped(String(value));

/** Decimals a price in a tick of this value needs. */
const decimalsOf = (tickValueMicroPat: number): number => {
  let decimals = 6;
  for (let rest = tickValueMicroPat; decimals > 2 && rest % 10 === 0; rest /= 10) decimals -= 1;
  return decimals;
};

/** A price in PAT; ticks may be fractions. 0 is no price. */
export function price(ticks: number, tickValueMicroPat: number): string {
  if (ticks === 0) return NONE;
  const decimals = decimalsOf(tickValueMicroPat);
  const [whole = '', rest = ''] = ((ticks * tickValueMicroPat) / MICRO)
    .toFixed(decimals)
    .split('.');
  return `${grouped(whole)}.${rest}`;
}

/** An amount in PAT with two decimals, from whole micro-PAT as a number or as text. */
export function pat(microPat: number | string): string {
  const value = Number(microPat) / MICRO;
  const [whole = '', rest = ''] = Math.abs(value).toFixed(2).split('.');
  return `${value < 0 ? '−' : ''}${grouped(whole)}.${rest}`;
}

/** A signed share in per cent. */
export function change(ppm: number): string {
  const text = (Math.abs(ppm) / 10_000).toFixed(2);
  const sign = Number(text) === 0 ? '±' : ppm < 0 ? '−' : '+';
  return `${sign}${text} %`;
}

export const share = (ppm: number, decimals = 1): string => `${(ppm / 10_000).toFixed(decimals)} %`;
/** A factor that multiplies a price. */
export const factor = (ppm: number): string => (ppm / PPM).toFixed(4);

const TIME = new Intl.DateTimeFormat('en-GB', {
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: 'UTC' },
});
const DAY = new Intl.DateTimeFormat('en-GB', {
  ...{ day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' },
});

/** A time of day, UTC. */
export const time = (ms: number): string => TIME.format(ms);
/** Day and time, with its zone. */
export const moment = (ms: number): string => `${DAY.format(ms)} UTC`;

/** A duration in its two largest units. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24];
  const minutes = Math.floor(seconds / 60) % 60;
  if (days > 0) return hours === 0 ? `${days} d` : `${days} d ${hours} h`;
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  if (minutes > 0) return `${minutes} min ${seconds % 60} s`;
  return `${seconds} s`;
}
