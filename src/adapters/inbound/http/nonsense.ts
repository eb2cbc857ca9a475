import type { Duplex } from 'node:stream';

/** What cannot even be read as HTTP (raw spaces or accents in the URL, endless headers) never reaches a door; it gets an answer all the same. */
export function answerNonsense(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const isTooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const message = isTooLong ? 'The headers are too long' : 'This is not well-formed HTTP; is the URL percent-encoded?';
  const statusCode = isTooLong ? 431 : 400;
  const body = JSON.stringify({ statusCode, message, code: isTooLong ? 'headers_too_long' : 'http_malformed' });
  socket.end(
    `HTTP/1.1 ${statusCode} ${isTooLong ? 'Request Header Fields Too Large' : 'Bad Request'}\r\n` +
      `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
