import type { ButtonProps } from 'antd';
import type { Decision } from './acts.ts';

/** Longer than one decision takes to be kept: a ring that is gone at once says nothing. */
const NOTICED_MS = 300;

/** How the button of a decision looks while one is being written: the pressed one turns, the other one rests. */
export const whileDeciding = (
  busy: Decision | null,
  own: Decision,
): Pick<ButtonProps, 'loading' | 'disabled'> => ({
  loading: busy === own ? { delay: NOTICED_MS } : false,
  disabled: busy !== null && busy !== own,
});
