import { MENU_LINKS_PATH, menuLinks } from '../../shared/api/menu-links.ts';

type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** Written as `new URL` writes it: no name and password, no second way to say the same. */
function isPlainHttps(text: string): boolean {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname !== '';
  } catch {
    return false;
  }
}

/**
 * Web addresses that may leave the application: those that the chosen server has named to the person who is signed in.
 * They are read from the server's answer as it passes through this process, so the page can ask for them and cannot add
 * to them. With another answer the earlier ones end.
 */
export class MenuLinks {
  #known: ReadonlySet<string> = new Set();

  /** Carries requests as `fetch` does, and notes what the server says of links. */
  watching =
    (fetch: Fetch): Fetch =>
    async (address, init) => {
      const answer = await fetch(address, init);
      if ((init.method ?? 'GET') === 'GET' && new URL(address).pathname === MENU_LINKS_PATH)
        await this.#note(answer.clone());
      return answer;
    };

  allows = (url: string): boolean => this.#known.has(url);

  async #note(answer: Response): Promise<void> {
    const parsed = answer.ok ? menuLinks.safeParse(await answer.json().catch(() => null)) : null;
    // Whoever is refused, or hears something else, opens nothing.
    this.#known = new Set(parsed?.success === true ? parsed.data.links.filter(isPlainHttps) : []);
  }
}
