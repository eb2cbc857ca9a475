import type { Duplex } from 'node:stream';

/** What cannot even be read as HTTP (raw spaces or accents in the URL, endless headers) never reaches a door; it gets an answer all the same. */
export function answerNonsense(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const { statusCode, reason, code, message } = TROUBLES[error.code ?? ''] ?? MALFORMED;
  const body = JSON.stringify({ statusCode, message, code });
  socket.end(
    `HTTP/1.1 ${statusCode} ${reason}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

interface Trouble {
  readonly statusCode: number;
  readonly reason: string;
  readonly code: string;
  readonly message: string;
}

const MALFORMED: Trouble = {
  statusCode: 400,
  reason: 'Bad Request',
  code: 'http_malformed',
  message: 'This is not well-formed HTTP; is the URL percent-encoded?',
};

const TROUBLES: Readonly<Record<string, Trouble>> = {
  HPE_HEADER_OVERFLOW: {
    statusCode: 431,
    reason: 'Request Header Fields Too Large',
    code: 'headers_too_long',
    message: 'The headers are too long',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    statusCode: 408,
    reason: 'Request Timeout',
    code: 'request_too_slow',
    message: 'The request did not arrive in time',
  },
};
