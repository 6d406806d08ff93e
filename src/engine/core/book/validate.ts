/**
 * Checks every invariant of the books at once, from the tables alone. Slow; for tests and for `verify`.
 */
import type { Book } from './book.js';
import * as levelLayout from './level-layout.js';
import * as orderLayout from './order-layout.js';
import { KEY_NONE, mirrorOf } from './price-levels.js';

const { HOT_I32_LOG2, HOT_F64_LOG2, NEXT, PREV, LEVEL, OPEN_LOTS } = orderLayout;
const { CELL_I32_LOG2, CELL_F64_LOG2, HEAD, TAIL, ORDER_COUNT, LOTS } = levelLayout;
const { BITMAP, PREFIX, PARENT, HEIGHT, CHILDREN, CHILD_COUNT, IDLE_NEXT, LEVEL_PAGE } =
  levelLayout;
const { LADDERS, ROOT, IDLE_HEAD, IDLE_COUNT, NODE_FREE, NODES_LEFT } = levelLayout;
const { LEVEL_FREE, LEVEL_NEXT } = levelLayout;
const { RUNGS, RUNGS_MAX, RUNG_KEYS, RUNG_LEVELS } = levelLayout;
/** The tables of a short ladder. */
const TABLES = 2;
const PROBLEMS_MAX = 20;

/**
 * @param seriesCount series to look at, from 0
 * @param sibling another book over the same orders; an order rests in one of the two
 * @returns what is wrong, at most 20 lines; empty if nothing is
 */
export function validateBooks(book: Book, seriesCount: number, sibling?: Book): string[] {
  const problems: string[] = [];
  const seen = new Set<number>();
  for (let ladder = 0; ladder < seriesCount * 2; ladder += 1) {
    validateLadder(book, ladder, seen, problems);
    if (problems.length >= PROBLEMS_MAX) return problems.slice(0, PROBLEMS_MAX);
  }
  validateNodes(book, seriesCount * 2, problems);
  const elsewhere = new Set<number>();
  if (sibling !== undefined) collectResting(sibling, seriesCount, elsewhere);
  let resting = 0;
  for (let slot = 1; slot <= book.orders.highWater; slot += 1) {
    if (book.orders.i32[(slot << HOT_I32_LOG2) + LEVEL] === 0 || elsewhere.has(slot)) continue;
    resting += 1;
    if (!seen.has(slot)) problems.push(`order ${slot} rests in a level that does not list it`);
  }
  if (resting !== seen.size) problems.push(`${resting} orders rest, ${seen.size} are listed`);
  return problems.slice(0, PROBLEMS_MAX);
}

function collectResting(book: Book, seriesCount: number, found: Set<number>): void {
  const { levels, orders } = book;
  for (let ladder = 0; ladder < seriesCount * 2; ladder += 1) {
    for (let level = levels.best(ladder); level !== 0; level = levels.worse(level)) {
      let slot = levels.i32[(level << CELL_I32_LOG2) + HEAD] as number;
      for (; slot !== 0; slot = orders.i32[(slot << HOT_I32_LOG2) + NEXT] as number)
        found.add(slot);
    }
  }
}

/** Whether the best prices of every series leave a gap. Not so during an auction. */
export function isCrossed(book: Book, series: number): boolean {
  const { levels } = book;
  const bid = levels.best(series * 2);
  const ask = levels.best(series * 2 + 1);
  return bid !== 0 && ask !== 0 && levels.keyOf(bid) >= (levels.keyOf(ask) ^ mirrorOf(1));
}

function validateLadder(book: Book, ladder: number, seen: Set<number>, problems: string[]): void {
  const { levels } = book;
  let level = levels.best(ladder);
  let lastKey = Number.POSITIVE_INFINITY;
  let reached = 0;
  const rungs = levels.i32[LADDERS + (ladder << CELL_I32_LOG2) + RUNGS] as number;
  if (rungs < 0 || rungs > RUNGS_MAX) problems.push(`ladder ${ladder} has ${rungs} rungs`);
  if (level !== 0 && levels.keyOf(level) !== levels.bestKey(ladder)) {
    problems.push(`ladder ${ladder}: the best key is not the best level's`);
  }
  while (level !== 0) {
    const key = levels.keyOf(level);
    if (key >= lastKey) problems.push(`ladder ${ladder}: key ${key} comes after ${lastKey}`);
    if (levels.ladderOf(level) !== ladder) problems.push(`level ${level} is in two ladders`);
    if (levels.find(ladder, key) !== level) problems.push(`level ${level} is not found by its key`);
    if (key >= lastKey) return;
    validateQueue(book, level, seen, problems);
    lastKey = key;
    reached += 1;
    level = levels.worse(level);
    if (level !== 0 && levels.keyOf(levels.better(level)) !== key) {
      problems.push(`level ${level} has another above it than was met before it`);
    }
  }
  if (rungs !== 0 && rungs !== reached) {
    problems.push(`ladder ${ladder} has ${rungs} rungs and ${reached} levels`);
  }
  if (lastKey < levels.bestKey(ladder) || reached > 0) return;
  if (levels.bestKey(ladder) !== KEY_NONE)
    problems.push(`ladder ${ladder}: a best key and no level`);
}

/** Every node is a table of a ladder, below the root of one, or free; a page without orders waits in the queue. */
function validateNodes(book: Book, ladders: number, problems: string[]): void {
  const cells = book.levels.i32;
  const waiting = new Set<number>();
  for (let page = cells[IDLE_HEAD] as number; page !== 0 && !waiting.has(page); ) {
    waiting.add(page);
    page = (cells[(page << CELL_I32_LOG2) + IDLE_NEXT] as number) - 1;
  }
  if (waiting.size !== cells[IDLE_COUNT]) problems.push(`${waiting.size} pages wait in the queue`);
  let nodes = 0;
  const walk = (node: number, parent: number): void => {
    nodes += 1;
    const at = node << CELL_I32_LOG2;
    const children = Array.from(cells.subarray(at + CHILDREN, at + CHILDREN + 32)).filter(Boolean);
    if (cells[at + PARENT] !== parent) problems.push(`node ${node} is not below ${parent}`);
    if (cells[at + HEIGHT] === 0) {
      if (children.length === 0 && !waiting.has(node)) problems.push(`page ${node} is lost`);
      const isTheirs = (level: number) => cells[(level << CELL_I32_LOG2) + LEVEL_PAGE] === node;
      if (!children.every(isTheirs)) problems.push(`page ${node} holds a level of another page`);
      return;
    }
    if (children.length === 0) problems.push(`node ${node} leads nowhere`);
    if (children.length !== cells[at + CHILD_COUNT]) problems.push(`node ${node} counts wrong`);
    for (const child of children) walk(child, node);
  };
  for (let ladder = 0; ladder < ladders; ladder += 1) {
    const at = LADDERS + (ladder << CELL_I32_LOG2);
    if (cells[at + RUNGS] !== 0) {
      nodes += TABLES;
      if (cells[at + RUNG_KEYS] === 0 || cells[at + RUNG_LEVELS] === 0) {
        problems.push(`ladder ${ladder} has rungs and no tables`);
      }
      continue;
    }
    const root = cells[at + ROOT] as number;
    if (root !== 0) walk(root, 0);
  }
  validateFreeLevels(book, problems);
  validateFreeNodes(book, problems);
  const left = cells[NODES_LEFT] as number;
  if (nodes + left !== book.levels.pagesMax) {
    problems.push(`${nodes} nodes are in use and ${left} left of ${book.levels.pagesMax}`);
  }
}

/** Whoever takes a free level finds no order counted in it and no lots hidden; the last leads to those never used. */
function validateFreeLevels(book: Book, problems: string[]): void {
  const { i32: cells, hidden } = book.levels;
  const end = cells[LEVEL_NEXT] as number;
  let level = cells[LEVEL_FREE] as number;
  for (let steps = 0; level < end && steps <= book.orders.capacity; steps += 1) {
    const record = level << CELL_I32_LOG2;
    if (cells[record + ORDER_COUNT] !== 0 || hidden[level] !== 0) {
      problems.push(`free level ${level} is not empty`);
    }
    level = cells[record + HEAD] as number;
  }
  if (level !== end) problems.push(`the free levels end at ${level} and not at ${end}`);
}

/** Whoever takes a free node finds no order, no child and no place in a queue in it. */
function validateFreeNodes(book: Book, problems: string[]): void {
  const cells = book.levels.i32;
  let free = 0;
  let node = cells[NODE_FREE] as number;
  for (; node !== 0 && free <= book.levels.pagesMax; free += 1) {
    const at = node << CELL_I32_LOG2;
    const children = cells.subarray(at + CHILDREN, at + CHILDREN + 32);
    const isEmpty = [BITMAP, CHILD_COUNT, IDLE_NEXT].every((field) => cells[at + field] === 0);
    if (!isEmpty || children.some((child) => child !== 0)) {
      problems.push(`free node ${node} is not empty`);
    }
    node = cells[at + PREFIX] as number;
  }
  if (free > (cells[NODES_LEFT] as number)) problems.push(`${free} nodes are free, or a circle`);
}

function validateQueue(book: Book, level: number, seen: Set<number>, problems: string[]): void {
  const { levels, orders } = book;
  const say = (text: string) => problems.push(`level ${level}: ${text}`);
  let slot = levels.i32[(level << CELL_I32_LOG2) + HEAD] as number;
  let before = 0;
  let count = 0;
  let lots = 0;
  let hidden = 0;
  if (slot === 0) say('has no order');
  while (slot !== 0) {
    if (seen.has(slot)) {
      say(`order ${slot} is listed twice`);
      return;
    }
    seen.add(slot);
    const at = slot << HOT_I32_LOG2;
    const word = orders.i32[at + LEVEL] as number;
    const open = orders.f64[(slot << HOT_F64_LOG2) + OPEN_LOTS] as number;
    if (Math.abs(word) !== level) say(`order ${slot} says it rests in ${word}`);
    if (orders.i32[at + PREV] !== before) say(`order ${slot} does not point back to ${before}`);
    if (!Number.isSafeInteger(open) || open <= 0) say(`order ${slot} has ${open} lots open`);
    if (orders.find(orders.idOf(slot)) !== slot) say(`order ${slot} is not found by its id`);
    lots += open;
    if (word < 0) hidden += book.hiddenLots(slot);
    const isSpecial = book.isLinked(slot) || book.hiddenLots(slot) > 0;
    if (isSpecial && word > 0) say(`order ${slot} and its flags disagree`);
    count += 1;
    before = slot;
    slot = orders.i32[at + NEXT] as number;
  }
  if (levels.i32[(level << CELL_I32_LOG2) + TAIL] !== before) say('the tail is not the last order');
  if (levels.i32[(level << CELL_I32_LOG2) + ORDER_COUNT] !== count)
    say(`counts not ${count} orders`);
  if (levels.f64[(level << CELL_F64_LOG2) + LOTS] !== lots) say(`does not display ${lots} lots`);
  if (levels.hidden[level] !== hidden) say(`does not hide ${hidden} lots`);
}
