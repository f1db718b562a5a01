import type { SameKeys } from '../catalogue.ts';
import type { shell as zh } from '../zh-CN/shell.ts';

export const shell: SameKeys<typeof zh> = {
  testEnvironment: 'Test environment',
  menu: {
    label: 'Main menu',
    daily: 'Daily',
    workbench: 'Workbench',
    customers: 'Customers',
    reminders: 'Reminders',
    settings: 'Settings',
  },
  search: {
    placeholder: 'Customer, pinyin initials, phone, account, access number, address',
    label: 'Find a customer',
    recent: 'Opened lately',
    recentEmpty: 'Type a name, pinyin initials or a number; results come while you type',
    nothing: 'No downloaded customer matches “{{text}}”',
    nothingHint: 'Try the name, pinyin initials, phone, account, access number or address',
    keys: '↑ ↓ choose · Enter open · Esc close',
    results_one: '{{count}} result',
    results_other: '{{count}} results',
  },
  sync: {
    verified: 'Verified identical {{time}}',
    notYet: 'Not verified yet',
    running: 'Syncing {{percent}}%',
    runningUnknown: 'Syncing',
    paused: 'Download paused',
    offline: 'Offline',
    noneWaiting: 'nothing waiting',
    waiting_one: '{{count}} waiting',
    waiting_other: '{{count}} waiting',
    attention_one: '{{count}} needs attention',
    attention_other: '{{count}} need attention',
    signInExpired: 'Sign-in expired, writing still works',
    trouble: {
      storageFull: 'Disk full, writing still works',
      storageLost: 'Local data must be downloaded again',
      newerSchema: 'This program is too old, please update',
      blocked: 'Another window holds the data',
      disabled: 'Account disabled',
      deviceRevoked: 'This device was disabled',
      upgrade: 'This program is too old, please update',
    },
    open: 'Open the sync panel',
  },
  person: {
    menu: 'Signed-in person',
    theme: 'Theme',
    language: 'Language',
    signOut: 'Sign out',
    signOutTitle: 'Sign out?',
    signOutWaiting_one:
      '{{count}} edit is not sent yet. It stays on this machine and is sent after your next sign-in.',
    signOutWaiting_other:
      '{{count}} edits are not sent yet. They stay on this machine and are sent after your next sign-in.',
    signOutKept: 'Local data stays; the next sign-in needs no download.',
    stay: 'Stay',
  },
  theme: { light: 'Light', dark: 'Dark', system: 'Follow the system' },
  languageMissing: 'There is no text for {{locale}}; Chinese is used instead; English can be chosen.',
  insecure: {
    title: 'This address is not secure; the browser will not store data',
    text: '{{address}} is not encrypted. Customer data is kept on this machine, so it opens only by https (or localhost on the server itself):',
  },
  skipToContent: 'Skip to content',
};
