import { Agent, request } from 'node:http';
import { gunzipSync } from 'node:zlib';

const PATIENCE_MS = 30_000;

/** The server could not be reached, or was gone before it had answered: another one may be asked. */
export class LostServer extends Error {
  override name = 'LostServer';
}

/** One kept connection of a client to one server. */
export class Line {
  readonly #url: string;
  readonly #token: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  /** Bytes of all answers so far, as they came over the line. */
  received = 0;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** @throws LostServer, or Error where it answers with anything but success */
  async post(path: string, body: object): Promise<unknown> {
    const { status, bytes } = await this.#send(path, JSON.stringify(body));
    const text = bytes.toString('utf8');
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text.slice(0, 200)}`);
    return JSON.parse(text);
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(path: string, body: string): Promise<{ status: number; bytes: Buffer }> {
    return new Promise((resolve, reject) => {
      const lost = (error: Error): void => reject(new LostServer(`${path}: ${error.message}`));
      const sent = request(
        this.#url + path,
        {
          method: 'POST',
          agent: this.#agent,
          timeout: PATIENCE_MS,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            'accept-encoding': 'gzip',
            'sync-protocol': '1',
            authorization: `Bearer ${this.#token}`,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => {
            chunks.push(chunk);
            this.received += chunk.byteLength;
          });
          response.on('error', lost);
          response.on('end', () => {
            const whole = Buffer.concat(chunks);
            const zipped = response.headers['content-encoding'] === 'gzip';
            resolve({ status: response.statusCode ?? 0, bytes: zipped ? gunzipSync(whole) : whole });
          });
        },
      );
      sent.on('timeout', () => sent.destroy(new Error(`no answer in ${PATIENCE_MS} ms`)));
      sent.on('error', lost);
      sent.end(body);
    });
  }
}
