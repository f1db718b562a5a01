import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallPurpose } from '../../../shared/domain/calls.ts';
import { CallListButton } from '../call-lists/index.ts';
import type { Reminder, ReminderKind } from './reminder-rules.ts';

const PURPOSES: Record<ReminderKind, CallPurpose> = {
  followUp: 'CUSTOM',
  agreementEnding: 'RENEWAL',
  agreementExpired: 'RENEWAL',
  arrears: 'ARREARS',
  prepaid: 'CUSTOM',
  complaint: 'CUSTOM',
  complaintRisen: 'CUSTOM',
};

/** 转外呼 of the customers of some reminders of one kind, whose occasion is the purpose of the calls. */
export function ToCallList({
  kind,
  reminders,
}: {
  kind: ReminderKind;
  reminders: readonly Reminder[];
}): ReactNode {
  const { t } = useTranslation();
  const codes = [...new Set(reminders.map(({ customer }) => customer.customerCode))];
  return (
    <CallListButton
      small
      codes={() => codes}
      count={codes.length}
      offer={{ name: t(`reminders.group.${kind}`), purpose: PURPOSES[kind] }}
    />
  );
}
