/** What phases go by: classes on evidence, attestations, suspensions, and what was measured of segments. */
import { hexOf } from '../rights/entitlement-desk.js';
import { GATE_DAY, GATE_DAYS, GATE_HOUR } from '../venue/phases/gate-days.js';
import { bytesOf, type CarryPart, need } from './part.js';

const D = GATE_DAY;
const H = GATE_HOUR;

export const phasesPart: CarryPart = {
  columns: ['gates.days', 'gates.hour'],
  derived: ['gates.meta'],
  registry: ['qualifications', 'attestations', 'suspensions'],

  *rows({ state: { registry, gateDays } }) {
    for (const { evidenceHash, timer: _, ...row } of registry.qualifications) {
      yield { table: 'qualification', row: { ...row, evidenceHash: bytesOf(evidenceHash) } };
    }
    for (const { evidenceHash, ...row } of registry.attestations) {
      yield { table: 'attestation', row: { ...row, evidenceHash: bytesOf(evidenceHash) } };
    }
    for (const suspension of registry.suspensions) {
      yield { table: 'suspension', row: { ...suspension } };
    }
    if (gateDays.cursor !== 0) yield { table: 'gateMeasure', row: { seriesId: gateDays.cursor } };
    for (let segmentId = 1; segmentId <= gateDays.high; segmentId += 1) {
      for (let place = 0; place < GATE_DAYS; place += 1) {
        const read = (field: number) => gateDays.f[gateDays.at(segmentId, place, field)] as number;
        const hour = (field: number) => (place === 0 ? gateDays.hourOf(segmentId, field) : 0);
        // Of every segment there is the row of place 0.
        if (read(D.day) === 0 && place > 0) continue;
        yield {
          table: 'gateDay',
          row: {
            ...{ segmentId, place, day: read(D.day), hours: read(D.hours) },
            ...{ exercisedMicroPat: read(D.exercisedMicroPat), deepHours: read(D.deepHours) },
            ...{ othersMicroPat: read(D.othersMicroPat), calmHours: read(D.calmHours) },
            ...{ deepestMicroPat: hour(H.deepestMicroPat) },
            ...{ isRough: hour(H.isRough), isOpen: hour(H.isOpen) },
          },
        };
      }
    }
  },

  intake({ state }) {
    const { registry, gateDays, accounts } = state;
    return {
      take: {
        qualification: ({ evidenceHash, ...row }) => {
          const isThere = accounts.exists(row.accountId);
          need(isThere, 'qualification', `account ${row.accountId} is not there`);
          registry.addQualification({ ...row, evidenceHash: hexOf(evidenceHash), timer: 0 });
        },
        attestation: ({ evidenceHash, ...row }) => {
          registry.attestations.push({ ...row, evidenceHash: hexOf(evidenceHash) });
        },
        suspension: (row) => registry.suspensions.push({ ...row }),
        gateMeasure: ({ seriesId }) => {
          gateDays.cursor = seriesId;
        },
        gateDay: ({ segmentId, place, ...row }) => {
          const fits = place >= 0 && place < GATE_DAYS && gateDays.reach(segmentId);
          need(fits, 'gateDay', `segment ${segmentId} has no place ${place}`);
          for (const field of Object.keys(D) as (keyof typeof D)[]) {
            gateDays.f[gateDays.at(segmentId, place, D[field])] = row[field];
          }
          if (place > 0) return;
          for (const field of Object.keys(H) as (keyof typeof H)[]) {
            gateDays.setHour(segmentId, H[field], row[field]);
          }
        },
      },
    };
  },
};
