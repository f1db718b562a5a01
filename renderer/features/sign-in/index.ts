export { NewPasswordFields } from './new-password-fields.tsx';
export type { NewPasswordValues } from './new-password-fields.tsx';
export { FirstDownloadPage } from './first-download-page.tsx';
export { LockPage } from './lock-page.tsx';
export { RenewSignIn } from './renew-sign-in.tsx';
export { ServerPage } from './server-page.tsx';
export { SignInPage } from './sign-in-page.tsx';
export type { EntryPageProps } from './sign-in-page.tsx';
