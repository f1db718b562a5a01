import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GroupView } from '../../data/groups.ts';
import { useIndex, useWorkspace } from '../../session/react.tsx';
import { WorkbookImportDialog } from '../workbook-import/index.ts';
import { addMembers } from './acts.ts';
import { MEMBER_FATES, memberVerdicts } from './member-verdicts.ts';
import type { MemberOutcome, MemberVerdict } from './member-verdicts.ts';
import { useGroupRights } from './use-group-rights.ts';

/** Members out of a workbook whose first column names customers. */
export function ImportMembersDialog({ group, onDone }: { group: GroupView; onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const index = useIndex();
  const rights = useGroupRights();
  return (
    <WorkbookImportDialog<MemberOutcome, MemberVerdict>
      onDone={onDone}
      spec={{
        title: t('groups.import.title', { name: group.name }),
        hint: t('groups.import.hint'),
        fates: MEMBER_FATES,
        judge: ({ rows }) => {
          const members = index.members(group.groupId);
          return memberVerdicts(rows, {
            isHere: (code) => index.positionOf(code) !== undefined,
            mayAdd: (code) => rights.mayAdd(group, code, index),
            isMember: (code) => members.has(code),
          });
        },
        kindWords: (kind) => ({
          outcome: t(`groups.outcome.${kind}`),
          reason: t(`groups.outcomeHint.${kind}`),
        }),
        rowWords: ({ kind, first }) => ({
          outcome: t(`groups.outcome.${kind}`),
          reason:
            first === undefined
              ? t(`groups.outcomeHint.${kind}`)
              : t('groups.import.double', { line: first }),
        }),
        write: (verdicts) =>
          addMembers(
            workspace,
            group,
            verdicts.map(({ code }) => code),
          ),
        confirm: (count) => t('groups.import.confirm', { count }),
        written: (count) => t('groups.import.written', { count }),
        into: t('groups.import.into', { name: group.name }),
      }}
    />
  );
}
