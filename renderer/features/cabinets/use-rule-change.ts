import {
  type CabinetChange,
  type CabinetPreview,
  type CabinetSaved,
  cabinetPreview,
  cabinetSaved,
} from '../../../shared/api/cabinets.ts';
import { type PreviewedChange, usePreviewedChange } from '../online/index.ts';

export interface RuleChange extends Omit<PreviewedChange<CabinetChange, CabinetPreview>, 'save'> {
  /** Null where it was not saved. */
  save: (change: CabinetChange, move: boolean) => Promise<CabinetSaved | null>;
}

/** A rule may name thousands of customers: each is matched anew. */
const LONG_MS = 120_000;

/** What a change of a rule would match, and the change itself. */
export function useRuleChange(): RuleChange {
  const work = usePreviewedChange((change: CabinetChange) => ({
    method: 'POST',
    path: '/cabinets/v1/preview',
    body: change,
    answer: cabinetPreview,
    timeoutMs: LONG_MS,
  }));
  return {
    ...work,
    async save(change, move) {
      const answer = await work.save({
        method: 'POST',
        path: '/cabinets/v1/changes',
        body: { change, move },
        answer: cabinetSaved,
        timeoutMs: LONG_MS,
      });
      return answer?.saved ?? null;
    },
  };
}
