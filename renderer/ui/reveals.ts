import { createContext, useContext } from 'react';

/** Called with whose value was shown and which; whoever stands above registers it. */
export type RegisterReveal = (customerCode: string, what: 'phone' | 'address') => void;

const RevealContext = createContext<RegisterReveal | null>(null);

/** Everything below that shows masked values in clear is registered here. */
export const RevealProvider = RevealContext.Provider;

export const useRegisterReveal = (): RegisterReveal | null => useContext(RevealContext);
