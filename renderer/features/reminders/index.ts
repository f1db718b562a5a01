export { RemindersPage } from './reminders-page.tsx';
export { ReminderDigest } from './use-digest.ts';
export { useReminderCount } from './use-reminders.ts';
