import { z } from 'zod';

export const MENU_LINKS_PATH = '/menu/v1/links';

/** Addresses elsewhere, as the menu of whoever asks leads to them. Sample: `https://oa.example.com/inbox`. */
export const menuLinks = z.object({ links: z.array(z.string().max(300)).max(200) });
