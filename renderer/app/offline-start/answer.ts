/** Paths that only the server can answer. */
const SERVER_PATHS = /^(auth|sync|server|admin|openapi\.json|healthz)(\/|$)/;

/**
 * What a request is answered with: the kept page, a kept file, or nothing of ours (it goes to the network).
 * @param scope where the program lives, with a slash at its end
 */
export function answerFor(
  url: string,
  method: string,
  mode: string,
  scope: string,
): 'page' | 'file' | 'network' {
  if (method !== 'GET' || !url.startsWith(scope)) return 'network';
  const path = url.slice(scope.length).split(/[?#]/, 1)[0] ?? '';
  if (SERVER_PATHS.test(path)) return 'network';
  if (mode === 'navigate') return 'page';
  return path.startsWith('assets/') ? 'file' : 'network';
}
