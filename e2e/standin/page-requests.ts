import { INTERCEPTED, schemeOf, toElectron } from './address.ts';
import { audit, traceOf } from './audit.ts';
import type { Chromium } from './chromium.ts';

/** What the application answers to requests for a scheme of its own. */
export type ProtocolHandler = (request: Request) => Response | Promise<Response>;

export interface RequestParts {
  handler(scheme: string): ProtocolHandler | undefined;
  /** A document that the page of a window asked for; false where the application does not let it go there. */
  mayNavigate(frameId: string, url: string, redirected: boolean): boolean;
}

interface PausedRequest {
  requestId: string;
  frameId: string;
  resourceType: string;
  redirectedRequestId?: string;
  request: {
    url: string;
    method: string;
    headers: Record<string, string>;
    hasPostData?: boolean;
    postDataEntries?: { bytes?: string }[];
  };
}

/** Answers what pages ask of the application's own schemes, and asks the application where documents may go. */
export async function watchRequests({ cdp: { root } }: Chromium, parts: RequestParts): Promise<void> {
  const decide = async (paused: PausedRequest): Promise<void> => {
    const { requestId, request, resourceType, frameId } = paused;
    const isDocument = resourceType === 'Document';
    const url = toElectron(request.url);
    if (isDocument && !parts.mayNavigate(frameId, request.url, paused.redirectedRequestId !== undefined))
      return void (await root.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }));
    const scheme = schemeOf(request.url);
    if (scheme === null) return void (await root.send('Fetch.continueRequest', { requestId }));
    const response = await answerOf(parts.handler(scheme), url, paused);
    if (response.type === 'error')
      return void (await root.send('Fetch.failRequest', { requestId, errorReason: 'Failed' }));
    const body = Buffer.from(await response.arrayBuffer());
    await root.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: body.toString('base64'),
    });
  };
  root.on('Fetch.requestPaused', (paused) => {
    decide(paused).catch((error: unknown) => {
      // The page went elsewhere before it had its answer.
      if (/Invalid InterceptionId|Chromium is gone|Can only get/.test(String(error))) return;
      audit('protocol-error', traceOf(error), paused.request.url);
      void root
        .send('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' })
        .catch(() => undefined);
    });
  });
  await root.send('Fetch.enable', {
    patterns: [{ urlPattern: INTERCEPTED }, { urlPattern: '*', resourceType: 'Document' }],
  });
}

async function answerOf(
  handler: ProtocolHandler | undefined,
  url: string,
  { request }: PausedRequest,
): Promise<Response> {
  if (handler === undefined) return Response.error();
  const { method, headers, postDataEntries } = request;
  const body = Buffer.concat((postDataEntries ?? []).map(({ bytes }) => Buffer.from(bytes ?? '', 'base64')));
  if (request.hasPostData === true && body.byteLength === 0)
    audit('not-implemented', 'a request whose body Chromium does not tell', url);
  const withBody = method !== 'GET' && method !== 'HEAD' && body.byteLength > 0;
  return await handler(new Request(url, { method, headers, ...(withBody ? { body } : {}) }));
}
